using Puente.Matching.Identifiers;
using Puente.Matching.Linkage;
using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Evidence.Identity;

/// <summary>What an attribute can say about who an entity is. Sex, origin and belief are no clues.</summary>
internal enum ClueKind : byte
{
    Name,
    Birth,
    Identifier,
    Role,
    Thing,
}

/// <summary>One attribute statement as matching reads it; of the entity itself, or of a thing that it holds.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Statement">Key of the statement.</param>
/// <param name="Recording">Its recording.</param>
/// <param name="Marking">Its marking.</param>
/// <param name="Value">As recorded.</param>
internal sealed record Clue(ClueKind Kind, long Statement, long Recording, long Marking, string Value)
{
    private static readonly Dictionary<string, (string Kind, string? Read)> Identifiers = new(StringComparer.Ordinal)
    {
        ["curp"] = ("CURP", Kinds.Curp),
        ["rfc"] = ("RFC", Kinds.Rfc),
        ["phone"] = ("phone", null),
        ["email"] = ("email", null),
        ["clabe"] = ("CLABE", Kinds.Clabe),
        ["passportNumber"] = ("passport", null),
        ["socialSecurityNumber"] = ("SSN", Kinds.Ssn),
        ["irsCode"] = ("EIN", Kinds.Ein),
        ["nss"] = ("NSS", null),
        ["claveElector"] = ("INE", null),
        ["matriculaConsular"] = ("matrícula", null),
        ["driverLicenseNumber"] = ("licence", null),
        ["alienNumber"] = ("A-number", null),
        ["fbiNumber"] = ("FBI", null),
        ["prisonNumber"] = ("prison", null),
        ["idNumber"] = ("id", null),
        ["taxNumber"] = ("tax", null),
        ["registrationNumber"] = ("register", null),
        ["fflNumber"] = ("FFL", Kinds.Ffl),
        ["sedenaPermit"] = ("SEDENA", null),
        ["leiCode"] = ("leiCode", null),
        ["folioMercantil"] = ("folio", null),
        ["imoNumber"] = ("imoNumber", null),
        ["accountNumber"] = ("account", null),
    };

    /// <summary>Properties that are read; all others say nothing about who it is.</summary>
    public static IReadOnlyCollection<string> Properties { get; } = [.. Identifiers.Keys, "name", "alias", "previousName", "weakAlias", "birthDate", "incorporationDate", "role", "address"];

    /// <summary>The CURP or RFC, read, of one; its keys are those under which a name that it spells is met.</summary>
    public Identifier? Made { get; private init; }

    /// <summary>The fact through which it is said of the entity; null when it is said of the entity itself.</summary>
    public Holding? Through { get; init; }

    /// <summary>Whether a sight reads it, and the fact that joins it to the entity.</summary>
    public bool IsRead(Sharing.Sight sight) => sight.Reads(Marking, Sharing.Field.Value) && Through?.IsRead(sight) != false;

    /// <summary>The name, read.</summary>
    public PreparedName? Name { get; private init; }

    /// <summary>The date, read; of a CURP the date that it tells. No year when there is none.</summary>
    public PartialDate Birth { get; private init; }

    /// <summary>The identifier in its canonical form; a sobrenombre is one that others bear too.</summary>
    public ListedIdentifier Identifier { get; init; }

    /// <summary>Reads a statement; null when it says nothing about who the entity is.</summary>
    public static Clue? Read(Terms.Property? property, string code, NameKind kind, long statement, long recording, long marking, string value)
    {
        // What broken files contain cannot be folded.
        value = Terms.Fold.Sound(value);
        Clue Of(ClueKind of) => new(of, statement, recording, marking, value);
        switch (code)
        {
            case "role":
                return Of(ClueKind.Role);
            case "birthDate" or "incorporationDate":
                return PartialDate.TryParse(value, out var date) ? Of(ClueKind.Birth) with { Birth = date } : null;
            case "address":
                return Holdings.Address(value) is { } place ? Of(ClueKind.Identifier) with { Identifier = place } : null;
            case "name" or "alias" or "previousName" or "weakAlias":
                var name = NameMatcher.Default.Prepare(value, kind);
                if (name.IsEmpty) return null;
                return code == "weakAlias" || name.IsSobrenombre
                    ? Of(ClueKind.Identifier) with { Identifier = new ListedIdentifier("sobrenombre", name.Folded) }
                    : Of(ClueKind.Name) with { Name = name };
        }

        if (!Identifiers.TryGetValue(code, out var known)) return null;
        var read = known.Read is null ? null : Identify.As(known.Read, value);
        // A generic RFC, or what cannot be one of its kind, identifies nobody; the statement itself stays as it is.
        if (read?.Has("rfc.generic") == true) return null;
        var canonical = read is { Canonical.Length: > 0 } ? read.Canonical : Terms.Fold.Identifier(value, property?.Rule ?? Terms.IdentifierRule.Plain);
        var told = code == "curp" && PartialDate.TryParse(read?.Part("birthDate"), out var born) ? born : default;
        return canonical.Length < 4 ? null : Of(ClueKind.Identifier) with { Identifier = new ListedIdentifier(known.Kind, canonical), Birth = told, Made = ValueChecks.IsMadeFromName(code) ? read : null };
    }
}
