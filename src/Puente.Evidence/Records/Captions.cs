using Puente.Evidence.Terms;

namespace Puente.Evidence.Records;

/// <summary>The best name of an entity among the attributes a viewer may see: the first recorded value of the first caption property of its kind.</summary>
internal static class Captions
{
    public static string Best(string kind, IEnumerable<(string Property, string Value)> attributes)
    {
        var values = attributes.ToList();
        foreach (var property in Vocabulary.Standard.Kind(kind)?.Caption ?? ["name"])
            if (values.Find(a => a.Property == property) is { Value: { } value }) return value;
        return "";
    }
}
