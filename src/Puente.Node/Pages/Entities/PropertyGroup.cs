using Puente.Evidence.Records;
using Puente.Evidence.Terms;

namespace Puente.Node.Pages.Entities;

/// <summary>What the sources say of one property, side by side: equal values stand together, different ones are counted.</summary>
/// <param name="Property">Code of the property.</param>
/// <param name="Statements">The statements, equal values next to each other, oldest first.</param>
/// <param name="Differing">How many different values are in force.</param>
public sealed record PropertyGroup(string Property, IReadOnlyList<AttributeView> Statements, int Differing)
{
    /// <summary>
    /// Groups attributes in the order of the kind's caption, then of its properties; properties the kind does not know come last. A value
    /// that is withheld is not compared.
    /// </summary>
    public static IReadOnlyList<PropertyGroup> Of(EntityKind? kind, IEnumerable<AttributeView> attributes)
    {
        var order = (kind?.Caption ?? []).Concat(kind?.Properties.Select(p => p.Code) ?? []).Distinct().ToList();
        int Place(string property) => order.IndexOf(property) is var at and >= 0 ? at : int.MaxValue;
        return [.. attributes.GroupBy(a => a.Property).OrderBy(g => Place(g.Key)).ThenBy(g => g.Key, StringComparer.Ordinal).Select(group =>
        {
            var first = group.Where(a => a.Value is not null).GroupBy(a => a.Value!).ToDictionary(v => v.Key, v => v.Min(a => a.Id.Key));
            var rows = group.OrderBy(a => a.Ended).ThenBy(a => a.Value is { } value ? first[value] : long.MaxValue).ThenBy(a => a.Id.Key).ToList();
            return new PropertyGroup(group.Key, rows, rows.Where(a => a is { Ended: false, Value: not null }).Select(a => Same(kind, group.Key, a.Value!)).Distinct().Count());
        })];
    }

    /// <summary>Whether more than one value of the property at a time is a contradiction rather than a list: one is born once.</summary>
    public bool Contradicts(EntityKind? kind) =>
        Differing > 1 && kind?.Property(Property) is { } property
        && (property.Type is PropertyType.Date or PropertyType.Gender || property.Rule is IdentifierRule.Curp or IdentifierRule.Vin or IdentifierRule.Serial);

    private static string Same(EntityKind? kind, string property, string value) => kind?.Property(property) is { Rule: not IdentifierRule.None } known
        ? Fold.Identifier(value, known.Rule)
        : value.Trim().ToUpperInvariant();
}
