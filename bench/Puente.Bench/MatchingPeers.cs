using System.Diagnostics;
using System.Globalization;
using System.Text;
using F23.StringSimilarity;
using FuzzySharp;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Npgsql;
using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Bench;

/// <summary>The same names in FuzzySharp, F23.StringSimilarity, Lucene.NET and PostgreSQL's trigrams.</summary>
internal static class MatchingPeers
{
    private const int Asked = 500;

    /// <summary>Scorers of two names, each as its library offers it, over names in small letters without accents.</summary>
    public static IEnumerable<(string Name, Func<string, string, double> Score)> Scorers()
    {
        var (winkler, levenshtein, jaccard) = (new JaroWinkler(), new NormalizedLevenshtein(), new Jaccard(2));
        yield return ("FuzzySharp WeightedRatio", (a, b) => Fuzz.WeightedRatio(a, b) / 100.0);
        yield return ("FuzzySharp TokenSetRatio", (a, b) => Fuzz.TokenSetRatio(a, b) / 100.0);
        yield return ("F23 JaroWinkler", winkler.Similarity);
        yield return ("F23 NormalizedLevenshtein", levenshtein.Similarity);
        yield return ("F23 Jaccard of pairs", jaccard.Similarity);
    }

    /// <summary>As the peers get a name.</summary>
    public static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark) plain.Append(char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ');
        return string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Searches of the list, one name at a time.</summary>
    public static async Task SearchAsync(Report report, ScreeningList list, CancellationToken stop)
    {
        report.Title($"{Asked} listed names as another clerk writes them, one at a time");
        report.Line("The last column is what a million names would take one thread at this rate: an extrapolation of the sample.");
        report.Line("");
        report.Table("system", "load, s", "names/s", "own entry first", "among 20", "a million, minutes");
        var world = new MatchingWorld(5);
        var asked = Enumerable.Range(0, Asked).Select(_ => list.Entries[world.Below(list.Entries.Count)]).Select(e => (e.Id, Read: world.Written(e.Names[0].Text))).ToList();
        var watch = Stopwatch.StartNew();
        var index = new ScreeningIndex(list);
        var loaded = watch.Elapsed;
        var search = index.Open();
        Row("this index", loaded, read => search.Find(read).Select(h => h.Entry.Id));
        watch.Restart();
        using (var lucene = Lucene(list)) Row("Lucene.NET 4.8, fuzzy words", watch.Elapsed, read => lucene.Find(Fuzzy(read), "id"));
        stop.ThrowIfCancellationRequested();
        await Trigrams.RunAsync(postgres =>
        {
            watch.Restart();
            Load(postgres, list);
            Row("PostgreSQL pg_trgm, similarity from 0.45", watch.Elapsed, read => Trigrams.Find(postgres, "select id from n where name % $1 order by similarity(name, $1) desc limit 20", Plain(read)));
        }, stop);

        void Row(string system, TimeSpan load, Func<string, IEnumerable<string>> find)
        {
            var (first, twenty, time) = (0, 0, Stopwatch.StartNew());
            foreach (var (id, read) in asked)
            {
                var found = find(read).Take(20).ToList();
                if (found.Count > 0 && found[0] == id) first++;
                if (found.Contains(id)) twenty++;
            }

            report.Row(system, load.TotalSeconds, Asked / time.Elapsed.TotalSeconds, SerialBench.Percent((double)first / Asked), SerialBench.Percent((double)twenty / Asked), time.Elapsed.TotalMinutes * 1_000_000 / Asked);
        }
    }

    private static void Load(NpgsqlConnection postgres, ScreeningList list)
    {
        GraphPeers.Run(postgres, "create unlogged table n (id text, name text)");
        using (var copy = postgres.BeginBinaryImport("copy n from stdin (format binary)"))
        {
            foreach (var (id, name) in list.Entries.SelectMany(e => e.Names.Select(n => (e.Id, Plain(n.Text)))))
            {
                copy.StartRow();
                copy.Write(id);
                copy.Write(name);
            }

            copy.Complete();
        }

        GraphPeers.Run(postgres, "create index n_trgm on n using gin (name gin_trgm_ops)");
        GraphPeers.Run(postgres, "vacuum analyze n");
        GraphPeers.Run(postgres, "set pg_trgm.similarity_threshold = 0.45");
    }

    private static LuceneIndex Lucene(ScreeningList list)
    {
        using var analyzer = new StandardAnalyzer(LuceneVersion.LUCENE_48);
        return new LuceneIndex(analyzer, writer =>
        {
            foreach (var entry in list.Entries)
                foreach (var name in entry.Names)
                    writer.AddDocument([new StringField("id", entry.Id, Field.Store.YES), new TextField("name", Plain(name.Text), Field.Store.NO)]);
        });
    }

    private static BooleanQuery Fuzzy(string read)
    {
        var query = new BooleanQuery();
        foreach (var word in Plain(read).Split(' ')) query.Add(new FuzzyQuery(new Term("name", word), Math.Min(2, word.Length / 3)), Occur.SHOULD);
        return query;
    }
}
