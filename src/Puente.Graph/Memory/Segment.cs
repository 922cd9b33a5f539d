namespace Puente.Graph.Memory;

/// <summary>A range of vertices with the edges of both directions. Held by every table that shows it, freed with the last.</summary>
internal sealed class Segment(Adjacency outwards, Adjacency inwards)
{
    private int _holders;

    public Adjacency Out { get; } = outwards;

    public Adjacency In { get; } = inwards;

    public int Packed => Out.Packed + In.Packed;

    public int Later => Out.Later + In.Later;

    public long Bytes => Out.Bytes + In.Bytes;

    public static Segment Empty(int vertices) => new(new Adjacency(vertices, 0), new Adjacency(vertices, 0));

    public void Hold() => Interlocked.Increment(ref _holders);

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) != 0) return;
        Out.Free();
        In.Free();
    }
}
