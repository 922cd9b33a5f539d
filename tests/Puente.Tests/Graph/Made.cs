using CsCheck;
using Puente.Graph;
using Puente.Graph.Filters;

namespace Puente.Tests.Graph;

/// <summary>
/// A small random graph in both forms: the plain list and the graph proper, part of it packed, part of it later, some edges removed or marked
/// anew before and after a merge.
/// </summary>
internal sealed record Made(Plain Plain, TemporalGraph Graph, SlotSet Marks) : IDisposable
{
    private static readonly Gen<NewEdge> AnyEdge =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9], Gen.Long[0, 30], Gen.Long[0, 100], Gen.UShort[0, 2], Gen.UShort[0, 3],
            (from, to, time, amount, kind, mark) => new NewEdge(from, to, time, amount, kind, mark, 1000 + time));

    private static readonly Gen<(int A, int B, ushort Mark)> AnyLink = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9], Gen.UShort[0, 3]);

    private static readonly Gen<(int Edge, ushort Mark)> AnyChange =
        Gen.Select(Gen.Int[0, 59], Gen.Frequency((1, Gen.Const(Edge.Removed)), (1, Gen.UShort[0, 3])));

    private static readonly Gen<bool[]> SomeMarks = Gen.Bool.Array[4];

    /// <summary>Up to <paramref name="most"/> edges over ten vertices, with or without links.</summary>
    public static Gen<Made> Any(int most = 40, bool links = true) =>
        Gen.Select(AnyEdge.Array[0, most], Gen.Int[0, most], links ? AnyLink.Array[0, 3] : Gen.Const(Array.Empty<(int, int, ushort)>()), AnyChange.Array[0, 6], SomeMarks, Gen.Int[0, 3], Put);

    public Snapshot Open() => Graph.Open();

    public void Dispose() => Graph.Dispose();

    private static Made Put(NewEdge[] edges, int packed, (int A, int B, ushort Mark)[] links, (int Edge, ushort Mark)[] changes, bool[] marks, int merge)
    {
        var admitted = new SlotSet();
        for (ushort mark = 0; mark < marks.Length; mark++) admitted[mark] = marks[mark];
        var plain = new Plain { Marks = admitted, Vertices = 10 };
        foreach (var edge in edges) plain.Add(edge);
        packed = Math.Min(packed, edges.Length);
        var graph = TemporalGraph.Build(Columns.Of(edges[..packed]), vertices: 10, new GraphOptions { MergeAt = 0 });
        foreach (var edge in edges[packed..]) graph.Append(edge);
        foreach (var (a, b, mark) in links)
        {
            plain.Link(a, b, mark);
            graph.AddLink(a, b, mark);
        }

        for (var i = 0; i < changes.Length; i++)
        {
            if (i == merge) graph.Merge();
            var (edge, mark) = changes[i];
            if (edge >= edges.Length) continue;
            if (graph.Remark(edge, mark)) plain.Mark(edge, mark);
        }

        if (merge == 3) graph.Merge();
        return new Made(plain, graph, admitted);
    }
}

/// <summary>Columns of rows.</summary>
internal static class Columns
{
    public static EdgeColumns Of(IReadOnlyList<NewEdge> edges) => new()
    {
        From = edges.Select(e => e.From).ToArray(),
        To = edges.Select(e => e.To).ToArray(),
        Time = edges.Select(e => e.Time).ToArray(),
        Amount = edges.Select(e => e.Amount).ToArray(),
        Kind = edges.Select(e => e.Kind).ToArray(),
        Mark = edges.Select(e => e.Mark).ToArray(),
        Reference = edges.Select(e => e.Reference).ToArray(),
    };
}
