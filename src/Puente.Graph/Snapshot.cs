using Puente.Graph.Filters;
using Puente.Graph.Links;
using Puente.Graph.Memory;

namespace Puente.Graph;

/// <summary>
/// A graph as it stood at one moment. Any number of threads may ask it. While it is open it keeps memory that merges would free, so it is
/// for one question or a handful, not for an afternoon.
/// </summary>
public sealed unsafe partial class Snapshot : IDisposable
{
    private readonly ColdColumns _cold;
    private readonly SlotMap _repoints;
    private int _disposed;

    internal Snapshot(Table table, ColdColumns cold, int shift, int edges, int vertices, LinkTable links, SlotMap repoints) =>
        (Table, _cold, Shift, EdgeCount, VertexCount, Links, _repoints) = (table, cold, shift, edges, vertices, links, repoints);

    /// <summary>Edges added before it was opened, removed ones included.</summary>
    public int EdgeCount { get; }

    /// <summary>Vertices are the numbers below this.</summary>
    public int VertexCount { get; }

    internal Table Table { get; }

    internal LinkTable Links { get; }

    internal int Shift { get; }

    internal ColdColumns Cold => _cold;

    /// <summary>A filter that admits the marks of a set, with the slots re-pointed as they were when the snapshot was opened.</summary>
    public Admitted Filter(SlotSet marks)
    {
        ArgumentNullException.ThrowIfNull(marks);
        return new Admitted(_repoints.Read(marks));
    }

    /// <summary>A filter that admits edges whose mark is in one set and whose kind is in the other.</summary>
    public AdmittedOfKinds Filter(SlotSet marks, SlotSet kinds)
    {
        ArgumentNullException.ThrowIfNull(marks);
        ArgumentNullException.ThrowIfNull(kinds);
        return new AdmittedOfKinds(_repoints.Read(marks), kinds);
    }

    /// <summary>
    /// All edges that leave a vertex, by time and number, admitted or not: test each with the filter. Valid until the snapshot is disposed
    /// of. No copy is made unless later edges wait at this vertex. Links are not crossed.
    /// </summary>
    public ReadOnlySpan<Edge> Out(int vertex) => Of(Table.Out, vertex);

    /// <summary>All edges that reach a vertex; otherwise as <see cref="Out"/>.</summary>
    public ReadOnlySpan<Edge> In(int vertex) => Of(Table.In, vertex);

    /// <summary>The vertex that an edge leaves.</summary>
    public int FromOf(int edge) => _cold.From[Known(edge)];

    /// <summary>The caller's key of an edge; 0 once it has been removed.</summary>
    public long ReferenceOf(int edge) => _cold.Reference[Known(edge)];

    /// <summary>The exact amount of an edge.</summary>
    public long AmountOf(in Edge edge) => edge.IsClamped && _cold.Large.TryGetValue(edge.Number, out var amount) ? amount : edge.Amount;

    /// <summary>The vertices that are one with this one by the links that the filter admits, in ascending order, itself among them.</summary>
    public IReadOnlyList<int> ClassOf<TFilter>(int vertex, TFilter filter)
        where TFilter : struct, IEdgeFilter => Links.ClassOf(vertex, filter);

    /// <summary>Whether any link, admitted or not, stands at a vertex; where none does it is one with itself only.</summary>
    public bool IsLinked(int vertex) => Links.Touches(vertex);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) Table.Release();
    }

    internal Side[] Sides(bool outwards) => outwards ? Table.Out : Table.In;

    internal void RequireOpen() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);

    internal void RequireVertex(int vertex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(vertex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(vertex, VertexCount);
    }

    private ReadOnlySpan<Edge> Of(Side[] sides, int vertex)
    {
        RequireVertex(vertex);
        var packed = Gathering.Packed(sides, Shift, vertex, out var delta);
        return delta == 0 ? packed : Gathering.Whole(sides, Shift, vertex, EdgeCount);
    }

    private int Known(int edge)
    {
        RequireOpen();
        ArgumentOutOfRangeException.ThrowIfNegative(edge);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(edge, EdgeCount);
        return edge;
    }
}
