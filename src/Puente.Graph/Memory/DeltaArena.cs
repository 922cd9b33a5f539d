using System.Runtime.InteropServices;

namespace Puente.Graph.Memory;

/// <summary>
/// Edges that came after a segment was packed: for each vertex a chain of blocks of 2, 4, 8 ... 2,048 edges, newest block first, in
/// the order of arrival. One writer; readers follow the chain without a lock, since a count or a link is written after what it counts.
/// A place is an offset in units of 8 bytes; 0 is none.
/// </summary>
internal sealed unsafe class DeltaArena
{
    private const int ChunkShift = 17;
    private const int ChunkUnits = 1 << ChunkShift;
    private const int MostChunks = 2048;
    private const int MostEdges = 2048;
    private readonly NativeBlock _table = new(MostChunks * sizeof(nint), zeroed: true);
    private readonly List<NativeBlock> _chunks = [];
    private int _next = 1;

    /// <summary>Where each chunk of a megabyte begins.</summary>
    public byte** Chunks => (byte**)_table.Start;

    /// <summary>Edges held, seen from the writer.</summary>
    public int Count { get; private set; }

    public long Bytes => _chunks.Sum(c => c.Bytes);

    public static Block* At(byte** chunks, uint place) => unchecked((Block*)(chunks[place >> ChunkShift] + ((long)(place & (ChunkUnits - 1)) << 3)));

    /// <summary>Adds an edge to the chain that begins at <paramref name="head"/>.</summary>
    public void Add(ref uint head, in Edge edge)
    {
        var block = head == 0 ? null : At(Chunks, head);
        if (block == null || block->Count == block->Capacity)
        {
            var capacity = block == null ? 2 : Math.Min(block->Capacity * 2, MostEdges);
            var place = Take(2 + capacity * 3);
            block = At(Chunks, place);
            *block = new Block { Older = head, Capacity = capacity };
            block->Edges[0] = edge;
            block->Count = 1;
            Volatile.Write(ref head, place);
        }
        else
        {
            block->Edges[block->Count] = edge;
            Volatile.Write(ref block->Count, block->Count + 1);
        }

        Count++;
    }

    public void Free()
    {
        foreach (var chunk in _chunks) chunk.Free();
        _table.Free();
    }

    private uint Take(int units)
    {
        if (_next / ChunkUnits >= _chunks.Count || (_next + units - 1) / ChunkUnits != _next / ChunkUnits)
        {
            if (_chunks.Count == MostChunks) throw new InvalidOperationException("Too many edges wait to be merged into one segment.");
            _next = Math.Max(_chunks.Count * ChunkUnits, 1);
            _chunks.Add(new NativeBlock((long)ChunkUnits * 8));
            Volatile.Write(ref *(nint*)(_table.Start + (_chunks.Count - 1) * sizeof(nint)), (nint)_chunks[^1].Start);
        }

        var place = (uint)_next;
        _next += units;
        return place;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Block
    {
        public uint Older;
        public int Capacity;
        public int Count;
        private readonly int _unused;
        private Edge _first;

        public Edge* Edges
        {
            get
            {
                fixed (Edge* first = &_first) return first;
            }
        }
    }
}
