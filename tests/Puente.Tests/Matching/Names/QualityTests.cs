using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Tests.Matching.Names;

/// <summary>Gates on the public labelled pairs, at the thresholds that the library declares.</summary>
public sealed class QualityTests
{
    [Fact]
    public void On_the_labelled_cases_f1_is_at_least_85_and_strong_pairs_hardly_fail()
    {
        var scored = Rows("nomenklatura", "cases.csv").Select(r => (Strong: r[5] == "STRONG", Same: r[4] == "true", Compared: NameMatcher.Default.Compare(r[2], r[3], Kind(r[1])))).ToList();
        F1(scored.Select(s => (s.Same, s.Compared.Decision == MatchDecision.Match))).ShouldBeGreaterThan(0.88);
        F1(scored.Where(s => s.Strong).Select(s => (s.Same, s.Compared.Decision == MatchDecision.Match))).ShouldBeGreaterThanOrEqualTo(0.98);
        RecallAt95([.. scored.Select(s => (s.Same, s.Compared.Score))]).ShouldBeGreaterThan(0.65);
    }

    [Fact]
    public void On_the_narcotics_pairs_persons_are_ranked_and_no_sibling_matches()
    {
        var scored = Rows("ofac-derived", "ofac_narcotics_name_pairs.csv").Where(r => r[0] == "Person")
            .Select(r => (Class: r[4], Same: r[3] == "true", Compared: NameMatcher.Default.Compare(r[1], r[2], NameKind.Person))).ToList();
        scored.Where(s => s.Class == "siblings_same_two_surnames").ShouldAllBe(s => s.Compared.Decision != MatchDecision.Match);
        List<(bool, double)> ranked = [.. scored.Select(s => (s.Same, s.Compared.Score))];
        AveragePrecision(ranked).ShouldBeGreaterThan(0.88);
        RecallAt95(ranked).ShouldBeGreaterThan(0.60);
    }

    private static NameKind Kind(string schema) => schema switch { "Person" => NameKind.Person, "Company" or "Organization" => NameKind.Organisation, "Vessel" => NameKind.Vessel, _ => NameKind.Unknown };

    private static List<string[]> Rows(string folder, string file)
    {
        using var reader = new StreamReader(SharedData.Path("matching", folder, file));
        return [.. new CsvRows(reader, file, new List<ListProblem>()).Read().Skip(1).Select(r => r.Fields)];
    }

    private static double F1(IEnumerable<(bool Same, bool Said)> pairs)
    {
        var all = pairs.ToList();
        var hit = (double)all.Count(p => p.Same && p.Said);
        return 2 * hit / (all.Count(p => p.Said) + all.Count(p => p.Same));
    }

    private static double AveragePrecision(List<(bool Same, double Score)> scored)
    {
        double sum = 0, seen = 0, same = 0, all = scored.Count(s => s.Same);
        foreach (var level in scored.GroupBy(s => s.Score).OrderByDescending(g => g.Key))
        {
            seen += level.Count();
            same += level.Count(s => s.Same);
            sum += level.Count(s => s.Same) / all * (same / seen);
        }

        return sum;
    }

    private static double RecallAt95(List<(bool Same, double Score)> scored)
    {
        double best = 0, seen = 0, same = 0, all = scored.Count(s => s.Same);
        foreach (var level in scored.GroupBy(s => s.Score).OrderByDescending(g => g.Key))
        {
            seen += level.Count();
            same += level.Count(s => s.Same);
            if (same / seen >= 0.95) best = same / all;
        }

        return best;
    }
}
