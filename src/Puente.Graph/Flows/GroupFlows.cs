using Puente.Graph.Budgets;
using Puente.Graph.Filters;

namespace Puente.Graph.Flows;

/// <summary>How much went from each group of vertices to each other, in each stretch of time. Links are not crossed: who is one is for the caller's groups to say.</summary>
public sealed record GroupFlows
{
    /// <summary>The group of each vertex, 0 and up; -1 for none. Vertices beyond its end have none.</summary>
    public required ReadOnlyMemory<int> GroupOf { get; init; }

    /// <summary>How many groups there are.</summary>
    public required int Groups { get; init; }

    /// <summary>Where each stretch of time begins, ascending, and where the last one ends: n + 1 times for n stretches. An edge at the very end belongs to none.</summary>
    public required IReadOnlyList<long> Bounds { get; init; }

    /// <summary>Sums up.</summary>
    /// <exception cref="ArgumentException">Bounds do not ascend, or the table would have more than 50 million cells.</exception>
    public FlowTable Ask<TFilter>(Snapshot snapshot, TFilter filter, Budget budget = default)
        where TFilter : struct, IEdgeFilter
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        snapshot.RequireOpen();
        if (Bounds.Count < 2 || Bounds.Zip(Bounds.Skip(1)).Any(p => p.First >= p.Second)) throw new ArgumentException("Bounds have to ascend, and there are two or more.");
        var buckets = Bounds.Count - 1;
        if ((long)Groups * Groups * buckets > FlowTable.MostCells) throw new ArgumentException("Too many groups and stretches of time for one table.");
        var (table, meter, bounds) = (new FlowTable(Groups, buckets), new Meter(budget), Bounds.ToArray());
        var groups = GroupOf.Span;
        for (var vertex = 0; vertex < Math.Min(snapshot.VertexCount, groups.Length) && !meter.IsOver; vertex++)
        {
            var from = groups[vertex];
            if (from < 0) continue;
            var edges = snapshot.Out(vertex);
            var bucket = 0;
            foreach (ref readonly var edge in edges)
            {
                if (!filter.Admits(edge) || edge.Time < bounds[0] || edge.Time >= bounds[^1] || edge.Neighbour >= groups.Length || groups[edge.Neighbour] < 0) continue;
                // Edges ascend in time, so the stretch is this one or one soon after.
                while (edge.Time >= bounds[bucket + 1]) bucket++;
                table.Add(from, groups[edge.Neighbour], bucket, snapshot.AmountOf(edge));
            }

            meter.Spend(edges.Length + 1);
        }

        (table.Cut, table.Visits) = (meter.Cut, meter.Visits);
        return table;
    }
}
