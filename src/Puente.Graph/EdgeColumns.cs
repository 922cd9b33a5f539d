namespace Puente.Graph;

/// <summary>
/// Edges to be added, as columns of one length: row i is one edge. Rows may stand in any order; they are numbered as they stand.
/// </summary>
public readonly ref struct EdgeColumns
{
    /// <summary>The vertex each edge leaves, 0 or more.</summary>
    public required ReadOnlySpan<int> From { get; init; }

    /// <summary>The vertex each edge reaches, 0 or more.</summary>
    public required ReadOnlySpan<int> To { get; init; }

    /// <summary>When it happened, in milliseconds since 1970.</summary>
    public required ReadOnlySpan<long> Time { get; init; }

    /// <summary>Amounts in minor units; left out, all are 0.</summary>
    public ReadOnlySpan<long> Amount { get; init; }

    /// <summary>Kinds; left out, all are 0.</summary>
    public ReadOnlySpan<ushort> Kind { get; init; }

    /// <summary>Marks; left out, all are 0.</summary>
    public ReadOnlySpan<ushort> Mark { get; init; }

    /// <summary>The caller's own keys; left out, all are 0.</summary>
    public ReadOnlySpan<long> Reference { get; init; }

    /// <summary>How many edges there are.</summary>
    public int Count => From.Length;

    internal Edge Out(int row, int first) => new(To[row], first + row, Time[row], AmountAt(row), KindAt(row), MarkAt(row));

    internal Edge In(int row, int first) => new(From[row], first + row, Time[row], AmountAt(row), KindAt(row), MarkAt(row));

    internal long AmountAt(int row) => Amount.IsEmpty ? 0 : Amount[row];

    internal long ReferenceAt(int row) => Reference.IsEmpty ? 0 : Reference[row];

    private ushort KindAt(int row) => Kind.IsEmpty ? (ushort)0 : Kind[row];

    private ushort MarkAt(int row) => Mark.IsEmpty ? (ushort)0 : Mark[row];

    /// <summary>The largest vertex, or -1 without edges.</summary>
    /// <exception cref="ArgumentException">A column is too short, a vertex is negative, or a time lies outside of what an edge can hold.</exception>
    internal int Check()
    {
        Same(To.Length, nameof(To), false);
        Same(Time.Length, nameof(Time), false);
        Same(Amount.Length, nameof(Amount), true);
        Same(Kind.Length, nameof(Kind), true);
        Same(Mark.Length, nameof(Mark), true);
        Same(Reference.Length, nameof(Reference), true);
        var largest = -1;
        for (var row = 0; row < From.Length; row++)
        {
            if (From[row] < 0 || To[row] < 0) throw new ArgumentException($"Row {row} names a negative vertex.");
            if (Time[row] is > Edge.LatestTime or < -Edge.LatestTime) throw new ArgumentException($"The time of row {row} lies outside of what an edge can hold.");
            largest = Math.Max(largest, Math.Max(From[row], To[row]));
        }

        return largest;
    }

    private void Same(int length, string column, bool optional)
    {
        if (length != Count && !(optional && length == 0)) throw new ArgumentException($"The column {column} has {length} rows, {nameof(From)} has {Count}.");
    }
}
