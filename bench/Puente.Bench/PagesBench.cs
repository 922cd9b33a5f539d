using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;

namespace Puente.Bench;

/// <summary>How long real pages of a real node take over HTTP, at rest and while a file is imported.</summary>
internal static class PagesBench
{
    private const int Pages = 400, Longer = 3;
    private const double TargetMs = 200;

    public static async Task<int> RunAsync(int rows, IReadOnlyList<Engine> engines, string? results, CancellationToken stop)
    {
        var report = new Report("Pages during an import", string.Create(CultureInfo.InvariantCulture, $"pages --rows {rows}"));
        report.Line(string.Create(CultureInfo.InvariantCulture, $"`puente demo` as a process of its own. A CSV file of {rows:N0} payments between a third as many people is sent and imported; then {Pages} pages are opened one after"));
        report.Line("another by an officer who is signed in, whole answers over HTTP, first at rest and then while a longer file of the same kind is imported. Every search");
        report.Line(string.Create(CultureInfo.InvariantCulture, $"is a form that is posted (which writes it, and waits its turn behind the import) and the page it leads to. To be met: p95 of all pages <= {TargetMs:N0} ms."));
        foreach (var engine in engines) await OneAsync(engine, rows, report, stop);
        await report.SaveAsync(results, "pages.md");
        return 0;
    }

    private static async Task OneAsync(Engine engine, int rows, Report report, CancellationToken stop)
    {
        await using var place = await engine.NewAsync();
        report.Title($"{engine.Name} ({await Disk.VersionAsync(place)})");
        await using var node = await RunningNode.StartAsync(place, stop);
        using var visitor = await Visitor.SignInAsync(node.Address, "rivas");
        var clients = rows / 3;
        var watch = Stopwatch.StartNew();
        var first = await PaymentFile.EndAsync(visitor, await PaymentFile.StartAsync(visitor, await PaymentFile.WriteAsync(place.Folder, 0, rows, clients)), stop);
        var tally = first["tally"]!;
        report.Line(string.Create(CultureInfo.InvariantCulture,
            $"First import, alone: {rows / watch.Elapsed.TotalSeconds:N0} rows/s, {(long)tally["new"]! / watch.Elapsed.TotalSeconds:N0} statements/s with their entities and search index, from sending the file to its end; {(long)tally["rejected"]!} rejected."));
        report.Line("");
        report.Table("", "pages", "p50 ms", "p95 ms", "most ms");
        var entities = await EntitiesAsync(visitor, clients);
        // The first pages after a start are compiled while they are made.
        await OpenAsync(visitor, entities, "", 40, 3);
        Rows(report, "at rest", await OpenAsync(visitor, entities, "", Pages, 11));

        var import = await PaymentFile.StartAsync(visitor, await PaymentFile.WriteAsync(place.Folder, rows, rows * Longer, clients));
        while ((long)(await visitor.ReadAsync("imports/" + import))["tally"]!["read"]! == 0) await Task.Delay(TimeSpan.FromMilliseconds(50), stop);
        watch.Restart();
        var before = await visitor.ReadAsync("imports/" + import);
        Rows(report, "during the import", await OpenAsync(visitor, entities, import, Pages, 12));
        var after = await visitor.ReadAsync("imports/" + import);
        var meanwhile = ((long)after["tally"]!["read"]! - (long)before["tally"]!["read"]!) / watch.Elapsed.TotalSeconds;
        var (own, mapped) = (await node.MegabytesAsync("RssAnon:"), await node.MegabytesAsync("RssFile:"));
        report.Line("");
        report.Line(string.Create(CultureInfo.InvariantCulture,
            $"Meanwhile {meanwhile:N0} rows/s were imported{(after["finished"] is null ? "" : " (the import ended before the pages did)")}. The node then held {own:N0} MB of its own, and {mapped:N0} MB of files that the system had lent it. Load {Report.Load()}."));
        if (after["finished"] is null) await visitor.PostAsync($"imports/{import}/cancellation");
    }

    /// <summary>Entities whose pages are opened: some of whom much is known, some of whom little is.</summary>
    private static async Task<List<string>> EntitiesAsync(Visitor visitor, int clients)
    {
        var found = new List<string>();
        var random = new Random(5);
        for (var i = 0; i < 40; i++)
        {
            var name = PaymentFile.NameOf(i % 2 == 0 ? random.Next(clients / 50) : random.Next(clients));
            var answer = await visitor.PostAsync("searches?take=3", JsonContent.Create(new { text = name }));
            found.AddRange(answer["hits"]!.AsArray().Select(h => "/entities/" + (string)h!["entity"]!["id"]!));
        }

        return found;
    }

    private static async Task<List<(string Kind, double Ms)>> OpenAsync(Visitor visitor, List<string> entities, string import, int pages, int seed)
    {
        var random = new Random(seed);
        var people = new People(random);
        var times = new List<(string, double)>();
        for (var i = 0; i < pages; i++)
        {
            var watch = Stopwatch.StartNew();
            var kind = (i % 8) switch
            {
                0 => "home",
                1 when import.Length > 0 => "the import",
                1 or 2 or 3 => "search",
                4 => "sources",
                _ => "entity",
            };
            await (kind switch
            {
                "home" => visitor.GetAsync("/"),
                "the import" => visitor.GetAsync("/import/" + import),
                "search" => visitor.SearchAsync($"{people.NextGiven()} {people.NextFamily()}"),
                "sources" => visitor.GetAsync("/sources"),
                _ => visitor.GetAsync(entities[random.Next(entities.Count)]),
            });
            times.Add((kind, watch.Elapsed.TotalMilliseconds));
        }

        return times;
    }

    private static void Rows(Report report, string when, List<(string Kind, double Ms)> times)
    {
        foreach (var group in times.GroupBy(t => t.Kind)) Row(report, $"{when}: {group.Key}", [.. group.Select(g => g.Ms)]);
        Row(report, $"**{when}: all**", [.. times.Select(t => t.Ms)]);
    }

    private static void Row(Report report, string name, List<double> times) =>
        report.Row(name, times.Count, Spread.Of(times, 0.5), Spread.Of(times, 0.95), times.Max());
}
