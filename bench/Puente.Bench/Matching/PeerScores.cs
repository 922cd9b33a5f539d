using System.Globalization;
using System.Text;
using F23.StringSimilarity;
using FuzzySharp;

namespace Puente.Bench.Matching;

/// <summary>Scores of other .NET libraries on lower-cased names without accents, 0 to 1.</summary>
internal static class PeerScores
{
    private static readonly JaroWinkler JaroWinkler = new();
    private static readonly NormalizedLevenshtein Levenshtein = new();
    private static readonly Jaccard Jaccard = new(2);

    public static (string Name, Func<string, string, double> Score)[] All { get; } =
    [
        ("F23 JaroWinkler", (a, b) => JaroWinkler.Similarity(Plain(a), Plain(b))),
        ("F23 NormalizedLevenshtein", (a, b) => Levenshtein.Similarity(Plain(a), Plain(b))),
        ("F23 Jaccard 2-gram", (a, b) => Jaccard.Similarity(Plain(a), Plain(b))),
        ("FuzzySharp TokenSetRatio", (a, b) => Fuzz.TokenSetRatio(Plain(a), Plain(b)) / 100.0),
        ("FuzzySharp WeightedRatio", (a, b) => Fuzz.WeightedRatio(Plain(a), Plain(b)) / 100.0),
    ];

    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal);

    private static string Plain(string text)
    {
        if (Known.TryGetValue(text, out var plain)) return plain;
        var letters = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) letters.Append(char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
        return Known[text] = string.Join(' ', letters.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
