using System.Globalization;
using System.Text;

namespace Puente.Matching.Screening;

/// <summary>
/// What the Sanctions List Search of the US Treasury would say of two names: a score of whole percents, shown beside ours so that an
/// office can see why its own check and the Treasury's differ. It plays no part in any decision here.
/// </summary>
/// <remarks>
/// The Treasury publishes the idea and not the formula (OFAC FAQ 249: the whole entry by Jaro-Winkler, and each part of the name entered by
/// Jaro-Winkler and Soundex; the higher of the two is shown; FAQ 250 and 251: only the name is scored). The rest was worked out from 164
/// scores that the tool returned: a listed name loses its hyphens and full stops, the name entered does not; the prefix bonus counts up to five letters of the whole and is given whatever the Jaro score is; parts of
/// one or two letters of the query are passed over; a part that begins otherwise, or is only half alike, counts for a little over a half; a
/// part of less than half likeness counts nothing. On those scores 95 % lie within two points. It was fitted on all of them, so expect less
/// elsewhere.
/// </remarks>
public static class OfacScore
{
    /// <summary>Where the tool's slider is commonly put: below it nothing is returned.</summary>
    public const int UsualSlider = 80;

    private const int WholePrefix = 5;
    private const int PartPrefix = 4;
    private const double Near = 0.77;
    private const double Half = 0.5;
    private const double CountsAsHalf = 0.57;
    private const double LongestToShortest = 1.7;
    private const double LongestToShortestAtAll = 2.5;

    /// <summary>The tool's score, 0 to 100. 0 when it would not consider the entry: no part of both begins alike at a comparable length.</summary>
    /// <param name="query">The name that is entered.</param>
    /// <param name="listed">The name as listed ("PUTIN, Vladimir").</param>
    public static int Of(string query, string listed)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(listed);
        var (entered, entry) = (Capitals(query), Capitals(listed));
        var (parts, others) = (Parts(entered), Parts(entry));
        if (!parts.Exists(p => others.Exists(o => p[0] == o[0] && Comparable(p, o, LongestToShortestAtAll)))) return 0;
        var whole = (int)((Winkler(entered, entry.Replace('-', ' ').Replace(".", "", StringComparison.Ordinal), WholePrefix, wholeSwaps: true) * 100) + 0.5);
        var byPart = (int)Math.Ceiling((Mean(parts, others) * 100) - 1e-9);
        return Math.Min(100, Math.Max(whole, byPart));
    }

    /// <summary>Whether the tool would return the entry with its slider at a score.</summary>
    public static bool Returns(string query, string listed, int slider = UsualSlider) => Of(query, listed) >= slider;

    private static double Mean(List<string> parts, List<string> others)
    {
        var counted = parts.Where(p => p.Length > 2).DefaultIfEmpty("").ToList();
        return (counted[0].Length == 0 ? parts : counted).Average(p => others.Max(o => Part(p, o)));
    }

    private static double Part(string part, string other)
    {
        if (!Comparable(part, other, LongestToShortest)) return 0;
        var alike = Winkler(part, other, PartPrefix, wholeSwaps: false);
        return alike < Half ? 0 : alike < Near || part[0] != other[0] ? CountsAsHalf : alike;
    }

    private static bool Comparable(string left, string right, double ratio) => Math.Max(left.Length, right.Length) <= ratio * Math.Min(left.Length, right.Length);

    /// <summary>Jaro and Winkler's likeness, 0 to 1: common letters within a quarter of both lengths together, swaps, and a tenth of the rest for each letter of a common beginning.</summary>
    private static double Winkler(string left, string right, int most, bool wholeSwaps)
    {
        var jaro = Jaro(left, right, wholeSwaps);
        var prefix = 0;
        while (prefix < most && prefix < left.Length && prefix < right.Length && left[prefix] == right[prefix]) prefix++;
        return jaro + (prefix * 0.1 * (1 - jaro));
    }

    private static double Jaro(string left, string right, bool wholeSwaps)
    {
        if (left == right) return 1;
        var reach = (left.Length + right.Length) / 4;
        var taken = new bool[right.Length];
        var common = new StringBuilder(left.Length);
        for (var i = 0; i < left.Length; i++)
            for (var j = Math.Max(0, i - reach); j <= Math.Min(right.Length - 1, i + reach); j++)
            {
                if (taken[j] || right[j] != left[i]) continue;
                taken[j] = true;
                common.Append(left[i]);
                break;
            }

        if (common.Length == 0) return 0;
        var (at, differ) = (0, 0);
        for (var j = 0; j < right.Length; j++)
            if (taken[j] && common[at++] != right[j]) differ++;
        double same = common.Length;
        var swaps = wholeSwaps ? differ / 2 : differ / 2.0;
        return ((same / left.Length) + (same / right.Length) + ((same - swaps) / same)) / 3;
    }

    private static string Capitals(string text)
    {
        var capitals = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            // Letter by letter: a text that is no valid Unicode is compared too.
            if (letter < 128 || char.IsSurrogate(letter)) capitals.Append(char.ToUpperInvariant(letter));
            else
                foreach (var part in letter.ToString().Normalize(NormalizationForm.FormD))
                    if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark) capitals.Append(char.ToUpperInvariant(part));
        }

        return capitals.ToString().Trim();
    }

    /// <summary>Apostrophes, commas and full stops fall away; everything else that is no letter or figure parts.</summary>
    private static List<string> Parts(string capitals)
    {
        var (parts, now) = (new List<string>(), new StringBuilder());
        foreach (var letter in capitals)
        {
            if (letter is '\'' or ',' or '.') continue;
            if (char.IsLetterOrDigit(letter)) now.Append(letter);
            else if (now.Length > 0)
            {
                parts.Add(now.ToString());
                now.Clear();
            }
        }

        if (now.Length > 0) parts.Add(now.ToString());
        return parts;
    }
}
