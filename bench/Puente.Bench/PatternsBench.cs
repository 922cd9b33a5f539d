using System.Diagnostics;
using Puente.Money.Patterns;
using Puente.Money.Patterns.Ranking;
using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;

namespace Puente.Bench;

/// <summary>All patterns over a whole table, each group alone and all together, and one more transfer.</summary>
internal static class PatternsBench
{
    private static readonly (string Name, Pattern[] Patterns)[] Groups =
    [
        ("fan-in, fan-out", [Pattern.FanIn, Pattern.FanOut]), ("gather-scatter", [Pattern.GatherScatter]), ("scatter-gather", [Pattern.ScatterGather]),
        ("cycles, temporal and structural", [Pattern.TemporalCycle, Pattern.StructuralCycle]), ("bipartite", [Pattern.Bipartite]), ("random walk, stack", [Pattern.RandomWalk, Pattern.Stack]),
        ("pass-through", [Pattern.PassThrough]), ("structuring, funnel", [Pattern.Structuring, Pattern.Funnel]),
    ];

    public static async Task<int> RunAsync(int transfers, string? folder, CancellationToken stop)
    {
        var report = new Report("Patterns over a whole table", $"patterns --transfers {transfers}");
        var columns = PowerLawTransfers.Make(transfers);
        // Once over a small table, so that the compiler's work is not measured.
        new Mining(TrafficIndex.Build(PowerLawTransfers.Make(100_000)), new PatternOptions(), RuleBook.Standard()).Run(stop: stop);
        GC.Collect();

        var watch = Stopwatch.StartNew();
        var traffic = TrafficIndex.Build(columns);
        var build = watch.Elapsed;
        watch.Restart();
        var whole = new Mining(traffic, new PatternOptions(), RuleBook.Standard()).Run(stop: stop);
        var mine = watch.Elapsed;
        watch.Restart();
        var findings = new Findings(traffic, a => $"{a}", r => $"{r}");
        var listed = whole.Found.Take(1000).Select(f => findings.Of(f.Found, f.Worth)).Count(f => f.Transactions.Count > 0);
        report.Line($"{transfers:N0} transfers over {columns.Accounts:N0} accounts, {traffic.Payments:N0} payments; goal 30 s for all with evidence lists, stretch 10 s; 1 ms for a new transfer.");
        report.Line("");
        report.Table("step", "seconds", "met", "load");
        report.Row("index", build.TotalSeconds, traffic.Payments, Report.Load());
        report.Row("all patterns, ordered", mine.TotalSeconds, whole.Met.Sum(), Report.Load());
        report.Row($"evidence of the first {listed:N0}", watch.Elapsed.TotalSeconds, listed, Report.Load());
        report.Row("together", (build + mine + watch.Elapsed).TotalSeconds, whole.Found.Count, Report.Load());
        report.Title("Each group alone");
        report.Table("patterns", "seconds", "met");
        foreach (var (name, patterns) in Groups)
        {
            watch.Restart();
            var answer = new Mining(traffic, new PatternOptions { Patterns = patterns }, RuleBook.Standard()).Run(stop: stop);
            report.Row(name, watch.Elapsed.TotalSeconds, answer.Met.Sum());
        }

        Live(report, traffic, columns);
        await report.SaveAsync(folder, "patterns.md");
        return 0;
    }

    private static void Live(Report report, TrafficIndex traffic, TrafficColumns columns)
    {
        const int Warm = 500, Measured = 5_000;
        var live = new LiveMining(traffic, new PatternOptions(), RuleBook.Standard());
        var (random, times, found, last) = (new Random(3), new List<double>(), 0, columns.At.Max());
        for (var i = 0; i < Warm + Measured; i++)
        {
            var (from, to) = (columns.From[random.Next(columns.Count)], columns.To[random.Next(columns.Count)]);
            var started = Stopwatch.GetTimestamp();
            found += live.Add(from, to, last + i, columns.Amount[random.Next(columns.Count)], 0, columns.Count + i).Count;
            if (i >= Warm) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        report.Title($"{Measured:N0} new transfers, one after another, ends drawn by degree");
        report.Table("p50 ms", "p95 ms", "p99 ms", "worst ms", "findings");
        report.Row($"{Spread.Of(times, 0.5):N3}", $"{Spread.Of(times, 0.95):N3}", $"{Spread.Of(times, 0.99):N3}", $"{times.Max():N3}", found);
    }
}
