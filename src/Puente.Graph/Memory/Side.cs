namespace Puente.Graph.Memory;

/// <summary>Where a vertex's packed edges begin in its segment, and its chain of later ones.</summary>
internal struct Head
{
    public uint Start;
    public uint Delta;
}

/// <summary>One direction of one segment, as pointers: what a walk reads. Valid while the table it was taken from is held.</summary>
internal unsafe struct Side
{
    /// <summary>One head a vertex and one more, so that a vertex ends where the next begins.</summary>
    public Head* Heads;

    /// <summary>The packed edges of all vertices, one vertex after the other.</summary>
    public Edge* Edges;

    /// <summary>The memory of the later ones.</summary>
    public byte** Chunks;
}
