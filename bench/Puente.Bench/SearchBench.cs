using System.Diagnostics;
using System.Globalization;
using Dapper;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;

namespace Puente.Bench;

/// <summary>How long searches take for a viewer who sees part of a large record.</summary>
internal static class SearchBench
{
    private const int Markings = 64, Queries = 200, SeenInHundred = 60;

    public static async Task<int> RunAsync(int entities, IReadOnlyList<Engine> engines, string? results, CancellationToken stop)
    {
        var report = new Report("Search", string.Create(CultureInfo.InvariantCulture, $"search --entities {entities}"));
        report.Line(string.Create(CultureInfo.InvariantCulture, $"{entities:N0} invented entities under {Markings} markings, of which the reader, an officer of another country, sees {SeenInHundred} in 100."));
        report.Line($"{Queries} seeded queries, the 20 commonest names among them; each answers 25 hits with captions and the count (exact to {Answer.MostCounted:N0}).");
        foreach (var engine in engines) await OneAsync(engine, entities, report, stop);
        await report.SaveAsync(results, "search.md");
        return 0;
    }

    private static async Task OneAsync(Engine engine, int entities, Report report, CancellationToken stop)
    {
        await using var place = await engine.NewAsync();
        report.Title($"{engine.Name} ({await Disk.VersionAsync(place)})");
        List<(string Class, Query Query)> queries;
        await using (var world = await World.OpenAsync(place))
        {
            var watch = Stopwatch.StartNew();
            queries = Draw(await FillAsync(world, entities, stop));
            report.Line(string.Create(CultureInfo.InvariantCulture, $"Recorded and indexed in {watch.Elapsed.TotalSeconds:N0} s: {entities / watch.Elapsed.TotalSeconds:N0} entities/s."));
            if (place.Cluster is not null)
            {
                await using var connection = await world.Store.Database.OpenAsync(stop);
                foreach (var table in (string[])["term", "attribute", "entity"]) await connection.ExecuteAsync($"vacuum (analyze) {table}", commandTimeout: 0);
            }
        }

        await using var again = await World.OpenAsync(place);
        foreach (var round in (string[])["first", "second"])
        {
            report.Line("");
            report.Line($"The {round} round after a start:");
            report.Line("");
            report.Table("queries", "number", "found p50", "p50 ms", "p95 ms", "most ms");
            var all = new List<(string Class, double Ms, int Count)>();
            foreach (var (kind, query) in queries)
            {
                var watch = Stopwatch.StartNew();
                var reading = await again.Store.Archive.ReadAsync(again.Reader, stop);
                var answer = await again.Store.Search.FindAsync(reading, query, stop: stop);
                all.Add((kind, watch.Elapsed.TotalMilliseconds, answer.Count));
            }

            foreach (var group in all.GroupBy(a => a.Class)) Row(report, group.Key, [.. group]);
            Row(report, "**all**", all);
        }
    }

    private static void Row(Report report, string name, List<(string Class, double Ms, int Count)> group)
    {
        var times = group.Select(g => g.Ms).ToList();
        report.Row(name, group.Count, Spread.Of([.. group.Select(g => (double)g.Count)], 0.5), Spread.Of(times, 0.5), Spread.Of(times, 0.95), times.Max());
    }

    private static async Task<List<(string Name, string? Phone)>> FillAsync(World world, int entities, CancellationToken stop)
    {
        var random = new Random(2026);
        var people = new People(random);
        var intake = new Intake(world);
        var sample = new List<(string, string?)>();
        for (var done = 0; done < entities;)
        {
            stop.ThrowIfCancellationRequested();
            var batch = new Batch();
            for (var n = Math.Min(Math.Min(intake.SliceSize, 2000), entities - done); n > 0; n--, done++)
            {
                var drawn = people.Add(batch, world.Store.Archive.NewEntity());
                if (done % 97 == 0) sample.Add(drawn);
            }

            var marking = random.Next(Markings);
            var seen = marking < Markings * SeenInHundred / 100.0;
            await intake.WriteAsync(batch, World.Owned(new Grant(new Principal(PrincipalKind.Country, seen ? "MX" : "CA"), Mode.Full)) with { Label = $"{marking}" });
        }

        return sample;
    }

    private static List<(string, Query)> Draw(List<(string Name, string? Phone)> sample)
    {
        var random = new Random(7);
        var people = new People(random);
        var phones = sample.Where(s => s.Phone is not null).ToList();
        var queries = new List<(string, Query)>();
        for (var i = 0; i < 10; i++)
        {
            queries.Add(("commonest names", new Query(People.Given[i])));
            queries.Add(("commonest names", new Query(People.Family[i].ToUpperInvariant())));
        }

        while (queries.Count < 70) queries.Add(("given and family name", new Query($"{people.NextGiven()} {people.NextFamily()}")));
        while (queries.Count < 130) queries.Add(("a full name", new Query(sample[random.Next(sample.Count)].Name)));
        while (queries.Count < 150) queries.Add(("a common name, companies only", new Query(people.NextFamily(), Kind: "Company")));
        while (queries.Count < 170) queries.Add(("a name that may not be there", new Query(people.NextName() + " Ximénez")));
        while (queries.Count < Queries) queries.Add(("a phone, written otherwise", new Query(phones[random.Next(phones.Count)].Phone!.Replace("+52 ", "", StringComparison.Ordinal).Replace(' ', '-'))));
        return [.. queries.OrderBy(_ => random.Next())];
    }
}
