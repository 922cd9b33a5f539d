using Puente.Evidence.Terms;
using Puente.Matching.Identifiers;

namespace Puente.Evidence.Identity;

/// <summary>
/// What is doubtful about an identifier: the one place that decides it, for forms, the API, the command line and imports. It is said and
/// never refused: the authority that issued it may have erred.
/// </summary>
public static class ValueChecks
{
    private static readonly Dictionary<string, string> KindsOf = new(StringComparer.Ordinal)
    {
        ["curp"] = Kinds.Curp,
        ["rfc"] = Kinds.Rfc,
        ["clabe"] = Kinds.Clabe,
        ["iban"] = Kinds.Iban,
        ["routingNumber"] = Kinds.Aba,
        ["socialSecurityNumber"] = Kinds.Ssn,
        ["irsCode"] = Kinds.Ein,
        ["fflNumber"] = Kinds.Ffl,
        ["imei"] = Kinds.Imei,
        ["vin"] = Kinds.Vin,
    };

    /// <summary>Findings that come with nearly every value and tell who types nothing new.</summary>
    private static readonly HashSet<string> Usual = new(StringComparer.Ordinal) { "phone.two-countries" };

    /// <summary>Properties that name somebody as an identifier may have been made from the name.</summary>
    private static readonly HashSet<string> Naming = new(StringComparer.Ordinal) { "name", "alias", "previousName" };

    /// <summary>Whether a property names somebody.</summary>
    public static bool Names(string property) => Naming.Contains(property);

    /// <summary>Whether an identifier of this property is made from its holder's name.</summary>
    public static bool IsMadeFromName(string property) => property is "curp" or "rfc";

    /// <summary>Errors and warnings of a value, and against what names it speaks; nothing when the property is no identifier that is known.</summary>
    /// <param name="property">The property.</param>
    /// <param name="value">As typed.</param>
    /// <param name="names">The names of its holder; it is enough that it agrees with one.</param>
    /// <param name="others">Names of others who are spoken of beside it: one of them may be the holder. Read only when it speaks against the names of its holder.</param>
    public static IReadOnlyList<Finding> Of(Property property, string value, IReadOnlyCollection<string>? names = null, IEnumerable<string>? others = null)
    {
        ArgumentNullException.ThrowIfNull(property);
        ArgumentNullException.ThrowIfNull(value);
        var kind = KindsOf.GetValueOrDefault(property.Code) ?? (property.Type == PropertyType.Phone || property.Rule == IdentifierRule.Phone ? Kinds.Phone : property.Rule == IdentifierRule.Vin ? Kinds.Vin : null);
        if (kind is null || Identify.As(kind, value) is not { } read) return [];
        var found = read.Findings.Where(f => f.Severity != Severity.Info && !Usual.Contains(f.Code)).ToList();
        if (names is not { Count: > 0 } || !IsMadeFromName(property.Code)) return found;
        var checks = names.Select(n => Identify.Name(read, n)).ToList();
        if (checks.Exists(c => c.Agrees == true) || checks.Find(c => c.Agrees == false) is not { } against) return found;
        found.AddRange(against.Reasons);
        if ((others ?? []).Except(names, StringComparer.Ordinal).FirstOrDefault(o => Identify.Name(read, o).Agrees == true) is { } holder)
            found.Add(new Finding("name.of-another", Severity.Warning, [KeyValuePair.Create("name", holder)]));
        return found;
    }
}
