using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Puente.Matching.Names;

namespace Puente.Matching.Screening;

/// <summary>
/// The distance of one word to many, thirty-two at a time: the table of <see cref="WordDistance"/> is filled for all of them together, a
/// byte for each. It never leaves out a word that is near; what it keeps is compared in full afterwards.
/// </summary>
internal sealed class ManyDistances
{
    private const int Longest = 16;
    private const int Lanes = 32;

    /// <summary>For each letter what it costs to write it for each letter: 32 bytes.</summary>
    private static readonly byte[] Costs = BuildCosts();

    private readonly List<byte> _letters = [];
    private readonly List<byte> _lengths = [];

    /// <summary>Adds the next word. Words of more than sixteen letters or of others than a to z are not laid beside others, and always kept.</summary>
    public void Add(string text)
    {
        var plain = IsPlain(text);
        _lengths.Add((byte)(plain ? text.Length : 0));
        for (var i = 0; i < Longest; i++) _letters.Add(plain && i < text.Length ? Code(text[i]) : (byte)0);
    }

    /// <summary>Takes the words out of a list of numbers that are certain to be far from this one.</summary>
    public void Keep(string text, List<int> words)
    {
        if (!Avx2.IsSupported || !IsPlain(text)) return;
        var kept = 0;
        var all = CollectionsMarshal.AsSpan(words);
        for (var at = 0; at < all.Length; at += Lanes)
            for (var near = Near(text, all[at..Math.Min(all.Length, at + Lanes)]); near != 0; near &= near - 1) all[kept++] = all[at + BitOperations.TrailingZeroCount(near)];
        words.RemoveRange(kept, all.Length - kept);
    }

    /// <summary>A bit for each of up to thirty-two words that may be near.</summary>
    [SkipLocalsInit]
    private uint Near(string text, ReadOnlySpan<int> words)
    {
        Span<Vector256<byte>> side = stackalloc Vector256<byte>[Longest];
        Span<byte> lengths = stackalloc byte[Lanes];
        Span<byte> limits = stackalloc byte[Lanes];
        lengths.Clear();
        limits.Clear();
        var width = 0;
        for (var lane = 0; lane < words.Length; lane++)
        {
            var length = lengths[lane] = _lengths[words[lane]];
            limits[lane] = (byte)(length == 0 ? byte.MaxValue : WordDistance.Limit(Math.Max(length, text.Length)));
            width = Math.Max(width, length);
        }

        for (var row = 0; row < Longest; row++) side[row] = Vector256.Create(Letters(words, row), Letters(words, row + Longest));
        Transpose(side);
        var costs = Fill(text, side[..width], Vector256.Create<byte>(lengths));
        return Vector256.LessThan(costs, Vector256.Create<byte>(limits)).ExtractMostSignificantBits();
    }

    private Vector128<byte> Letters(ReadOnlySpan<int> words, int lane) =>
        lane < words.Length ? Vector128.Create<byte>(CollectionsMarshal.AsSpan(_letters).Slice(words[lane] * Longest, Longest)) : default;

    /// <summary>A word to a row becomes a letter to a row: each round deals the first half of the rows and the second like cards.</summary>
    [SkipLocalsInit]
    private static void Transpose(Span<Vector256<byte>> rows)
    {
        Span<Vector256<byte>> dealt = stackalloc Vector256<byte>[Longest];
        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < Longest / 2; i++)
            {
                dealt[2 * i] = Avx2.UnpackLow(rows[i], rows[i + (Longest / 2)]);
                dealt[(2 * i) + 1] = Avx2.UnpackHigh(rows[i], rows[i + (Longest / 2)]);
            }

            dealt.CopyTo(rows);
        }
    }

    /// <summary>The cost of each lane, in the table's column of its length.</summary>
    [SkipLocalsInit]
    private static Vector256<byte> Fill(string text, ReadOnlySpan<Vector256<byte>> side, Vector256<byte> lengths)
    {
        Span<Vector256<byte>> rows = stackalloc Vector256<byte>[3 * (Longest + 1)];
        Span<Vector256<byte>> extra = stackalloc Vector256<byte>[Longest];
        var width = side.Length + 1;
        var two = rows[..width];
        var one = rows.Slice(width, width);
        var now = rows.Slice(2 * width, width);
        one[0] = Vector256<byte>.Zero;
        for (var j = 0; j < side.Length; j++)
        {
            var cheap = Vector256.Equals(side[j], Vector256.Create(Code('h'))) | (j > 0 ? Vector256.Equals(side[j], side[j - 1]) : default);
            extra[j] = Vector256.ConditionalSelect(cheap, Vector256.Create((byte)WordDistance.Half), Vector256.Create((byte)WordDistance.Edit));
            one[j + 1] = one[j] + extra[j];
        }

        for (var i = 0; i < text.Length; i++)
        {
            var drop = Vector256.Create((byte)WordDistance.Single(text, i));
            var (low, high) = (Table(text[i], 0), Table(text[i], 16));
            var (letter, before) = (Vector256.Create(Code(text[i])), Vector256.Create(i > 0 ? Code(text[i - 1]) : byte.MaxValue));
            now[0] = one[0] + drop;
            for (var j = 0; j < side.Length; j++)
            {
                // A shuffle gives nothing where the highest bit is set: each table answers for its half of the letters.
                var swap = Avx2.Shuffle(low, side[j] + Vector256.Create((byte)0x70)) | Avx2.Shuffle(high, side[j] - Vector256.Create((byte)0x10));
                var best = Vector256.Min(one[j] + swap, Vector256.Min(one[j + 1] + drop, now[j] + extra[j]));
                if (i > 0 && j > 0)
                {
                    var crossed = Vector256.Equals(side[j - 1], letter) & Vector256.Equals(side[j], before);
                    best = Vector256.Min(best, (two[j - 1] + Vector256.Create((byte)WordDistance.Edit)) | ~crossed);
                }

                now[j + 1] = best;
            }

            var spare = two;
            two = one;
            one = now;
            now = spare;
        }

        var costs = Vector256<byte>.Zero;
        for (var j = 1; j < width; j++) costs = Vector256.ConditionalSelect(Vector256.Equals(lengths, Vector256.Create((byte)j)), one[j], costs);
        return costs;
    }

    private static Vector256<byte> Table(char letter, int from) => Vector256.Create(Vector128.LoadUnsafe(ref Costs[(Code(letter) * 32) + from]));

    private static byte[] BuildCosts()
    {
        var costs = new byte[27 * 32];
        for (var left = 'a'; left <= 'z'; left++)
            for (var right = 'a'; right <= 'z'; right++)
                costs[(Code(left) * 32) + Code(right)] = (byte)WordDistance.Swap(left, right);
        return costs;
    }

    private static byte Code(char letter) => (byte)(letter - 'a' + 1);

    private static bool IsPlain(string text) => text.Length <= Longest && !text.AsSpan().ContainsAnyExceptInRange('a', 'z');
}
