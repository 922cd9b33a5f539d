using Puente.Graph;
using Puente.Graph.Paths;
using Puente.Graph.Reaches;

namespace Puente.Tests.Graph;

/// <summary>Distances and simple paths by trying everything.</summary>
internal static class PlainReach
{
    /// <summary>The edges that may be walked from a vertex, and where each leads.</summary>
    public static IEnumerable<(int Edge, int To)> Next(Plain plain, int vertex, Along along, Window window) =>
        from edge in plain.Walkable
        where window.Holds(plain.Edges[edge].Time)
        let there = (along & Along.Out) != 0 && plain.From(edge) == vertex
        let back = (along & Along.In) != 0 && plain.To(edge) == vertex
        where there || back
        select (edge, there ? plain.To(edge) : plain.From(edge));

    /// <summary>Distance of every vertex that the starts reach.</summary>
    public static Dictionary<int, int> Distances(Plain plain, IEnumerable<int> starts, Along along, Window window)
    {
        var found = starts.Select(plain.Of).Distinct().ToDictionary(v => v, _ => 0);
        for (var hop = 1; ; hop++)
        {
            var next = found.Keys.ToList().SelectMany(v => Next(plain, v, along, window)).Select(n => n.To).Where(v => !found.ContainsKey(v)).ToHashSet();
            if (next.Count == 0) return found;
            foreach (var vertex in next) found[vertex] = hop;
        }
    }

    /// <summary>Every row of edges from one of the starts along which each edge goes on from the one before, no vertex twice but for a closing one.</summary>
    public static List<(int[] Edges, int[] Vertices)> Rows(Plain plain, IEnumerable<int> starts, int hops, TimeOrder order, Along along, Window window)
    {
        var (all, level) = (new List<(int[], int[])>(), starts.Select(plain.Of).Distinct().Select(v => (Edges: Array.Empty<int>(), Vertices: new[] { v })).ToList());
        for (var hop = 1; hop <= hops; hop++)
        {
            level =
            [
                .. from row in level
                   where row.Vertices.Length == 1 || row.Vertices[^1] != row.Vertices[0]
                   from next in Next(plain, row.Vertices[^1], along, window)
                   where Follows(plain, row.Edges, next.Edge, order)
                   where !row.Vertices.Skip(1).Contains(next.To)
                   select (row.Edges.Append(next.Edge).ToArray(), row.Vertices.Append(next.To).ToArray()),
            ];
            all.AddRange(level);
        }

        return all;
    }

    private static bool Follows(Plain plain, int[] edges, int next, TimeOrder order)
    {
        if (edges.Length == 0 || order == TimeOrder.Any) return true;
        var apart = plain.Edges[next].Time - plain.Edges[edges[^1]].Time;
        return order == TimeOrder.Increasing ? apart > 0 : apart >= 0;
    }
}
