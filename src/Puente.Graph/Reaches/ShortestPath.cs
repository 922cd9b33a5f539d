using Puente.Graph.Budgets;
using Puente.Graph.Filters;
using Puente.Graph.Links;
using Puente.Graph.Memory;

namespace Puente.Graph.Reaches;

/// <summary>The fewest edges that join two vertices; the order of their times does not matter. Searched from both ends, level by level, the lighter level first.</summary>
public sealed record ShortestPath
{
    /// <summary>One end; where the way begins.</summary>
    public required int From { get; init; }

    /// <summary>The other end.</summary>
    public required int To { get; init; }

    /// <summary>Out: every edge is walked the way it points; In: against it; Both: either way.</summary>
    public Along Along { get; init; } = Along.Both;

    /// <summary>The stretch of time that every edge lies in.</summary>
    public Window Window { get; init; } = Window.Always;

    /// <summary>The most edges of interest; a longer way counts as none.</summary>
    public int MostHops { get; init; } = int.MaxValue;

    /// <summary>Searches.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An end is no vertex of the snapshot.</exception>
    public Route Ask<TFilter>(Snapshot snapshot, TFilter filter, Budget budget = default)
        where TFilter : struct, IEdgeFilter
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        snapshot.RequireOpen();
        snapshot.RequireVertex(From);
        snapshot.RequireVertex(To);
        return snapshot.Links.IsEmpty ? Search(snapshot, filter, default(Unlinked), budget) : Search(snapshot, filter, Linked.By(snapshot.Links, filter), budget);
    }

    private Route Search<TFilter, TClasses>(Snapshot snapshot, TFilter filter, TClasses classes, Budget budget)
        where TFilter : struct, IEdgeFilter
        where TClasses : struct, IClasses
    {
        var meter = new Meter(budget);
        var (from, to) = (classes.Of(From), classes.Of(To));
        if (from == to) return new Route([from], [], meter.Cut, 0);
        var table = VertexTable.Rent(snapshot.VertexCount);
        var walk = new LevelWalk<TFilter, TClasses>(snapshot, filter, classes, Window, table);
        var (near, far) = (new List<int> { from }, new List<int> { to });
        var (nearStamp, farStamp) = (table.Stamp, table.Stamp + 1);
        var (nearDepth, farDepth) = (0, 0);
        var back = Along == Along.Both ? Along.Both : Along ^ Along.Both;
        walk.Start(from, nearStamp);
        walk.Start(to, farStamp);
        var (nearWeight, farWeight) = (walk.Weight(near, Along), walk.Weight(far, back));
        var spare = new List<int>();
        Route? found = null;
        while (near.Count > 0 && far.Count > 0 && nearDepth + farDepth < MostHops && !meter.IsOver)
        {
            spare.Clear();
            if (nearWeight <= farWeight)
            {
                if (walk.Spread(near, Along, nearStamp, farStamp, ++nearDepth, spare, ref meter))
                {
                    found = Join(table, walk.Meeting.Parent, walk.Meeting.Edge, walk.Meeting.Vertex, meter);
                    break;
                }

                (near, spare) = (spare, near);
                nearWeight = walk.Weight(near, Along);
            }
            else
            {
                if (walk.Spread(far, back, farStamp, nearStamp, ++farDepth, spare, ref meter))
                {
                    found = Join(table, walk.Meeting.Vertex, walk.Meeting.Edge, walk.Meeting.Parent, meter);
                    break;
                }

                (far, spare) = (spare, far);
                farWeight = walk.Weight(far, back);
            }
        }

        table.Rest();
        return found ?? new Route([], [], meter.Cut, meter.Visits);
    }

    private static Route Join(VertexTable table, int near, int edge, int far, in Meter meter)
    {
        var (vertices, edges) = (new List<int>(), new List<int>());
        for (var at = near; at >= 0; at = table.Entries[at].Parent)
        {
            vertices.Add(at);
            if (table.Entries[at].Edge >= 0) edges.Add(table.Entries[at].Edge);
        }

        vertices.Reverse();
        edges.Reverse();
        edges.Add(edge);
        for (var at = far; at >= 0; at = table.Entries[at].Parent)
        {
            vertices.Add(at);
            if (table.Entries[at].Edge >= 0) edges.Add(table.Entries[at].Edge);
        }

        return new Route(vertices, edges, meter.Cut, meter.Visits);
    }
}
