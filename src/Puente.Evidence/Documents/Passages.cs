using System.Text.RegularExpressions;
using Puente.Evidence.Search;
using Puente.Evidence.Terms;
using Match = System.Text.RegularExpressions.Match;

namespace Puente.Evidence.Documents;

/// <summary>Words of a page: under what it is found, and where the words of a search stand.</summary>
public static partial class Passages
{
    private const int LongestSnippet = 240;
    private static readonly IdentifierRule[] Rules = [IdentifierRule.Phone, IdentifierRule.Digits, IdentifierRule.Plain];

    /// <summary>A line in stretches, each with whether it is among what was searched.</summary>
    public static IReadOnlyList<(string Text, bool Hit)> Marked(string line, string searched)
    {
        ArgumentNullException.ThrowIfNull(line);
        var asked = Asked(searched);
        var (stretches, at) = (new List<(string, bool)>(), 0);
        foreach (Match token in Token().Matches(line))
        {
            if (!IsHit(token.Value, asked)) continue;
            if (token.Index > at) stretches.Add((line[at..token.Index], false));
            stretches.Add((token.Value, true));
            at = token.Index + token.Length;
        }

        if (at < line.Length) stretches.Add((line[at..], false));
        return stretches;
    }

    /// <summary>The line on which most of what was searched stands, with the next one.</summary>
    internal static string Snippet(IReadOnlyList<string> lines, string searched)
    {
        var asked = Asked(searched);
        var best = lines.Select((text, i) => (Hits: Token().Matches(text).Where(t => IsHit(t.Value, asked)).Select(t => Fold.Plain(t.Value)).Distinct().Count(), i)).OrderByDescending(l => l.Hits).ThenBy(l => l.i).FirstOrDefault().i;
        var text = string.Join(' ', string.Join(' ', lines.Skip(best).Take(2)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (text.Length <= LongestSnippet) return text;
        var first = Token().Matches(text).FirstOrDefault(t => IsHit(t.Value, asked))?.Index ?? 0;
        var from = Math.Max(0, Math.Min(first - 60, text.Length - LongestSnippet));
        return (from > 0 ? "…" : "") + text.Substring(from, Math.Min(LongestSnippet, text.Length - from)).Trim() + (from + LongestSnippet < text.Length ? "…" : "");
    }

    /// <summary>Everything under which a page is found: its words, and what can be an identifier in canonical form.</summary>
    internal static HashSet<string> Terms(IEnumerable<string> lines)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            terms.UnionWith(Spelling.Asked(line));
            foreach (Match number in Number().Matches(line)) terms.UnionWith(Identifiers(number.Value));
            foreach (Match token in Coded().Matches(line)) terms.UnionWith(Identifiers(token.Value));
        }

        return terms;
    }

    private static IEnumerable<string> Identifiers(string text) => Rules.Select(rule => Fold.Identifier(text, rule)).Where(id => id.Length > 4).Select(Spelling.Identifier);

    private static HashSet<string> Asked(string searched) => [.. Spelling.Asked(searched), .. Spelling.AskedIdentifiers(searched)];

    private static bool IsHit(string token, HashSet<string> asked) => Spelling.Asked(token) is var words && (words.Count > 0 && words.All(asked.Contains) || Identifiers(token).Any(asked.Contains));

    [GeneratedRegex(@"[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*")]
    private static partial Regex Token();

    /// <summary>Seven digits or more, with what stands between the digits of a telephone number.</summary>
    [GeneratedRegex(@"\+?\(?[0-9](?:[ ().\-]{0,2}[0-9]){6,18}")]
    private static partial Regex Number();

    /// <summary>Letters and digits in one run, hyphens and strokes within.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?=[^\s]*[0-9])(?=[^\s]*\p{L})[\p{L}\p{N}][\p{L}\p{N}/\-]{4,40}(?![\p{L}\p{N}])")]
    private static partial Regex Coded();
}
