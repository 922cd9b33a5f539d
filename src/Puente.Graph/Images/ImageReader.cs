using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Puente.Graph.Links;
using Puente.Graph.Memory;

namespace Puente.Graph.Images;

/// <summary>
/// Reads an image: first where its blocks lie, then the blocks on all cores, each checked against its sum. Memory is touched for the first
/// time there too: that costs more than to read what goes into it.
/// </summary>
internal sealed unsafe class ImageReader(SafeFileHandle file)
{
    private readonly List<(long At, long Length, uint Sum)> _blocks = [];
    private int _wrong;
    private int _next;

    public ImageHead Head { get; private set; }

    /// <summary>The segments, when the file is whole and made for the stamp.</summary>
    public Segment[] Segments { get; private set; } = [];

    public ColdColumns Cold { get; } = new();

    public List<Link> Links { get; } = [];

    public List<(ushort Mark, ushort To)> Repoints { get; } = [];

    public ImageState Read(ReadOnlySpan<byte> stamp)
    {
        var head = default(ImageHead);
        if (!Fill(MemoryMarshal.AsBytes(new Span<ImageHead>(ref head)), 0)) return ImageState.Damaged;
        if (head.Magic != ImageHead.Name || head.Sum != head.OwnSum() || head.Length != RandomAccess.GetLength(file)) return ImageState.Damaged;
        Head = head;
        if (!head.IsFor(stamp)) return ImageState.Stale;
        if (!FindBlocks()) return ImageState.Damaged;
        var work = new List<Action>();
        var segments = new (Adjacency Out, Adjacency In)[head.Segments];
        for (var i = 0; i < segments.Length; i++) segments[i] = (Side(work), Side(work));
        Segments = [.. segments.Select(s => new Segment(s.Out, s.In))];
        Cold.Reserve(head.Edges);
        Column(Cold.From, work);
        Column(Cold.Reference, work);
        Parallel.ForEach(work, run => run());
        foreach (var row in Rows<int>(3)) Links.Add(new Link(Links.Count, row[0], row[1], (ushort)row[2]));
        foreach (var row in Rows<long>(2)) Cold.Large[(int)row[0]] = row[1];
        foreach (var row in Rows<int>(2)) Repoints.Add(((ushort)row[0], (ushort)row[1]));
        return _wrong == 0 ? ImageState.Read : ImageState.Damaged;
    }

    public void Free()
    {
        foreach (var segment in Segments)
        {
            segment.Hold();
            segment.Release();
        }

        Cold.Free();
    }

    private bool FindBlocks()
    {
        var (at, sums) = ((long)sizeof(ImageHead), 0u);
        Span<long> lead = stackalloc long[2];
        while (at < Head.Length)
        {
            if (!Fill(MemoryMarshal.AsBytes(lead), at) || lead[0] < 0 || lead[0] > Head.Length - at - 16 || (lead[1] & ~(long)uint.MaxValue) != 0) return false;
            _blocks.Add((at + 16, lead[0], (uint)lead[1]));
            sums = System.Numerics.BitOperations.Crc32C(System.Numerics.BitOperations.Crc32C(sums, (uint)lead[1]), (ulong)lead[0]);
            at += 16 + lead[0];
        }

        // The sum of sums covers order, number and lengths of the blocks; what is left is that each holds what its sum says.
        return sums == Head.Blocks;
    }

    private Adjacency Side(List<Action> work)
    {
        var (heads, edges) = (_blocks[_next++], _blocks[_next++]);
        var side = new Adjacency(1 << Head.Shift, checked((int)(edges.Length / sizeof(Edge))), zeroed: false);
        work.Add(() => Check((byte*)side.Heads, side.HeadBytes.Length, heads));
        work.Add(() => Check((byte*)side.Edges, (long)side.Packed * sizeof(Edge), edges));
        return side;
    }

    private void Column<T>(Growing<T> column, List<Action> work)
        where T : unmanaged
    {
        for (var at = 0; at < Head.Edges;)
        {
            var (start, block) = (at, _blocks[_next++]);
            work.Add(() =>
            {
                var run = column.RunFrom(start, Head.Edges);
                fixed (T* into = run) Check((byte*)into, (long)run.Length * sizeof(T), block);
            });
            at += column.RunFrom(at, Head.Edges).Length;
        }
    }

    private List<T[]> Rows<T>(int width)
        where T : unmanaged
    {
        var block = _blocks[_next++];
        var values = new T[block.Length / sizeof(T)];
        fixed (T* into = values) Check((byte*)into, (long)values.Length * sizeof(T), block);
        return [.. values.Chunk(width)];
    }

    private void Check(byte* into, long length, (long At, long Length, uint Sum) block)
    {
        var bytes = new Span<byte>(into, checked((int)length));
        if (length != block.Length || !Fill(bytes, block.At) || Checksum.Of(bytes) != block.Sum) Interlocked.Increment(ref _wrong);
    }

    private bool Fill(Span<byte> bytes, long at)
    {
        while (!bytes.IsEmpty)
        {
            var read = RandomAccess.Read(file, bytes, at);
            if (read == 0) return false;
            bytes = bytes[read..];
            at += read;
        }

        return true;
    }
}
