using System.Net;
using System.Text.RegularExpressions;
using Puente.Evidence.Agencies;
using Puente.Node.SignIn;

namespace Puente.Node.Tests.SignIn;

/// <summary>The authenticator app from its picture to the door, over HTTP.</summary>
public sealed partial class AuthenticatorTests
{
    private const string Phrase = "tres tristes tigres";

    [Fact]
    public async Task It_is_set_up_confirmed_and_lets_in_once_a_code()
    {
        await using var door = await Doorway.OpenAsync();
        using var rivas = await door.SignInAsync("rivas");
        var secret = await SetUpAsync(door, rivas);
        (await rivas.GetStringAsync(new Uri("/account", UriKind.Relative))).ShouldNotContain("otpauth", Case.Insensitive);

        using var browser = door.Browser();
        (await EnterAsync(browser, "rivas", Phrase, Now(door, secret))).ShouldBe(HttpStatusCode.UnprocessableEntity, "the code that confirmed it was used");
        door.Clock.Advance(TimeSpan.FromSeconds(Totp.Step));
        (await EnterAsync(browser, "rivas", "dos tristes tigres", Now(door, secret))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await EnterAsync(browser, "rivas", Phrase, Now(door, secret))).ShouldBe(HttpStatusCode.Found);
        (await Doorway.StatusAsync(browser, "/session")).ShouldBe(HttpStatusCode.OK);
        using var other = door.Browser();
        (await EnterAsync(other, "rivas", Phrase, Now(door, secret))).ShouldBe(HttpStatusCode.UnprocessableEntity, "a code counts once");
    }

    [Fact]
    public async Task Guessing_is_stopped_after_five_and_an_unknown_name_answers_alike()
    {
        await using var door = await Doorway.OpenAsync();
        using var rivas = await door.SignInAsync("rivas");
        var secret = await SetUpAsync(door, rivas);
        door.Clock.Advance(TimeSpan.FromMinutes(1));
        foreach (var name in new[] { "rivas", "nobody" })
        {
            using var browser = door.Browser();
            for (var i = 0; i < Attempts.ByOfficer; i++) (await EnterAsync(browser, name, Phrase, "000000")).ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await EnterAsync(browser, name, Phrase, Now(door, secret))).ShouldBe(HttpStatusCode.TooManyRequests);
        }
    }

    [Fact]
    public async Task What_was_not_confirmed_lets_nobody_in_and_a_short_phrase_begins_nothing()
    {
        await using var door = await Doorway.OpenAsync();
        var (keys, rivas) = (door.Of<Authenticators>(), door.Officer("rivas"));
        (await keys.BeginAsync(rivas, "corta")).Refusal!.Code.ShouldBe("authenticator.phrase");
        var secret = (await keys.BeginAsync(rivas, Phrase)).Value;
        (await keys.UseAsync(rivas.Id, Phrase, Now(door, secret))).ShouldBeFalse();
        (await keys.ConfirmAsync(rivas, "123456")).Refusal!.Code.ShouldBe("sign-in.wrong-code");
        (await keys.ConfirmAsync(rivas, Now(door, secret))).Refusal.ShouldBeNull();
        (await keys.BeginAsync(rivas, Phrase)).Refusal!.Code.ShouldBe("authenticator.has", "who finds a browser open cannot put another in its place unseen");
        (await door.Of<OneTimeCodes>().HasWayInAsync(rivas.Id)).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_left_keeps_no_way_in()
    {
        await using var door = await Doorway.OpenAsync();
        using var rivas = await door.SignInAsync("rivas");
        await SetUpAsync(door, rivas);
        var officer = door.Officer("rivas");
        await door.Of<Passkeys>().KeepAsync(officer, new Passkey([1, 2], officer.Id, "key", [3], door.Clock.GetUtcNow(), 0));
        (await door.Of<OutsideSubjects>().JoinAsync(Author.Machine, officer.Id, OutsideKind.Directory, "https://login.example", "17")).Refusal.ShouldBeNull();
        using var keeper = await door.SignInAsync("keeper", "administration");
        using (var left = await Doorway.PostAsync(keeper, "/admin/officers/rivas", "leave")) left.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await door.Of<OneTimeCodes>().HasWayInAsync(officer.Id)).ShouldBeFalse();
        (await door.Of<OutsideSubjects>().FindAsync(OutsideKind.Directory, "https://login.example", "17")).ShouldBeNull();
        (await Doorway.StatusAsync(rivas, "/sources")).ShouldBe(HttpStatusCode.Found);
    }

    private static async Task<byte[]> SetUpAsync(Doorway door, HttpClient browser)
    {
        using var begun = await Doorway.PostAsync(browser, "/account", "authenticator-begin", ("phrase", Phrase));
        begun.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await begun.Content.ReadAsStringAsync();
        page.ShouldContain("<svg class=\"qr\"");
        var secret = Bytes(Shown().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal));
        using var confirmed = await Doorway.PostAsync(browser, "/account", "authenticator-confirm", ("code", Now(door, secret)));
        confirmed.StatusCode.ShouldBe(HttpStatusCode.Found);
        return secret;
    }

    private static async Task<HttpStatusCode> EnterAsync(HttpClient browser, string login, string phrase, string code)
    {
        using var answer = await Doorway.PostAsync(browser, "/sign-in/authenticator", "authenticator", ("login", login), ("phrase", phrase), ("code", code));
        return answer.StatusCode;
    }

    private static string Now(Doorway door, byte[] secret) => Totp.Code(secret, Totp.StepOf(door.Clock.GetUtcNow()));

    private static byte[] Bytes(string base32)
    {
        var bits = string.Concat(base32.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(c => c.Length == 8).Select(c => Convert.ToByte(new string(c), 2))];
    }

    [GeneratedRegex("<code class=\"wrap-anywhere\">([A-Z2-7 ]+)</code>")]
    private static partial Regex Shown();
}
