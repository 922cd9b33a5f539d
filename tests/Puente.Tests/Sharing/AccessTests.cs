using CsCheck;
using Puente.Evidence.Sharing;

namespace Puente.Tests.Sharing;

public sealed class AccessTests
{
    private static readonly Marking Plain = new() { Owner = "US/ATF", Unit = "US/ATF/PHX", Regime = "open", Tlp = Tlp.Amber };

    private static Mode Seen(Marking marking, string unit, string officer = "ana", string purpose = "trace", Tlp? ceiling = Tlp.Red, params string[] cases) =>
        Worlds.Decide(Worlds.Subject(unit, officer, purpose, ceiling, cases), marking).Mode;

    private static Marking With(Tlp tlp, params Grant[] audience) => Plain with { Tlp = tlp, Audience = [.. audience] };

    private static Grant To(PrincipalKind kind, string code, Mode mode = Mode.Full, Field redacted = Field.None) => new(new Principal(kind, code), mode, redacted);

    [Fact]
    public void Nobody_without_an_approved_right_sees_anything() =>
        Worlds.Subjects.Select(Worlds.Markings).Sample((who, marking) => Worlds.Decide(who with { Ceiling = null }, marking) == Verdict.Nothing, seed: "0000000000103");

    [Fact]
    public void An_empty_audience_is_the_owner_and_its_successor_only() =>
        Worlds.Subjects.Select(Worlds.Markings).Sample((who, marking) =>
            who.Agencies.Contains(marking.Owner) || Worlds.Decide(who, marking with { Audience = [] }).Mode == Mode.None, seed: "0000000000104");

    [Fact]
    public void A_regime_without_a_rule_opens_nothing() =>
        Worlds.Subjects.Select(Worlds.Markings).Sample((who, marking) => Access.Decide(who, marking, null) == Verdict.Nothing, seed: "0000000000105");

    [Fact]
    public void A_higher_right_never_shows_less() =>
        Worlds.Subjects.Select(Worlds.Markings, Gen.Enum<Tlp>()).Sample((who, marking, tlp) =>
            who.Ceiling is null || tlp < who.Ceiling || Worlds.NoMoreThan(Worlds.Decide(who, marking), Worlds.Decide(who with { Ceiling = tlp }, marking)), seed: "0000000000106");

    [Fact]
    public void A_further_grant_never_shows_less() =>
        Worlds.Subjects.Select(Worlds.Markings, Worlds.Grants).Sample((who, marking, grant) =>
            Worlds.NoMoreThan(Worlds.Decide(who, marking), Worlds.Decide(who, marking with { Audience = marking.Audience.Add(grant) })), seed: "0000000000107");

    [Fact]
    public void Markings_combined_never_show_more_than_each() =>
        Worlds.Subjects.Select(Worlds.Markings, Worlds.Markings).Sample((who, a, b) =>
        {
            var both = Worlds.Decide(who, Combine.All([a, b]));
            return Worlds.NoMoreThan(both, Worlds.Decide(who, a)) && Worlds.NoMoreThan(both, Worlds.Decide(who, b));
        }, seed: "0000000000108");

    [Fact]
    public void A_tightening_never_shows_more() =>
        Worlds.Subjects.Select(Worlds.Markings, Worlds.Markings).Sample((who, old, other) =>
        {
            var next = other with { Owner = old.Owner, Unit = old.Unit, Regime = old.Regime, Audience = [.. old.Audience.Where((_, i) => i % 2 == 0)] };
            return !Tightening.Is(old, next) || Worlds.NoMoreThan(Worlds.Decide(who, next), Worlds.Decide(who, old));
        }, iter: 100_000, seed: "0000000000109");

    [Fact]
    public void Every_marking_is_a_tightening_of_itself() => Worlds.Markings.Sample(marking => Tightening.Is(marking, marking), seed: "0000000000110");

    [Theory]
    [InlineData(Tlp.Clear, Mode.Full)]
    [InlineData(Tlp.Amber, Mode.Full)]
    [InlineData(Tlp.AmberStrict, Mode.None)]
    [InlineData(Tlp.Red, Mode.None)]
    public void A_country_is_no_reader_of_what_is_closer_than_amber(Tlp tlp, Mode seen) =>
        Seen(With(tlp, To(PrincipalKind.Country, "MX")), "MX/FGR/CDMX").ShouldBe(seen);

    [Theory]
    [InlineData(Tlp.AmberStrict, Mode.Full)]
    [InlineData(Tlp.Red, Mode.None)]
    public void A_whole_agency_is_no_reader_of_red(Tlp tlp, Mode seen) =>
        Seen(With(tlp, To(PrincipalKind.Agency, "MX/FGR")), "MX/FGR/CDMX").ShouldBe(seen);

    [Fact]
    public void Red_stays_in_the_unit_that_recorded_it_and_with_named_readers()
    {
        var red = With(Tlp.Red, To(PrincipalKind.Officer, "luz"), To(PrincipalKind.Case, "case-1"));
        Seen(red, "US/ATF/PHX").ShouldBe(Mode.Full);
        Seen(red, "US/ATF/ELP").ShouldBe(Mode.None);
        Seen(red, "US/ATF/ELP", "luz").ShouldBe(Mode.Full);
        Seen(red, "MX/FGR/CDMX", cases: "case-1").ShouldBe(Mode.Full);
    }

    [Fact]
    public void The_most_permissive_grant_counts_within_the_audience()
    {
        var marking = With(Tlp.Amber, To(PrincipalKind.Country, "MX", Mode.Pointer), To(PrincipalKind.Agency, "MX/FGR", Mode.Redacted, Field.Value));
        var verdict = Worlds.Decide(Worlds.Subject("MX/FGR/CDMX"), marking);
        verdict.Mode.ShouldBe(Mode.Redacted);
        verdict.Redacted.ShouldBe(Field.Value);
    }

    [Fact]
    public void A_purpose_that_is_not_named_opens_nothing()
    {
        var marking = Plain with { Purposes = ["financial"] };
        Seen(marking, "US/ATF/PHX").ShouldBe(Mode.None);
        Seen(marking, "US/ATF/PHX", purpose: "financial").ShouldBe(Mode.Full);
    }

    [Theory]
    [InlineData(-1, Mode.None)]
    [InlineData(0, Mode.Full)]
    public void The_day_of_expiry_is_the_last_day(int days, Mode seen) =>
        Seen(Plain with { ExpiresOn = Worlds.Today.AddDays(days) }, "US/ATF/PHX").ShouldBe(seen);

    [Fact]
    public void A_successor_reads_what_the_body_before_it_owned() =>
        Seen(Plain with { Owner = "MX/PGR", Unit = "MX/PGR/SIEDO" }, "MX/FGR/CDMX").ShouldBe(Mode.Full);

    [Fact]
    public void Abroad_needs_the_order_where_the_regime_asks_for_one()
    {
        var marking = With(Tlp.Amber, To(PrincipalKind.Country, "MX")) with { Regime = "order" };
        Seen(marking, "MX/FGR/CDMX").ShouldBe(Mode.None);
        Seen(marking with { CourtOrder = "order 7" }, "MX/FGR/CDMX").ShouldBe(Mode.Full);
        Seen(marking, "US/ATF/ELP").ShouldBe(Mode.Full);
    }

    [Theory]
    [InlineData(Mode.Pointer)]
    [InlineData(Mode.Silent)]
    public void What_may_not_be_confirmed_is_not_pointed_to(Mode mode)
    {
        var marking = With(Tlp.Amber, To(PrincipalKind.Country, "MX", mode));
        Seen(marking, "MX/FGR/CDMX").ShouldBe(mode);
        Seen(marking with { Regime = "secret" }, "MX/FGR/CDMX").ShouldBe(Mode.None);
    }

    [Theory]
    [InlineData("country", "MX/FGR/CDMX", Mode.None)]
    [InlineData("country", "US/DEA/HOU", Mode.Full)]
    [InlineData("agency", "US/DEA/HOU", Mode.None)]
    [InlineData("agency", "US/ATF/ELP", Mode.Full)]
    [InlineData("unit", "US/ATF/ELP", Mode.None)]
    [InlineData("unit", "US/ATF/PHX", Mode.Full)]
    [InlineData("police", "US/DEA/HOU", Mode.None)]
    [InlineData("police", "MX/FGR/CDMX", Mode.Full)]
    public void The_regime_stands_above_the_audience(string regime, string unit, Mode seen) =>
        Seen(With(Tlp.Amber, To(PrincipalKind.Country, "MX"), To(PrincipalKind.Country, "US")) with { Regime = regime }, unit).ShouldBe(seen);

    [Fact]
    public void Without_permission_to_view_nothing_is_read() =>
        Seen(Plain with { Actions = Permission.Export }, "US/ATF/PHX").ShouldBe(Mode.None);
}
