using Puente.Graph.Budgets;
using Puente.Graph.Filters;
using Puente.Graph.Links;
using Puente.Graph.Reaches;

namespace Puente.Graph.Paths;

/// <summary>
/// Every path from one set of vertices to another that comes to no vertex twice and touches the sets at its ends only. With an order of
/// time each path is a row of edges; without one, a row of vertices, shown by the first admitted edge between each two of them.
/// </summary>
public sealed record SimplePaths
{
    /// <summary>Where paths begin.</summary>
    public required IReadOnlyCollection<int> From { get; init; }

    /// <summary>Where they end. A vertex of both sets begins paths to the others.</summary>
    public required IReadOnlyCollection<int> To { get; init; }

    /// <summary>The most edges of a path, 1 or more.</summary>
    public int Hops { get; init; } = 4;

    /// <summary>How times follow each other.</summary>
    public TimeOrder Order { get; init; } = TimeOrder.Any;

    /// <summary>Which way edges are walked; either way only where times do not matter.</summary>
    public Along Along { get; init; } = Along.Out;

    /// <summary>The stretch of time that every edge lies in.</summary>
    public Window Window { get; init; } = Window.Always;

    /// <summary>The most paths kept; more is reported as <see cref="Cut.Answers"/>.</summary>
    public int MostPaths { get; init; } = 100_000;

    /// <summary>Searches.</summary>
    /// <exception cref="ArgumentException">A limit makes no sense, or an end is no vertex of the snapshot.</exception>
    public PathList Ask<TFilter>(Snapshot snapshot, TFilter filter, Budget budget = default)
        where TFilter : struct, IEdgeFilter
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Hops);
        if (Order != TimeOrder.Any && Along != Along.Out) throw new ArgumentException("Paths in order of time are walked the way the edges point.");
        snapshot.RequireOpen();
        foreach (var end in From.Concat(To)) snapshot.RequireVertex(end);
        return snapshot.Links.IsEmpty
            ? new SimpleSearch<TFilter, Unlinked>(snapshot, filter, default, Hops, Order, Along, Window, MostPaths, budget).Between(From, To)
            : new SimpleSearch<TFilter, Linked>(snapshot, filter, Linked.By(snapshot.Links, filter), Hops, Order, Along, Window, MostPaths, budget).Between(From, To);
    }
}
