using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;

namespace Puente.Tests.Agencies;

/// <summary>What a roster may contain, judged without a store.</summary>
public sealed class RosterRulesTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly Agency Pgr = new("MX/PGR", "MX", "Attorney General's Office", "Procuraduría General de la República", ["prosecutor"], null, new DateOnly(2019, 1, 19), "MX/FGR");
    private static readonly Agency Fgr = new("MX/FGR", "MX", "Prosecutor General's Office", "Fiscalía General de la República", ["prosecutor"], new DateOnly(2019, 1, 20));
    private static readonly Agency Atf = new("US/ATF", "US", "Bureau of Alcohol, Tobacco, Firearms and Explosives", "Oficina de Alcohol, Tabaco, Armas de Fuego y Explosivos", ["firearms", "police"]);
    private static readonly Officer Reader = Person(1, "rivas", "MX/FGR/SON", Role.Reader | Role.Recorder);
    private static readonly Officer Second = Person(2, "campos", "MX/FGR/SON", Role.Reader);
    private static readonly Officer Abroad = Person(3, "doyle", "US/ATF/PHX", Role.Reader);
    private static readonly Officer Keeper = Person(4, "keeper", "MX/FGR/SON", Role.Administrator);
    private static readonly ReadingRight Waiting = new(Reader.Id, "MX/FGR", Tlp.Amber, Day, null, Keeper.Id, null) { Id = new RightId(9), Units = ["MX/FGR/SON"] };
    private static readonly Roster Roster = new(
        1, [Pgr, Fgr, Atf], [new Unit("MX/FGR/SON", "MX/FGR", "Sonora", "Sonora"), new Unit("US/ATF/PHX", "US/ATF", "Phoenix", "Phoenix")], [Reader, Second, Abroad, Keeper], [Waiting]);

    [Fact]
    public void A_second_person_of_the_owning_agency_approves() => RosterRules.Approval(Roster, By(Second), Waiting.Id, Day).ShouldBeNull();

    [Fact]
    public void Nobody_abroad_approves() => Code(RosterRules.Approval(Roster, By(Abroad), Waiting.Id, Day)).ShouldBe("right.foreign-approver");

    [Fact]
    public void The_reader_does_not_approve() => Code(RosterRules.Approval(Roster, By(Reader), Waiting.Id, Day)).ShouldBe("right.own-right");

    [Fact]
    public void The_proposer_does_not_approve() => Code(RosterRules.Approval(Roster, By(Keeper), Waiting.Id, Day)).ShouldBe("right.same-person");

    [Fact]
    public void Whoever_has_the_machine_does_not_approve() => Code(RosterRules.Approval(Roster, Author.Machine, Waiting.Id, Day)).ShouldBe("right.foreign-approver");

    [Fact]
    public void An_administrator_who_did_not_propose_does_not_approve_either()
    {
        var proposedByAnother = new Roster(2, Roster.Agencies.Values, Roster.Units.Values, Roster.Officers.Values, [Waiting with { ProposedBy = Second.Id }]);
        Code(RosterRules.Approval(proposedByAnother, By(Keeper), Waiting.Id, Day)).ShouldBe("right.administrator-approves");
    }

    [Fact]
    public void Once_somebody_reads_for_the_agency_only_a_reader_approves()
    {
        var puppet = Person(5, "puppet", "MX/FGR/SON", Role.Recorder);
        var reads = Waiting with { Id = new RightId(8), Officer = Second.Id, ProposedBy = Keeper.Id, ApprovedBy = Reader.Id };
        var roster = new Roster(2, Roster.Agencies.Values, Roster.Units.Values, [Reader, Second, Keeper, puppet], [Waiting, reads]);
        Code(RosterRules.Approval(roster, By(puppet), Waiting.Id, Day)).ShouldBe("right.approver-reads-nothing");
        RosterRules.Approval(roster, By(Second), Waiting.Id, Day).ShouldBeNull();
        RosterRules.Approval(roster, By(puppet), Waiting.Id, Day.AddDays(-1)).ShouldBeNull();
    }

    [Fact]
    public void A_right_counts_only_in_the_units_it_was_approved_for()
    {
        var approved = Waiting with { ApprovedBy = Second.Id };
        approved.Covers("MX/FGR/SON", Day).ShouldBeTrue();
        approved.Covers("MX/FGR/SEIDO", Day).ShouldBeFalse();
        Waiting.Covers("MX/FGR/SON", Day).ShouldBeFalse();
    }

    [Fact]
    public void A_right_is_proposed_by_an_administrator_or_by_the_agency()
    {
        RosterRules.Proposal(Roster, Author.Machine, Waiting).ShouldBeNull();
        RosterRules.Proposal(Roster, By(Second), Waiting).ShouldBeNull();
        Code(RosterRules.Proposal(Roster, By(Abroad), Waiting)).ShouldBe("right.foreign-proposer");
    }

    [Fact]
    public void An_administrator_gets_no_reading_right() =>
        Code(RosterRules.Proposal(Roster, Author.Machine, Waiting with { Officer = Keeper.Id })).ShouldBe("right.not-a-reader");

    [Theory]
    [InlineData(Role.Administrator | Role.Reader, "officer.roles-administrator")]
    [InlineData(Role.Auditor | Role.Recorder, "officer.roles-auditor")]
    [InlineData(Role.None, "officer.no-role")]
    public void Duties_are_kept_apart(Role roles, string code) =>
        Code(RosterRules.Officer(Roster, new OfficerEntry("nuevo", "Nuevo", ["MX/FGR/SON"], roles, "es"), null)).ShouldBe(code);

    [Fact]
    public void The_last_administrator_stays() => Code(RosterRules.LastAdministrator(Roster, Keeper.Id)).ShouldBe("officer.last-administrator");

    [Fact]
    public void A_sign_in_name_is_given_once() =>
        Code(RosterRules.Officer(Roster, new OfficerEntry("rivas", "Otra Rivas", ["MX/FGR/SON"], Role.Reader, "es"), null)).ShouldBe("officer.login-taken");

    [Fact]
    public void Succession_has_a_day_and_no_circle()
    {
        Code(RosterRules.Agency(Roster, Pgr with { Until = null }, isNew: false)).ShouldBe("agency.successor-without-end");
        Code(RosterRules.Agency(Roster, Fgr with { Until = Day, Successor = "MX/PGR" }, isNew: false)).ShouldBe("agency.circular");
        Code(RosterRules.Agency(Roster, Pgr with { Successor = "US/ATF" }, isNew: false)).ShouldBe("agency.successor-abroad");
        RosterRules.Agency(Roster, Pgr, isNew: false).ShouldBeNull();
    }

    private static Officer Person(long key, string login, string unit, Role roles) => new(new OfficerId(key), login, login, [unit], roles, true, "es");

    private static Author By(Officer officer) =>
        new(officer.Id, officer.Units[0], Roster.Units[officer.Units[0]].Agency, "liaison", officer.Roles.HasFlag(Role.Administrator));

    private static string? Code(Refusal? refusal) => refusal?.Code;
}
