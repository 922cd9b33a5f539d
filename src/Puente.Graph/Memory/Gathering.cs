using System.Runtime.CompilerServices;

namespace Puente.Graph.Memory;

/// <summary>Reading the edges of a vertex: the packed ones as they lie, with later ones merged in where there are any.</summary>
internal static unsafe class Gathering
{
    /// <summary>The packed edges of a vertex, and its chain of later ones (0: none).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<Edge> Packed(Side[] sides, int shift, int vertex, out uint delta)
    {
        unchecked
        {
            ref var side = ref sides[vertex >> shift];
            var head = side.Heads + (vertex & ((1 << shift) - 1));
            delta = Volatile.Read(ref head->Delta);
            var start = head->Start;
            return new ReadOnlySpan<Edge>(side.Edges + start, (int)(head[1].Start - start));
        }
    }

    /// <summary>A copy of all edges of a vertex below <paramref name="limit"/>, in order.</summary>
    public static Edge[] Whole(Side[] sides, int shift, int vertex, int limit)
    {
        var found = new List<Edge>();
        Add(sides, shift, vertex, long.MinValue, long.MaxValue, limit, found);
        var edges = found.ToArray();
        Ordering.Sort(edges);
        return edges;
    }

    /// <summary>Adds the edges of a vertex between two times, both included, below <paramref name="limit"/>; not in order.</summary>
    public static void Add(Side[] sides, int shift, int vertex, long from, long until, int limit, List<Edge> into)
    {
        var packed = Packed(sides, shift, vertex, out var delta);
        var low = Ordering.FirstFrom(packed, from);
        into.AddRange(packed[low..Math.Max(low, Ordering.FirstAfter(packed, until))]);
        if (delta == 0) return;
        var later = new List<Edge>();
        Merging.Collect(sides[vertex >> shift].Chunks, delta, limit, later);
        foreach (var edge in later)
            if (edge.Time >= from && edge.Time <= until) into.Add(edge);
    }
}
