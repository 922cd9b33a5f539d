using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Puente.Matching.Screening;

/// <summary>
/// Which words share pairs of letters with a word: neighbours, and letters with one between them. A slip spoils four pairs of twice the
/// length, a swap more; the first letters and the last make pairs with the edge, so that short words have enough. Each pair has a bit for
/// each word, and the shared ones of many words are counted at once, one plane of bits for each digit of the counts.
/// </summary>
internal sealed class LetterPairs
{
    private const int Letters = 28;
    private const int Longest = 40;
    private const int MostPairs = 63;
    private const float Enough = 0.25f;

    private readonly ulong[]?[] _words = new ulong[2 * Letters * Letters][];
    private readonly ulong[]?[] _lengths = new ulong[Longest + 1][];
    private int _room;

    /// <summary>Adds the word of this number; numbers ascend.</summary>
    public void Add(int id, string text)
    {
        if (id >= _room) Grow(id);
        Set(ref _lengths[Math.Min(text.Length, Longest)], id);
        for (var i = 0; i <= text.Length; i++)
        {
            Set(ref _words[Pair(text, i)], id);
            if (i > 0) Set(ref _words[Apart(text, i)], id);
        }
    }

    /// <summary>Adds the words that share at least a quarter of the longer word's pairs to a list, in the order of their numbers.</summary>
    public void Sharing(string text, List<int> into)
    {
        var pairs = new List<ulong[]>((2 * text.Length) + 1);
        for (var i = 0; i <= text.Length; i++)
        {
            Take(_words[Pair(text, i)], pairs);
            if (i > 0) Take(_words[Apart(text, i)], pairs);
        }

        var asked = new List<(int Least, ulong[] Words)>();
        for (var length = 1; length <= Longest; length++)
        {
            var longer = Math.Max(length, text.Length);
            if (_lengths[length] is { } words && Math.Abs(length - text.Length) * 2 <= longer) asked.Add((Math.Max(1, (int)(Enough * ((2 * longer) + 1))), words));
        }

        Count(CollectionsMarshal.AsSpan(pairs), CollectionsMarshal.AsSpan(asked), into);
    }

    private void Count(ReadOnlySpan<ulong[]> pairs, ReadOnlySpan<(int Least, ulong[] Words)> asked, List<int> into)
    {
        for (nuint at = 0; at < (nuint)_room / 64; at += (nuint)Vector256<ulong>.Count)
        {
            var counts = default(Counts);
            foreach (var pair in pairs) counts.Add(Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(pair), at));
            var enough = Vector256<ulong>.Zero;
            var (least, reach) = (-1, Vector256<ulong>.Zero);
            foreach (var (wanted, words) in asked)
            {
                if (wanted != least) (least, reach) = (wanted, counts.AtLeast(wanted));
                enough |= reach & Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(words), at);
            }

            if (enough == Vector256<ulong>.Zero) continue;
            for (var part = 0; part < Vector256<ulong>.Count; part++)
                for (var bits = enough[part]; bits != 0; bits &= bits - 1) into.Add((((int)at + part) * 64) + BitOperations.TrailingZeroCount(bits));
        }
    }

    private void Grow(int id)
    {
        _room = Math.Max(1024, (int)BitOperations.RoundUpToPowerOf2((uint)id + 1));
        foreach (var rows in (ulong[]?[][])[_words, _lengths])
            for (var i = 0; i < rows.Length; i++)
                if (rows[i] is not null) Array.Resize(ref rows[i], _room / 64);
    }

    private void Set(ref ulong[]? row, int id) => (row ??= new ulong[_room / 64])[id / 64] |= 1UL << (id % 64);

    private static void Take(ulong[]? row, List<ulong[]> rows)
    {
        if (row is not null && rows.Count < MostPairs && !rows.Contains(row)) rows.Add(row);
    }

    private static int Pair(string text, int at) => (At(text, at - 1) * Letters) + At(text, at);

    private static int Apart(string text, int at) => ((At(text, at - 2) + Letters) * Letters) + At(text, at);

    private static int At(string text, int at) => at < 0 || at >= text.Length ? 0 : text[at] is >= 'a' and <= 'z' ? text[at] - 'a' + 1 : 27;

    /// <summary>A count up to 63 for each of 256 words: one digit of all of them in each field.</summary>
    private struct Counts
    {
        private Vector256<ulong> _1;
        private Vector256<ulong> _2;
        private Vector256<ulong> _4;
        private Vector256<ulong> _8;
        private Vector256<ulong> _16;
        private Vector256<ulong> _32;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector256<ulong> one)
        {
            var two = _1 & one;
            _1 ^= one;
            var four = _2 & two;
            _2 ^= two;
            var eight = _4 & four;
            _4 ^= four;
            var sixteen = _8 & eight;
            _8 ^= eight;
            _32 |= _16 & sixteen;
            _16 ^= sixteen;
        }

        /// <summary>A bit for each word that has at least so many.</summary>
        public readonly Vector256<ulong> AtLeast(int least)
        {
            var (more, same) = (Vector256<ulong>.Zero, Vector256<ulong>.AllBitsSet);
            Digit(_32, least & 32, ref more, ref same);
            Digit(_16, least & 16, ref more, ref same);
            Digit(_8, least & 8, ref more, ref same);
            Digit(_4, least & 4, ref more, ref same);
            Digit(_2, least & 2, ref more, ref same);
            Digit(_1, least & 1, ref more, ref same);
            return more | same;
        }

        private static void Digit(Vector256<ulong> counted, int asked, ref Vector256<ulong> more, ref Vector256<ulong> same)
        {
            if (asked == 0) more |= same & counted;
            same &= asked == 0 ? ~counted : counted;
        }
    }
}
