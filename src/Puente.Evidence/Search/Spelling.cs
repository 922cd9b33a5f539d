using System.Security.Cryptography;
using System.Text;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Search;

/// <summary>The words and complete identifiers under which a value is found, and how good a match each is.</summary>
/// <param name="Terms">Folded words, or one identifier with <c>=</c> before it.</param>
/// <param name="Quality">Hundreds: the <see cref="Match"/>; below: higher for shorter values.</param>
/// <param name="Words">All words with spaces around each; empty when too long to keep beside each of them.</param>
internal sealed record Spelling(IReadOnlyCollection<string> Terms, long Quality, string Words)
{
    private const int MostWords = 24, MostBytes = 600, LongestWord = 40, LongestIdentifier = 100;
    private const int Class = 100, Shortest = 99;
    private static readonly IdentifierRule[] Rules = [.. Enum.GetValues<IdentifierRule>().Where(r => r != IdentifierRule.None)];
    private static readonly HashSet<string> PlaceCodes = ["city", "region", "state", "street", "postalCode", "location"];

    /// <summary>How a value of a property is found; null when it is not searched.</summary>
    public static Spelling? Of(Property? property, string value)
    {
        if (property is { Rule: not IdentifierRule.None and var rule }) return OfIdentifier(value, rule);
        return property?.Type switch
        {
            PropertyType.Name => OfWords(property.Code == "name" ? Match.Name : Match.Alias, value),
            PropertyType.Address => OfWords(Match.Place, value),
            null or PropertyType.Text => OfWords(property is not null && PlaceCodes.Contains(property.Code) ? Match.Place : Match.Text, value),
            _ => null,
        };
    }

    /// <summary>The quality of a match over a value of so many words.</summary>
    public static long QualityOf(Match match, int words) => ((long)match * Class) + Shortest - Math.Min(words, Shortest);

    /// <summary>What a quality says of the match.</summary>
    public static Match MatchOf(long quality) => (Match)(quality / Class);

    /// <summary>The least quality of a match.</summary>
    public static long Least(Match match) => (long)match * Class;

    /// <summary>Whether it is found under any of some complete identifiers, or has all of some words.</summary>
    public bool Has(IReadOnlyCollection<string> words, IReadOnlyCollection<string> identifiers) =>
        identifiers.Any(Terms.Contains) || (words.Count > 0 && words.All(Terms.Contains));

    /// <summary>The distinct words asked for.</summary>
    public static IReadOnlyList<string> Asked(string text) => [.. Fold.Words(text).Select(Cut).Distinct(StringComparer.Ordinal)];

    /// <summary>Every complete identifier that the text can be.</summary>
    public static IReadOnlyList<string> AskedIdentifiers(string text) =>
        [.. Rules.Select(rule => Fold.Identifier(text, rule)).Where(id => id.Length > 2).Select(Identifier).Distinct(StringComparer.Ordinal)];

    /// <summary>The term of a canonical identifier.</summary>
    public static string Identifier(string canonical) => canonical.Length <= LongestIdentifier
        ? "=" + canonical
        : string.Concat("=", canonical.AsSpan(0, LongestIdentifier / 2), Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)).AsSpan(0, 16)));

    private static Spelling? OfIdentifier(string value, IdentifierRule rule)
    {
        var canonical = Fold.Identifier(value, rule);
        return canonical.Length == 0 ? null : new([Identifier(canonical)], QualityOf(Match.Identifier, 1), " ");
    }

    private static Spelling? OfWords(Match match, string value)
    {
        var words = Asked(value);
        if (words.Count == 0) return null;
        var all = $" {string.Join(' ', words)} ";
        return new(words, QualityOf(match, words.Count), words.Count > MostWords || Encoding.UTF8.GetByteCount(all) > MostBytes ? "" : all);
    }

    private static string Cut(string word) => word.Length <= LongestWord ? word : word[..LongestWord];
}
