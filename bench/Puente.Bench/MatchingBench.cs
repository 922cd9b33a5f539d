using System.Diagnostics;
using Puente.Matching.Linkage;
using Puente.Matching.Names;
using Puente.Matching.Screening;
using Puente.Tests.Matching.Names;

namespace Puente.Bench;

/// <summary>Pairs a second, a list against a million names, one name at a time, a million records among themselves; and peers on the same names.</summary>
internal static class MatchingBench
{
    private const int Entries = 50_000;
    private const int Seeded = 2_000;

    public static async Task<int> RunAsync(string shared, int names, int records, int forced, bool peers, string? folder, CancellationToken stop)
    {
        var report = new Report("Matching names", $"matching --names {names} --records {records} --forced {forced} --shared FOLDER");
        Pairs(report, shared, peers);
        stop.ThrowIfCancellationRequested();
        var world = new MatchingWorld(2026);
        var list = world.List(shared, Entries);
        Screen(report, list, world, names, forced);
        stop.ThrowIfCancellationRequested();
        if (peers) await MatchingPeers.SearchAsync(report, list, stop);
        stop.ThrowIfCancellationRequested();
        Deduplicate(report, records);
        await report.SaveAsync(folder, "matching.md");
        return 0;
    }

    private static void Pairs(Report report, string shared, bool peers)
    {
        report.Title("One pair after another, one core");
        report.Line("The public half of the labelled cases and of the narcotics pairs, read once, compared over and over. Goal: 500,000 pairs a second, nothing allocated.");
        report.Line("");
        report.Table("system", "pairs/s", "pairs/s of processor time", "bytes a pair");
        var sets = Path.Combine(shared, "data", "matching");
        var pairs = LabelledNames.Cases(sets).Concat(LabelledNames.Narcotics(sets)).Select(p => (p.Left, p.Right, Read: NameMatcher.Default.Prepare(p.Left, p.Right, p.Kind))).ToArray();
        Rate(report, "this matcher", pairs.Length, i => NameMatcher.Score(pairs[i].Read.Left, pairs[i].Read.Right).Score);
        if (!peers) return;
        foreach (var (name, score) in MatchingPeers.Scorers()) Rate(report, name, pairs.Length, i => score(pairs[i].Left, pairs[i].Right));
    }

    private static void Rate(Report report, string name, int pairs, Func<int, double> score)
    {
        var sum = 0.0;
        // The first rounds are compiled while they run; the last of them in its final form.
        for (var warm = Stopwatch.StartNew(); warm.Elapsed < TimeSpan.FromMilliseconds(500);)
            for (var i = 0; i < pairs; i++) sum += score(i);
        var (done, before, watch, cpu) = (0L, GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew(), Cpu());
        for (; watch.Elapsed < TimeSpan.FromSeconds(2); done += pairs)
            for (var i = 0; i < pairs; i++) sum += score(i);
        var (seconds, bytes) = (watch.Elapsed.TotalSeconds, GC.GetAllocatedBytesForCurrentThread() - before);
        report.Row(name, done / seconds, done / (Cpu() - cpu), double.IsNaN(sum) ? "?" : $"{bytes / done}");
    }

    /// <summary>Seconds of processor time that this process took: what a machine that others use too would have needed alone.</summary>
    private static double Cpu() => Environment.CpuUsage.TotalTime.TotalSeconds;

    private static void Screen(Report report, ScreeningList list, MatchingWorld world, int names, int forced)
    {
        _ = new ScreeningIndex(list);
        var (watch, cpu) = (Stopwatch.StartNew(), Cpu());
        var index = new ScreeningIndex(list);
        cpu = Cpu() - cpu;
        report.Title($"A list of {list.Entries.Count:N0} entries, {index.Count:N0} names");
        report.Line("OFAC's list of July 2021 with aliases, and invented persons. The names screened are invented, but 2,000: half as listed, half as another clerk writes them.");
        report.Line("Every hit from the usual score on is scored and explained. Goals: a million in 90 s on two cores, recall 0.99 of comparing one by one, p99 of a single name 2 ms, the index in 0.5 s.");
        report.Line("");
        report.Table("step", "s", "s of processor time", "names/s", "hits", "load");
        report.Row("index", watch.Elapsed.TotalSeconds.ToString("N2", System.Globalization.CultureInfo.InvariantCulture), cpu.ToString("N2", System.Globalization.CultureInfo.InvariantCulture), index.Count / watch.Elapsed.TotalSeconds, "", Report.Load());
        var seeded = Enumerable.Range(0, Seeded).Select(i => list.Entries[world.Below(list.Entries.Count)] is var e && i % 2 == 0 ? e.Names[0].Text : world.Written(e.Names[0].Text)).ToArray();
        var asked = Enumerable.Range(0, names).Select(i => i % Math.Max(1, names / Seeded) == 0 && i / Math.Max(1, names / Seeded) < Seeded ? seeded[i / Math.Max(1, names / Seeded)] : world.Name()).ToArray();
        foreach (var _ in BulkScreening.Run(index, asked.Take(5_000).Select(n => (n, NameKind.Person)))) { }
        watch.Restart();
        cpu = Cpu();
        var (hits, reasons) = (0L, 0L);
        foreach (var found in BulkScreening.Run(index, asked.Select(n => (n, NameKind.Person))))
        {
            hits += found.Count;
            reasons += found.Sum(f => f.Explain().Reasons.Count);
        }

        report.Row($"{names:N0} names, {reasons:N0} reasons", watch.Elapsed.TotalSeconds, Cpu() - cpu, names / watch.Elapsed.TotalSeconds, hits, Report.Load());
        Single(report, index, seeded, forced);
    }

    private static void Single(Report report, ScreeningIndex index, string[] seeded, int forced)
    {
        var (search, times, cpu) = (index.Open(), new List<double>(), Cpu());
        foreach (var name in seeded)
        {
            var watch = Stopwatch.GetTimestamp();
            search.Find(name);
            times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
        }

        cpu = (Cpu() - cpu) * 1000 / seeded.Length;
        var (wanted, met, own) = (0, 0, new Lock());
        Parallel.ForEach(seeded.Take(forced), index.Open, (name, _, one) =>
        {
            var read = index.Matcher.Prepare(name);
            var force = one.FindByForce(read, true, ScreeningSearch.DefaultAt, 1000).Select(h => h.Entry.Id).ToList();
            var found = one.Find(read, true, ScreeningSearch.DefaultAt, 1000).Select(h => h.Entry.Id).ToHashSet();
            lock (own)
            {
                wanted += force.Count;
                met += force.Count(found.Contains);
            }

            return one;
        }, _ => { });
        report.Line("");
        report.Table("2,000 seeded names, one at a time", "p50 ms", "p99 ms", "mean ms of processor time", $"hits of comparing one by one ({Math.Min(forced, Seeded):N0} names)", "of them found");
        report.Row("", Spread.Of(times, 0.5).ToString("N3", System.Globalization.CultureInfo.InvariantCulture), Spread.Of(times, 0.99).ToString("N3", System.Globalization.CultureInfo.InvariantCulture), cpu.ToString("N3", System.Globalization.CultureInfo.InvariantCulture), wanted, SerialBench.Percent((double)met / wanted));
    }

    private static void Deduplicate(Report report, int records)
    {
        var world = new MatchingWorld(7);
        var (people, owner) = (new List<LinkageRecord>(records), new List<int>(records));
        var matcher = new NameMatcher();
        var watch = Stopwatch.StartNew();
        for (var person = 0; people.Count < records; person++)
        {
            var (name, birth) = (world.Name(), world.Birth());
            people.Add(new LinkageRecord($"{people.Count}", matcher.Prepare(name, NameKind.Person), birth));
            owner.Add(person);
            for (var more = world.Below(10) switch { < 7 => 0, < 9 => 1, _ => 2 }; more > 0 && people.Count < records; more--)
            {
                people.Add(new LinkageRecord($"{people.Count}", matcher.Prepare(world.Written(name), NameKind.Person), world.Written(birth)));
                owner.Add(person);
            }
        }

        var read = watch.Elapsed;
        watch.Restart();
        var cpu = Cpu();
        var pairs = Deduplication.Run(people);
        var run = watch.Elapsed;
        cpu = Cpu() - cpu;
        var truth = owner.CountBy(o => o).Sum(c => (long)c.Value * (c.Value - 1) / 2);
        long right = pairs.Count(p => owner[p.Left] == owner[p.Right]);
        report.Title($"{records:N0} persons among themselves");
        report.Line("Names and birth dates; three in ten have one or two further records as another clerk writes them, one date in ten is lost or has a slip. Goal for a million: 120 s.");
        report.Line("");
        report.Table("read in s", "compared in s", "of processor time", "pairs that match", "true pairs", "precision", "recall", "F1", "load");
        report.Row(read.TotalSeconds, run.TotalSeconds, cpu, pairs.Count, truth, SerialBench.Percent((double)right / pairs.Count), SerialBench.Percent((double)right / truth), SerialBench.Percent(2.0 * right / (pairs.Count + truth)), Report.Load());
        var large = Enumerable.Range(0, people.Count - 1).Where(i => owner[i] == owner[i + 1]).Take(200_000).Count(i => RecordMatcher.Score(people[i], people[i + 1]).Decision == MatchDecision.Match);
        var neighbours = Enumerable.Range(0, people.Count - 1).Where(i => owner[i] == owner[i + 1]).Take(200_000).Count();
        var linked = pairs.Where(p => p.Right == p.Left + 1 && owner[p.Left] == owner[p.Right]).Count();
        report.Line("");
        report.Line($"Of {neighbours:N0} true pairs side by side the comparison itself says match for {large:N0}; the run found {linked:N0} of all such pairs: what lies between is lost in blocks.");
    }
}
