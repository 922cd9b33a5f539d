using System.Diagnostics;
using System.Globalization;
using Puente.Evidence.Identity;
using Puente.Evidence.Records;
using Puente.Matching.Names;

namespace Puente.Bench;

/// <summary>How long the queue of pairs and the panel of an entity take in a unit that recorded many persons.</summary>
internal static class QueueBench
{
    private const int Part = 25, Panels = 200;
    private const double TargetSeconds = 2;

    public static async Task<int> RunAsync(int entities, IReadOnlyList<Engine> engines, string? results, CancellationToken stop)
    {
        var report = new Report("Who may be one with whom", string.Create(CultureInfo.InvariantCulture, $"queue --entities {entities}"));
        report.Line(string.Create(CultureInfo.InvariantCulture, $"{entities:N0} invented suspects and companies recorded by one unit, one in eight under a second spelling, one in four with a date of birth, one in five using one of"));
        report.Line(string.Create(CultureInfo.InvariantCulture, $"the telephones that every third shares with another. The queue looks at the last {MatchDesk.Newest:N0}. To be met: no page over {TargetSeconds:N0} s once the index is read."));
        foreach (var engine in engines) await OneAsync(engine, entities, report, stop);
        await report.SaveAsync(results, "queue.md");
        return 0;
    }

    private static async Task OneAsync(Engine engine, int entities, Report report, CancellationToken stop)
    {
        await using var place = await engine.NewAsync();
        report.Title($"{engine.Name} ({await Disk.VersionAsync(place)})");
        List<EntityId> all;
        await using (var world = await World.OpenAsync(place)) all = await FillAsync(world, entities, stop);
        await using var again = await World.OpenAsync(place);
        report.Table("", "s", "of all cores");
        var before = GC.GetTotalMemory(true);
        var reading = await again.Store.Archive.ReadAsync(again.Recorder, stop);
        await TimedAsync(report, "the index is read, and one panel", () => again.Store.Matches.CandidatesAsync(reading, all[0], stop: stop));
        var held = (GC.GetTotalMemory(true) - before) / (1024 * 1024.0);
        var first = await TimedAsync(report, "the first page of the queue, first asked for", () => again.Store.Matches.QueueAsync(reading, take: Part, stop: stop));
        await TimedAsync(report, "the same again", () => again.Store.Matches.QueueAsync(reading, take: Part, stop: stop));
        await TimedAsync(report, "its second page", () => again.Store.Matches.QueueAsync(reading, after: first.Next, take: Part, stop: stop));
        var count = await TimedAsync(report, "its count", async () => await again.Store.Matches.CountAsync(reading, stop: stop) ?? 0);
        await TimedAsync(report, "whether it is cut", () => again.Store.Matches.IsCutAsync(reading, stop));
        await FillAsync(again, 1, stop);
        await TimedAsync(report, "the first page after one more was recorded", async () => await again.Store.Matches.QueueAsync(await again.Store.Archive.ReadAsync(again.Recorder, stop), take: Part, stop: stop));
        var random = new Random(7);
        var (times, worked) = (new List<double>(), Environment.CpuUsage.TotalTime);
        for (var i = 0; i < Panels; i++)
        {
            var watch = Stopwatch.StartNew();
            await again.Store.Matches.CandidatesAsync(reading, all[random.Next(all.Count)], stop: stop);
            await again.Store.Matches.OthersAsync(reading, all[random.Next(all.Count)], stop: stop);
            times.Add(watch.Elapsed.TotalSeconds);
        }

        var cores = ((Environment.CpuUsage.TotalTime - worked).TotalSeconds / Panels).ToString("N3", CultureInfo.InvariantCulture);
        report.Row("the panel of an entity, p50", Spread.Of(times, 0.5).ToString("N3", CultureInfo.InvariantCulture), cores);
        report.Row("the panel of an entity, p95", Spread.Of(times, 0.95).ToString("N3", CultureInfo.InvariantCulture), "");
        report.Row("the panel of an entity, most", times.Max().ToString("N3", CultureInfo.InvariantCulture), "");
        report.Line("");
        report.Line(string.Create(CultureInfo.InvariantCulture, $"{count:N0} pairs wait (counted to {MatchDesk.Countable:N0}). The index holds {held:N0} MB. Load {Report.Load()}."));
    }

    private static async Task<T> TimedAsync<T>(Report report, string what, Func<Task<T>> ask)
    {
        // On a machine that others use too, the time of the cores says more than the clock.
        var (watch, worked) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var answer = await ask();
        report.Row(what, watch.Elapsed.TotalSeconds.ToString("N3", CultureInfo.InvariantCulture), (Environment.CpuUsage.TotalTime - worked).TotalSeconds.ToString("N3", CultureInfo.InvariantCulture));
        return answer;
    }

    private static async Task<List<EntityId>> FillAsync(World world, int entities, CancellationToken stop)
    {
        var random = new Random(2027);
        var people = new People(random);
        var (all, phones, name) = (new List<EntityId>(), new List<EntityId>(), "");
        while (all.Count < entities)
        {
            stop.ThrowIfCancellationRequested();
            var batch = new Batch();
            for (var n = Math.Min(1000, entities - all.Count); n > 0; n--)
            {
                var id = world.Store.Archive.NewEntity();
                all.Add(id);
                var company = random.Next(10) == 0;
                name = company ? $"Transportes {people.NextFamily()} SA de CV" : random.Next(8) == 0 && name.Contains(' ', StringComparison.Ordinal) ? Respelled(name) : people.NextName();
                batch.Entities.Add(new NewEntity(id, company ? "Company" : "Person"));
                batch.Attributes.Add(new NewAttribute(id, "name", name));
                if (company) continue;
                batch.Attributes.Add(new Standing("suspect", "Invented", null, new DateOnly(2030, 1, 1)).Of(id));
                if (random.Next(4) == 0) batch.Attributes.Add(new NewAttribute(id, "birthDate", string.Create(CultureInfo.InvariantCulture, $"{random.Next(1950, 2000)}-{random.Next(1, 13):00}-{random.Next(1, 29):00}")));
                if (random.Next(5) != 0) continue;
                if (phones.Count == 0 || random.Next(3) != 0)
                {
                    phones.Add(world.Store.Archive.NewEntity());
                    batch.Entities.Add(new NewEntity(phones[^1], "Phone"));
                    batch.Attributes.Add(new NewAttribute(phones[^1], "number", people.NextPhone()));
                }

                batch.Facts.Add(new NewFact("Use", id, phones[random.Next(Math.Max(0, phones.Count - 500), phones.Count)]));
            }

            var recorded = await world.Store.Recorder.RecordAsync(world.Recorder, new Provenance(world.Source, Puente.Evidence.Records.Evaluation.Unknown, World.Owned(), "es"), batch);
            if (recorded.Refusal is { } refusal) throw new InvalidOperationException(refusal.ToString());
        }

        return all;
    }

    /// <summary>The name before, surnames first and a letter lost.</summary>
    private static string Respelled(string name)
    {
        var at = name.IndexOf(' ', StringComparison.Ordinal);
        var surnames = name[(at + 1)..];
        return $"{(surnames.Length > 6 ? surnames.Remove(surnames.Length - 3, 1) : surnames)}, {name[..at]}";
    }
}
