using Puente.Evidence.Terms;
using Puente.Matching.Identifiers;

namespace Puente.Evidence.Identity;

/// <summary>What is doubtful about an identifier that somebody types. It is said and never refused: the authority that issued it may have erred.</summary>
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

    /// <summary>Errors and warnings of a value, and against what name it speaks; nothing when the property is no identifier that is known.</summary>
    /// <param name="property">The property.</param>
    /// <param name="value">As typed.</param>
    /// <param name="name">The name that stands beside it, if any.</param>
    public static IReadOnlyList<Finding> Of(Property property, string value, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(property);
        ArgumentNullException.ThrowIfNull(value);
        var kind = KindsOf.GetValueOrDefault(property.Code) ?? (property.Type == PropertyType.Phone || property.Rule == IdentifierRule.Phone ? Kinds.Phone : property.Rule == IdentifierRule.Vin ? Kinds.Vin : null);
        if (kind is null || Identify.As(kind, value) is not { } read) return [];
        var found = read.Findings.Where(f => f.Severity != Severity.Info && !Usual.Contains(f.Code)).ToList();
        if (name is not null && Identify.Name(read, name) is { Agrees: false } check) found.AddRange(check.Reasons);
        return found;
    }
}
