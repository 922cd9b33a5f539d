using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
        Add(sides, shift, vertex, long.MinValue, long.MaxValue, limit, found, []);
        return [.. found];
    }

    /// <summary>Adds the edges of a vertex between two times, both included, below <paramref name="limit"/>, to others that are in order, and keeps them so.</summary>
    /// <param name="sides">One direction of all segments.</param>
    /// <param name="shift">Vertices of a segment, as a power of two.</param>
    /// <param name="vertex">The vertex.</param>
    /// <param name="from">The first time.</param>
    /// <param name="until">The last time.</param>
    /// <param name="limit">Edges from this number on are left out.</param>
    /// <param name="into">What they are added to.</param>
    /// <param name="later">Room to work in.</param>
    public static void Add(Side[] sides, int shift, int vertex, long from, long until, int limit, List<Edge> into, List<Edge> later)
    {
        var before = into.Count;
        var packed = Packed(sides, shift, vertex, out var delta);
        var low = Ordering.FirstFrom(packed, from);
        into.AddRange(packed[low..Math.Max(low, Ordering.FirstAfter(packed, until))]);
        var ordered = into.Count;
        if (delta != 0)
        {
            later.Clear();
            Merging.Collect(sides[vertex >> shift].Chunks, delta, limit, later);
            foreach (var edge in later)
                if (edge.Time >= from && edge.Time <= until) into.Add(edge);
        }

        var edges = CollectionsMarshal.AsSpan(into);
        Ordering.Sort(edges[before..], ordered - before);
        Ordering.Sort(edges, before);
    }
}
