using System.Diagnostics;
using Puente.Graph;
using Puente.Graph.Centrality;
using Puente.Graph.Filters;
using Puente.Graph.Projections;
using Puente.Graph.Reaches;

namespace Puente.Bench;

/// <summary>The graph in memory: load, image, memory, questions with the reader's filter and one edge in a hundred removed, appends, betweenness, and peers on the same data.</summary>
internal static class GraphBench
{
    private const int Rounds = 30;
    private const int Warm = 2;

    /// <summary>Edges that one append brings.</summary>
    private const int Batch = 5_000;

    public static async Task<int> RunAsync(int transfers, bool peers, string? folder, CancellationToken stop)
    {
        var report = new Report("The graph in memory", $"graph --transfers {transfers}");
        var reads = MemoryReads.Measure();
        var world = new GraphWorld(transfers);
        GC.Collect();
        report.Line(string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{transfers:N0} transfers over {world.Accounts:N0} accounts, one in a hundred removed. A random read of memory: {reads.Independent:N1} ns, one that waits for another {reads.Dependent:N0} ns."));
        var graph = Load(report, world);
        Questions(report, world, graph, 2 * reads.Independent);
        FilterCost(report, world, graph);
        if (peers) await GraphPeers.RunAsync(report, world, graph, stop);
        Appends(report, world, graph);
        Central(report, world, graph);
        await report.SaveAsync(folder, "graph.md");
        return 0;
    }

    private static TemporalGraph Load(Report report, GraphWorld world)
    {
        report.Title("Load and restart");
        report.Table("step", "seconds", "bytes/edge", "goal");
        var watch = Stopwatch.StartNew();
        var graph = world.Build();
        report.Row("from columns", watch.Elapsed.TotalSeconds, (double)graph.Bytes / graph.EdgeCount, "64 bytes");
        foreach (var edge in world.Removed) graph.Remove(edge);
        var path = Path.Combine(Directory.CreateTempSubdirectory("puente-graph-").FullName, "image");
        watch.Restart();
        graph.Write(path, "bench"u8);
        report.Row("image written", watch.Elapsed.TotalSeconds, (double)new FileInfo(path).Length / graph.EdgeCount, "");
        for (var round = 0; round < 3; round++)
        {
            watch.Restart();
            using var back = TemporalGraph.TryRead(path, "bench"u8, out var state);
            report.Row($"image read, {state}", watch.Elapsed.TotalSeconds.ToString("N2", System.Globalization.CultureInfo.InvariantCulture), "", "0.5 s");
        }

        report.Row("as much memory touched for the first time, one thread", FirstTouch(new FileInfo(path).Length).ToString("N2", System.Globalization.CultureInfo.InvariantCulture), "", "");

        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        return graph;
    }

    /// <summary>What the system takes to give memory, of which the program has no part: a machine that lends its memory out gives it slowly.</summary>
    private static double FirstTouch(long bytes)
    {
        var watch = Stopwatch.StartNew();
        var memory = GC.AllocateUninitializedArray<byte>((int)Math.Min(bytes, Array.MaxLength));
        for (var at = 0; at < memory.Length; at += 4096) memory[at] = 1;
        return watch.Elapsed.TotalSeconds;
    }

    private static void Questions(Report report, GraphWorld world, TemporalGraph graph, double floor)
    {
        report.Title("Questions, one thread, the reader's filter on, each start once (microseconds)");
        report.Table("question", "asked", "p50", "p99", "mean", "visits", "ns/visit", "goal p99");
        using var snapshot = graph.Open();
        var filter = snapshot.Filter(world.Seen);
        Row("3 hops, 30 days", 2_000, 18_000, i => GraphQuestions.Trace(world, snapshot, filter, world.Starts[i], 3, 30), "100");
        Row("4 hops, 180 days", 2_000, 10_000, i => GraphQuestions.Trace(world, snapshot, filter, world.Starts[i], 4, 180), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"1,000; {1.5 * floor:N0} ns/visit"));
        Row("cycles to 4 hops, 180 days", 500, 5_000, i => GraphQuestions.Cycles(world, snapshot, filter, world.Starts[i], 180), "3,000");
        Row("shortest path", 200, 1_800, i => GraphQuestions.Shortest(world, snapshot, filter, i), "300");

        void Row(string name, int warm, int count, Func<int, (long, long, long)> ask, string goal)
        {
            GraphQuestions.Each(0, warm, ask);
            var (times, _, _, visits) = GraphQuestions.Each(warm, count, ask);
            report.Row(name, count, Spread.Of(times, 0.5), Spread.Of(times, 0.99), times.Average(), visits, times.Sum() * 1000 / visits, goal);
        }
    }

    private static void FilterCost(Report report, GraphWorld world, TemporalGraph graph)
    {
        report.Title("What the filter costs: all sets admitted against no sets tested, 30 interleaved rounds");
        report.Line("Processor time of a tenth of a second or so each, both orders in turn, the first rounds left out.");
        report.Line("");
        report.Table("question", "p10 of ratios", "median", "65,535 sets against 64, p10");
        using var many = world.Build(many: true);
        foreach (var edge in world.Removed) many.Remove(edge);
        using var snapshot = graph.Open();
        using var wide = many.Open();
        var (all, none) = (snapshot.Filter(new SlotSet(all: true)), default(Standing));
        var (few, lots) = (snapshot.Filter(world.Seen), wide.Filter(Many()));
        var logs = new List<double>();
        Row("3 hops, 30 days", 18_000, i => GraphQuestions.Trace(world, snapshot, none, world.Starts[i], 3, 30), i => GraphQuestions.Trace(world, snapshot, all, world.Starts[i], 3, 30),
            i => GraphQuestions.Trace(world, snapshot, few, world.Starts[i], 3, 30), i => GraphQuestions.Trace(world, wide, lots, world.Starts[i], 3, 30));
        Row("4 hops, 180 days", 4_000, i => GraphQuestions.Trace(world, snapshot, none, world.Starts[i], 4, 180), i => GraphQuestions.Trace(world, snapshot, all, world.Starts[i], 4, 180),
            i => GraphQuestions.Trace(world, snapshot, few, world.Starts[i], 4, 180), i => GraphQuestions.Trace(world, wide, lots, world.Starts[i], 4, 180));
        Row("cycles, 180 days", 3_000, i => GraphQuestions.Cycles(world, snapshot, none, world.Starts[i], 180), i => GraphQuestions.Cycles(world, snapshot, all, world.Starts[i], 180),
            i => GraphQuestions.Cycles(world, snapshot, few, world.Starts[i], 180), i => GraphQuestions.Cycles(world, wide, lots, world.Starts[i], 180));
        Row("shortest path", 1_500, i => GraphQuestions.Shortest(world, snapshot, none, i), i => GraphQuestions.Shortest(world, snapshot, all, i),
            i => GraphQuestions.Shortest(world, snapshot, few, i), i => GraphQuestions.Shortest(world, wide, lots, i));
        report.Line("");
        report.Line(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Geometric mean of the p10: {Math.Exp(logs.Average()):N3} (goal 1.05; each 1.10)."));

        void Row(string name, int count, Func<int, (long, long, long)> without, Func<int, (long, long, long)> with, Func<int, (long, long, long)> few, Func<int, (long, long, long)> lots)
        {
            var (ratios, spread) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds + Warm; round++)
            {
                var (one, two) = (Beside(round, count, with, without), Beside(round, count, lots, few));
                if (round < Warm) continue;
                ratios.Add(one);
                spread.Add(two);
            }

            logs.Add(Math.Log(Spread.Of(ratios, 0.1)));
            report.Row(name, Ratio(Spread.Of(ratios, 0.1)), Ratio(Spread.Of(ratios, 0.5)), Ratio(Spread.Of(spread, 0.1)));
        }

        static double Beside(int round, int count, Func<int, (long, long, long)> one, Func<int, (long, long, long)> other)
        {
            if (round % 2 == 0) return Cost(count, one) / Cost(count, other);
            var cost = Cost(count, other);
            return Cost(count, one) / cost;
        }

        static double Cost(int count, Func<int, (long, long, long)> ask)
        {
            var before = Environment.CpuUsage.TotalTime;
            GraphQuestions.Each(0, count, ask);
            return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        }

        static string Ratio(double value) => value.ToString("N3", System.Globalization.CultureInfo.InvariantCulture);

        static SlotSet Many()
        {
            var set = new SlotSet();
            for (var i = 0; i < SlotSet.Slots * 40 / 63; i++) set[(ushort)i] = true;
            return set;
        }
    }

    private static void Appends(Report report, GraphWorld world, TemporalGraph graph)
    {
        report.Title("Appends while reading");
        report.Line("The first row appends 5,000 edges every five milliseconds; the second as fast as it goes. One thread reads all the while, another merges; the one that appends sleeps in between.");
        report.Line("");
        report.Table("edges/s appended", "edges", "waiting in both directions", "merge, s", "4 hops 180 days p50 before", "while appending", "p99 before", "while appending", "goal");
        Row(300, TimeSpan.FromMilliseconds(5), "1,000,000/s; p99 + 25 %");
        Row(100, TimeSpan.Zero, "");

        void Row(int batches, TimeSpan every, string goal)
        {
            var random = new Random(5);
            var rows = Enumerable.Range(0, batches).Select(_ => Columns(world, [.. Enumerable.Range(0, Batch).Select(_ => random.Next(world.From.Length))])).ToList();
            Read(2_000);
            var before = Read(4_000);
            using var stop = new CancellationTokenSource();
            var readers = Task.Run(() =>
            {
                var times = new List<double>();
                while (!stop.IsCancellationRequested) times.AddRange(Read(500));
                return times;
            });
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < rows.Count; i++)
            {
                while (watch.Elapsed < i * every) stop.Token.WaitHandle.WaitOne(1);
                graph.Append(new EdgeColumns { From = rows[i].From, To = rows[i].To, Time = rows[i].Time, Amount = rows[i].Amount, Mark = rows[i].Mark });
            }

            var spent = watch.Elapsed.TotalSeconds;
            stop.Cancel();
            var during = readers.GetAwaiter().GetResult();
            var waiting = graph.Waiting;
            graph.MergingAsync().GetAwaiter().GetResult();
            watch.Restart();
            graph.Merge();
            report.Row((double)batches * Batch / spent, batches * Batch, waiting, watch.Elapsed.TotalSeconds, Spread.Of(before, 0.5), Spread.Of(during, 0.5), Spread.Of(before, 0.99), Spread.Of(during, 0.99), goal);
        }

        List<double> Read(int count)
        {
            using var snapshot = graph.Open();
            var filter = snapshot.Filter(world.Seen);
            return GraphQuestions.Each(0, count, i => GraphQuestions.Trace(world, snapshot, filter, world.Starts[i], 4, 180)).Times;
        }
    }

    private static (int[] From, int[] To, long[] Time, long[] Amount, ushort[] Mark) Columns(GraphWorld world, int[] rows) =>
        (Take(rows, world.From), Take(rows, world.To), Take(rows, world.Time), Take(rows, world.Amount), Take(rows, world.Mark));

    private static T[] Take<T>(int[] rows, T[] column) => [.. rows.Select(r => column[r])];

    private static void Central(Report report, GraphWorld world, TemporalGraph graph)
    {
        report.Title("Betweenness");
        report.Table("vertices", "arcs", "exact, s", "igraph", "256 sources, s", "its error over the first 20", "goal");
        using var snapshot = graph.Open();
        var filter = snapshot.Filter(world.Seen);
        foreach (var size in new[] { 2_000, 5_000, 20_000 })
        {
            var near = new Neighbourhood { Starts = [world.Pairs[0].From], Hops = 8, MostVertices = size }.Ask(snapshot, filter);
            var drawn = Projection.Of(snapshot, filter, new ProjectionOptions { Vertices = [.. near.Vertices] });
            var watch = Stopwatch.StartNew();
            var exact = size <= 5_000 ? new Betweenness().Ask(drawn) : null;
            var whole = watch.Elapsed.TotalSeconds;
            var peer = exact is null ? "" : IgraphPeer.Compare(drawn, exact.Scores);
            watch.Restart();
            var sampled = new Betweenness { Sources = 256 }.Ask(drawn);
            report.Row(drawn.Count, drawn.Arcs, exact is null ? "" : whole.ToString("N2", System.Globalization.CultureInfo.InvariantCulture), peer,
                watch.Elapsed.TotalSeconds.ToString("N2", System.Globalization.CultureInfo.InvariantCulture), $"{sampled.ErrorOfTop(20):P0}", size <= 5_000 ? "1 s" : "");
        }
    }
}
