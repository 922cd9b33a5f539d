using System.Net;
using Dapper;
using Puente.Evidence.Agencies;
using Puente.Evidence.Storage;
using Puente.Node.Setup;
using Puente.Node.SignIn;

namespace Puente.Node.Tests.SignIn;

/// <summary>Sign-in by an OpenID Connect provider: it says who, and nothing else.</summary>
public sealed class DirectoryTests
{
    [Fact]
    public async Task Who_was_joined_is_let_in_and_still_declares_unit_and_purpose()
    {
        await using var directory = await AgencyDirectory.OpenAsync();
        await using var door = await OpenAsync(directory);
        (await door.Of<OutsideSubjects>().JoinAsync(Author.Machine, door.Officer("rivas").Id, OutsideKind.Directory, directory.Issuer, "17")).Refusal.ShouldBeNull();
        using var browser = door.Browser();
        (await browser.GetStringAsync(new Uri("/sign-in/recovery", UriKind.Relative))).ShouldNotBeEmpty();
        (await ArriveAsync(browser)).ShouldBe("/sign-in/done/directory");
        (await browser.GetStringAsync(new Uri("/sign-in/done/directory", UriKind.Relative))).ShouldContain("http-equiv=\"refresh\"");
        (await Doorway.StatusAsync(browser, "/sources")).ShouldBe(HttpStatusCode.Found, "no purpose declared yet");
        (await browser.GetStringAsync(new Uri("/session", UriKind.Relative))).ShouldContain("Rivas");
    }

    [Fact]
    public async Task Whom_nobody_joined_is_not_made_and_the_attempt_is_an_act()
    {
        await using var directory = await AgencyDirectory.OpenAsync();
        await using var door = await OpenAsync(directory);
        directory.Subject = "rivas";
        using var browser = door.Browser();
        (await ArriveAsync(browser)).ShouldBe("/sign-in/unknown/outside-unknown");
        (await browser.GetStringAsync(new Uri("/sign-in/unknown/outside-unknown", UriKind.Relative))).ShouldContain("nobody here was joined");
        (await Doorway.StatusAsync(browser, "/account")).ShouldBe(HttpStatusCode.Found);
        door.Book.Current.Officers.Count.ShouldBe(2);
        await using var connection = await door.Of<Database>().OpenAsync();
        (await connection.ExecuteScalarAsync<string>("select content from act where kind = 'session.refused'")).ShouldBe("{\"code\":\"outside.unknown\",\"method\":\"directory\"}");
    }

    [Fact]
    public async Task An_answer_that_this_browser_did_not_ask_for_is_refused()
    {
        await using var directory = await AgencyDirectory.OpenAsync();
        await using var door = await OpenAsync(directory);
        (await door.Of<OutsideSubjects>().JoinAsync(Author.Machine, door.Officer("rivas").Id, OutsideKind.Directory, directory.Issuer, "17")).Refusal.ShouldBeNull();
        using var asked = door.Browser();
        var answer = await AnswerAsync(asked);
        using var another = door.Browser();
        using var brought = await another.GetAsync(answer);
        brought.Headers.Location!.OriginalString.ShouldBe("/sign-in/unknown/outside-failed");
        (await Doorway.StatusAsync(another, "/account")).ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Attempts_from_outside_are_counted_by_address_and_write_no_more_acts_than_that()
    {
        await using var directory = await AgencyDirectory.OpenAsync();
        await using var door = await OpenAsync(directory);
        using var stranger = door.Browser();
        for (var attempt = 0; attempt < Attempts.ByAddress; attempt++) (await TryAsync()).ShouldBe("/sign-in/unknown/outside-failed");
        (await TryAsync()).ShouldBe("/sign-in/unknown/outside-limit");
        (await stranger.GetStringAsync(new Uri("/sign-in/unknown/outside-limit", UriKind.Relative))).ShouldContain("Too many attempts from this address");
        await using (var connection = await door.Of<Database>().OpenAsync())
            (await connection.ExecuteScalarAsync<long>("select count(*) from act where kind = 'session.refused'")).ShouldBe(Attempts.ByAddress);
        door.Clock.Advance(Attempts.Window);
        (await TryAsync()).ShouldBe("/sign-in/unknown/outside-failed");

        async Task<string> TryAsync()
        {
            using var answer = await stranger.GetAsync(new Uri("/sign-in/directory/callback?code=x&state=y", UriKind.Relative));
            return answer.Headers.Location!.OriginalString;
        }
    }

    [Fact]
    public async Task Joining_a_subject_makes_the_rights_of_an_account_in_use_wait_and_needs_an_administrator()
    {
        await using var door = await Doorway.OpenAsync();
        var (outside, rivas) = (door.Of<OutsideSubjects>(), door.Officer("rivas"));
        var reader = new Author(rivas.Id, "MX/FGR/SON", "MX/FGR", "investigation", false);
        (await outside.JoinAsync(reader, rivas.Id, OutsideKind.Directory, "https://login.example", "17")).Refusal!.Code.ShouldBe("roster.not-administrator");
        (await outside.JoinAsync(Author.Machine, rivas.Id, OutsideKind.Directory, " ", "17")).Refusal!.Code.ShouldBe("outside.empty");
        (await outside.JoinAsync(Author.Machine, rivas.Id, OutsideKind.Directory, "https://login.example", "17")).Refusal.ShouldBeNull();
        (await outside.JoinAsync(Author.Machine, door.Officer("keeper").Id, OutsideKind.Directory, "https://login.example", "17")).Refusal!.Code.ShouldBe("outside.taken");
        (await outside.JoinAsync(Author.Machine, rivas.Id, OutsideKind.Card, "CN=Cards", "CN=Rivas")).Refusal.ShouldBeNull();
        await using var connection = await door.Of<Database>().OpenAsync();
        (await connection.ExecuteScalarAsync<long>("select count(*) from act where kind = 'right.ask-again'")).ShouldBe(1, "the second way in, not the first");
        (await outside.PartAsync(Author.Machine, rivas.Id, (await outside.OfAsync(rivas.Id))[0].Key)).Refusal.ShouldBeNull();
        (await outside.FindAsync(OutsideKind.Directory, "https://login.example", "17")).ShouldBeNull();
    }

    private static Task<Doorway> OpenAsync(AgencyDirectory directory) => Doorway.OpenAsync(
        settings: new NodeSettings("Sonora", "MX", ["localhost"], "http://127.0.0.1:0") { Directory = new DirectorySettings(directory.Address, AgencyDirectory.ClientId) { ClientSecret = AgencyDirectory.ClientSecret } },
        at: TimeProvider.System.GetUtcNow());

    /// <summary>From the link on the sign-in page to where the node sends the browser at the end.</summary>
    private static async Task<string> ArriveAsync(HttpClient browser)
    {
        using var back = await browser.GetAsync(await AnswerAsync(browser));
        return back.Headers.Location!.OriginalString;
    }

    private static async Task<Uri> AnswerAsync(HttpClient browser)
    {
        using var away = await browser.GetAsync(new Uri("/sign-in/directory", UriKind.Relative));
        away.StatusCode.ShouldBe(HttpStatusCode.Found);
        away.Headers.Location!.Query.ShouldContain("code_challenge=");
        using var there = await browser.GetAsync(away.Headers.Location);
        there.StatusCode.ShouldBe(HttpStatusCode.Found, await there.Content.ReadAsStringAsync());
        return there.Headers.Location!;
    }
}
