using Puente.Graph.Budgets;
using Puente.Graph.Filters;
using Puente.Graph.Links;
using Puente.Graph.Memory;

namespace Puente.Graph.Reaches;

/// <summary>Everybody within some edges of some vertices, each once, at the smallest distance.</summary>
public sealed record Neighbourhood
{
    /// <summary>Where it begins.</summary>
    public required IReadOnlyList<int> Starts { get; init; }

    /// <summary>The most edges away.</summary>
    public int Hops { get; init; } = 1;

    /// <summary>Which way edges are walked.</summary>
    public Along Along { get; init; } = Along.Both;

    /// <summary>The stretch of time that every edge lies in.</summary>
    public Window Window { get; init; } = Window.Always;

    /// <summary>The most vertices kept, starts included; more is reported as <see cref="Cut.Answers"/>.</summary>
    public int MostVertices { get; init; } = int.MaxValue;

    /// <summary>Walks.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A start is no vertex of the snapshot, or a limit is negative.</exception>
    public Surroundings Ask<TFilter>(Snapshot snapshot, TFilter filter, Budget budget = default)
        where TFilter : struct, IEdgeFilter
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentOutOfRangeException.ThrowIfNegative(Hops);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MostVertices);
        snapshot.RequireOpen();
        foreach (var start in Starts) snapshot.RequireVertex(start);
        return snapshot.Links.IsEmpty ? Walk(snapshot, filter, default(Unlinked), budget) : Walk(snapshot, filter, Linked.By(snapshot.Links, filter), budget);
    }

    private Surroundings Walk<TFilter, TClasses>(Snapshot snapshot, TFilter filter, TClasses classes, Budget budget)
        where TFilter : struct, IEdgeFilter
        where TClasses : struct, IClasses
    {
        var meter = new Meter(budget);
        var table = VertexTable.Rent(snapshot.VertexCount);
        var walk = new LevelWalk<TFilter, TClasses>(snapshot, filter, classes, Window, table);
        List<int> level = [];
        foreach (var start in Starts.Select(s => classes.Of(s)))
            if (walk.Start(start, table.Stamp)) level.Add(start);
        var (all, levels) = (new List<int>(level), new List<int> { level.Count });
        List<int> next = [];
        for (var hop = 1; hop <= Hops && level.Count > 0 && all.Count <= MostVertices && !meter.IsOver; hop++)
        {
            next.Clear();
            walk.Spread(level, Along, table.Stamp, -1, hop, next, ref meter);
            all.AddRange(next);
            levels.Add(all.Count);
            (level, next) = (next, level);
        }

        table.Rest();
        if (all.Count > MostVertices)
        {
            meter.Cut |= Cut.Answers;
            all.RemoveRange(MostVertices, all.Count - MostVertices);
        }

        return new Surroundings(all, [.. levels.Select(l => Math.Min(l, all.Count))], meter.Cut, meter.Visits);
    }
}
