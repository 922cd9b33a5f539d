using System.Diagnostics;
using System.Globalization;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Time;

namespace Puente.Bench;

/// <summary>How long what a page asks of the store takes while an import writes as fast as it can: an entity with its statements and facts, and a search.</summary>
internal static class PagesBench
{
    private const int Pages = 400;

    public static async Task<int> RunAsync(int entities, IReadOnlyList<Engine> engines, string? results, CancellationToken stop)
    {
        var report = new Report("Pages during an import", string.Create(CultureInfo.InvariantCulture, $"pages --entities {entities}"));
        report.Line($"While an import writes facts without a pause, {Pages} pages, one after another, ask the store what they show: an entity, its attributes, 50 of its facts and");
        report.Line("their number; every fourth is a search by name. The store's part of a page, without HTTP and HTML; load is the machine's, other work included.");
        foreach (var engine in engines) await OneAsync(engine, entities, report, stop);
        await report.SaveAsync(results, "pages.md");
        return 0;
    }

    private static async Task OneAsync(Engine engine, int entities, Report report, CancellationToken stop)
    {
        await using var place = await engine.NewAsync();
        await using var world = await World.OpenAsync(place);
        var random = new Random(2026);
        var people = new People(random);
        var intake = new Intake(world);
        var ids = new List<EntityId>();
        while (ids.Count < entities)
        {
            var batch = new Batch();
            for (var n = Math.Min(intake.SliceSize, entities - ids.Count); n > 0; n--)
            {
                ids.Add(world.Store.Archive.NewEntity());
                people.Add(batch, ids[^1]);
            }

            await intake.WriteAsync(batch, World.Owned());
        }

        report.Title($"{engine.Name} ({await Disk.VersionAsync(place)})");
        report.Table("", "pages", "p50 ms", "p95 ms", "most ms", "facts/s meanwhile", "load");
        Row(report, "at rest", await PagesAsync(world, ids, people, stop));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var import = Task.Run(() => ImportAsync(world, intake, ids, end.Token), stop);
        Row(report, "during an import", await PagesAsync(world, ids, people, stop), await EndAsync(end, import));
    }

    private static async Task<double> EndAsync(CancellationTokenSource end, Task<double> import)
    {
        await end.CancelAsync();
        return await import;
    }

    private static async Task<List<double>> PagesAsync(World world, List<EntityId> ids, People people, CancellationToken stop)
    {
        var random = new Random(11);
        var times = new List<double>();
        for (var i = 0; i < Pages; i++)
        {
            var watch = Stopwatch.StartNew();
            var reading = await world.Store.Archive.ReadAsync(world.Recorder, stop);
            if (i % 4 == 3)
                await world.Store.Search.FindAsync(reading, new Query($"{people.NextGiven()} {people.NextFamily()}"), stop: stop);
            else
            {
                var id = ids[random.Next(ids.Count)];
                await reading.EntityAsync(id, stop);
                await reading.AttributesAsync(id, stop: stop);
                await reading.FactsAsync(id, stop: stop);
                await reading.CountFactsAsync(id, stop: stop);
            }

            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times;
    }

    private static async Task<double> ImportAsync(World world, Intake intake, List<EntityId> ids, CancellationToken stop)
    {
        var random = new Random(5);
        var watch = Stopwatch.StartNew();
        var written = 0L;
        while (!stop.IsCancellationRequested)
        {
            var batch = new Batch();
            for (var n = intake.SliceSize; n > 0; n--)
                batch.Facts.Add(new NewFact("Payment", ids[random.Next(ids.Count)], ids[random.Next(ids.Count)], At: When.FromStored(1_500_000_000_000 + random.NextInt64(200_000_000_000), 6), Amount: 100, Currency: "USD"));
            await intake.WriteAsync(batch, World.Owned());
            written += batch.Facts.Count;
        }

        return written / watch.Elapsed.TotalSeconds;
    }

    private static void Row(Report report, string name, List<double> times, double rate = 0) =>
        report.Row(name, times.Count, Spread.Of(times, 0.5), Spread.Of(times, 0.95), times.Max(), rate, Report.Load());
}
