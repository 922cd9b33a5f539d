using Puente.Money.Patterns;
using Puente.Money.Patterns.Ranking;
using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;

namespace Puente.Tests.Money.Patterns;

/// <summary>What comes first, and what does not.</summary>
public sealed class RankingTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void In_an_invented_town_the_first_screen_is_planted_and_families_are_not_on_it(int seed)
    {
        var town = InventedTown.Found(seed, 400, plantsOfEach: 4);
        var measured = Measure.Of(town, new PatternOptions { Threads = 2 });
        measured.FoundOf.Count(f => f.Value).ShouldBeGreaterThanOrEqualTo((int)(0.9 * town.Plants.Count));
        measured.DistinctWithin(20).ShouldBeGreaterThanOrEqualTo(12);
        measured.DistinctWithin(240).ShouldBeGreaterThanOrEqualTo((int)(0.8 * town.Plants.Count));
        measured.Mostly(Life.Remittance, 240).ShouldBe(0);
        measured.Mostly(Life.Wage, 240).ShouldBe(0);
        measured.Mostly(Life.Rent, 240).ShouldBe(0);
        measured.Mostly(Life.Bill, 240).ShouldBe(0);
    }

    [Fact]
    public void A_series_of_remittances_is_regular_and_plays_no_part()
    {
        var table = new SmallTable();
        for (var month = 0; month < 8; month++)
        {
            table.Pay("daughter", "mother", 30 * month + month % 3, 150 + 5 * (month % 4));
            table.Pay("son", "mother", 30 * month + 1, 120 + 4 * (month % 3));
        }

        table.Find(Pattern.FanIn).ShouldBeEmpty();
    }

    [Fact]
    public void A_series_that_is_answered_the_other_way_is_not_taken_for_a_familys()
    {
        var table = new SmallTable();
        for (var month = 0; month < 6; month++)
        {
            table.Pay("a", "b", 30 * month, 1000);
            table.Pay("b", "a", 30 * month + 2, 980);
        }

        table.Find(Pattern.TemporalCycle).ShouldNotBeEmpty();
    }

    [Fact]
    public void Amounts_that_are_kept_along_the_way_rank_above_amounts_that_are_not()
    {
        var table = new SmallTable();
        for (var i = 0; i < 40; i++) table.Pay($"x{i}", $"y{i}", i, 20 * (1 + i * i % 90));
        foreach (var (from, to, day, amount) in (ReadOnlySpan<(string, string, double, double)>)[("a", "b", 0, 1000), ("b", "c", 1, 970), ("c", "a", 2, 950), ("k", "l", 0, 1000), ("l", "m", 1, 90), ("m", "k", 2, 5000)])
            table.Pay(from, to, day, amount);
        var found = table.Find(Pattern.TemporalCycle);
        found.Count.ShouldBe(2);
        found[0].Accounts.ShouldContain("a");
        found[0].Score.ShouldBeGreaterThan(found[1].Score);
    }

    [Fact]
    public void What_better_findings_show_already_waits()
    {
        var table = new SmallTable();
        foreach (var middle in "abcdef")
        {
            table.Pay("source", $"{middle}", 0, 1000);
            table.Pay($"{middle}", "sink", 1, 970);
        }

        foreach (var payer in "uvw") table.Pay($"{payer}", "other", 3, 800);
        var found = table.Find(Pattern.ScatterGather, Pattern.FanIn, Pattern.FanOut);
        found[0].Pattern.ShouldBe(Pattern.ScatterGather);
        found[1].Accounts[0].ShouldBe("other");
    }

    [Fact]
    public void Near_copies_of_one_pattern_are_left_out()
    {
        var table = new SmallTable();
        for (var i = 0; i < 11; i++) table.Pay($"payer{i}", "sink", i == 10 ? 20 : 0.2 * i, 1000 + i);
        table.Find(Pattern.FanIn).Select(f => f.Transactions.Count).Where(c => c >= 10).Count().ShouldBe(1);
    }

    [Fact]
    public void The_key_of_a_finding_depends_on_its_pattern_and_its_transactions_only()
    {
        Finding.KeyOf(Pattern.FanIn, ["2", "1"]).ShouldBe(Finding.KeyOf(Pattern.FanIn, ["1", "2"]));
        Finding.KeyOf(Pattern.FanOut, ["1", "2"]).ShouldNotBe(Finding.KeyOf(Pattern.FanIn, ["1", "2"]));
        Finding.KeyOf(Pattern.FanIn, ["12"]).ShouldNotBe(Finding.KeyOf(Pattern.FanIn, ["1", "2"]));
    }

    [Fact]
    public void A_search_that_has_no_time_says_so()
    {
        var traffic = TrafficIndex.Build(InventedTown.Found(3, 60, 200, 1).Columns);
        var answer = new Mining(traffic, new PatternOptions(), RuleBook.None).Run(TimeSpan.Zero);
        answer.OutOfTime.ShouldBeTrue();
        answer.Found.ShouldBeEmpty();
        PatternSearch.Cuts(answer, new PatternOptions()).ShouldContain(c => c.Code == "pattern.cut.time");
    }

    [Fact]
    public void A_surprise_grows_with_what_is_met_and_falls_with_what_is_expected()
    {
        var weighing = new Weighing(TrafficIndex.Build(new SmallTable().Columns()));
        weighing.Surprise(3, 5).ShouldBe(0);
        weighing.Surprise(3, 0.5).ShouldBeGreaterThan(weighing.Surprise(2, 0.5));
        weighing.Surprise(3, 0.5).ShouldBeGreaterThan(weighing.Surprise(3, 1.5));
    }
}
