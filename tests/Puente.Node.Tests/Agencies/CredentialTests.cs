using Puente.Evidence.Agencies;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Agencies;

/// <summary>What lets an officer in works as long as it should and once where it should.</summary>
public sealed class CredentialTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_recovery_code_works_once_for_its_officer_however_it_is_typed(Engine engine)
    {
        await using var office = await FrontOffice.NewAsync(engine);
        var (rivas, doyle) = (office.Officer("rivas").Id, office.Officer("doyle").Id);
        var codes = await office.Codes.NewRecoveryAsync(rivas);
        codes.Distinct().Count().ShouldBe(OneTimeCodes.RecoveryCodes);
        (await office.Codes.UseAsync(doyle, CodeKind.Recovery, codes[0])).ShouldBeFalse();
        (await office.Codes.UseAsync(rivas, CodeKind.Enrolment, codes[0])).ShouldBeFalse();
        (await office.Codes.UseAsync(rivas, CodeKind.Recovery, codes[0].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal))).ShouldBeTrue();
        (await office.Codes.UseAsync(rivas, CodeKind.Recovery, codes[0])).ShouldBeFalse();
        (await office.Codes.RecoveryLeftAsync(rivas)).ShouldBe(9);
        await office.Codes.NewRecoveryAsync(rivas);
        (await office.Codes.UseAsync(rivas, CodeKind.Recovery, codes[1])).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_enrolment_code_is_an_administrators_to_give_and_expires(Engine engine)
    {
        await using var office = await FrontOffice.NewAsync(engine);
        var rivas = office.Officer("rivas").Id;
        (await office.Codes.NewEnrolmentAsync(office.As("campos"), rivas)).Refusal!.Code.ShouldBe("roster.not-administrator");
        var code = await FrontOffice.Must(office.Codes.NewEnrolmentAsync(office.As("keeper", "administration"), rivas));
        office.Clock.Advance(TimeSpan.FromDays(3));
        (await office.Codes.UseAsync(rivas, CodeKind.Enrolment, code)).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_session_ends_after_an_hour_without_use_after_twelve_hours_and_on_sign_out(Engine engine)
    {
        await using var office = await FrontOffice.NewAsync(engine);
        var rivas = office.Officer("rivas");
        var (idle, _) = await office.Sessions.StartAsync(rivas, FrontOffice.Sonora, "", "passkey");
        var (busy, _) = await office.Sessions.StartAsync(rivas, FrontOffice.Sonora, "", "passkey");
        for (var half = 0; half < 23; half++)
        {
            office.Clock.Advance(TimeSpan.FromMinutes(30));
            (await office.Sessions.FindAsync(busy)).ShouldNotBeNull($"after {half + 1} half hours");
        }

        (await office.Sessions.FindAsync(idle)).ShouldBeNull();
        office.Clock.Advance(TimeSpan.FromMinutes(30));
        (await office.Sessions.FindAsync(busy)).ShouldBeNull();

        var (left, session) = await office.Sessions.StartAsync(rivas, FrontOffice.Sonora, "trace", "passkey");
        await office.Sessions.EndAsync(session, rivas);
        (await office.Sessions.FindAsync(left)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_declared_purpose_is_an_act_and_outlives_a_restart(Engine engine)
    {
        await using var office = await FrontOffice.NewAsync(engine);
        var rivas = office.Officer("rivas");
        var (cookie, session) = await office.Sessions.StartAsync(rivas, FrontOffice.Sonora, "", "passkey");
        await office.Sessions.DeclareAsync(session, rivas, FrontOffice.Sonora, "trace");
        (await office.KindsAsync())[^1].ShouldBe("session.purpose");
        (await office.Sessions.FindAsync(cookie))!.Purpose.ShouldBe("trace");
        (await new Sessions(office.Store.Database, office.Store.Acts, office.Clock, office.Book).FindAsync(cookie))!.Purpose.ShouldBe("trace");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_token_expires_and_only_its_officer_revokes_it(Engine engine)
    {
        await using var office = await FrontOffice.NewAsync(engine);
        var (one, token) = await office.Tokens.CreateAsync(office.As("rivas"), "laptop", TimeSpan.FromDays(400));
        (token.Expires - token.Created).ShouldBe(AccessTokens.Longest);
        (await office.Tokens.RevokeAsync(office.As("campos"), token.Key)).Refusal!.Code.ShouldBe("token.unknown");
        (await office.Tokens.FindAsync(one))!.Unit.ShouldBe(FrontOffice.Sonora);
        await FrontOffice.Must(office.Tokens.RevokeAsync(office.As("rivas"), token.Key));
        (await office.Tokens.FindAsync(one)).ShouldBeNull();

        var (two, _) = await office.Tokens.CreateAsync(office.As("rivas"), "short", TimeSpan.FromHours(1));
        office.Clock.Advance(TimeSpan.FromHours(1));
        (await office.Tokens.FindAsync(two)).ShouldBeNull();
    }
}
