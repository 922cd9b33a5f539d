namespace Puente.Graph.Memory;

/// <summary>Packs a segment anew with the edges that came after it, leaving out those that were removed.</summary>
internal static unsafe class Merging
{
    /// <summary>A new segment with every edge below <paramref name="limit"/>.</summary>
    public static Segment Merge(Segment old, int limit) => new(Merge(old.Out, limit), Merge(old.In, limit));

    /// <summary>Hands the edges that came at or after <paramref name="limit"/> from the old segment to its successor.</summary>
    public static void HandOver(Segment old, Segment next, int limit)
    {
        HandOver(old.Out, next.Out, limit);
        HandOver(old.In, next.In, limit);
    }

    /// <summary>Collects the later edges of a vertex that are numbered below <paramref name="limit"/>, oldest block first.</summary>
    public static void Collect(byte** chunks, uint delta, int limit, List<Edge> into)
    {
        if (delta == 0) return;
        var block = DeltaArena.At(chunks, delta);
        Collect(chunks, block->Older, limit, into);
        var count = Volatile.Read(ref block->Count);
        for (var i = 0; i < count; i++)
            if (block->Edges[i].Number < limit) into.Add(block->Edges[i]);
    }

    private static Adjacency Merge(Adjacency old, int limit)
    {
        var merged = new Adjacency(old.Vertices, old.Packed + old.Later);
        var (side, later, at) = (old.Side, new List<Edge>(), 0);
        for (var v = 0; v < old.Vertices; v++)
        {
            merged.Heads[v].Start = (uint)at;
            var start = at;
            foreach (var edge in old.PackedOf(v))
                if (edge.Mark != Edge.Removed) merged.Edges[at++] = edge;
            var delta = Volatile.Read(ref side.Heads[v].Delta);
            if (delta == 0) continue;
            var ordered = at - start;
            later.Clear();
            Collect(side.Chunks, delta, limit, later);
            foreach (var edge in later)
                if (edge.Mark != Edge.Removed) merged.Edges[at++] = edge;
            Ordering.Sort(new Span<Edge>(merged.Edges + start, at - start), ordered);
        }

        merged.Heads[old.Vertices].Start = (uint)at;
        merged.Shrink(at);
        return merged;
    }

    private static void HandOver(Adjacency old, Adjacency next, int limit)
    {
        var (side, later) = (old.Side, new List<Edge>());
        for (var v = 0; v < old.Vertices; v++)
        {
            if (side.Heads[v].Delta == 0) continue;
            later.Clear();
            Collect(side.Chunks, side.Heads[v].Delta, int.MaxValue, later);
            foreach (var edge in later)
                if (edge.Number >= limit) next.Add(v, edge);
        }
    }
}
