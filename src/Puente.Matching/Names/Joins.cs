using System.Numerics;

namespace Puente.Matching.Names;

/// <summary>Words written together on one side and apart, or as initials, on the other.</summary>
internal static class Joins
{
    private const int MostWords = 4;
    private const float Close = 0.2f;

    /// <summary>
    /// The open words side by side that read together are this word, as bits; null when there are none. Nearly this word is enough when it
    /// and they are all that is left of both names: Chris Tang is not Christina.
    /// </summary>
    public static uint? Find(Word word, bool last, Word[] others, uint open)
    {
        if (word.Text.Length < 4) return null;
        Span<char> together = stackalloc char[64];
        for (var start = 0; start < others.Length; start++)
        {
            var length = 0;
            uint run = 0;
            for (var at = start; at < others.Length && at - start < MostWords && (open >> at & 1) != 0; at++)
            {
                var text = others[at].Text;
                if (length + text.Length > together.Length || length + text.Length > word.Text.Length + 2) break;
                text.CopyTo(together[length..]);
                length += text.Length;
                run |= 1u << at;
                if (at == start || length + 2 < word.Text.Length) continue;
                if (WordDistance.Between(word.Text, together[..length]) <= (last && run == open ? Close : 0)) return run;
            }
        }

        return null;
    }

    /// <summary>
    /// The open words when their first letters are this word and none is left over (FGR for Fiscalia General Republica): at least three, or
    /// two when the acronym stands alone.
    /// </summary>
    public static uint? Acronym(Word word, int beside, Word[] others, uint open)
    {
        var letters = word.Text.Length;
        if (letters > 8 || letters < (beside == 1 ? 2 : 3) || BitOperations.PopCount(open) != letters) return null;
        for (var start = 0; start + letters <= others.Length; start++)
        {
            uint run = 0;
            for (var k = 0; k < letters && (open >> (start + k) & 1) != 0 && others[start + k].Text[0] == word.Text[k]; k++) run |= 1u << (start + k);
            if (BitOperations.PopCount(run) == letters) return run;
        }

        return null;
    }

    /// <summary>The words of a run, for a reason.</summary>
    public static string Text(Word[] words, uint run) => string.Join(' ', words.Where((_, i) => (run >> i & 1) != 0).Select(w => w.Text));
}
