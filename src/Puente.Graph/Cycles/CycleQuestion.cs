using Puente.Graph.Budgets;
using Puente.Graph.Filters;
using Puente.Graph.Links;
using Puente.Graph.Paths;

namespace Puente.Graph.Cycles;

/// <summary>
/// Closed walks that come to no vertex twice, of two edges or more. With an order of time a cycle is a row of edges that begins with its earliest
/// (temporal); without one it is a row of vertices, shown by the first admitted edge between each two of them (structural).
/// </summary>
public sealed record CycleQuestion
{
    /// <summary>How times follow each other: this names the kind of cycle.</summary>
    public TimeOrder Order { get; init; } = TimeOrder.Increasing;

    /// <summary>The stretch of time that every edge lies in.</summary>
    public Window Window { get; init; } = Window.Always;

    /// <summary>The longest time from the first edge to the last, in milliseconds; null for any. Needs an order of time.</summary>
    public long? Span { get; init; }

    /// <summary>The most edges of a cycle, 2 or more.</summary>
    public int Hops { get; init; } = 4;

    /// <summary>The smallest amount of an edge, in minor units. Needs an order of time.</summary>
    public long MinimumAmount { get; init; } = long.MinValue;

    /// <summary>How much of an edge's amount the next one has to carry on; null for any. Needs an order of time.</summary>
    public Ratio? Ratio { get; init; }

    /// <summary>The most cycles kept; more is reported as <see cref="Cut.Answers"/>.</summary>
    public int MostCycles { get; init; } = 1_000_000;

    /// <summary>
    /// The cycles through one vertex. Structural: all of them. Temporal: those that leave it first and come back to it last.
    /// </summary>
    /// <exception cref="ArgumentException">A limit makes no sense, or the vertex is none of the snapshot.</exception>
    public PathList Through<TFilter>(int vertex, Snapshot snapshot, TFilter filter, Budget budget = default)
        where TFilter : struct, IEdgeFilter
    {
        Check(snapshot);
        snapshot.RequireVertex(vertex);
        return snapshot.Links.IsEmpty ? Through(vertex, snapshot, filter, default(Unlinked), budget) : Through(vertex, snapshot, filter, Linked.By(snapshot.Links, filter), budget);
    }

    /// <summary>All cycles of the graph, each once: a temporal one at the vertex that its earliest edge leaves, a structural one at its smallest vertex.</summary>
    /// <exception cref="ArgumentException">A limit makes no sense.</exception>
    public PathList Everywhere<TFilter>(Snapshot snapshot, TFilter filter, Budget budget = default)
        where TFilter : struct, IEdgeFilter
    {
        Check(snapshot);
        return snapshot.Links.IsEmpty ? Everywhere(snapshot, filter, default(Unlinked), budget) : Everywhere(snapshot, filter, Linked.By(snapshot.Links, filter), budget);
    }

    private PathList Through<TFilter, TClasses>(int vertex, Snapshot snapshot, TFilter filter, TClasses classes, Budget budget)
        where TFilter : struct, IEdgeFilter
        where TClasses : struct, IClasses
    {
        if (Order == TimeOrder.Any)
        {
            var search = new SimpleSearch<TFilter, TClasses>(snapshot, filter, classes, Hops, Order, Reaches.Along.Out, Window, MostCycles, budget);
            search.Around(classes.Of(vertex), above: false);
            return search.Result();
        }

        var cycles = new TemporalCycles<TFilter, TClasses>(this, snapshot, filter, classes, budget, all: false);
        cycles.Around(classes.Of(vertex));
        return cycles.Result();
    }

    private PathList Everywhere<TFilter, TClasses>(Snapshot snapshot, TFilter filter, TClasses classes, Budget budget)
        where TFilter : struct, IEdgeFilter
        where TClasses : struct, IClasses
    {
        if (Order == TimeOrder.Any)
        {
            var search = new SimpleSearch<TFilter, TClasses>(snapshot, filter, classes, Hops, Order, Reaches.Along.Out, Window, MostCycles, budget);
            for (var vertex = 0; vertex < snapshot.VertexCount && !search.IsOver; vertex++)
                if (classes.Of(vertex) == vertex) search.Around(vertex, above: true);
            return search.Result();
        }

        var cycles = new TemporalCycles<TFilter, TClasses>(this, snapshot, filter, classes, budget, all: true);
        for (var vertex = 0; vertex < snapshot.VertexCount && !cycles.IsOver; vertex++)
            if (classes.Of(vertex) == vertex) cycles.Around(vertex);
        return cycles.Result();
    }

    private void Check(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentOutOfRangeException.ThrowIfLessThan(Hops, 2);
        if (Order == TimeOrder.Any && (Span is not null || Ratio is not null || MinimumAmount != long.MinValue))
            throw new ArgumentException("A span, a smallest amount and a ratio need an order of time.");
        Ratio?.Check();
        snapshot.RequireOpen();
    }
}
