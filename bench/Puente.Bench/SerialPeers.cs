using System.Diagnostics;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Npgsql;
using Puente.Matching.Serials;

namespace Puente.Bench;

/// <summary>The same misreadings over fewer serials in PostgreSQL's trigrams and Lucene's fuzzy terms, beside this store.</summary>
internal static class SerialPeers
{
    private const int Asked = 200;

    public static async Task RunAsync(Report report, int serials, CancellationToken stop)
    {
        var world = new SerialWorld(serials);
        report.Title($"The same over {serials:N0} serials, beside others, {Asked} misreadings");
        report.Table("system", "load and index, s", "first", "among 20", "p50 ms", "p99 ms");
        var store = new SerialStore();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < serials; i++) store.Add(world.Serial(i), world.Maker(i));
        var ready = store.Count > 0 ? watch.Elapsed : default;
        Row(report, "this store", ready, world, serials, read => store.Find(SerialPattern.Read(read).Pattern!, shifts: false).Select(m => m.Serial));
        watch.Restart();
        using var lucene = Lucene(world, serials);
        Row(report, "Lucene.NET 4.8, fuzzy up to 2 edits", watch.Elapsed, world, serials, read => lucene.Find(new FuzzyQuery(new Term("serial", read), 2, 0, 50, false), "serial"));
        stop.ThrowIfCancellationRequested();
        await Trigrams.RunAsync(postgres =>
        {
            watch.Restart();
            Load(postgres, world, serials);
            Row(report, "PostgreSQL pg_trgm, nearest by <->", watch.Elapsed, world, serials, read => Trigrams.Find(postgres, "select serial from s order by serial <-> $1 limit 20", read));
        }, stop);
    }

    private static void Row(Report report, string system, TimeSpan load, SerialWorld world, int serials, Func<string, IEnumerable<string>> find)
    {
        var (first, twenty, times) = (0, 0, new List<double>());
        foreach (var (truth, read) in world.Misreadings(serials, Asked))
        {
            var watch = Stopwatch.GetTimestamp();
            var found = find(read).Take(20).ToList();
            times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
            if (found.Count > 0 && found[0] == truth) first++;
            if (found.Contains(truth)) twenty++;
        }

        report.Row(system, load.TotalSeconds, SerialBench.Percent((double)first / Asked), SerialBench.Percent((double)twenty / Asked), Spread.Of(times, 0.5), Spread.Of(times, 0.99));
    }

    private static void Load(NpgsqlConnection postgres, SerialWorld world, int serials)
    {
        GraphPeers.Run(postgres, "create unlogged table s (serial text)");
        using (var copy = postgres.BeginTextImport("copy s from stdin"))
            for (var i = 0; i < serials; i++) copy.WriteLine(world.Serial(i));
        GraphPeers.Run(postgres, "create index s_trgm on s using gist (serial gist_trgm_ops(siglen=32))");
        GraphPeers.Run(postgres, "vacuum analyze s");
    }

    private static LuceneIndex Lucene(SerialWorld world, int serials) => new(new KeywordAnalyzer(), writer =>
    {
        var field = new StringField("serial", "", Field.Store.YES);
        Document document = [field];
        for (var i = 0; i < serials; i++)
        {
            field.SetStringValue(world.Serial(i));
            writer.AddDocument(document);
        }

        writer.ForceMerge(1);
    });
}
