using System.Runtime.InteropServices;
using Puente.Graph.Memory;

namespace Puente.Graph.Images;

/// <summary>Writes a graph as plain memory in closed pieces, the head last.</summary>
internal sealed class ImageWriter(Stream to, ImageSeal seal)
{
    private readonly byte[] _piece = new byte[ImagePieces.Most + seal.Tail];
    private readonly List<long> _blocks = [];
    private long _next = ImagePieces.First;

    public unsafe void Write(Snapshot snapshot, ReadOnlySpan<byte> stamp, IReadOnlyList<ReadOnlyMemory<byte>> besides, CancellationToken stop)
    {
        to.Write(seal.Lead.Span);
        var start = to.Position;
        // Only the place of the head, in the open: it is closed once, when all of it is known.
        to.Write(new byte[sizeof(ImageHead) + seal.Tail]);
        foreach (var segment in snapshot.Table.Segments)
        {
            stop.ThrowIfCancellationRequested();
            // Packed anew even when nothing came later, so that what was removed is not written down.
            var packed = Merging.Merge(segment, snapshot.EdgeCount);
            packed.Hold();
            Write(packed.Out);
            Write(packed.In);
            packed.Release();
        }

        Write(snapshot.Cold.From, snapshot.EdgeCount);
        Write(snapshot.Cold.Reference, snapshot.EdgeCount);
        var links = snapshot.Links.All;
        Block(MemoryMarshal.AsBytes<int>(links.SelectMany(l => new[] { l.A, l.B, l.Mark }).ToArray()));
        var large = snapshot.Cold.Large.Where(l => l.Key < snapshot.EdgeCount).OrderBy(l => l.Key).ToList();
        Block(MemoryMarshal.AsBytes<long>(large.SelectMany(l => new[] { l.Key, l.Value }).ToArray()));
        var repoints = snapshot.Repoints.Pairs.OrderBy(r => r.Key).ToList();
        Block(MemoryMarshal.AsBytes<int>(repoints.SelectMany(r => new int[] { r.Key, r.Value }).ToArray()));
        foreach (var block in besides) Block(block.Span);
        var padded = MemoryMarshal.Cast<byte, ulong>(ImageHead.Padded(stamp));
        var head = new ImageHead
        {
            Magic = ImageHead.Name,
            Stamp0 = padded[0],
            Stamp1 = padded[1],
            Stamp2 = padded[2],
            Stamp3 = padded[3],
            Shift = snapshot.Shift,
            Segments = snapshot.Table.Segments.Length,
            Edges = snapshot.EdgeCount,
            Vertices = snapshot.VertexCount,
            Links = links.Count,
            Large = large.Count,
            Repoints = repoints.Count,
            Blocks = _blocks.Count,
            List = to.Position,
        };
        Piece(ImagePieces.List, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_blocks)));
        head.Length = to.Position;
        to.Position = start;
        Piece(ImagePieces.Head, MemoryMarshal.AsBytes(new ReadOnlySpan<ImageHead>(in head)));
    }

    private unsafe void Write(Adjacency side)
    {
        Block(side.HeadBytes);
        Block(new ReadOnlySpan<byte>(side.Edges, checked(side.Packed * sizeof(Edge))));
    }

    private unsafe void Write<T>(Growing<T> column, int count)
        where T : unmanaged
    {
        for (var at = 0; at < count;)
        {
            var run = column.RunFrom(at, count);
            Block(MemoryMarshal.AsBytes(run));
            at += run.Length;
        }
    }

    private void Block(ReadOnlySpan<byte> bytes)
    {
        _blocks.Add(bytes.Length);
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(ImagePieces.Most, bytes.Length)..]) Piece(_next++, bytes[..Math.Min(ImagePieces.Most, bytes.Length)]);
    }

    private void Piece(long number, ReadOnlySpan<byte> plain)
    {
        var length = plain.Length + seal.Tail;
        var closed = length <= _piece.Length ? _piece.AsSpan(0, length) : new byte[length];
        seal.Close(number, plain, closed);
        to.Write(closed);
    }
}
