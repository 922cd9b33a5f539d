using System.Diagnostics;
using System.Globalization;
using Puente.Money.Records;
using Puente.Money.Tracing;

namespace Puente.Bench;

/// <summary>How long one seizure's trace takes under all rules.</summary>
internal static class TracingBench
{
    private const int Accounts = 100_000, Hops = 5, Reached = 10_000, Rounds = 31;
    private const double TargetMs = 100;

    public static async Task<int> RunAsync(int transfers, string? results, CancellationToken stop)
    {
        var report = new Report("Tracing", string.Create(CultureInfo.InvariantCulture, $"tracing --transfers {transfers}"));
        report.Line(string.Create(CultureInfo.InvariantCulture, $"{transfers:N0} invented transfers (seed 11) between {Accounts:N0} accounts over three years. One deposit is traced under all five rules over {Hops} hops until {Reached:N0} accounts are open;"));
        report.Line(string.Create(CultureInfo.InvariantCulture, $"what would reach more is counted as beyond the trace. The index of the table is made before. {Rounds} traces each, the first not counted. To be met: <= {TargetMs} ms."));
        var index = new TransferIndex(Make(transfers));
        report.Line("");
        report.Table("deposits", "accounts opened", "payments", "tainted lots", "median ms", "most ms", "every total ties");
        foreach (var sources in (int[])[1, 3, 10])
        {
            var question = new TraceQuestion([.. Enumerable.Range(1000, sources)]) { Hops = Hops, MostAccounts = Reached };
            var (times, answer) = (new List<double>(), Tracer.Trace(index, question, stop));
            for (var round = 1; round < Rounds; round++)
            {
                var watch = Stopwatch.StartNew();
                answer = Tracer.Trace(index, question, stop);
                times.Add(watch.Elapsed.TotalMilliseconds);
            }

            report.Row($"{sources}", answer.Remaining.Count, answer.Lines.Count, answer.Lots.Count(l => l.Source >= 0), Spread.Of(times, 0.5), times.Max(), answer.Totals.All(t => t.Ties) ? "yes" : "NO");
        }

        await report.SaveAsync(results, "tracing.md");
        return 0;
    }

    private static Transfers Make(int transfers)
    {
        var (random, builder) = (new Random(11), new TransfersBuilder());
        for (var i = 0; i < transfers; i++)
        {
            var from = (int)(random.NextDouble() * random.NextDouble() * Accounts);
            builder.Add(new Transfer($"{i}", $"{from}", $"{random.Next(Accounts)}", i * (1095L * 86_400_000 / transfers), random.Next(1, 900_000)));
        }

        return builder.Build();
    }
}
