using Puente.Evidence.Datasets;
using Puente.Evidence.Walks;
using Puente.Graph.Filters;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Leaks;

namespace Puente.Node.Tests.Walks;

/// <summary>What becomes known of single rows in a graph that stands.</summary>
public sealed class GraphBuildTests
{
    private const ushort Hidden = 3;
    private const ushort Seen = 4;
    private static readonly DatasetId Other = new(1);
    private static readonly DatasetId Own = new(2);

    [Fact]
    public async Task A_row_that_is_told_an_end_names_its_other_end_to_nobody_as_another_dataset_writes_it()
    {
        await using var world = await World.MakeAsync(Engine.Sqlite, false);
        using var build = new GraphBuild(_ => true, world.Archive);
        var codes = await world.Archive.Codes.InternAsync(["payment", "USD"]);
        var sort = build.Sorts.Of(codes["payment"], codes["USD"]);
        Add(build, Other, "AC-77 10", "ZZ-1", sort, Hidden);
        Add(build, Own, "ac7710", null, sort, Seen);
        build.Retell(Own, [1], new Reading("BB-2"), Seen).ShouldBeTrue();
        Ends(build).ShouldBe(("ac7710", "BB-2"));
        build.Retell(Own, [1], new Reading("CC-3"), Seen).ShouldBeTrue();
        Ends(build).ShouldBe(("ac7710", "CC-3"));
        build.Retell(Own, [1], new Reading(null), Seen).ShouldBeTrue();
        Ends(build).ShouldBe(("ac7710", null));
    }

    [Fact]
    public async Task Rows_of_one_account_are_told_together_and_found_again_and_a_row_that_is_not_there_leaves_all_as_they_were()
    {
        await using var world = await World.MakeAsync(Engine.Sqlite, false);
        using var build = new GraphBuild(_ => true, world.Archive);
        var codes = await world.Archive.Codes.InternAsync(["payment", "USD"]);
        var sort = build.Sorts.Of(codes["payment"], codes["USD"]);
        var edges = new EdgeList();
        for (var row = 1; row <= 6; row++)
            edges.Add(new Graph.NewEdge(build.Vertices.Of("HUB", Seen), build.Vertices.Open(), row, row * 100, sort, Seen, WalkSource.Reference(build.NextOrdinal, row)));
        build.AddRows(edges, [(Own, new RowsTold(new Dictionary<long, long>(), 1, 6), edges.Count)]);
        build.Retell(Own, [1, 3, 4, 7], new Reading("BB-2"), Seen).ShouldBeFalse();
        Payees().ShouldBe([null, null, null, null, null, null]);
        build.Retell(Own, [1, 3, 4], new Reading("BB-2"), Seen).ShouldBeTrue();
        Payees().ShouldBe(["BB-2", null, "BB-2", "BB-2", null, null]);
        build.Retell(Own, [3, 6], new Reading("CC-3"), Seen).ShouldBeTrue();
        build.Retell(Own, [1, 2], new Reading(null), Seen).ShouldBeTrue();
        Payees().ShouldBe([null, null, "CC-3", "BB-2", null, "CC-3"]);

        // By row, whom its one edge pays.
        List<string?> Payees()
        {
            using var snapshot = build.Graph.Open();
            var found = new SortedDictionary<long, string?>();
            foreach (var edge in snapshot.Out(build.Vertices.Of("HUB", Seen)))
                if (edge.Mark == Seen) found.Add(edge.Time, build.Vertices.Account(edge.Neighbour));
            return [.. found.Values];
        }
    }

    private static void Add(GraphBuild build, DatasetId dataset, string from, string? to, ushort sort, ushort mark)
    {
        var edges = new EdgeList();
        edges.Add(new Graph.NewEdge(build.Vertices.Of(from, mark), to is null ? build.Vertices.Open() : build.Vertices.Of(to, mark), 5, 100, sort, mark, WalkSource.Reference(build.NextOrdinal, 1)));
        build.AddRows(edges, [(dataset, new RowsTold(new Dictionary<long, long>(), 1, 1), 1)]);
    }

    /// <summary>The ends of the only edge under the mark that is seen, to who may walk that mark alone.</summary>
    private static (string? From, string? To) Ends(GraphBuild build)
    {
        using var snapshot = build.Graph.Open();
        var (marks, found) = (new SlotSet(Seen), new List<(string?, string?)>());
        for (var vertex = 0; vertex < snapshot.VertexCount; vertex++)
            foreach (var edge in snapshot.Out(vertex))
                if (marks[edge.Mark]) found.Add((build.Vertices.End(vertex, marks).Account, build.Vertices.End(edge.Neighbour, marks).Account));
        return found.ShouldHaveSingleItem();
    }

    /// <summary>Rows that are told a payee.</summary>
    private sealed class Reading(string? payee) : IRowReading
    {
        public string Version => "";

        public IReadOnlyDictionary<long, long> Known => new Dictionary<long, long>();

        public RowFact? Read(DatasetRow row) => null;

        public RowFact? Told(long row, RowFact fact) => fact with { To = payee };
    }
}
