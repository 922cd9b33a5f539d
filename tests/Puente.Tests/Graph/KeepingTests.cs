using Puente.Graph;
using Puente.Graph.Budgets;
using Puente.Graph.Filters;
using Puente.Graph.Paths;
using Puente.Graph.Reaches;

namespace Puente.Tests.Graph;

public sealed class KeepingTests
{
    [Fact]
    public void A_snapshot_keeps_to_the_edges_it_was_opened_on_while_removal_binds_what_begins_afterwards()
    {
        using var graph = TemporalGraph.Build(Columns.Of([new(0, 1, 1), new(1, 2, 2)]));
        using var before = graph.Open();
        graph.Append(new NewEdge(0, 3, 1));
        var ask = new TemporalPaths { Starts = [0] };
        ask.Ask(before, default(Standing)).Paths.ShouldBe(2);
        using (var after = graph.Open()) ask.Ask(after, default(Standing)).Paths.ShouldBe(3);
        graph.Remove(1).ShouldBeTrue();
        graph.Remove(1).ShouldBeFalse();
        using (var after = graph.Open()) ask.Ask(after, default(Standing)).Paths.ShouldBe(2);
        graph.Merge();
        graph.Remark(1, 0).ShouldBeFalse();
        using (var after = graph.Open()) ask.Ask(after, default(Standing)).Paths.ShouldBe(2);
    }

    [Fact]
    public void A_slot_that_is_re_pointed_is_judged_as_the_other_and_back()
    {
        using var graph = TemporalGraph.Build(Columns.Of([new(0, 1, 1, Mark: 7), new(0, 2, 1, Mark: 8)]));
        int Seen(params ReadOnlySpan<ushort> marks)
        {
            using var snapshot = graph.Open();
            return new TemporalPaths { Starts = [0] }.Ask(snapshot, snapshot.Filter(new SlotSet(marks))).Paths;
        }

        Seen(8).ShouldBe(1);
        graph.Repoint(7, 8);
        Seen(8).ShouldBe(2);
        Seen(7).ShouldBe(0);
        graph.Repoint(7, Edge.Removed);
        Seen(7, 8, Edge.Removed).ShouldBe(1);
        graph.Repoint(7, 7);
        Seen(7).ShouldBe(1);
        Should.Throw<ArgumentOutOfRangeException>(() => graph.Repoint(Edge.Removed, 7));
    }

    [Fact]
    public void Edges_are_found_by_the_callers_key_until_they_are_removed()
    {
        using var graph = TemporalGraph.Build(Columns.Of([.. Enumerable.Range(0, 70_000).Select(i => new NewEdge(i % 10, 3, i, Reference: i == 66_000 ? 5 : i + 10))]));
        graph.Append(new NewEdge(0, 1, 1, Reference: 5));
        graph.Find(5).ShouldBe([66_000, 70_000]);
        graph.Find(10).ShouldBe([0]);
        graph.Remove(66_000);
        graph.Find(5).ShouldBe([70_000]);
    }

    [Fact]
    public void Later_edges_of_a_busy_vertex_in_any_order_of_time_read_as_if_packed()
    {
        var edges = ProjectionTests.Random(3000, 9000, 21).Select(e => e with { From = e.From % 3 }).ToList();
        using var packed = TemporalGraph.Build(Columns.Of(edges));
        using var later = new TemporalGraph(new GraphOptions { Vertices = 3000, MergeAt = 0 });
        later.Append(Columns.Of(edges));
        later.Waiting.ShouldBe(18_000);
        Same(packed, later);
        later.Merge();
        later.Waiting.ShouldBe(0);
        Same(packed, later);
    }

    [Fact]
    public void A_question_out_of_budget_stops_and_says_why()
    {
        using var graph = TemporalGraph.Build(Columns.Of([.. Enumerable.Range(0, 200).SelectMany(a => Enumerable.Range(0, 200).Select(b => new NewEdge(a, b, a + b)))]));
        using var snapshot = graph.Open();
        var ask = new TemporalPaths { Starts = [0], Hops = 4 };
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromMilliseconds(10) };
        ask.Ask(snapshot, default(Standing), new Budget { Visits = 5_000 }).Cut.ShouldBe(Cut.Visits);
        ask.Ask(snapshot, default(Standing), new Budget { Time = TimeSpan.FromMilliseconds(15), Clock = clock }).Cut.ShouldBe(Cut.Time);
        var cancelled = ask.Ask(snapshot, default(Standing), Budget.Until(new CancellationToken(canceled: true)));
        (cancelled.Cut, cancelled.Paths).ShouldBe((Cut.Cancelled, 0));
        new ShortestPath { From = 0, To = 199 }.Ask(snapshot, default(Standing), new Budget { Visits = long.MaxValue }).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Readers_see_whole_batches_only_while_a_writer_appends_and_segments_are_merged()
    {
        using var graph = new TemporalGraph(new GraphOptions { Vertices = 4096, MergeAt = 0.01, MergeAtLeast = 64 });
        using var done = new CancellationTokenSource();
        // Each batch is a round 0 -> a -> 0 at one time, so that a vertex's edges out and in always balance.
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var (rounds, last) = (0, -1);
            do
            {
                using var snapshot = graph.Open();
                snapshot.EdgeCount.ShouldBeGreaterThanOrEqualTo(last);
                last = snapshot.EdgeCount;
                if (last == 0) continue;
                var outs = snapshot.Out(0);
                var ins = snapshot.In(0);
                (outs.Length, ins.Length).ShouldBe((last / 2, last / 2));
                for (var i = 1; i < outs.Length; i++) (outs[i - 1].Time <= outs[i].Time).ShouldBeTrue();
                rounds++;
            }
            while (!done.IsCancellationRequested);
            return rounds;
        })).ToList();
        for (var i = 0; i < 20_000; i++)
        {
            var there = 1 + i * 7 % 4000;
            graph.Append(Columns.Of([new(0, there, i * 31 % 5000), new(there, 0, i * 31 % 5000)]));
        }

        await graph.MergingAsync();
        await done.CancelAsync();
        (await Task.WhenAll(readers)).ShouldAllBe(rounds => rounds > 0);
        graph.Merge();
        using var end = graph.Open();
        (end.Out(0).Length, end.In(0).Length, graph.Waiting).ShouldBe((20_000, 20_000, 0));
    }

    [Fact]
    public void Columns_that_do_not_fit_are_refused_and_nothing_is_added()
    {
        using var graph = new TemporalGraph();
        Should.Throw<ArgumentException>(() => graph.Append(new EdgeColumns { From = [1, 2], To = [1], Time = [1, 2] }));
        Should.Throw<ArgumentException>(() => graph.Append(new NewEdge(-1, 1, 1)));
        Should.Throw<ArgumentException>(() => graph.Append(new NewEdge(1, 1, Edge.LatestTime + 1)));
        graph.EdgeCount.ShouldBe(0);
    }

    private static void Same(TemporalGraph a, TemporalGraph b)
    {
        using var first = a.Open();
        using var second = b.Open();
        for (var v = 0; v < first.VertexCount; v++)
        {
            second.Out(v).ToArray().ShouldBe(first.Out(v).ToArray());
            second.In(v).ToArray().ShouldBe(first.In(v).ToArray());
        }
    }
}
