using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;

namespace Puente.Tests.Sharing;

public sealed class PresetTests
{
    private static readonly DateOnly Today = new(2026, 11, 2);

    private static Marking Marked(string preset, string owner = "US/ATF") =>
        Presets.Standard.Find(preset)!.ToMarking(owner, owner + "/ONE", Today, Access.CountryOf(owner) == "US" ? "MX" : "US", "JOINT-1").Value;

    [Fact]
    public void Every_preset_says_in_both_languages_who_sees_what()
    {
        foreach (var preset in Presets.Standard.All)
            foreach (var words in new[] { preset.Label, preset.Help })
            {
                words.En.ShouldNotBeNullOrWhiteSpace(preset.Code);
                words.Es.ShouldNotBeNullOrWhiteSpace(preset.Code);
            }
    }

    [Fact]
    public void No_preset_promises_a_reader_whom_its_regime_or_sensitivity_would_turn_away()
    {
        foreach (var preset in Presets.Standard.All)
        {
            var rule = Regimes.Standard.Rule(preset.Regime, Today)!;
            foreach (var grant in preset.Audience)
            {
                var foreign = grant.Code == "$partner" || (preset.Country is { } own && grant.Kind is PrincipalKind.Agency && Access.CountryOf(grant.Code) != own);
                if (foreign) (rule.WidestAudience >= Circle.Partner).ShouldBeTrue(preset.Code);
                (rule.WidestAudience >= Circle.Country).ShouldBeTrue(preset.Code);
                if (grant.Mode is Mode.Pointer or Mode.Silent) rule.ExistenceConfidential.ShouldBeFalse(preset.Code);
                if (grant.Kind == PrincipalKind.Country) (preset.Tlp <= Tlp.Amber).ShouldBeTrue(preset.Code);
                if (grant.Kind == PrincipalKind.Agency) (preset.Tlp < Tlp.Red).ShouldBeTrue(preset.Code);
            }
        }
    }

    [Fact]
    public void A_preset_of_one_country_belongs_to_a_regime_of_that_country_or_of_none()
    {
        foreach (var preset in Presets.Standard.All)
            if (Regimes.Standard.Find(preset.Regime)!.Country is { } country) preset.Country.ShouldBe(country, preset.Code);
    }

    [Fact]
    public void Internal_stays_in_the_agency_under_the_national_label()
    {
        Marked("internal").Audience.ShouldBeEmpty();
        Marked("internal").Label.ShouldBe("CUI//LES");
        Marked("internal", "MX/FGR").Label.ShouldBe("Reservada");
    }

    [Fact]
    public void A_trace_answer_goes_to_the_FGR_and_may_not_be_passed_on()
    {
        var marking = Marked("trace-answer-fgr");
        marking.Regime.ShouldBe("firearms-trace");
        marking.Audience.ShouldBe([new Grant(new Principal(PrincipalKind.Agency, "MX/FGR"), Mode.Full)]);
        marking.Handling.ShouldBe(Handling.H2);
        marking.ReviewBy.ShouldBe(new DateOnly(2027, 11, 2));
    }

    [Fact]
    public void A_pointer_release_shows_the_partner_nothing_but_whom_to_ask() =>
        Marked("partner-pointer").Audience.ShouldContain(new Grant(new Principal(PrincipalKind.Country, "MX"), Mode.Pointer));

    [Fact]
    public void Danger_to_life_is_reviewed_within_a_week_and_gone_after_ninety_days()
    {
        Marked("life-safety").ReviewBy.ShouldBe(new DateOnly(2026, 11, 9));
        Marked("life-safety").ExpiresOn.ShouldBe(new DateOnly(2027, 1, 31));
    }

    [Fact]
    public void The_earlier_of_the_dates_of_preset_and_law_counts()
    {
        Marked("criminal-intelligence").ExpiresOn.ShouldBe(new DateOnly(2031, 11, 2));
        Marked("reservada", "MX/FGR").ReviewBy.ShouldBe(new DateOnly(2031, 11, 2));
    }

    [Theory]
    [InlineData("sar-own-unit", "MX/UIF", "US", "JOINT-1", "preset.not-offered")]
    [InlineData("partner-full", "US/ATF", null, "JOINT-1", "preset.partner-needed")]
    [InlineData("partner-full", "US/ATF", "US", "JOINT-1", "preset.partner-needed")]
    [InlineData("joint-case", "US/ATF", "MX", null, "preset.case-needed")]
    public void A_preset_that_does_not_fit_is_refused(string preset, string owner, string? partner, string? joint, string code) =>
        Presets.Standard.Find(preset)!.ToMarking(owner, owner + "/ONE", Today, partner, joint).Refusal!.Code.ShouldBe(code);

    [Theory]
    [InlineData("presets:\n  x:\n    label: [X, X]\n    help: [X, X]\n    regime: nosuch\n    tlp: red\n", 5, "preset.regime-unknown")]
    [InlineData("presets:\n  x:\n    label: [X, X]\n    help: [X, X]\n    regime: agency-record\n    tlp: purple\n", 6, "yaml.value-unknown")]
    [InlineData("presets:\n  x:\n    label: [X, X]\n    help: [X, X]\n    regime: agency-record\n    tlp: red\n    audience: [everyone]\n", 7, "preset.audience-form")]
    [InlineData("presets:\n  x:\n    label: [X, X]\n    help: [X, X]\n    regime: agency-record\n    tlp: red\n    audience: ['country:$own redacted']\n", 7, "preset.audience-form")]
    [InlineData("presets:\n  internal:\n    label: [X, X]\n", 2, "vocabulary.redefined")]
    public void A_bad_file_is_refused_with_line_and_reason(string text, int line, string code) =>
        Presets.Load([new VocabularyFile("mine.yaml", new StringReader(text))]).Problems.ShouldContain(p => p.Line == line && p.Code == code);
}
