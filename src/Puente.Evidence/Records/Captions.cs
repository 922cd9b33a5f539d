using Puente.Evidence.Terms;

namespace Puente.Evidence.Records;

/// <summary>The best name of an entity among the attributes a viewer may see: the first recorded value of the first caption property of its kind.</summary>
internal static class Captions
{
    public static string Best(EntityKind? kind, IEnumerable<(string Property, string Value)> attributes)
    {
        var values = attributes.ToList();
        foreach (var property in kind?.Caption ?? ["name"])
            if (values.Find(a => a.Property == property) is { Value: { } value }) return value;
        return "";
    }
}
