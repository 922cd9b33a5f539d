using System.Diagnostics;
using Puente.Matching.Linkage;
using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Bench.Matching;

/// <summary>How fast names are compared, screened and deduplicated, with peers on the same pairs.</summary>
internal static class MatchingBench
{
    public static async Task<int> RunAsync(int names, int store, string? folder)
    {
        var report = new Report("Matching: speed", $"matching --names {names} --store {store}");
        Pairs(report);
        Screening(report, names);
        Deduplicate(report, store);
        await report.SaveAsync(folder, "matching.md");
        return 0;
    }

    private static void Pairs(Report report)
    {
        var pairs = LabelledPairs.ReadCases().Concat(LabelledPairs.ReadOfac()).ToList();
        var matcher = new NameMatcher();
        var prepared = pairs.Select(p => matcher.Prepare(p.Left, p.Right, p.Kind)).ToArray();
        report.Title("Pairs a second on one core");
        report.Line($"{pairs.Count:N0} labelled pairs, again and again for two seconds each.");
        report.Line("");
        report.Table("what", "pairs/s", "bytes a pair");
        double sum = 0;
        Measure("ours, names prepared", i => sum += NameMatcher.Score(prepared[i].Left, prepared[i].Right).Score);
        Measure("ours, from text, with reasons", i => sum += matcher.Compare(pairs[i].Left, pairs[i].Right, pairs[i].Kind).Score);
        foreach (var (peer, score) in PeerScores.All) Measure(peer, i => sum += score(pairs[i].Left, pairs[i].Right));
        GC.KeepAlive(sum);

        void Measure(string what, Action<int> one)
        {
            for (var i = 0; i < pairs.Count; i++) one(i);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            var done = 0L;
            while (clock.ElapsedMilliseconds < 2000)
                for (var i = 0; i < pairs.Count; i++, done++) one(i);
            report.Row(what, done / clock.Elapsed.TotalSeconds, (double)(GC.GetAllocatedBytesForCurrentThread() - before) / done);
        }
    }

    private static void Screening(Report report, int names)
    {
        var list = MadeNames.List(50_000);
        var made = new MadeNames();
        var clock = Stopwatch.StartNew();
        var index = new ScreeningIndex(list);
        var load = clock.Elapsed;
        report.Title("Screening");
        report.Line($"A list of {index.Count:N0} names in {list.Entries.Count:N0} entries, made ready in {load.TotalMilliseconds:N0} ms.");
        var random = new Random(3);
        var queries = Enumerable.Range(0, names).Select(_ => (random.Next(50) == 0 ? MadeNames.Noisy(list.Entries[random.Next(list.Entries.Count)].Names[0].Text, random) : made.Person(random), NameKind.Unknown)).ToList();
        clock.Restart();
        var (hits, reasons) = (0, 0);
        foreach (var found in BulkScreening.Run(index, queries))
        {
            hits += found.Count;
            foreach (var hit in found) reasons += hit.Explain().Reasons.Count;
        }

        report.Line($"{names:N0} names (one in fifty a listed one, written with noise) screened on {Environment.ProcessorCount} cores and every hit explained in {clock.Elapsed.TotalSeconds:N1} s: {hits:N0} hits, {reasons:N0} reasons.");
        Single(report, new ScreeningIndex(list), made);
        Recall(report, index, list, made);
    }

    private static void Single(Report report, ScreeningIndex index, MadeNames made)
    {
        var random = new Random(17);
        var search = index.Open();
        var times = new List<double>();
        for (var i = 0; i < 3000; i++)
        {
            var name = made.Person(random);
            var start = Stopwatch.GetTimestamp();
            search.Find(name, NameKind.Person);
            if (i >= 1000) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        report.Line($"One name at a time, words not seen before: median {Spread.Of(times, 0.5):F2} ms, p99 {Spread.Of(times, 0.99):F2} ms.");
    }

    private static void Recall(Report report, ScreeningIndex index, ScreeningList list, MadeNames made)
    {
        var random = new Random(29);
        var queries = Enumerable.Range(0, 2000).Select(i => list.Entries[random.Next(list.Entries.Count)] is var entry && i % 2 == 0 ? entry.Names[0].Text : MadeNames.Noisy(entry.Names[0].Text, random)).ToList();
        var (wanted, found, top) = (0, 0, 0);
        var gate = new Lock();
        Parallel.ForEach(queries, () => index.Open(), (query, _, search) =>
        {
            var prepared = index.Matcher.Prepare(query);
            var force = search.FindByForce(prepared, true, ScreeningSearch.DefaultAt, 1000).Select(h => h.Entry.Id).ToHashSet();
            var ours = search.Find(prepared, true, ScreeningSearch.DefaultAt, 1000).Select(h => h.Entry.Id).ToHashSet();
            lock (gate)
            {
                wanted += force.Count;
                found += force.Count(ours.Contains);
                if (force.Count == 0 || ours.Count > 0) top++;
            }

            return search;
        }, _ => { });
        report.Line($"Against comparing every name with every listed one: {found:N0} of {wanted:N0} hits found over 2,000 seeded names, half of them noisy (recall {(double)found / wanted:F4}).");
    }

    private static void Deduplicate(Report report, int store)
    {
        report.Title("Deduplication");
        var clock = Stopwatch.StartNew();
        var records = new MadeNames().Store(store, new NameMatcher());
        var read = clock.Elapsed;
        clock.Restart();
        var pairs = Deduplication.Run(records);
        report.Line($"{store:N0} persons, one in ten an earlier one written with noise, read in {read.TotalSeconds:N1} s and deduplicated in {clock.Elapsed.TotalSeconds:N1} s: {pairs.Count:N0} pairs, {Cluster.Of(records.Count, pairs).Count:N0} clusters.");
    }
}
