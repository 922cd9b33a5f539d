using CsCheck;
using Puente.Graph;
using Puente.Graph.Budgets;
using Puente.Graph.Filters;
using Puente.Graph.Paths;

namespace Puente.Tests.Graph;

public sealed class TemporalPathTests
{
    private static readonly Gen<TemporalPaths> AnyAsk =
        from starts in Gen.Int[0, 9].Array[1, 3]
        from direction in Gen.Enum<Direction>()
        from order in Gen.Enum<TimeOrder>()
        from window in Gen.Select(Gen.Long[0, 20], Gen.Long[10, 30], (a, b) => new Window(a, b))
        from hops in Gen.Int[1, 4]
        from minimum in Pick.One(long.MinValue, 20, 50)
        from ratio in Pick.One<Ratio?>(null, new Ratio(500_000, 1_000_000), new Ratio(0, 1_500_000), new Ratio(900_000, long.MaxValue), new Ratio(333_333, 2_000_000))
        from gap in Pick.One<long?>(null, 5)
        from per in Gen.Int[0, 3]
        from keep in Gen.Enum<Keep>()
        from repeats in Gen.Bool
        from stop in Pick.One(-1, 3)
        select new TemporalPaths
        {
            Starts = starts,
            Direction = direction,
            Order = order,
            Window = window,
            Hops = hops,
            MinimumAmount = minimum,
            Ratio = ratio,
            Gap = order == TimeOrder.Any ? null : gap,
            PerExpansion = per,
            Keep = keep,
            Repeats = repeats,
            StopAt = stop < 0 ? null : v => v == stop,
        };

    [Fact]
    public void Paths_are_those_of_the_plain_list_with_removed_hidden_linked_and_later_edges() =>
        Gen.Select(Made.Any(), AnyAsk).Sample(
            (made, ask) =>
            {
                using (made)
                {
                    using var snapshot = made.Open();
                    var (expected, cut) = PlainPaths.Of(made.Plain, ask);
                    var answer = ask.Ask(snapshot, snapshot.Filter(made.Marks));
                    Texts(Enumerable.Range(answer.Starts, answer.Paths).Select(answer.EdgesOf)).ShouldBe(Texts(expected));
                    answer.Cut.ShouldBe(cut ? Cut.Expansion : Cut.None);
                }
            },
            seed: "000000000001", iter: 2_000, threads: 1);

    [Fact]
    public void A_path_says_its_vertices_amounts_and_times()
    {
        using var graph = TemporalGraph.Build(Columns.Of([new(0, 1, 10, 700), new(1, 2, 20, 650), new(2, 3, 15, 600)]));
        using var snapshot = graph.Open();
        var answer = new TemporalPaths { Starts = [0] }.Ask(snapshot, default(Standing));
        answer.Paths.ShouldBe(2);
        var last = answer.Count - 1;
        answer.VerticesOf(last).ShouldBe([0, 1, 2]);
        answer.EdgesOf(last).ShouldBe([0, 1]);
        (answer.AmountOf(last), answer.TimeOf(last), answer.HopsOf(last)).ShouldBe((650, 20, 2));
    }

    [Fact]
    public void A_walk_that_was_told_to_stop_says_where()
    {
        using var graph = TemporalGraph.Build(Columns.Of([new(0, 1, 1), new(1, 2, 2)]));
        using var snapshot = graph.Open();
        var answer = new TemporalPaths { Starts = [0], StopAt = v => v == 1 }.Ask(snapshot, default(Standing));
        answer.Paths.ShouldBe(1);
        answer.StoppedAt(1).ShouldBeTrue();
        answer.HopsOf(1).ShouldBe(1);
        answer.EdgesOf(1).ShouldBe([0]);
    }

    [Fact]
    public void A_millisecond_decides_what_is_later()
    {
        using var graph = TemporalGraph.Build(Columns.Of([new(0, 1, 1_600_000_000_001), new(1, 2, 1_600_000_000_001), new(1, 3, 1_600_000_000_002)]));
        using var snapshot = graph.Open();
        var ask = new TemporalPaths { Starts = [0], Hops = 2 };
        ask.Ask(snapshot, default(Standing)).Paths.ShouldBe(2);
        (ask with { Order = TimeOrder.NonDecreasing }).Ask(snapshot, default(Standing)).Paths.ShouldBe(3);
    }

    [Fact]
    public void Amounts_beyond_what_an_edge_holds_stay_exact()
    {
        long[] amounts = [Edge.LargestAmount - 1, Edge.LargestAmount, Edge.LargestAmount + 1, long.MaxValue, -Edge.LargestAmount, long.MinValue];
        using var graph = TemporalGraph.Build(Columns.Of([.. amounts.Take(3).Select((a, i) => new NewEdge(0, i + 1, i, a))]));
        foreach (var amount in amounts.Skip(3)) graph.Append(new NewEdge(0, 9, 9, amount));
        using var snapshot = graph.Open();
        snapshot.Out(0).ToArray().Select(e => snapshot.AmountOf(e)).ShouldBe(amounts);
        var ask = new TemporalPaths { Starts = [0], Hops = 1, MinimumAmount = Edge.LargestAmount + 1 };
        ask.Ask(snapshot, default(Standing)).Paths.ShouldBe(2);
    }

    [Fact]
    public void Too_many_paths_are_cut_and_the_answer_says_so()
    {
        using var graph = TemporalGraph.Build(Columns.Of([.. Enumerable.Range(0, 10).Select(i => new NewEdge(0, i + 1, i))]));
        using var snapshot = graph.Open();
        var answer = new TemporalPaths { Starts = [0], MostPaths = 4 }.Ask(snapshot, default(Standing));
        (answer.Paths, answer.Cut).ShouldBe((4, Cut.Answers));
        (new TemporalPaths { Starts = [0], MostPaths = 10 }.Ask(snapshot, default(Standing)) is var all ? (all.Paths, all.Cut) : default).ShouldBe((10, Cut.None));
    }

    private static List<string> Texts(IEnumerable<int[]> paths) => [.. paths.Select(p => string.Join(' ', p)).Order(StringComparer.Ordinal)];
}
