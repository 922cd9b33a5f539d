using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Puente.Matching.Serials;

/// <summary>Serials of one maker and one format, sorted, each once.</summary>
internal abstract class SerialRun
{
    /// <summary>Rows that are looked through at once.</summary>
    public const int Tile = 1 << 15;

    /// <summary>How many.</summary>
    public abstract int Count { get; }

    /// <summary>Looks through the rows of a tile and gives those that a reading allows, with the likelihood of the best one.</summary>
    public abstract void Scan(int tile, SerialQuestion asked, SerialHits into);
}

/// <summary>
/// The rows themselves and, for each place, the keys of its characters as half bytes: 64 rows in 32 bytes, row and row + 32 in one byte.
/// A search reads the half bytes of the places that say something, 64 rows an instruction or two, and goes to the rows only where all agree.
/// </summary>
internal sealed class SerialRun<TRow> : SerialRun
    where TRow : unmanaged, IBinaryInteger<TRow>
{
    private const int Block = 64;
    private const int BlockBytes = 32;
    private const int TileBlocks = Tile / Block;

    /// <summary>Fewer rows than this are looked at one by one.</summary>
    private const int FewRows = 512;

    /// <summary>From this place on a block without an open row is passed over instead of looked at.</summary>
    private const int Sparse = 3;

    private readonly TRow[] _rows;
    private readonly byte[][] _columns;
    private readonly int _length;
    private readonly uint _letters;

    /// <summary>A run of sorted, distinct rows; the bits say which places hold letters.</summary>
    public SerialRun(TRow[] rows, int length, uint letters)
    {
        (_rows, _length, _letters) = (rows, length, letters);
        _columns = rows.Length < FewRows ? [] : Columns(rows, length);
    }

    /// <inheritdoc/>
    public override int Count => _rows.Length;

    /// <summary>The rows.</summary>
    public ReadOnlySpan<TRow> Rows => _rows;

    /// <inheritdoc/>
    public override void Scan(int tile, SerialQuestion asked, SerialHits into)
    {
        var (first, end) = (tile * Tile, Math.Min(_rows.Length, (tile + 1) * Tile));
        if (_columns.Length == 0)
        {
            for (var i = first; i < end; i++) Weigh(_rows[i], asked, into);
            return;
        }

        Span<ulong> open = stackalloc ulong[TileBlocks];
        Span<ulong> one = stackalloc ulong[TileBlocks];
        open = open[..((end - first + Block - 1) / Block)];
        one = one[..open.Length];
        open.Clear();
        foreach (var reading in asked.Readings)
        {
            if (!Narrow(reading, asked.Exact, first / Block, one)) continue;
            for (var b = 0; b < open.Length; b++) open[b] |= one[b];
        }

        if ((end - first) % Block is > 0 and var rest) open[^1] &= (1UL << rest) - 1;
        var certain = asked.Exact && Array.TrueForAll(asked.Readings, r => r.HasOwnKeys);
        var (score, passed, counted) = (asked.Rightly + asked.Prior, false, 0);
        for (var b = 0; b < open.Length; b++)
        {
            if (open[b] == 0) continue;
            var at = first + (b * Block);
            // What is certainly as good as what is known already, and comes after it, is only counted; and so is all that comes after that.
            passed = passed || (certain && !into.Wants(score, Key(_rows[at])));
            if (passed) counted += BitOperations.PopCount(open[b]);
            else
                for (var bits = open[b]; bits != 0; bits &= bits - 1) Weigh(_rows[at + BitOperations.TrailingZeroCount(bits)], asked, into);
        }

        if (counted > 0) into.Count(score, counted);
    }

    private void Weigh(TRow row, SerialQuestion asked, SerialHits into)
    {
        var best = SerialReading.Never;
        foreach (var reading in asked.Readings) best = Math.Max(best, reading.Likelihood(row));
        if (asked.Takes(best) && best + asked.Prior >= into.Least) into.Add(best + asked.Prior, Key(row), asked.Maker);
    }

    /// <summary>The characters in the high bits, so that serials of every length stand in the order of their characters.</summary>
    private UInt128 Key(TRow row) => UInt128.CreateTruncating(row) << (SerialAlphabet.Bits * (SerialAlphabet.Places - _length));

    /// <summary>The rows that a reading leaves open, a bit each; false when none is.</summary>
    private bool Narrow(SerialReading reading, bool exact, int firstBlock, Span<ulong> open)
    {
        open.Fill(ulong.MaxValue);
        for (var k = 0; k < reading.Known.Length; k++)
        {
            var place = reading.Known[k];
            var half = reading.Table(place, (_letters >> place & 1) != 0, exact);
            if (half == Vector128<byte>.Zero) return false;
            ref var column = ref _columns[place][firstBlock * BlockBytes];
            var table = Vector256.Create(half, half);
            var any = 0UL;
            for (var b = 0; b < open.Length; b++)
            {
                if (k >= Sparse && open[b] == 0) continue;
                any |= open[b] &= Standing(Vector256.LoadUnsafe(ref column, (nuint)(b * BlockBytes)), table);
            }

            if (any == 0) return false;
        }

        return true;
    }

    /// <summary>Which of 64 rows have one of a table's keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Standing(Vector256<byte> keys, Vector256<byte> table)
    {
        var half = Vector256.Create((byte)0x0F);
        var low = Look(table, keys & half).ExtractMostSignificantBits();
        var high = Look(table, (keys.AsUInt16() >>> 4).AsByte() & half).ExtractMostSignificantBits();
        return low | ((ulong)high << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Look(Vector256<byte> table, Vector256<byte> at) => Avx2.IsSupported ? Avx2.Shuffle(table, at)
        : Vector256.Create(Vector128.Shuffle(table.GetLower(), at.GetLower()), Vector128.Shuffle(table.GetLower(), at.GetUpper()));

    private static byte[][] Columns(TRow[] rows, int length)
    {
        var blocks = (rows.Length + Block - 1) / Block;
        var columns = new byte[length][];
        for (var place = 0; place < length; place++) columns[place] = GC.AllocateUninitializedArray<byte>(blocks * BlockBytes);
        Parallel.For(0, (rows.Length + Tile - 1) / Tile, tile =>
        {
            for (var place = 0; place < length; place++)
                Fill(rows.AsSpan(tile * Tile, Math.Min(Tile, rows.Length - (tile * Tile))), columns[place].AsSpan(tile * TileBlocks * BlockBytes), SerialAlphabet.Bits * (length - 1 - place));
        });
        return columns;
    }

    private static void Fill(ReadOnlySpan<TRow> rows, Span<byte> column, int shift)
    {
        column = column[..((rows.Length + Block - 1) / Block * BlockBytes)];
        column.Clear();
        ref var into = ref MemoryMarshal.GetReference(column);
        for (var i = 0; i < rows.Length; i++)
        {
            var key = SerialAlphabet.Key((int)(uint.CreateTruncating(rows[i] >> shift) & (SerialAlphabet.Size - 1)));
            Unsafe.Add(ref into, ((i / Block) * BlockBytes) + (i % BlockBytes)) |= (byte)(key << ((i & BlockBytes) == 0 ? 0 : 4));
        }
    }
}
