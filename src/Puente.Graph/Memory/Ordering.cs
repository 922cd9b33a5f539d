using System.Buffers;

namespace Puente.Graph.Memory;

/// <summary>The order of the edges of a vertex: time, then number.</summary>
internal static class Ordering
{
    private const int Few = 24;

    /// <summary>Puts edges in order; quick for those that are in order already, and for a few.</summary>
    public static void Sort(Span<Edge> edges)
    {
        var ordered = 1;
        while (ordered < edges.Length && Edge.Order(edges[ordered - 1], edges[ordered]) <= 0) ordered++;
        if (ordered >= edges.Length) return;
        if (edges.Length > Few)
        {
            edges.Sort(static (a, b) => Edge.Order(a, b));
            return;
        }

        for (var i = ordered; i < edges.Length; i++)
        {
            var edge = edges[i];
            var at = i;
            for (; at > 0 && Edge.Order(edge, edges[at - 1]) < 0; at--) edges[at] = edges[at - 1];
            edges[at] = edge;
        }
    }

    /// <summary>Puts edges in order of which so many at the beginning are: the others are put in order by themselves and moved to their places among them.</summary>
    public static void Sort(Span<Edge> edges, int ordered)
    {
        Sort(edges[ordered..]);
        if (ordered == 0 || ordered == edges.Length || Edge.Order(edges[ordered - 1], edges[ordered]) <= 0) return;
        var later = ArrayPool<Edge>.Shared.Rent(edges.Length - ordered);
        edges[ordered..].CopyTo(later);
        var (first, last, at) = (ordered - 1, edges.Length - ordered - 1, edges.Length - 1);
        while (last >= 0)
            edges[at--] = first >= 0 && Edge.Order(edges[first], later[last]) > 0 ? edges[first--] : later[last--];
        ArrayPool<Edge>.Shared.Return(later);
    }

    /// <summary>The first place whose edge is at <paramref name="time"/> or later.</summary>
    public static int FirstFrom(ReadOnlySpan<Edge> edges, long time)
    {
        unchecked
        {
            var (low, high) = (0, edges.Length);
            while (low < high)
            {
                var middle = (int)((uint)(low + high) >> 1);
                if (edges[middle].Time < time) low = middle + 1;
                else high = middle;
            }

            return low;
        }
    }

    /// <summary>The first place whose edge is later than <paramref name="time"/>.</summary>
    public static int FirstAfter(ReadOnlySpan<Edge> edges, long time) => time == long.MaxValue ? edges.Length : FirstFrom(edges, time + 1);
}
