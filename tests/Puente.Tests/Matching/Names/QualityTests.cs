using Puente.Matching.Names;

namespace Puente.Tests.Matching.Names;

/// <summary>Gates on the public labelled pairs, at the thresholds that the library declares.</summary>
public sealed class QualityTests
{
    private static readonly string Sets = SharedData.Path("matching");

    [Fact]
    public void On_the_labelled_cases_f1_is_at_least_85_and_strong_pairs_hardly_fail()
    {
        var scored = Scored(LabelledNames.Cases(Sets));
        Ranked.At(scored.Pairs, NameScore.MatchFrom).F1.ShouldBeGreaterThan(0.88);
        Ranked.At(Scored(LabelledNames.Cases(Sets).Where(p => p.Tier == "STRONG")).Pairs, NameScore.MatchFrom).F1.ShouldBeGreaterThanOrEqualTo(0.98);
        Ranked.RecallAt95(scored.Pairs).ShouldBeGreaterThan(0.65);
    }

    [Fact]
    public void On_the_narcotics_pairs_persons_are_ranked_and_no_sibling_matches()
    {
        var persons = LabelledNames.Narcotics(Sets).Where(p => p.Kind == NameKind.Person).ToList();
        Scored(persons.Where(p => p.Tier == "siblings_same_two_surnames")).Decisions.ShouldNotContain(MatchDecision.Match);
        Ranked.AveragePrecision(Scored(persons).Pairs).ShouldBeGreaterThan(0.88);
        Ranked.RecallAt95(Scored(persons).Pairs).ShouldBeGreaterThan(0.60);
    }

    private static (List<(bool Same, double Score)> Pairs, IEnumerable<MatchDecision> Decisions) Scored(IEnumerable<LabelledPair> pairs)
    {
        var compared = pairs.Select(p => (p.Same, Compared: NameMatcher.Default.Compare(p.Left, p.Right, p.Kind))).ToList();
        compared.ShouldNotBeEmpty();
        return ([.. compared.Select(c => (c.Same, c.Compared.Score))], compared.Select(c => c.Compared.Decision));
    }
}
