using System.Diagnostics;
using System.Globalization;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;
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
        using var lucene = new LuceneSerials(world, serials, out var indexed);
        Row(report, "Lucene.NET 4.8, fuzzy up to 2 edits", indexed, world, serials, lucene.Find);
        stop.ThrowIfCancellationRequested();
        var folder = System.IO.Directory.CreateTempSubdirectory("puente-serials-").FullName;
        try
        {
            await using var cluster = await Cluster.StartAsync(folder);
            await using var postgres = new NpgsqlConnection(cluster.Connection + ";Command Timeout=0");
            await postgres.OpenAsync(stop);
            watch.Restart();
            Load(postgres, world, serials);
            Row(report, "PostgreSQL pg_trgm, nearest by <->", watch.Elapsed, world, serials, read => Nearest(postgres, read));
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            System.IO.Directory.Delete(folder, recursive: true);
        }
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
        GraphPeers.Run(postgres, "create extension if not exists pg_trgm");
        GraphPeers.Run(postgres, "create unlogged table s (serial text)");
        using (var copy = postgres.BeginTextImport("copy s from stdin"))
            for (var i = 0; i < serials; i++) copy.WriteLine(world.Serial(i));
        GraphPeers.Run(postgres, "create index s_trgm on s using gist (serial gist_trgm_ops(siglen=32))");
        GraphPeers.Run(postgres, "vacuum analyze s");
    }

    private static List<string> Nearest(NpgsqlConnection postgres, string read)
    {
        using var command = new NpgsqlCommand("select serial from s order by serial <-> $1 limit 20", postgres) { Parameters = { new() { Value = read } } };
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read()) found.Add(rows.GetString(0));
        return found;
    }

    private sealed class LuceneSerials : IDisposable
    {
        private readonly RAMDirectory _directory = new();
        private readonly DirectoryReader _reader;
        private readonly IndexSearcher _searcher;

        public LuceneSerials(SerialWorld world, int serials, out TimeSpan indexed)
        {
            var watch = Stopwatch.StartNew();
            using (var writer = new IndexWriter(_directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, new KeywordAnalyzer())))
            {
                var field = new StringField("serial", "", Field.Store.YES);
                Document document = [field];
                for (var i = 0; i < serials; i++)
                {
                    field.SetStringValue(world.Serial(i));
                    writer.AddDocument(document);
                }

                writer.ForceMerge(1);
            }

            _reader = DirectoryReader.Open(_directory);
            _searcher = new IndexSearcher(_reader);
            indexed = watch.Elapsed;
        }

        public IEnumerable<string> Find(string read) =>
            _searcher.Search(new FuzzyQuery(new Term("serial", read), 2, 0, 50, false), 20).ScoreDocs.Select(d => _searcher.Doc(d.Doc).Get("serial", CultureInfo.InvariantCulture));

        public void Dispose()
        {
            _reader.Dispose();
            _directory.Dispose();
        }
    }
}
