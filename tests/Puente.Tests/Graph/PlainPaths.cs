using Puente.Graph.Paths;

namespace Puente.Tests.Graph;

/// <summary>Temporal paths by trying every edge at every step.</summary>
internal static class PlainPaths
{
    /// <summary>Every path as its edges, and whether an expansion was cut.</summary>
    public static (List<int[]> Paths, bool Cut) Of(Plain plain, TemporalPaths ask)
    {
        var (found, cut) = (new List<int[]>(), false);
        var level = ask.Starts.Select(s => (Edges: new List<int>(), Vertices: new List<int> { plain.Of(s) })).ToList();
        for (var hop = 1; hop <= ask.Hops; hop++)
        {
            var next = new List<(List<int> Edges, List<int> Vertices)>();
            foreach (var (edges, vertices) in level)
            {
                if (edges.Count > 0 && ask.StopAt is { } stop && stop(vertices[^1])) continue;
                var eligible = plain.Walkable.Where(e => Follows(plain, ask, edges, vertices, e)).OrderBy(e => plain.Edges[e].Time).ThenBy(e => e).ToList();
                if (ask.PerExpansion > 0 && eligible.Count > ask.PerExpansion)
                {
                    cut = true;
                    var first = ask.Keep == Keep.Earliest || (ask.Keep == Keep.Nearest && ask.Direction == Direction.Forward);
                    eligible = first ? [.. eligible.Take(ask.PerExpansion)] : [.. eligible.TakeLast(ask.PerExpansion)];
                }

                next.AddRange(eligible.Select(e => (edges.Append(e).ToList(), vertices.Append(Far(plain, ask, e)).ToList())));
            }

            found.AddRange(next.Select(n => n.Edges.ToArray()));
            level = next;
        }

        return (found, cut);
    }

    private static int Near(Plain plain, TemporalPaths ask, int edge) => ask.Direction == Direction.Forward ? plain.From(edge) : plain.To(edge);

    private static int Far(Plain plain, TemporalPaths ask, int edge) => ask.Direction == Direction.Forward ? plain.To(edge) : plain.From(edge);

    private static bool Follows(Plain plain, TemporalPaths ask, List<int> edges, List<int> vertices, int edge)
    {
        var next = plain.Edges[edge];
        if (Near(plain, ask, edge) != vertices[^1] || !ask.Window.Holds(next.Time) || next.Amount < ask.MinimumAmount) return false;
        if (!ask.Repeats && vertices.Contains(Far(plain, ask, edge))) return false;
        if (edges.Count == 0) return true;
        var last = plain.Edges[edges[^1]];
        var (earlier, later) = ask.Direction == Direction.Forward ? (last, next) : (next, last);
        if (ask.Order == TimeOrder.Increasing && later.Time <= earlier.Time) return false;
        if (ask.Order == TimeOrder.NonDecreasing && later.Time < earlier.Time) return false;
        if (ask.Gap is { } gap && later.Time - earlier.Time > gap) return false;
        return ask.Ratio is not { } ratio
            || (later.Amount * 1_000_000 >= earlier.Amount * ratio.AtLeast && (ratio.AtMost == long.MaxValue || later.Amount * 1_000_000 <= earlier.Amount * ratio.AtMost));
    }
}
