using System.Numerics;
using System.Runtime.CompilerServices;

namespace Puente.Matching.Names;

/// <summary>
/// How far two words are apart, 0 (the same) to 1. An edit distance with swaps of neighbours (optimal string alignment) in quarters
/// of an edit: letters that sound alike cost a half, a vowel for a vowel three quarters, a doubled letter or an H a half. Divided by
/// the longer length.
/// </summary>
internal static class WordDistance
{
    /// <summary>Words this far apart are different words; exact values beyond are not needed.</summary>
    public const float Far = 0.37f;

    /// <summary>Words up to here are one word with a slip.</summary>
    public const float Slip = 0.3f;

    /// <summary>The cost of a whole edit, in quarters.</summary>
    public const int Edit = 4;

    /// <summary>The cost of half an edit.</summary>
    public const int Half = 2;

    private const int Longest = 40;

    /// <summary>Pairs of letters that are written for each other in Spanish and in transliterations.</summary>
    private static readonly string[] Alike = ["bvw", "szcx", "ckq", "gj", "iy", "jy", "mn", "fp", "dt", "bp", "kg", "uw"];

    private static readonly byte[] Costs = BuildCosts();

    /// <summary>The distance, or 1 as soon as it is certain to reach <see cref="Far"/>.</summary>
    public static float Of(Word left, Word right)
    {
        if (left.Abjad || right.Abjad) return Between(left.Skeleton, right.Skeleton);
        var longer = Math.Max(left.Text.Length, right.Text.Length);
        if (Math.Abs(left.Text.Length - right.Text.Length) * 2 > longer) return 1;
        // A letter that only one side has costs a quarter of an edit at least: half an edit explains two of them.
        if (BitOperations.PopCount(left.Letters ^ right.Letters) > (longer * Edit * Far) + 1) return 1;
        return Between(left.Text, right.Text);
    }

    /// <summary>The distance of two folded words, or 1 as soon as it is certain to reach <see cref="Far"/>.</summary>
    public static float Between(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length > right.Length) return Between(right, left);
        if (right.Length == 0) return 0;
        if (right.Length > Longest) return left.SequenceEqual(right) ? 0 : 1;
        var limit = Limit(right.Length);
        var first = 0;
        while (first < left.Length && left[first] == right[first]) first++;
        var length = right.Length;
        int before = left.Length, after = right.Length;
        while (before > first && left[before - 1] == right[after - 1]) (before, after) = (before - 1, after - 1);
        // Keep one shared letter so that doubled letters are seen.
        if (first > 0) first--;
        var cost = Fill(left[first..before], right[first..after], limit);
        return cost >= limit ? 1 : (float)cost / (length * Edit);
    }

    /// <summary>The least cost that is too far for words of which the longer has so many letters.</summary>
    public static int Limit(int length) => (int)(length * Edit * Far) + 1;

    [SkipLocalsInit]
    private static int Fill(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int limit)
    {
        unchecked
        {
            var width = right.Length + 1;
            Span<int> rows = stackalloc int[3 * (Longest + 1)];
            Span<int> extra = stackalloc int[Longest + 1];
            var two = rows[..width];
            var one = rows.Slice(width, width);
            var now = rows.Slice(2 * width, width);
            one[0] = 0;
            for (var j = 1; j < width; j++) one[j] = one[j - 1] + (extra[j] = Single(right, j - 1));
            for (var i = 1; i <= left.Length; i++)
            {
                var drop = Single(left, i - 1);
                var letter = left[i - 1];
                var (cross, last, least) = (one[0], one[0] + drop, one[0] + drop);
                now[0] = last;
                for (var j = 1; j < now.Length; j++)
                {
                    var up = one[j];
                    last = Math.Min(cross + Swap(letter, right[j - 1]), Math.Min(up + drop, last + extra[j]));
                    if (i > 1 && j > 1 && letter == right[j - 2] && left[i - 2] == right[j - 1]) last = Math.Min(last, two[j - 2] + Edit);
                    now[j] = last;
                    least = Math.Min(least, last);
                    cross = up;
                }

                if (least >= limit) return limit;
                var spare = two;
                two = one;
                one = now;
                now = spare;
            }

            return one[width - 1];
        }
    }

    /// <summary>The cost of leaving a letter out: half when it doubles the one before or is an H.</summary>
    public static int Single(ReadOnlySpan<char> word, int at) => word[at] == 'h' || (at > 0 && word[at] == word[at - 1]) ? Half : Edit;

    /// <summary>The cost of writing a letter for another.</summary>
    public static int Swap(char left, char right) => (left | right) <= 127 ? Costs[(left << 7) | right] : left == right ? 0 : Edit;

    private static byte[] BuildCosts()
    {
        var table = new byte[128 * 128];
        for (var a = '\0'; a < 128; a++)
            for (var b = '\0'; b < 128; b++)
                table[(a << 7) | b] = (byte)(a == b ? 0 : Alike.Any(group => group.Contains(a, StringComparison.Ordinal) && group.Contains(b, StringComparison.Ordinal)) ? Half : SpanishKey.IsVowel(a) && SpanishKey.IsVowel(b) ? 3 : Edit);
        return table;
    }
}
