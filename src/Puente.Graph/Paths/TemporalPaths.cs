using Puente.Graph.Budgets;
using Puente.Graph.Filters;
using Puente.Graph.Links;

namespace Puente.Graph.Paths;

/// <summary>
/// Where things went from some vertices, or where they came from: every path whose edges follow each other in time, within limits.
/// </summary>
public sealed record TemporalPaths
{
    [ThreadStatic]
    private static StepList? _pool;

    /// <summary>Where the walk begins.</summary>
    public required IReadOnlyList<int> Starts { get; init; }

    /// <summary>Along the edges or against them.</summary>
    public Direction Direction { get; init; }

    /// <summary>How times follow each other, in the order in which things happened.</summary>
    public TimeOrder Order { get; init; }

    /// <summary>The stretch of time that every edge lies in.</summary>
    public Window Window { get; init; } = Window.Always;

    /// <summary>The most edges of a path, 1 or more.</summary>
    public int Hops { get; init; } = 3;

    /// <summary>The smallest amount of an edge, in minor units.</summary>
    public long MinimumAmount { get; init; } = long.MinValue;

    /// <summary>How much of an edge's amount the next one has to carry on; null for any.</summary>
    public Ratio? Ratio { get; init; }

    /// <summary>The longest time between an edge and the next, in milliseconds; null for any. Needs an order of time.</summary>
    public long? Gap { get; init; }

    /// <summary>The longest time from the first edge to the last, in milliseconds; null for any. Needs an order of time.</summary>
    public long? Span { get; init; }

    /// <summary>The most edges that one path is continued by at one vertex; 0 for all. What was left is reported as <see cref="Cut.Expansion"/>. Only edges that the path could go on by are counted.</summary>
    public int PerExpansion { get; init; }

    /// <summary>Which edges are kept when <see cref="PerExpansion"/> leaves some out.</summary>
    public Keep Keep { get; init; }

    /// <summary>Whether a path may come to a vertex twice.</summary>
    public bool Repeats { get; init; }

    /// <summary>Vertices where a path ends: it reaches them and goes no further. Not asked of the starts.</summary>
    public Func<int, bool>? StopAt { get; init; }

    /// <summary>The most paths kept; more is reported as <see cref="Cut.Answers"/>.</summary>
    public int MostPaths { get; init; } = 10_000_000;

    /// <summary>Walks.</summary>
    /// <exception cref="ArgumentException">A limit makes no sense, or a start is no vertex of the snapshot.</exception>
    public PathTree Ask<TFilter>(Snapshot snapshot, TFilter filter, Budget budget = default)
        where TFilter : struct, IEdgeFilter
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Hops);
        ArgumentOutOfRangeException.ThrowIfNegative(PerExpansion);
        if ((Gap ?? Span) is not null && Order == TimeOrder.Any) throw new ArgumentException("A gap or a span needs an order of time.");
        Ratio?.Check();
        snapshot.RequireOpen();
        foreach (var start in Starts) snapshot.RequireVertex(start);
        return snapshot.Links.IsEmpty ? Walk(snapshot, filter, default(Unlinked), budget) : Walk(snapshot, filter, Linked.By(snapshot.Links, filter), budget);
    }

    private PathTree Walk<TFilter, TClasses>(Snapshot snapshot, TFilter filter, TClasses classes, Budget budget)
        where TFilter : struct, IEdgeFilter
        where TClasses : struct, IClasses
    {
        var steps = _pool ?? new StepList();
        _pool = null;
        var walk = new PathWalk<TFilter, TClasses>(this, snapshot, filter, classes, steps, new Meter(budget));
        walk.Walk();
        _pool = steps;
        return new PathTree(steps.ToArray(), Starts.Count, walk.Meter.Cut, walk.Meter.Visits);
    }
}
