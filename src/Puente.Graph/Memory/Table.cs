namespace Puente.Graph.Memory;

/// <summary>
/// The segments as they stand between two merges. Immutable but for what is appended to its segments. The graph holds the current one,
/// every snapshot the one it was opened on; the last to let go frees what no other table shows.
/// </summary>
internal sealed class Table
{
    private int _holders = 1;

    public Table(Segment[] segments)
    {
        Segments = segments;
        Out = [.. segments.Select(s => s.Out.Side)];
        In = [.. segments.Select(s => s.In.Side)];
        foreach (var segment in segments) segment.Hold();
    }

    public Segment[] Segments { get; }

    public Side[] Out { get; }

    public Side[] In { get; }

    public bool TryHold()
    {
        for (var holders = Volatile.Read(ref _holders); holders > 0; holders = Volatile.Read(ref _holders))
            if (Interlocked.CompareExchange(ref _holders, holders + 1, holders) == holders) return true;
        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) != 0) return;
        foreach (var segment in Segments) segment.Release();
    }

    public Table With(int place, Segment segment)
    {
        var segments = (Segment[])Segments.Clone();
        segments[place] = segment;
        return new Table(segments);
    }
}
