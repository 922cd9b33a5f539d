using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Agencies;

/// <summary>The roster as it is kept: changes, their acts, the second person, the leaver.</summary>
public sealed class RosterBookTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_reading_right_counts_only_once_a_second_person_of_the_agency_approved_it(Engine engine)
    {
        await using var office = await FrontOffice.NewAsync(engine);
        var right = await FrontOffice.Must(office.Book.ProposeRightAsync(office.As("keeper", "administration"), office.Officer("rivas").Id, "MX/FGR", Tlp.Amber, Today));
        office.As("rivas").Subject.Ceiling.ShouldBeNull();

        (await office.Book.ApproveRightAsync(office.As("doyle"), right)).Refusal!.Code.ShouldBe("right.foreign-approver");
        (await office.Book.ApproveRightAsync(office.As("rivas"), right)).Refusal!.Code.ShouldBe("right.own-right");
        (await office.Book.ApproveRightAsync(office.As("keeper", "administration"), right)).Refusal!.Code.ShouldBe("right.same-person");
        office.As("rivas").Subject.Ceiling.ShouldBeNull();

        await FrontOffice.Must(office.Book.ApproveRightAsync(office.As("campos"), right));
        office.As("rivas").Subject.Ceiling.ShouldBe(Tlp.Amber);
        (await office.ReloadAsync()).Current.Right(right)!.ApprovedBy.ShouldBe(office.Officer("campos").Id);
        (await office.Book.ApproveRightAsync(office.As("campos"), right)).Refusal!.Code.ShouldBe("right.already-approved");
        (await office.KindsAsync()).Count(k => k == "roster.refused").ShouldBe(4);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Another_way_into_an_account_that_has_one_makes_its_rights_wait_for_a_second_person_again(Engine engine)
    {
        await using var office = await FrontOffice.NewAsync(engine);
        await GrantAsync(office, "rivas");
        var rivas = office.Officer("rivas");
        await FrontOffice.Must(office.Codes.NewEnrolmentAsync(office.As("keeper", "administration"), rivas.Id));
        office.As("rivas").Subject.Ceiling.ShouldBe(Tlp.Amber);

        await new Passkeys(office.Store.Database, office.Store.Acts, office.Clock).KeepAsync(rivas, new Passkey([1], rivas.Id, "key", [2], office.Clock.GetUtcNow(), 0));
        await FrontOffice.Must(office.Codes.NewEnrolmentAsync(office.As("keeper", "administration"), rivas.Id));
        office.As("rivas").Subject.Ceiling.ShouldBeNull();
        (await office.KindsAsync()).ShouldContain("right.ask-again");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_moves_to_another_unit_reads_nothing_there_until_it_is_approved(Engine engine)
    {
        await using var office = await FrontOffice.NewAsync(engine);
        await GrantAsync(office, "rivas");
        await FrontOffice.Must(office.Book.AddUnitAsync(Author.Machine, new Unit("MX/FGR/CHI", "MX/FGR", "Chihuahua", "Chihuahua")));
        await FrontOffice.Must(office.Book.ChangeOfficerAsync(Author.Machine, office.Officer("rivas").Id, new OfficerEntry("rivas", "Rivas", [FrontOffice.Sonora, "MX/FGR/CHI"], Role.Reader, "es")));
        office.Store.Viewers.Open(office.Officer("rivas").Id, FrontOffice.Sonora, "trace").Value.Subject.Ceiling.ShouldBe(Tlp.Amber);
        office.Store.Viewers.Open(office.Officer("rivas").Id, "MX/FGR/CHI", "trace").Value.Subject.Ceiling.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_leaver_loses_session_token_code_and_right_at_once(Engine engine)
    {
        await using var office = await FrontOffice.NewAsync(engine);
        await GrantAsync(office, "rivas");
        var rivas = office.Officer("rivas");
        var (cookie, _) = await office.Sessions.StartAsync(rivas, FrontOffice.Sonora, "trace", "passkey");
        var (token, _) = await office.Tokens.CreateAsync(office.As("rivas"), "laptop", TimeSpan.FromDays(1));
        var code = await FrontOffice.Must(office.Codes.NewEnrolmentAsync(Author.Machine, rivas.Id));
        (await office.Sessions.FindAsync(cookie)).ShouldNotBeNull();

        await FrontOffice.Must(office.Book.EndAsync(office.As("keeper", "administration"), rivas.Id));

        (await office.Sessions.FindAsync(cookie)).ShouldBeNull();
        (await new Sessions(office.Store.Database, office.Store.Acts, office.Clock, await office.ReloadAsync()).FindAsync(cookie)).ShouldBeNull();
        (await office.Tokens.FindAsync(token)).ShouldBeNull();
        (await office.Codes.UseAsync(rivas.Id, CodeKind.Enrolment, code)).ShouldBeFalse();
        office.Open("rivas").Refusal!.Code.ShouldBe("viewer.left");
        office.Book.Current.Rights[rivas.Id].ShouldBeEmpty();
        (await office.KindsAsync())[^1].ShouldBe("officer.leave");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Only_an_administrator_changes_the_roster_and_the_last_one_stays(Engine engine)
    {
        await using var office = await FrontOffice.NewAsync(engine);
        var unit = new Unit("MX/FGR/CHI", "MX/FGR", "Chihuahua", "Chihuahua");
        (await office.Book.AddUnitAsync(office.As("rivas"), unit)).Refusal!.Code.ShouldBe("roster.not-administrator");
        office.Book.Current.Units.ShouldNotContainKey("MX/FGR/CHI");
        (await office.KindsAsync())[^1].ShouldBe("roster.refused");
        (await office.Book.EndAsync(office.As("keeper", "administration"), office.Officer("keeper").Id)).Refusal!.Code.ShouldBe("officer.last-administrator");
        await FrontOffice.Must(office.Book.AddUnitAsync(office.As("keeper", "administration"), unit));
        (await office.KindsAsync())[^1].ShouldBe("unit.add");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_kept_is_what_was_said(Engine engine)
    {
        await using var office = await FrontOffice.NewAsync(engine);
        await FrontOffice.Must(office.Book.ClearUnitAsync(Author.Machine, FrontOffice.Sonora, new Vetting(new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), "INL")));
        var again = (await office.ReloadAsync()).Current;
        again.Units[FrontOffice.Sonora].Cleared(Today).ShouldBeTrue();
        again.Units[FrontOffice.Sonora].Cleared(new DateOnly(2027, 1, 1)).ShouldBeFalse();
        again.WithPredecessors("MX/FGR").ShouldBe(["MX/FGR", "MX/PGR"], ignoreOrder: true);
        again.Agencies["MX/PGR"].Until.ShouldBe(new DateOnly(2019, 1, 19));
        again.ByLogin("rivas")!.Roles.ShouldBe(Role.Reader | Role.Recorder);
    }

    private static async Task GrantAsync(FrontOffice office, string login)
    {
        var right = await FrontOffice.Must(office.Book.ProposeRightAsync(Author.Machine, office.Officer(login).Id, "MX/FGR", Tlp.Amber, Today));
        await FrontOffice.Must(office.Book.ApproveRightAsync(office.As("campos"), right));
    }
}
