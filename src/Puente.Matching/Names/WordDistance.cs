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

    private const int Edit = 4;
    private const int Longest = 40;

    /// <summary>Pairs of letters that are written for each other in Spanish and in transliterations.</summary>
    private static readonly bool[] Alike = BuildAlike();

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
        var limit = (int)(right.Length * Edit * Far) + 1;
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

    [SkipLocalsInit]
    private static int Fill(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int limit)
    {
        unchecked
        {
            var width = right.Length + 1;
            Span<int> rows = stackalloc int[3 * (Longest + 1)];
            var two = rows[..width];
            var one = rows.Slice(width, width);
            var now = rows.Slice(2 * width, width);
            one[0] = 0;
            for (var j = 1; j < width; j++) one[j] = one[j - 1] + Single(right, j - 1);
            for (var i = 1; i <= left.Length; i++)
            {
                var drop = Single(left, i - 1);
                var letter = left[i - 1];
                now[0] = one[0] + drop;
                var least = now[0];
                for (var j = 1; j < width; j++)
                {
                    var other = right[j - 1];
                    var best = letter == other ? one[j - 1] : one[j - 1] + Swap(letter, other);
                    best = Math.Min(best, Math.Min(one[j] + drop, now[j - 1] + Single(right, j - 1)));
                    if (i > 1 && j > 1 && letter == right[j - 2] && left[i - 2] == other && letter != other) best = Math.Min(best, two[j - 2] + Edit);
                    now[j] = best;
                    least = Math.Min(least, best);
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
    private static int Single(ReadOnlySpan<char> word, int at) => word[at] == 'h' || (at > 0 && word[at] == word[at - 1]) ? 2 : Edit;

    private static int Swap(char left, char right)
    {
        if (left > 127 || right > 127) return Edit;
        return Alike[(left << 7) | right] ? 2 : SpanishKey.IsVowel(left) && SpanishKey.IsVowel(right) ? 3 : Edit;
    }

    private static bool[] BuildAlike()
    {
        var table = new bool[128 * 128];
        foreach (var group in (string[])["bvw", "szcx", "ckq", "gj", "iy", "jy", "mn", "fp", "dt", "bp", "kg", "uw"])
            foreach (var a in group)
                foreach (var b in group)
                    table[(a << 7) | b] = a != b;
        return table;
    }
}
