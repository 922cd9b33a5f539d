using System.Numerics;

namespace Puente.Matching.Serials;

/// <summary>The serials of one maker that have one format: a length, and which places hold letters.</summary>
internal abstract class SerialSegment(ushort maker, int length, uint letters)
{
    /// <summary>The number of the maker.</summary>
    public ushort Maker => maker;

    /// <summary>Characters of each serial.</summary>
    public int Length => length;

    /// <summary>A bit for each place that holds a letter.</summary>
    protected uint Letters => letters;

    /// <summary>How many serials, those that still wait left out.</summary>
    public abstract int Count { get; }

    /// <summary>The serials in sorted runs, the largest first.</summary>
    public abstract IReadOnlyList<SerialRun> Runs { get; }

    /// <summary>A segment with rows as narrow as the length allows.</summary>
    public static SerialSegment Of(ushort maker, int length, uint letters) =>
        length * SerialAlphabet.Bits <= 64 ? new SerialSegment<ulong>(maker, length, letters) : new SerialSegment<UInt128>(maker, length, letters);

    /// <summary>Takes a serial, whose characters stand in the low bits, the first one highest.</summary>
    public abstract void Add(UInt128 row);

    /// <summary>Puts what waits in its place.</summary>
    public abstract void Arrange();
}

/// <inheritdoc/>
internal sealed class SerialSegment<TRow>(ushort maker, int length, uint letters) : SerialSegment(maker, length, letters)
    where TRow : unmanaged, IBinaryInteger<TRow>
{
    private const int Chunk = 1 << 14;
    private const int FirstChunk = 16;

    private readonly List<SerialRun<TRow>> _runs = [];
    private readonly List<TRow[]> _waiting = [];
    private int _waits;
    private int _inLast;

    /// <inheritdoc/>
    public override int Count => _runs.Sum(r => r.Count);

    /// <inheritdoc/>
    public override IReadOnlyList<SerialRun> Runs => _runs;

    /// <inheritdoc/>
    public override void Add(UInt128 row)
    {
        if (_waiting.Count == 0 || _inLast == _waiting[^1].Length)
        {
            _waiting.Add(new TRow[_waiting.Count == 0 ? FirstChunk : Math.Min(Chunk, _waiting[^1].Length * 2)]);
            _inLast = 0;
        }

        _waiting[^1][_inLast++] = TRow.CreateTruncating(row);
        _waits++;
    }

    /// <inheritdoc/>
    public override void Arrange()
    {
        if (_waits == 0) return;
        var rows = Sorted();
        var fresh = rows.Length;
        if (_runs.Count > 0)
        {
            fresh = 0;
            foreach (var row in rows)
                if (!_runs.Exists(r => r.Rows.BinarySearch(row) >= 0)) rows[fresh++] = row;
        }

        if (fresh == 0) return;
        // A run that is not much smaller than the one before it joins it, so that there are ever only a few.
        var joined = rows.AsSpan(0, fresh).ToArray();
        while (_runs.Count > 0 && joined.Length * 2L >= _runs[^1].Count)
        {
            joined = Joined(_runs[^1].Rows, joined);
            _runs.RemoveAt(_runs.Count - 1);
        }

        _runs.Add(new SerialRun<TRow>(joined, Length, Letters));
    }

    /// <summary>What waits, sorted, each once.</summary>
    private TRow[] Sorted()
    {
        var rows = new TRow[_waits];
        var filled = 0;
        for (var c = 0; c < _waiting.Count; c++)
        {
            var taken = c == _waiting.Count - 1 ? _inLast : _waiting[c].Length;
            _waiting[c].AsSpan(0, taken).CopyTo(rows.AsSpan(filled));
            filled += taken;
            _waiting[c] = [];
        }

        _waiting.Clear();
        _waits = 0;
        Array.Sort(rows);
        var kept = 0;
        for (var i = 0; i < rows.Length; i++)
            if (i == 0 || rows[i] != rows[kept - 1]) rows[kept++] = rows[i];
        if (kept < rows.Length) Array.Resize(ref rows, kept);
        return rows;
    }

    private static TRow[] Joined(ReadOnlySpan<TRow> left, ReadOnlySpan<TRow> right)
    {
        var joined = new TRow[left.Length + right.Length];
        var (i, j) = (0, 0);
        for (var at = 0; at < joined.Length; at++) joined[at] = j == right.Length || (i < left.Length && left[i] < right[j]) ? left[i++] : right[j++];
        return joined;
    }
}
