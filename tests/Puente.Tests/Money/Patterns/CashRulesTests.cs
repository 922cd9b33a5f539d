using NodaTime;
using Puente.Money.Patterns;
using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;

namespace Puente.Tests.Money.Patterns;

/// <summary>Structuring and funnels, against thresholds that are data.</summary>
public sealed class CashRulesTests
{
    [Fact]
    public void Deposits_just_below_the_report_again_and_again_are_an_indicator_with_its_citation()
    {
        var table = new SmallTable { KindsKnown = true };
        for (var i = 0; i < 5; i++) table.Pay($"payer{i}", "account", i, 9_500 + 50 * i, CashKind.CashIn);
        var found = table.Find(Pattern.Structuring)[0];
        found.Citation.ShouldContain("31 CFR 1010.311");
        found.Transactions.Count.ShouldBe(5);
        found.Reasons.ShouldContain(r => r.Code == "pattern.reason.below");
    }

    [Fact]
    public void Ten_thousand_itself_lies_below_and_a_cent_more_does_not()
    {
        var threshold = RuleBook.Standard().All.Single(t => t.Code == "us-ctr");
        CashSeries.JustBelow(1_000_000, threshold).ShouldBeTrue();
        CashSeries.JustBelow(1_000_001, threshold).ShouldBeFalse();
        CashSeries.JustBelow(700_000, threshold).ShouldBeTrue();
        CashSeries.JustBelow(699_999, threshold).ShouldBeFalse();
    }

    [Fact]
    public void Two_deposits_of_one_business_day_count_together_over_the_weekend_too()
    {
        var table = new SmallTable { KindsKnown = true };
        table.Pay("p", "account", 5, 6_000, CashKind.CashIn);
        table.Pay("q", "account", 7, 5_000, CashKind.CashIn);
        table.Find(Pattern.Structuring).ShouldHaveSingleItem().Citation.ShouldBe("31 CFR 1010.313");
    }

    [Fact]
    public void A_day_on_which_one_deposit_is_reported_anyway_is_no_series_of_small_ones()
    {
        var table = new SmallTable { KindsKnown = true };
        table.Pay("p", "account", 0, 12_000, CashKind.CashIn);
        table.Pay("q", "account", 0.1, 5_000, CashKind.CashIn);
        table.Find(Pattern.Structuring).ShouldBeEmpty();
    }

    [Fact]
    public void A_threshold_that_is_held_for_reference_is_not_screened_against()
    {
        var book = RuleBook.Standard("US");
        book.All.ShouldContain(t => t.Screens == ThresholdScreens.Never);
        book.For("USD", new LocalDate(2025, 5, 1)).ShouldNotContain(t => t.Screens == ThresholdScreens.Never);
    }

    [Fact]
    public void A_wire_is_not_added_to_cash()
    {
        var table = new SmallTable { KindsKnown = true };
        table.Pay("p", "account", 0, 6_000, CashKind.CashIn);
        table.Pay("q", "account", 0.1, 5_000);
        table.Find(Pattern.Structuring).ShouldBeEmpty();
    }

    [Fact]
    public void Cash_taken_out_at_one_of_the_places_where_it_was_paid_in_is_no_funnel()
    {
        var table = new SmallTable { KindsKnown = true, PlacesKnown = true };
        for (var i = 0; i < 4; i++)
        {
            table.Pay($"p{i}", "account", 7 * i, 8_000, CashKind.CashIn, i % 2);
            table.Pay("account", $"q{i}", 7 * i + 0.6, 7_900, CashKind.CashOut, 0);
        }

        table.Find(Pattern.Funnel).ShouldBeEmpty();
    }

    [Fact]
    public void Deposits_and_withdrawals_are_not_added()
    {
        var table = new SmallTable { KindsKnown = true };
        table.Pay("p", "account", 0, 6_000, CashKind.CashIn);
        table.Pay("account", "p", 0.1, 5_000, CashKind.CashOut);
        table.Find(Pattern.Structuring).ShouldBeEmpty();
    }

    [Fact]
    public void One_person_who_pays_in_to_many_accounts_is_looked_at_across_them()
    {
        var table = new SmallTable { KindsKnown = true };
        for (var i = 0; i < 4; i++) table.Pay("person", $"account{i}", i, 9_800, CashKind.CashIn);
        table.Find(Pattern.Structuring).ShouldContain(f => f.Accounts[0] == "person" && f.Transactions.Count == 4);
    }

    [Fact]
    public void A_threshold_holds_on_its_days_and_at_its_place_only()
    {
        var book = RuleBook.Standard();
        book.For("USD", new LocalDate(2025, 5, 1)).Select(t => t.Code).ShouldBe(["us-ctr", "us-ctr-day"], ignoreOrder: true);
        book.For("USD", new LocalDate(1970, 1, 1)).ShouldBeEmpty();
        book.For("MXN", new LocalDate(2025, 5, 1)).ShouldBeEmpty();
        RuleBook.Standard("MX").For("USD", new LocalDate(2025, 5, 1)).ShouldContain(t => t.Code == "mx-usd-customer-month" && t.Amount == 400_000);
        RuleBook.Standard("MX").For("USD", new LocalDate(2025, 5, 1)).ShouldAllBe(t => t.Country == "MX");
    }

    [Fact]
    public void Every_threshold_has_a_citation_and_an_end_after_its_beginning()
    {
        foreach (var threshold in RuleBook.Standard().All)
        {
            threshold.Citation.ShouldNotBeNullOrWhiteSpace();
            threshold.Amount.ShouldBePositive();
            if (threshold.Until is { } until) until.ShouldBeGreaterThanOrEqualTo(threshold.From);
        }
    }

    [Fact]
    public void Cash_from_two_places_that_leaves_at_a_third_within_two_days_is_a_funnel()
    {
        var (near, far) = (new SmallTable { KindsKnown = true, PlacesKnown = true }, new SmallTable { KindsKnown = true, PlacesKnown = true });
        foreach (var (table, lag) in (ReadOnlySpan<(SmallTable, double)>)[(near, 0.6), (far, 5)])
            for (var i = 0; i < 4; i++)
            {
                table.Pay($"p{i}", "account", 7 * i, 8_000, CashKind.CashIn, i % 2);
                table.Pay("account", "cash", 7 * i + lag, 7_900, CashKind.CashOut, 9);
            }

        near.Find(Pattern.Funnel).ShouldHaveSingleItem().Reasons.ShouldContain(r => r.Code == "pattern.reason.places");
        far.Find(Pattern.Funnel).ShouldBeEmpty();
    }

    [Fact]
    public void Cash_paid_in_and_taken_out_at_one_place_is_no_funnel()
    {
        var table = new SmallTable { KindsKnown = true, PlacesKnown = true };
        for (var i = 0; i < 4; i++)
        {
            table.Pay($"p{i}", "account", 7 * i, 8_000, CashKind.CashIn, 1);
            table.Pay("account", "cash", 7 * i + 0.6, 7_900, CashKind.CashOut, 1);
        }

        table.Find(Pattern.Funnel).ShouldBeEmpty();
    }
}
