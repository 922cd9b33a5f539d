namespace Puente.Graph.Memory;

/// <summary>One direction of one segment: the edges that leave (or reach) a range of vertices, packed, and those that came later.</summary>
internal sealed unsafe class Adjacency
{
    private readonly NativeBlock _heads;
    private readonly NativeBlock _edges;
    private readonly DeltaArena _delta = new();

    /// <summary>Room for <paramref name="edges"/> packed edges; the caller fills heads and edges. Heads are zero unless he fills them whole.</summary>
    public Adjacency(int vertices, int edges, bool zeroed = true)
    {
        Vertices = vertices;
        Packed = edges;
        _heads = new NativeBlock((long)(vertices + 1) * sizeof(Head), zeroed);
        _edges = new NativeBlock((long)edges * sizeof(Edge));
    }

    public int Vertices { get; }

    /// <summary>Edges that are packed.</summary>
    public int Packed { get; private set; }

    /// <summary>Edges that came later.</summary>
    public int Later => _delta.Count;

    public Head* Heads => (Head*)_heads.Start;

    public Edge* Edges => (Edge*)_edges.Start;

    public Side Side => new() { Heads = Heads, Edges = Edges, Chunks = _delta.Chunks };

    public long Bytes => _heads.Bytes + _edges.Bytes + _delta.Bytes;

    public ReadOnlySpan<byte> HeadBytes => new(_heads.Start, (Vertices + 1) * sizeof(Head));

    public void Add(int vertex, in Edge edge) => _delta.Add(ref Heads[vertex].Delta, edge);

    /// <summary>The packed edges of a vertex.</summary>
    public Span<Edge> PackedOf(int vertex) => new(Edges + Heads[vertex].Start, (int)(Heads[vertex + 1].Start - Heads[vertex].Start));

    /// <summary>Writes another mark on the edge, wherever this vertex keeps it. False when it keeps no such edge, or a removed one unless <paramref name="removedToo"/>.</summary>
    public bool Remark(int vertex, int number, ushort mark, bool removedToo, out int neighbour)
    {
        foreach (ref var edge in PackedOf(vertex))
            if (edge.Number == number) return Write(ref edge, mark, removedToo, out neighbour);
        for (var place = Heads[vertex].Delta; place != 0;)
        {
            var block = DeltaArena.At(_delta.Chunks, place);
            for (var i = 0; i < block->Count; i++)
                if (block->Edges[i].Number == number) return Write(ref block->Edges[i], mark, removedToo, out neighbour);
            place = block->Older;
        }

        neighbour = -1;
        return false;
    }

    /// <summary>Called once the packed edges are in place, when some were left out on the way.</summary>
    public void Shrink(int packed) => Packed = packed;

    public void Free()
    {
        _heads.Free();
        _edges.Free();
        _delta.Free();
    }

    private static bool Write(ref Edge edge, ushort mark, bool removedToo, out int neighbour)
    {
        neighbour = edge.Neighbour;
        if (edge.Mark == Edge.Removed && !removedToo) return false;
        // The mark is the low half-word of the edge; a reader sees the old one or the new one.
        fixed (Edge* at = &edge) Volatile.Write(ref *(ushort*)at, mark);
        return true;
    }
}
