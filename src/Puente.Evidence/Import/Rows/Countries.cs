using System.Collections.Frozen;
using Puente.Evidence.Terms;
using YamlDotNet.RepresentationModel;

namespace Puente.Evidence.Import.Rows;

/// <summary>Countries by code or by name in English, Spanish, German, French or Portuguese (ISO 3166-1, names of Unicode CLDR).</summary>
public static class Countries
{
    private static readonly Lazy<FrozenDictionary<string, string>> Known = new(Load);

    /// <summary>The two lower-case letters of ISO 3166-1, or null when the text names no country that exists today.</summary>
    public static string? Code(string text) => Known.Value.GetValueOrDefault(Form(text));

    private static string Form(string text) => string.Join(' ', Fold.Words(text));

    private static FrozenDictionary<string, string> Load()
    {
        var yaml = new YamlStream();
        using (var file = Resource.Open("countries.yaml"))
            yaml.Load(file);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, names) in ((YamlMappingNode)yaml.Documents[0].RootNode).Children)
        {
            var code = ((YamlScalarNode)key).Value!;
            known.TryAdd(code, code);
            foreach (var name in ((YamlSequenceNode)names).Children)
                known.TryAdd(Form(((YamlScalarNode)name).Value!), code);
        }
        return known.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
