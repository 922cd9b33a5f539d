using System.Text;
using Puente.Graph;
using Puente.Graph.Filters;
using Puente.Graph.Images;

namespace Puente.Tests.Graph;

public sealed class ImageTests : IDisposable
{
    private static readonly byte[] Stamp = Encoding.ASCII.GetBytes("position 17");
    private readonly string _folder = Directory.CreateTempSubdirectory("puente-image-").FullName;

    private string File => Path.Combine(_folder, "graph.image");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_graph_comes_back_as_it_was_with_later_edges_marks_links_and_large_amounts()
    {
        using var graph = Sample();
        graph.Write(File, Stamp);
        using var back = TemporalGraph.TryRead(File, Stamp, out var state)!;
        state.ShouldBe(ImageState.Read);
        (back.EdgeCount, back.VertexCount).ShouldBe((graph.EdgeCount, graph.VertexCount));
        using var was = graph.Open();
        using var now = back.Open();
        for (var v = 0; v < was.VertexCount; v++)
        {
            now.Out(v).ToArray().ShouldBe(Standing(was.Out(v)));
            now.In(v).ToArray().ShouldBe(Standing(was.In(v)));
            now.ClassOf(v, default(Standing)).ShouldBe(was.ClassOf(v, default(Standing)));
        }

        for (var edge = 0; edge < was.EdgeCount; edge++) (now.FromOf(edge), now.ReferenceOf(edge)).ShouldBe((was.FromOf(edge), was.ReferenceOf(edge)));
        now.Out(1).ToArray().Select(e => now.AmountOf(e)).ShouldContain(long.MaxValue);
        now.Filter(new SlotSet(3)).Admits(now.Out(1).ToArray().First(e => e.Mark == 2)).ShouldBeTrue();
        back.Append(new NewEdge(5, 6, 7)).ShouldBe(graph.EdgeCount);
        back.Remove(0).ShouldBeTrue();
    }

    [Fact]
    public void What_was_removed_is_not_in_the_file()
    {
        using var graph = TemporalGraph.Build(Columns.Of([new(0, 1, 5, Reference: 0x0123456789ABCDEF, Amount: 0x00003456789ABCDE), new(0, 2, 5)]));
        graph.Remove(0).ShouldBeTrue();
        graph.Write(File, Stamp);
        var bytes = System.IO.File.ReadAllBytes(File);
        bytes.AsSpan().IndexOf(BitConverter.GetBytes(0x0123456789ABCDEF)).ShouldBe(-1);
        bytes.AsSpan().IndexOf(BitConverter.GetBytes(0x00003456789ABCDE).AsSpan(0, 6)).ShouldBe(-1);
    }

    [Fact]
    public void An_image_of_something_else_is_stale_and_none_is_missing()
    {
        TemporalGraph.TryRead(File, Stamp, out var missing).ShouldBeNull();
        missing.ShouldBe(ImageState.Missing);
        using var graph = Sample();
        graph.Write(File, Stamp);
        TemporalGraph.TryRead(File, "position 18"u8, out var stale).ShouldBeNull();
        stale.ShouldBe(ImageState.Stale);
    }

    [Fact]
    public void An_image_cut_short_anywhere_is_refused()
    {
        using var graph = Sample();
        graph.Write(File, Stamp);
        var bytes = System.IO.File.ReadAllBytes(File);
        foreach (var length in Enumerable.Range(0, 200).Select(i => (int)((long)bytes.Length * i / 200)))
        {
            System.IO.File.WriteAllBytes(File, bytes[..length]);
            TemporalGraph.TryRead(File, Stamp, out var state).ShouldBeNull();
            state.ShouldBe(ImageState.Damaged);
        }
    }

    [Fact]
    public void An_image_with_one_bit_turned_anywhere_is_refused()
    {
        using var graph = Sample();
        graph.Write(File, Stamp);
        var bytes = System.IO.File.ReadAllBytes(File);
        var random = new Random(4);
        foreach (var at in Enumerable.Range(0, 300).Select(_ => random.Next(bytes.Length)).Concat(Enumerable.Range(0, 160)))
        {
            var bit = (byte)(1 << random.Next(8));
            bytes[at] ^= bit;
            System.IO.File.WriteAllBytes(File, bytes);
            TemporalGraph.TryRead(File, Stamp, out var state).ShouldBeNull();
            state.ShouldBeOneOf(ImageState.Damaged, ImageState.Stale);
            bytes[at] ^= bit;
        }
    }

    [Fact]
    public void A_sealed_image_opens_only_by_its_seal_keeps_what_the_caller_adds_and_shows_nothing_in_the_open()
    {
        using var graph = Sample();
        ReadOnlyMemory<byte>[] besides = ["two words"u8.ToArray(), Array.Empty<byte>(), new byte[600_000]];
        using (var file = System.IO.File.Create(File))
        using (var snapshot = graph.Open()) snapshot.Write(file, Stamp, new Shifted(7), besides);
        System.IO.File.ReadAllBytes(File).AsSpan().IndexOf("two words"u8).ShouldBe(-1);
        TemporalGraph.TryRead(File, Stamp, new Shifted(8), out var state, out _).ShouldBeNull();
        state.ShouldBe(ImageState.Damaged);
        using var back = TemporalGraph.TryRead(File, Stamp, new Shifted(7), out state, out var kept)!;
        (state, back.EdgeCount).ShouldBe((ImageState.Read, graph.EdgeCount));
        kept.Select(k => k.Length).ShouldBe([9, 0, 600_000]);
        kept[0].ShouldBe("two words"u8.ToArray());
    }

    [Fact]
    public void A_seal_closes_no_two_pieces_under_one_number()
    {
        using var graph = Sample();
        var seal = new Shifted(7);
        using (var file = System.IO.File.Create(File))
        using (var snapshot = graph.Open()) snapshot.Write(file, Stamp, seal, [new byte[600_000]]);
        seal.Closed.Count.ShouldBeGreaterThan(4);
        seal.Closed.ShouldBeUnique("a seal that encrypts has a number as its nonce");
        seal.Closed[^1].ShouldBe(ImagePieces.Head);
    }

    [Fact]
    public void A_piece_in_the_place_of_another_does_not_open()
    {
        using var graph = TemporalGraph.Build(Columns.Of([new(0, 1, 5)]));
        using (var file = System.IO.File.Create(File))
        using (var snapshot = graph.Open()) snapshot.Write(file, Stamp, null, [Enumerable.Range(0, 1 << 19).Select(i => (byte)(i >> 18)).ToArray()]);
        var bytes = System.IO.File.ReadAllBytes(File);
        var second = bytes.AsSpan().LastIndexOf(Enumerable.Repeat((byte)1, 1 << 18).ToArray());
        var first = second - 8 - (1 << 18);
        var moved = bytes.ToArray();
        bytes.AsSpan(first, (1 << 18) + 8).CopyTo(moved.AsSpan(second));
        bytes.AsSpan(second, (1 << 18) + 8).CopyTo(moved.AsSpan(first));
        System.IO.File.WriteAllBytes(File, moved);
        TemporalGraph.TryRead(File, Stamp, out var state).ShouldBeNull();
        state.ShouldBe(ImageState.Damaged);
    }

    /// <summary>A toy: adds a number to every byte, and says at the end which piece it was.</summary>
    private sealed class Shifted(byte by) : ImageSeal
    {
        public override ReadOnlyMemory<byte> Lead { get; } = "in the open"u8.ToArray();

        public override int Tail => 9;

        public List<long> Closed { get; } = [];

        public override void Close(long number, ReadOnlySpan<byte> plain, Span<byte> into)
        {
            Closed.Add(number);
            for (var i = 0; i < plain.Length; i++) into[i] = unchecked((byte)(plain[i] + by));
            BitConverter.TryWriteBytes(into[plain.Length..], number);
            into[^1] = by;
        }

        public override bool Open(long number, ReadOnlySpan<byte> closed, Span<byte> into)
        {
            for (var i = 0; i < into.Length; i++) into[i] = unchecked((byte)(closed[i] - by));
            return BitConverter.ToInt64(closed[into.Length..]) == number && closed[^1] == by;
        }
    }

    private static TemporalGraph Sample()
    {
        var graph = TemporalGraph.Build(Columns.Of([.. ProjectionTests.Random(40, 400, 9).Select((e, i) => e with { Mark = (ushort)(i % 4), Reference = i * 7 })]));
        foreach (var edge in ProjectionTests.Random(60, 50, 10)) graph.Append(edge);
        graph.Append(new NewEdge(1, 2, 3, long.MaxValue, Mark: 2));
        graph.Append(new NewEdge(2100, 2, 3));
        graph.Remove(17);
        graph.Remark(18, 3);
        graph.AddLink(1, 3);
        graph.AddLink(3, 5);
        graph.RemoveLink(1);
        graph.Repoint(2, 3);
        return graph;
    }

    private static Edge[] Standing(ReadOnlySpan<Edge> edges) => [.. edges.ToArray().Where(e => e.Mark != Edge.Removed)];
}
