using Puente.Evidence.Records;
using Puente.Evidence.Terms;
using Puente.Matching.Linkage;

namespace Puente.Evidence.Identity;

/// <summary>The statements of two entities, property by property.</summary>
internal static class SideBySide
{
    /// <summary>Properties of which one has only one.</summary>
    private static readonly HashSet<string> Single = new(StringComparer.Ordinal) { "birthDate", "incorporationDate", "curp", "rfc", "socialSecurityNumber", "nss", "claveElector", "birthPlace", "deathDate" };

    /// <summary>Properties that are not compared at all, because they must not count.</summary>
    private static readonly HashSet<string> Passed = new(StringComparer.Ordinal) { "gender", "ethnicity", "religion", "political" };

    /// <summary>Lines in the order of the kind's properties; those that say nothing on both sides are left out.</summary>
    public static IReadOnlyList<Beside> Of(EntityKind? kind, IReadOnlyList<AttributeView> left, IReadOnlyList<AttributeView> right)
    {
        var order = (kind?.Caption ?? []).Concat(kind?.Properties.Select(p => p.Code) ?? []).Distinct().ToList();
        int Place(string property) => order.IndexOf(property) is var at and >= 0 ? at : int.MaxValue;
        var (one, other) = (left.ToLookup(a => a.Property, StringComparer.Ordinal), right.ToLookup(a => a.Property, StringComparer.Ordinal));
        return [.. one.Select(g => g.Key).Concat(other.Select(g => g.Key)).Distinct(StringComparer.Ordinal).Where(p => !Passed.Contains(p))
            .OrderBy(Place).ThenBy(p => p, StringComparer.Ordinal).Select(p => new Beside(p, [.. one[p]], [.. other[p]], Judge(kind?.Property(p), p, [.. one[p]], [.. other[p]])))];
    }

    private static Agreement Judge(Property? property, string code, IReadOnlyList<AttributeView> left, IReadOnlyList<AttributeView> right)
    {
        var (one, other) = (Values(property, left), Values(property, right));
        if (one.Count == 0 || other.Count == 0 || code == "role") return Agreement.Neutral;
        if (one.Overlaps(other)) return Agreement.Agrees;
        if (property?.Type == PropertyType.Date) return one.Any(a => other.Any(b => Near(a, b))) ? Agreement.Near : Agreement.Differs;
        return Single.Contains(code) ? Agreement.Differs : Agreement.Neutral;
    }

    /// <summary>One date lies within the other.</summary>
    private static bool Near(string left, string right) =>
        PartialDate.TryParse(left, out var a) && PartialDate.TryParse(right, out var b) && a.Year == b.Year
        && (a.Month == 0 || b.Month == 0 || (a.Month == b.Month && (a.Day == 0 || b.Day == 0)));

    private static HashSet<string> Values(Property? property, IReadOnlyList<AttributeView> statements) =>
        [.. statements.Where(s => s.Value is not null).Select(s => property is { Rule: not IdentifierRule.None } known ? Fold.Identifier(s.Value!, known.Rule) : string.Join(' ', Fold.Words(s.Value!)))];
}
