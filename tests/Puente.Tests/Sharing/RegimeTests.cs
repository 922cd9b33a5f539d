using Puente.Evidence;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;

namespace Puente.Tests.Sharing;

public sealed class RegimeTests
{
    private static readonly DateOnly Today = new(2026, 11, 1);

    [Fact]
    public void Every_regime_has_words_in_both_languages_a_citation_and_a_rule_for_any_day()
    {
        foreach (var regime in Regimes.Standard.All)
        {
            regime.Label.En.ShouldNotBeNullOrWhiteSpace();
            regime.Label.Es.ShouldNotBeNullOrWhiteSpace();
            foreach (var day in new[] { new DateOnly(1900, 1, 1), new DateOnly(2002, 11, 25), new DateOnly(2025, 3, 20), Today, DateOnly.MaxValue })
                regime.On(day).Citation.ShouldNotBeNullOrWhiteSpace();
        }
    }

    // Fed. R. Crim. P. 6(e)(3)(E)(iii)
    [Fact]
    public void Grand_jury_matter_goes_abroad_only_by_court_order_and_only_to_a_prosecutor_or_court()
    {
        var rule = Regimes.Standard.Rule("grand-jury", Today)!;
        rule.ForeignNeedsOrder.ShouldBeTrue();
        rule.ForeignFunctions.ShouldBe(["prosecutor", "court"]);
    }

    // Fed. R. Crim. P. 6(e)(3)(E)(iii): to a foreign court or prosecutor.
    [Theory]
    [InlineData("prosecutor", "order 26-0117", Mode.Full)]
    [InlineData("prosecutor", null, Mode.None)]
    [InlineData("police", "order 26-0117", Mode.None)]
    public void A_court_order_opens_grand_jury_matter_to_a_foreign_prosecutor_and_to_no_other_foreign_body(string function, string? order, Mode mode)
    {
        var reader = Worlds.Subject("MX/FGR/CDMX") with { Functions = [function] };
        var marking = new Marking
        {
            Owner = "US/ATF",
            Unit = "US/ATF/PHX",
            Regime = "grand-jury",
            CourtOrder = order,
            Audience = [new Grant(new Principal(PrincipalKind.Agency, "MX/FGR"), Mode.Full)],
        };
        Access.Decide(reader, marking, Regimes.Standard.Rule("grand-jury", Today)).Mode.ShouldBe(mode);
    }

    // 31 U.S.C. 5318(g)(2)
    [Fact]
    public void The_existence_of_a_suspicious_activity_report_is_confidential_and_stays_in_the_country()
    {
        var rule = Regimes.Standard.Rule("suspicious-activity-report", Today)!;
        rule.ExistenceConfidential.ShouldBeTrue();
        rule.WidestAudience.ShouldBe(Circle.Country);
    }

    // 18 U.S.C. 923(g)(3)(B)
    [Fact]
    public void A_local_copy_of_a_multiple_sale_report_is_destroyed_within_twenty_days() =>
        Regimes.Standard.Rule("multiple-sale-local", Today)!.DestroyBy(new DateOnly(2026, 10, 20)).ShouldBe(new DateOnly(2026, 11, 9));

    // Homeland Security Act of 2002 added 18 U.S.C. 2517(7).
    [Theory]
    [InlineData("2002-11-24", Circle.Country)]
    [InlineData("2002-11-25", Circle.Partner)]
    public void A_wiretap_could_go_to_foreign_officers_only_since_the_law_changed(string day, Circle widest) =>
        Regimes.Standard.Rule("wiretap", DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))!.WidestAudience.ShouldBe(widest);

    [Theory]
    [InlineData("1999-06-01", "2011-06-01")]
    [InlineData("2016-02-29", "2021-02-28")]
    public void Reserved_information_is_reviewed_after_the_period_of_the_law_of_its_day(string recorded, string review)
    {
        var day = DateOnly.ParseExact(recorded, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Regimes.Standard.Rule("reservada", day)!.ReviewBy(day).ShouldBe(DateOnly.ParseExact(review, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void An_unknown_regime_has_no_rule() => Regimes.Standard.Rule("no-such-regime", Today).ShouldBeNull();

    [Theory]
    [InlineData("regimes:\n  x:\n    label: [X, X]\n    rules:\n      - widest: world\n        citation: c\n", 5, "yaml.value-unknown")]
    [InlineData("regimes:\n  x:\n    label: [X, X]\n    rules:\n      - widest: unit\n        holders: [wizards]\n        citation: c\n", 6, "regime.function-unknown")]
    [InlineData("regimes:\n  x:\n    label: [X, X]\n    rules:\n      - from: 2001-01-01\n        widest: unit\n        citation: c\n", 2, "regime.days-not-covered")]
    [InlineData("regimes:\n  x:\n    label: [X]\n    rules:\n      - widest: unit\n        citation: c\n", 3, "yaml.label-wanted")]
    [InlineData("regimes:\n  x:\n    label: [X, X]\n    rules:\n      - widest: unit\n        review-after: soon\n        citation: c\n", 6, "yaml.period-wanted")]
    public void A_bad_file_is_refused_with_line_and_reason(string text, int line, string code)
    {
        var reading = Regimes.Load([new VocabularyFile("mine.yaml", new StringReader(text))]);
        reading.Regimes.ShouldBeNull();
        reading.Problems.Where(p => p.Line == line && p.Code == code).ShouldHaveSingleItem().Args.ShouldContain(("file", "mine.yaml"));
    }
}
