using CsCheck;
using Puente.Graph;
using Puente.Graph.Budgets;
using Puente.Graph.Cycles;
using Puente.Graph.Filters;
using Puente.Graph.Paths;
using Puente.Graph.Reaches;

namespace Puente.Tests.Graph;

public sealed class CycleTests
{
    private static readonly Gen<CycleQuestion> AnyAsk =
        from order in Gen.Enum<TimeOrder>()
        from window in Pick.One(Window.Always, new Window(3, 25))
        from hops in Gen.Int[2, 6]
        from span in Pick.One<long?>(null, 12)
        from minimum in Pick.One(long.MinValue, 15)
        from ratio in Pick.One<Ratio?>(null, null, new Ratio(400_000, 1_600_000))
        select order == TimeOrder.Any
            ? new CycleQuestion { Order = order, Window = window, Hops = Math.Min(hops, 5) }
            : new CycleQuestion { Order = order, Window = window, Hops = hops, Span = span, MinimumAmount = minimum, Ratio = ratio };

    [Fact]
    public void Cycles_through_a_vertex_are_all_found_once() =>
        Gen.Select(Made.Any(24), AnyAsk, Gen.Int[0, 9]).Sample(
            (made, ask, vertex) =>
            {
                using (made)
                {
                    using var snapshot = made.Open();
                    var found = ask.Through(vertex, snapshot, snapshot.Filter(made.Marks));
                    found.Cut.ShouldBe(Cut.None);
                    Compare(found, ask, Closed(made.Plain, ask, [vertex]));
                }
            },
            seed: "000000000005", iter: 1_000, threads: 1);

    [Fact]
    public void Cycles_of_the_whole_graph_are_each_found_once_whichever_vertex_one_begins_at() =>
        Gen.Select(Made.Any(24), AnyAsk).Sample(
            (made, ask) =>
            {
                using (made)
                {
                    using var snapshot = made.Open();
                    var found = ask.Everywhere(snapshot, snapshot.Filter(made.Marks));
                    var closed = Closed(made.Plain, ask, Enumerable.Range(0, 10));
                    // A row that may begin at several of its edges, all at one time, counts once; so does a ring of vertices.
                    var each = ask.Order == TimeOrder.Any
                        ? closed.GroupBy(r => Ring(r.Vertices[..^1])).Select(g => g.First()).ToList()
                        : closed.GroupBy(r => Ring(r.Edges)).Select(g => g.First()).ToList();
                    found.Count.ShouldBe(each.Count);
                    Enumerable.Range(0, found.Count).Select(i => Ring(ask.Order == TimeOrder.Any ? [.. found[i].ToArray().Select(made.Plain.From)] : found[i].ToArray())).Order()
                        .ShouldBe(each.Select(r => Ring(ask.Order == TimeOrder.Any ? r.Vertices[..^1] : r.Edges)).Order());
                }
            },
            seed: "000000000006", iter: 500, threads: 1);

    [Fact]
    public void A_temporal_cycle_is_not_found_from_where_it_does_not_begin()
    {
        using var graph = TemporalGraph.Build(Columns.Of([new(0, 1, 1), new(1, 2, 2), new(2, 0, 3)]));
        using var snapshot = graph.Open();
        var ask = new CycleQuestion();
        ask.Through(0, snapshot, default(Standing))[0].ToArray().ShouldBe([0, 1, 2]);
        ask.Through(1, snapshot, default(Standing)).Count.ShouldBe(0);
        (ask with { Order = TimeOrder.Any }).Through(1, snapshot, default(Standing)).Count.ShouldBe(1);
    }

    [Fact]
    public void A_cycle_of_one_moment_is_found_at_the_edge_from_which_on_the_ratio_holds()
    {
        using var graph = TemporalGraph.Build(Columns.Of([new(0, 1, 5, 100), new(1, 2, 5, 250), new(2, 0, 5, 200)]));
        using var snapshot = graph.Open();
        var ask = new CycleQuestion { Order = TimeOrder.NonDecreasing, Ratio = new Ratio(400_000, 1_600_000) };
        var found = ask.Everywhere(snapshot, default(Standing));
        found.Count.ShouldBe(1);
        found[0].ToArray().ShouldBe([1, 2, 0]);
        (ask with { Ratio = null }).Everywhere(snapshot, default(Standing))[0].ToArray().ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void Too_many_cycles_are_cut_and_the_answer_says_so()
    {
        using var graph = TemporalGraph.Build(Columns.Of([new(0, 1, 1), new(0, 1, 2), new(1, 0, 3)]));
        using var snapshot = graph.Open();
        var found = new CycleQuestion { MostCycles = 1 }.Everywhere(snapshot, default(Standing));
        (found.Count, found.Cut).ShouldBe((1, Cut.Answers));
    }

    private static List<(int[] Edges, int[] Vertices)> Closed(Plain plain, CycleQuestion ask, IEnumerable<int> starts) =>
        [.. PlainReach.Rows(plain, starts, ask.Hops, ask.Order, Along.Out, ask.Window).Where(r => r.Edges.Length > 1 && r.Vertices[0] == r.Vertices[^1] && Fits(plain, ask, r.Edges))];

    private static bool Fits(Plain plain, CycleQuestion ask, int[] row)
    {
        var edges = row.Select(e => plain.Edges[e]).ToList();
        if (ask.Span is { } span && edges[^1].Time - edges[0].Time > span) return false;
        if (edges.Any(e => e.Amount < ask.MinimumAmount)) return false;
        return ask.Ratio is not { } ratio
            || edges.Zip(edges.Skip(1)).All(p => p.Second.Amount * 1_000_000 >= p.First.Amount * ratio.AtLeast && p.Second.Amount * 1_000_000 <= p.First.Amount * ratio.AtMost);
    }

    private static void Compare(PathList found, CycleQuestion ask, List<(int[] Edges, int[] Vertices)> closed)
    {
        if (ask.Order != TimeOrder.Any)
        {
            ReachTests.Texts(found).Order().ShouldBe(closed.Select(r => string.Join(' ', r.Edges)).Order());
            return;
        }

        found.Count.ShouldBe(closed.Select(r => string.Join(' ', r.Vertices)).Distinct().Count());
        ReachTests.Texts(found).ShouldBeSubsetOf(closed.Select(r => string.Join(' ', r.Edges)));
        ReachTests.Texts(found).ShouldBeUnique();
    }

    /// <summary>The same text wherever a ring begins.</summary>
    private static string Ring(int[] ring)
    {
        var first = Array.IndexOf(ring, ring.Min());
        return string.Join(' ', ring.Skip(first).Concat(ring.Take(first)));
    }
}
