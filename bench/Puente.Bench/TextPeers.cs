using System.Globalization;
using Lucene.Net.Analysis;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Npgsql;

namespace Puente.Bench;

/// <summary>A Lucene index in memory.</summary>
internal sealed class LuceneIndex : IDisposable
{
    private const int Top = 20;
    private readonly RAMDirectory _directory = new();
    private readonly DirectoryReader _reader;
    private readonly IndexSearcher _searcher;

    public LuceneIndex(Analyzer analyzer, Action<IndexWriter> fill)
    {
        using (var writer = new IndexWriter(_directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, analyzer))) fill(writer);
        _reader = DirectoryReader.Open(_directory);
        _searcher = new IndexSearcher(_reader);
    }

    /// <summary>A field of the first twenty documents.</summary>
    public IEnumerable<string> Find(Query query, string field) => _searcher.Search(query, Top).ScoreDocs.Select(d => _searcher.Doc(d.Doc).Get(field, CultureInfo.InvariantCulture));

    public void Dispose()
    {
        _reader.Dispose();
        _directory.Dispose();
    }
}

/// <summary>A PostgreSQL of its own with pg_trgm.</summary>
internal static class Trigrams
{
    /// <summary>Starts it, gives a connection to it, and takes it away again.</summary>
    public static async Task RunAsync(Action<NpgsqlConnection> work, CancellationToken stop)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("puente-trigrams-").FullName;
        try
        {
            await using var cluster = await Cluster.StartAsync(folder);
            await using var postgres = new NpgsqlConnection(cluster.Connection + ";Command Timeout=0");
            await postgres.OpenAsync(stop);
            GraphPeers.Run(postgres, "create extension if not exists pg_trgm");
            work(postgres);
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The first column of what a statement finds for a text.</summary>
    public static List<string> Find(NpgsqlConnection postgres, string statement, string text)
    {
        using var command = new NpgsqlCommand(statement, postgres) { Parameters = { new() { Value = text } } };
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read()) found.Add(rows.GetString(0));
        return found;
    }
}
