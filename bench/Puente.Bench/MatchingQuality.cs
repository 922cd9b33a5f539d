using System.Globalization;
using Puente.Matching.Names;
using Puente.Tests.Matching.Names;

namespace Puente.Bench;

/// <summary>Quality on the public halves of the labelled sets at the declared threshold, beside others on the same rows.</summary>
internal static class MatchingQuality
{
    private const int Folds = 5;

    public static async Task<int> RunAsync(string shared, string? folder, CancellationToken stop)
    {
        var report = new Report("Quality of matching names", "matching-quality --shared FOLDER");
        report.Line(string.Create(CultureInfo.InvariantCulture, $"The threshold is {NameScore.MatchFrom}, declared in the library. Its weights were fitted on these very halves with fixed signs; the other halves were not seen. The others stand at their own best"));
        report.Line("threshold on the same rows, which flatters them; “five parts” takes for each fifth of the rows the threshold that is best on the other four.");
        var sets = Path.Combine(shared, "data", "matching");
        var (cases, narcotics) = (LabelledNames.Cases(sets), LabelledNames.Narcotics(sets));
        Compare(report, "OpenSanctions labelled cases", cases);
        Frozen(report, cases, LabelledNames.LogicV2(sets));
        stop.ThrowIfCancellationRequested();
        Tiers(report, cases);
        Compare(report, "OFAC narcotics, persons", [.. narcotics.Where(p => p.Schema == "Person")]);
        Compare(report, "OFAC narcotics, companies against companies of other rows are not labelled; persons and companies together", narcotics);
        Kinds(report, narcotics);
        Missed(report, cases);
        await report.SaveAsync(folder, "matching-quality.md");
        return 0;
    }

    private static double Own(LabelledPair pair) => NameMatcher.Default.Compare(pair.Left, pair.Right, pair.Kind).Score;

    private static void Compare(Report report, string title, List<LabelledPair> pairs)
    {
        report.Title($"{title}: {pairs.Count:N0} pairs, {pairs.Count(p => p.Same):N0} the same");
        report.Table("system", "threshold", "F1", "precision", "recall", "F1 over five parts", "average precision", "recall at 95 % precision");
        Row(report, "this matcher", [.. pairs.Select(p => (p.Same, Own(p)))], NameScore.MatchFrom);
        foreach (var (name, score) in MatchingPeers.Scorers()) Row(report, name, [.. pairs.Select(p => (p.Same, score(MatchingPeers.Plain(p.Left), MatchingPeers.Plain(p.Right))))], null);
    }

    private static void Frozen(Report report, List<LabelledPair> cases, Dictionary<(string, string), double> frozen)
    {
        var joined = cases.Where(c => frozen.ContainsKey((c.Left, c.Right))).ToList();
        report.Title($"The {joined.Count:N0} cases that have a frozen score of logic-v2");
        report.Table("system", "threshold", "F1", "precision", "recall", "F1 over five parts", "average precision", "recall at 95 % precision");
        Row(report, "this matcher", [.. joined.Select(p => (p.Same, Own(p)))], NameScore.MatchFrom);
        List<(bool, double)> theirs = [.. joined.Select(p => (p.Same, frozen[(p.Left, p.Right)]))];
        Row(report, "logic-v2 at its threshold", theirs, 0.7);
        Row(report, "logic-v2", theirs, null);
    }

    private static void Tiers(Report report, List<LabelledPair> cases)
    {
        report.Title("The cases by schema and by quality, at the declared threshold");
        report.Table("rows", "pairs", "F1", "precision", "recall", "average precision", "recall at 95 % precision");
        foreach (var group in cases.GroupBy(c => c.Schema).Concat(cases.GroupBy(c => c.Tier)).OrderByDescending(g => g.Count()))
        {
            List<(bool Same, double Score)> scored = [.. group.Select(p => (p.Same, Own(p)))];
            var at = Ranked.At(scored, NameScore.MatchFrom);
            report.Row(group.Key, scored.Count, Three(at.F1), Three(at.Precision), Three(at.Recall), Three(Ranked.AveragePrecision(scored)), Three(Ranked.RecallAt95(scored)));
        }
    }

    private static void Kinds(Report report, List<LabelledPair> narcotics)
    {
        report.Title("The narcotics pairs by kind, at the declared threshold");
        report.Table("kind", "pairs", "the same", "match", "possible", "no");
        foreach (var group in narcotics.GroupBy(p => $"{p.Schema} {p.Tier}").OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var decided = group.Select(p => NameMatcher.Default.Compare(p.Left, p.Right, p.Kind).Decision).CountBy(d => d).ToDictionary(c => c.Key, c => c.Value);
            report.Row(group.Key, group.Count(), group.Count(p => p.Same), decided.GetValueOrDefault(MatchDecision.Match), decided.GetValueOrDefault(MatchDecision.Possible), decided.GetValueOrDefault(MatchDecision.No));
        }
    }

    private static void Missed(Report report, List<LabelledPair> cases)
    {
        report.Title("Strong cases on the wrong side of the threshold");
        report.Table("score", "the same", "left", "right");
        foreach (var pair in cases.Where(c => c.Tier == "STRONG" && c.Same != Own(c) >= NameScore.MatchFrom)) report.Row(Three(Own(pair)), pair.Same ? "yes" : "no", pair.Left, pair.Right);
    }

    private static void Row(Report report, string name, List<(bool Same, double Score)> scored, double? threshold)
    {
        var own = threshold ?? Best(scored);
        var at = Ranked.At(scored, own);
        report.Row(name, Three(own) + (threshold is null ? " (best)" : ""), Three(at.F1), Three(at.Precision), Three(at.Recall), Three(threshold is null ? FiveParts(scored) : at.F1), Three(Ranked.AveragePrecision(scored)), Three(Ranked.RecallAt95(scored)));
    }

    private static double Best(List<(bool Same, double Score)> scored) => scored.Select(s => s.Score).Distinct().MaxBy(t => Ranked.At(scored, t).F1);

    private static double FiveParts(List<(bool Same, double Score)> scored)
    {
        var judged = new List<(bool Same, double Score)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var threshold = Best([.. scored.Where((_, i) => i % Folds != fold)]);
            judged.AddRange(scored.Where((_, i) => i % Folds == fold).Select(s => (s.Same, s.Score >= threshold ? 1.0 : 0)));
        }

        return Ranked.At(judged, 0.5).F1;
    }

    private static string Three(double value) => value.ToString("N3", CultureInfo.InvariantCulture);
}
