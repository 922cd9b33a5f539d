using System.Runtime.InteropServices;
using Puente.Graph.Memory;

namespace Puente.Graph.Images;

/// <summary>Writes a graph to a file of plain memory, each block with its length and sum, the head last.</summary>
internal sealed class ImageWriter(FileStream file)
{
    private uint _blocks;

    public unsafe void Write(Snapshot snapshot, IReadOnlyCollection<KeyValuePair<ushort, ushort>> repoints, ReadOnlySpan<byte> stamp)
    {
        file.SetLength(0);
        file.Write(new byte[sizeof(ImageHead)]);
        foreach (var segment in snapshot.Table.Segments)
        {
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
        Block(MemoryMarshal.AsBytes<int>(repoints.SelectMany(r => new int[] { r.Key, r.Value }).ToArray()));
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
            Blocks = _blocks,
            Length = file.Position,
        };
        head.Sum = head.OwnSum();
        file.Position = 0;
        file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<ImageHead>(in head)));
        file.Flush(flushToDisk: true);
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
        var sum = Checksum.Of(bytes);
        _blocks = System.Numerics.BitOperations.Crc32C(System.Numerics.BitOperations.Crc32C(_blocks, sum), (ulong)bytes.Length);
        Span<long> lead = [bytes.Length, sum];
        file.Write(MemoryMarshal.AsBytes(lead));
        file.Write(bytes);
    }
}
