using Puente.Money.Patterns.Traffic;
using YamlDotNet.RepresentationModel;

namespace Puente.Money.Patterns.Rules;

/// <summary>Reads how money moved from the words that files use for it (<c>cash-kinds.yaml</c>).</summary>
internal static class CashKinds
{
    private static readonly Lazy<(string[] In, string[] Out)> Words = new(Load);

    /// <summary>What a kind says about cash.</summary>
    public static CashKind Of(string kind)
    {
        var letters = string.Concat(kind.Where(char.IsLetter)).ToLowerInvariant();
        if (letters.Length == 0) return CashKind.Unknown;
        if (Words.Value.Out.Any(w => letters.Contains(w, StringComparison.Ordinal))) return CashKind.CashOut;
        return Words.Value.In.Any(w => letters.Contains(w, StringComparison.Ordinal)) ? CashKind.CashIn : CashKind.Transfer;
    }

    private static (string[] In, string[] Out) Load()
    {
        var assembly = typeof(CashKinds).Assembly;
        using var text = new StreamReader(assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(n => n.EndsWith("cash-kinds.yaml", StringComparison.Ordinal)))!);
        var stream = new YamlStream();
        stream.Load(text);
        var map = (YamlMappingNode)stream.Documents[0].RootNode;
        string[] List(string key) => [.. ((YamlSequenceNode)map.Children[new YamlScalarNode(key)]).Select(n => ((YamlScalarNode)n).Value!)];
        return (List("in"), List("out"));
    }
}
