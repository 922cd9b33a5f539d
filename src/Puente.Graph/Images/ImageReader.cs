using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Puente.Graph.Links;
using Puente.Graph.Memory;

namespace Puente.Graph.Images;

/// <summary>
/// Reads an image: first where its blocks lie, then their pieces on all cores, each opened by its seal. Memory is touched for the first
/// time there too: that costs more than to read what goes into it.
/// </summary>
internal sealed unsafe class ImageReader(SafeFileHandle file, ImageSeal seal)
{
    private readonly List<(long At, long Length, long Piece)> _blocks = [];
    private readonly List<(nint Into, int Length, long At, long Piece)> _work = [];
    private int _wrong;
    private int _next;

    public ImageHead Head { get; private set; }

    /// <summary>The segments, when the file is whole and made for the stamp.</summary>
    public Segment[] Segments { get; private set; } = [];

    public ColdColumns Cold { get; } = new();

    public List<Link> Links { get; } = [];

    public List<(ushort Mark, ushort To)> Repoints { get; } = [];

    /// <summary>What the caller kept besides.</summary>
    public IReadOnlyList<byte[]> Besides { get; private set; } = [];

    public ImageState Read(ReadOnlySpan<byte> stamp)
    {
        var head = default(ImageHead);
        if (!Open(ImagePieces.Head, seal.Lead.Length, MemoryMarshal.AsBytes(new Span<ImageHead>(ref head)))) return ImageState.Damaged;
        if (head.Magic != ImageHead.Name || head.Length != RandomAccess.GetLength(file)) return ImageState.Damaged;
        Head = head;
        if (!head.IsFor(stamp)) return ImageState.Stale;
        if (!FindBlocks()) return ImageState.Damaged;
        var segments = new (Adjacency Out, Adjacency In)[head.Segments];
        for (var i = 0; i < segments.Length; i++) segments[i] = (Side(), Side());
        Segments = [.. segments.Select(s => new Segment(s.Out, s.In))];
        Cold.Reserve(head.Edges);
        Column(Cold.From);
        Column(Cold.Reference);
        var (links, large, repoints) = (Whole(), Whole(), Whole());
        Besides = [.. _blocks.Skip(_next).Select(_ => Whole()).ToList()];
        Parallel.ForEach(_work, () => ArrayPool<byte>.Shared.Rent(ImagePieces.Most + seal.Tail), (piece, _, buffer) => Open(piece, buffer), buffer => ArrayPool<byte>.Shared.Return(buffer));
        if (_wrong > 0) return ImageState.Damaged;
        foreach (var row in Rows<int>(links, 3)) Links.Add(new Link(Links.Count, row[0], row[1], (ushort)row[2]));
        foreach (var row in Rows<long>(large, 2)) Cold.Large[(int)row[0]] = row[1];
        foreach (var row in Rows<int>(repoints, 2)) Repoints.Add(((ushort)row[0], (ushort)row[1]));
        return ImageState.Read;
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
        var lengths = new long[Head.Blocks];
        if (!Open(ImagePieces.List, Head.List, MemoryMarshal.AsBytes(lengths.AsSpan()))) return false;
        var (at, piece) = (seal.Lead.Length + (long)sizeof(ImageHead) + seal.Tail, ImagePieces.First);
        foreach (var length in lengths)
        {
            _blocks.Add((at, length, piece));
            piece += ImagePieces.Count(length);
            at += length + ImagePieces.Count(length) * seal.Tail;
        }

        return at == Head.List;
    }

    private Adjacency Side()
    {
        var (heads, edges) = (_blocks[_next++], _blocks[_next++]);
        var side = new Adjacency(1 << Head.Shift, checked((int)(edges.Length / sizeof(Edge))), zeroed: false);
        Expect((byte*)side.Heads, side.HeadBytes.Length, heads);
        Expect((byte*)side.Edges, (long)side.Packed * sizeof(Edge), edges);
        return side;
    }

    private void Column<T>(Growing<T> column)
        where T : unmanaged
    {
        for (var at = 0; at < Head.Edges;)
        {
            var run = column.RunFrom(at, Head.Edges);
            fixed (T* into = run) Expect((byte*)into, (long)run.Length * sizeof(T), _blocks[_next++]);
            at += run.Length;
        }
    }

    /// <summary>A block that is read into memory of the garbage collector's, which does not move it.</summary>
    private byte[] Whole()
    {
        var block = _blocks[_next++];
        var bytes = GC.AllocateUninitializedArray<byte>(checked((int)block.Length), pinned: true);
        Expect((byte*)Marshal.UnsafeAddrOfPinnedArrayElement(bytes, 0), bytes.Length, block);
        return bytes;
    }

    private void Expect(byte* into, long length, (long At, long Length, long Piece) block)
    {
        if (length != block.Length) _wrong++;
        else
            for (var (done, piece) = (0L, 0L); done < length; done += ImagePieces.Most, piece++)
                _work.Add(((nint)into + (nint)done, (int)Math.Min(ImagePieces.Most, length - done), block.At + done + piece * seal.Tail, block.Piece + piece));
    }

    private static IEnumerable<T[]> Rows<T>(byte[] bytes, int width)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(bytes).ToArray().Chunk(width);

    private byte[] Open((nint Into, int Length, long At, long Piece) work, byte[] buffer)
    {
        var closed = buffer.AsSpan(0, work.Length + seal.Tail);
        if (!Fill(closed, work.At) || !seal.Open(work.Piece, closed, new Span<byte>((void*)work.Into, work.Length))) Interlocked.Increment(ref _wrong);
        return buffer;
    }

    private bool Open(long piece, long at, Span<byte> into)
    {
        var closed = new byte[into.Length + seal.Tail];
        return Fill(closed, at) && seal.Open(piece, closed, into);
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
