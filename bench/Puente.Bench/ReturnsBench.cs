using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Puente.Money.Patterns.Traffic;

namespace Puente.Bench;

/// <summary>A bank's return into a running node: sent, taken in as a dataset with its sums, walked, and traced over HTTP with paths and sources; then the node is started again.</summary>
internal static class ReturnsBench
{
    private const int Questions = 1_000;

    public static async Task<int> RunAsync(int rows, string? results, CancellationToken stop)
    {
        var report = new Report("A bank's return in a node", string.Create(CultureInfo.InvariantCulture, $"returns --transfers {rows}"));
        report.Line(string.Create(CultureInfo.InvariantCulture,
            $"`puente demo` as a process of its own, on SQLite. One file of {rows:N0} signed lines between {rows / 10:N0} accounts is sent under an order and taken in: every line read by the layout and held against the order's scope,"));
        report.Line("statements, months, sums and repeats kept, control totals compared, rows sealed in the dataset. To be met at ten million: <= 30 s; a question of following over HTTP, with the rows of its paths and their sources, median <= 2 ms,");
        report.Line("p95 <= 10 ms; the worst hub with every path <= 250 ms; after a restart the first answer < 0.5 s.");
        await using var place = await Engine.Sqlite.NewAsync();
        var columns = PowerLawTransfers.Make(rows);
        var file = await WriteAsync(place.Folder, columns);
        var busiest = columns.From.CountBy(a => a).MaxBy(a => a.Value);
        await using (var node = await RunningNode.StartAsync(place, stop))
        {
            using var visitor = await Visitor.SignInAsync(node.Address, "mercer");
            report.Title("Coming in");
            report.Table("step", "seconds", "rows/s", "processor s");
            var spentBefore = await node.ProcessorAsync();
            var watch = Stopwatch.StartNew();
            using var body = new StreamContent(File.OpenRead(file));
            body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            var upload = (string)(await visitor.PostAsync("uploads?name=return.csv", body))["id"]!;
            var order = (string)(await visitor.PostAsync("money/orders", JsonContent.Create(new
            {
                instrument = "administrative-summons",
                reference = "B-1",
                authority = "Bench",
                custodian = "Invented Bank",
                issued = "2026-01-05",
                subjects = new[] { "All" },
                from = "2024-01-01",
                until = "2025-12-31",
                reviewBy = "2028-01-01",
                marking = new { preset = "bank-records" },
            })))["id"]!;
            report.Row($"sent, {new FileInfo(file).Length / 1e6:N0} MB", watch.Elapsed.TotalSeconds, rows / watch.Elapsed.TotalSeconds, await SpentAsync());
            watch.Restart();
            var sum = columns.Amount.Sum();
            var started = await visitor.PostAsync($"money/orders/{order}/returns", JsonContent.Create(new { upload, layout = "us-signed", given = new { count = (long)rows, debits = sum } }));
            var ended = await PaymentFile.EndAsync(visitor, (string)started["import"]!, stop);
            report.Row("taken in, sums compared", watch.Elapsed.TotalSeconds, rows / watch.Elapsed.TotalSeconds, await SpentAsync());
            watch.Restart();
            await FollowAsync(visitor, columns, 0, 3, 30);
            report.Row("the first question, which reads the rows into the graph", watch.Elapsed.TotalSeconds, rows / watch.Elapsed.TotalSeconds, await SpentAsync());
            report.Line("");
            var ties = (await visitor.ReadAsync("money/returns")).AsArray().First(r => (string?)r!["dataset"] == (string?)ended["dataset"])!["ties"]!.AsArray();
            report.Line($"Control totals: {string.Join(", ", ties.Select(t => $"{t!["what"]} {((bool)t["holds"]! ? "holds" : "differs")}"))}. Memory {await node.MegabytesAsync("VmRSS:"):N0} MB.");
            report.Title("Following over HTTP, until the last byte (milliseconds)");
            report.Table("question", "asked", "p50", "p95", "p99", "paths in all", "node's processor, mean");
            await AskAsync("3 hops, 30 days", 3, 30);
            await AskAsync("4 hops, 180 days", 4, 180);
            var (times, found) = (new List<double>(), 0);
            for (var i = 0; i < 5; i++)
            {
                watch.Restart();
                var answer = await visitor.BytesAsync("money/follow", JsonContent.Create(new { account = Name(busiest.Key), hops = 1, most = 100_000 }));
                times.Add(watch.Elapsed.TotalMilliseconds);
                found = PathsIn(answer);
            }

            report.Row($"every payment of the busiest account ({busiest.Value:N0})", times.Count, Spread.Of(times, 0.5), Spread.Of(times, 0.95), Spread.Of(times, 0.99), found, 1000 * await SpentAsync() / times.Count);

            async Task<double> SpentAsync()
            {
                var (before, now) = (spentBefore, await node.ProcessorAsync());
                spentBefore = now;
                return now - before;
            }

            async Task AskAsync(string name, int hops, int days)
            {
                for (var i = 1; i < 200; i++) await FollowAsync(visitor, columns, i, hops, days);
                var (spent, paths) = (new List<double>(), 0L);
                await SpentAsync();
                for (var i = 200; i < 200 + Questions; i++)
                {
                    var at = Stopwatch.GetTimestamp();
                    var answer = await FollowAsync(visitor, columns, i, hops, days);
                    spent.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
                    paths += PathsIn(answer);
                }

                report.Row(name, Questions, Spread.Of(spent, 0.5), Spread.Of(spent, 0.95), Spread.Of(spent, 0.99), paths, 1000 * await SpentAsync() / Questions);
            }
        }

        report.Title("Started again");
        await using var again = await RunningNode.StartAsync(place, stop);
        using var back = await Visitor.SignInAsync(again.Address, "mercer");
        var first = Stopwatch.StartNew();
        await FollowAsync(back, columns, 5, 3, 30);
        report.Line(string.Create(CultureInfo.InvariantCulture, $"Ready after {again.Ready.TotalSeconds:N1} s; the first question then took {first.Elapsed.TotalSeconds:N2} s."));
        await report.SaveAsync(results, "returns.md");
        return 0;
    }

    private static string Name(int account) => string.Create(CultureInfo.InvariantCulture, $"AC{account:00000000}");

    private static int PathsIn(byte[] answer) => JsonNode.Parse(answer)!["paths"]!.AsArray().Count;

    /// <summary>Asks from a seeded transfer's payer and moment; the answer's last byte is read.</summary>
    private static Task<byte[]> FollowAsync(Visitor visitor, TrafficColumns columns, int question, int hops, int days)
    {
        var row = new Random(question).Next(columns.Count);
        var at = Start.AddSeconds(columns.At[row]);
        return visitor.BytesAsync("money/follow", JsonContent.Create(new { account = Name(columns.From[row]), from = at, until = at.AddDays(days), hops, min = 20_000 }));
    }

    private static DateTimeOffset Start { get; } = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static async Task<string> WriteAsync(string folder, TrafficColumns columns)
    {
        var path = Path.Combine(folder, "return.csv");
        await using var file = new StreamWriter(path, append: false, System.Text.Encoding.ASCII, 1 << 20);
        await file.WriteLineAsync("Account Number,Posted Date,Time,Amount,Other Account,Trace Number");
        for (var row = 0; row < columns.Count; row++)
        {
            var at = Start.AddSeconds(columns.At[row]);
            file.Write(string.Create(CultureInfo.InvariantCulture, $"{Name(columns.From[row])},{at:MM/dd/yyyy},{at:HH:mm},-{columns.Amount[row] / 100}.{columns.Amount[row] % 100:00},{Name(columns.To[row])},T{row}\n"));
        }

        return path;
    }
}
