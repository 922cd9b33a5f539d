using Puente.Graph.Links;
using Puente.Graph.Memory;

namespace Puente.Graph;

/// <summary>
/// A directed multigraph in memory whose edges have a time, an amount, a kind and a mark that decides who may walk them. Vertices are the
/// numbers 0, 1, 2... of the caller. Questions are asked of a <see cref="Snapshot"/>.
/// </summary>
/// <remarks>
/// <para>Writers take turns; readers take no lock and are never made to wait. A snapshot shows the edges added before it was opened and no
/// later one. Marks are not frozen: what is removed or marked anew is so for every question that begins afterwards.</para>
/// <para>Edges lie outside of the garbage collector: some 62 bytes each, in segments of consecutive vertices, both directions. Edges that
/// come later wait in blocks beside the packed ones until their segment is packed anew, one segment at a time.</para>
/// </remarks>
public sealed partial class TemporalGraph : IDisposable
{
    private readonly Lock _writing = new();
    private readonly GraphOptions _options;
    private readonly int _shift;
    private readonly ColdColumns _cold;
    private Table _table;
    private int _edges;
    private int _vertices;
    private bool _disposed;

    private TemporalGraph(Segment[] segments, int shift, ColdColumns cold, int edges, int vertices, GraphOptions options)
    {
        (_shift, _cold, _edges, _vertices, _options) = (shift, cold, edges, vertices, options);
        _table = new Table(segments);
    }

    /// <summary>An empty graph.</summary>
    public TemporalGraph(GraphOptions? options = null)
    {
        _options = options ?? new GraphOptions();
        _shift = _options.Vertices > 0 ? Packing.ShiftFor(_options.Vertices) : 14;
        _cold = new ColdColumns();
        _table = new Table([Segment.Empty(1 << _shift)]);
    }

    /// <summary>Edges added so far, removed ones included: the number of the next one.</summary>
    public int EdgeCount => Volatile.Read(ref _edges);

    /// <summary>One more than the largest vertex named so far.</summary>
    public int VertexCount => Volatile.Read(ref _vertices);

    /// <summary>Edges that wait to be packed, counted once for each direction.</summary>
    public long Waiting => Volatile.Read(ref _table).Segments.Sum(s => (long)s.Later);

    /// <summary>Bytes held outside of the garbage collector.</summary>
    public long Bytes => Volatile.Read(ref _table).Segments.Sum(s => s.Bytes) + _cold.Bytes;

    /// <summary>Packs columns into a graph: row i becomes the edge numbered i.</summary>
    /// <param name="rows">The edges.</param>
    /// <param name="vertices">How many vertices there are, where more than the edges name.</param>
    /// <param name="options">How the graph keeps itself.</param>
    /// <exception cref="ArgumentException">The columns do not fit together; see <see cref="EdgeColumns"/>.</exception>
    public static TemporalGraph Build(EdgeColumns rows, int vertices = 0, GraphOptions? options = null)
    {
        vertices = Math.Max(vertices, rows.Check() + 1);
        var shift = Packing.ShiftFor(Math.Max(vertices, options?.Vertices ?? 0));
        var cold = new ColdColumns();
        cold.Reserve(rows.Count);
        for (var row = 0; row < rows.Count; row++) cold.Write(row, rows.From[row], rows.AmountAt(row), rows.ReferenceAt(row));
        return new TemporalGraph(Packing.Pack(rows, vertices, shift), shift, cold, rows.Count, vertices, options ?? new GraphOptions());
    }

    /// <summary>Opens the graph as it stands, for one or many questions, on any number of threads. Dispose it: it holds memory.</summary>
    public Snapshot Open()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
        while (true)
        {
            var table = Volatile.Read(ref _table);
            if (!table.TryHold()) continue;
            // Counted after the table was held, and taken only if the table is still the current one: so it holds every edge counted.
            var (edges, vertices) = (Volatile.Read(ref _edges), Volatile.Read(ref _vertices));
            if (ReferenceEquals(table, Volatile.Read(ref _table))) return new Snapshot(table, _cold, _shift, edges, vertices, CurrentLinks(), Volatile.Read(ref _repoints));
            table.Release();
        }
    }

    /// <summary>Lets go of the memory; snapshots that are open keep theirs until they are disposed of.</summary>
    public void Dispose()
    {
        lock (_writing)
        {
            if (_disposed) return;
            _disposed = true;
            _table.Release();
        }
    }
}
