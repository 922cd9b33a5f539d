using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Node.SignIn;

namespace Puente.Node.Tests.SignIn;

/// <summary>The ways in over HTTP, their limits, and what stays shut.</summary>
public sealed class SignInTests
{
    [Theory]
    [InlineData("/acts")]
    [InlineData("/admin")]
    [InlineData("/rights")]
    [InlineData("/account")]
    [InlineData("/no-such-page")]
    public async Task Nobody_gets_past_the_sign_in_page(string path)
    {
        await using var door = await Doorway.OpenAsync();
        using var browser = door.Browser();
        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location!.OriginalString.ShouldBe("/setup");
    }

    [Fact]
    public async Task A_program_without_a_token_gets_401_and_so_does_a_cookie_that_would_change_something()
    {
        await using var door = await Doorway.OpenAsync();
        using var rivas = await door.SignInAsync("rivas");
        using var nobody = door.Browser();
        (await Doorway.StatusAsync(nobody, "/api/v1/login")).ShouldBe(HttpStatusCode.Unauthorized);
        (await Doorway.StatusAsync(rivas, "/api/v1/login")).ShouldBe(HttpStatusCode.OK);
        using var changed = await rivas.PostAsync(new Uri("/api/v1/login/end", UriKind.Relative), null);
        changed.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var demo = await nobody.PostAsJsonAsync(new Uri("/api/v1/login/demo", UriKind.Relative), new { officer = "rivas" });
        demo.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        await using var door = await Doorway.OpenAsync();
        using var keeper = await door.SignInAsync("keeper", "administration");
        using var form = new FormUrlEncodedContent([new("_handler", "leave")]);
        using var refused = await keeper.PostAsync(new Uri("/admin/officers/rivas", UriKind.Relative), form);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        door.Officer("rivas").Active.ShouldBeTrue();
        using var out1 = await keeper.PostAsync(new Uri("/sign-out", UriKind.Relative), null);
        out1.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Doorway.StatusAsync(keeper, "/admin")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_cookie_is_strict_closed_to_scripts_and_named_after_the_node()
    {
        await using var door = await Doorway.OpenAsync();
        using var browser = door.Browser();
        var code = (await door.Of<OneTimeCodes>().NewEnrolmentAsync(Author.Machine, door.Officer("rivas").Id)).Value;
        using var entered = await Doorway.PostAsync(browser, "/sign-in/enrolment", "code", ("login", "rivas"), ("code", code));
        var cookie = entered.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldMatch("^puente-[0-9a-f]{8}=[0-9a-f]{64}; path=/; samesite=strict; httponly$");
        (await Doorway.StatusAsync(browser, "/acts")).ShouldBe(HttpStatusCode.Found, "no purpose declared yet");
    }

    [Fact]
    public async Task A_recovery_code_lets_in_once()
    {
        await using var door = await Doorway.OpenAsync();
        var codes = await door.Of<OneTimeCodes>().NewRecoveryAsync(door.Officer("rivas").Id);
        using var browser = door.Browser();
        using (var first = await Doorway.PostAsync(browser, "/sign-in/recovery", "code", ("login", "rivas"), ("code", codes[3])))
            first.Headers.Location!.OriginalString.ShouldEndWith("/account");
        using var other = door.Browser();
        using var second = await Doorway.PostAsync(other, "/sign-in/recovery", "code", ("login", "rivas"), ("code", codes[3]));
        second.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Wrong_codes_are_limited_by_officer_with_a_clear_message_and_the_limit_passes()
    {
        await using var door = await Doorway.OpenAsync();
        using var browser = door.Browser();
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await Doorway.PostAsync(browser, "/sign-in/recovery", "code", ("login", "rivas"), ("code", "0000-0000-0000-0000"));
            wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        var codes = await door.Of<OneTimeCodes>().NewRecoveryAsync(door.Officer("rivas").Id);
        using (var limited = await Doorway.PostAsync(browser, "/sign-in/recovery", "code", ("login", "rivas"), ("code", codes[0])))
        {
            limited.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            (await limited.Content.ReadAsStringAsync()).ShouldContain("Too many attempts. Wait 10 min");
        }

        door.Clock.Advance(TimeSpan.FromMinutes(10));
        using var passed = await Doorway.PostAsync(browser, "/sign-in/recovery", "code", ("login", "rivas"), ("code", codes[0]));
        passed.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Attempts_are_limited_by_address_whatever_the_name()
    {
        await using var door = await Doorway.OpenAsync();
        using var browser = door.Browser();
        HttpStatusCode last = 0;
        for (var i = 0; i <= 30; i++)
        {
            using var answer = await browser.PostAsJsonAsync(new Uri("/api/v1/login/start", UriKind.Relative), new { client = "x" });
            last = answer.StatusCode;
        }

        last.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task What_succeeds_counts_for_nothing_so_that_an_office_behind_one_address_can_come_to_work()
    {
        await using var door = await Doorway.OpenAsync();
        using var browser = door.Browser();
        for (var i = 1; i < Attempts.ByAddress; i++)
            using (await browser.PostAsJsonAsync(new Uri("/api/v1/login/start", UriKind.Relative), new { client = "x" }))
            {
            }

        using var rivas = await door.SignInAsync("rivas");
        using var keeper = await door.SignInAsync("keeper", "administration");
    }

    [Fact]
    public async Task A_leaver_loses_the_session_with_the_next_request()
    {
        await using var door = await Doorway.OpenAsync();
        using var rivas = await door.SignInAsync("rivas");
        using var keeper = await door.SignInAsync("keeper", "administration");
        (await Doorway.StatusAsync(rivas, "/acts")).ShouldBe(HttpStatusCode.OK);
        using (var leave = await Doorway.PostAsync(keeper, "/admin/officers/rivas", "leave")) leave.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await Doorway.StatusAsync(rivas, "/acts")).ShouldBe(HttpStatusCode.Found);
        (await Doorway.StatusAsync(rivas, "/api/v1/login")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Administration_is_shut_to_everybody_else_and_an_administrator_sees_no_statement()
    {
        await using var door = await Doorway.OpenAsync();
        using var rivas = await door.SignInAsync("rivas");
        foreach (var path in new[] { "/admin", "/admin/officers", "/admin/officers/keeper", "/admin/agencies", "/admin/agencies/MX/FGR", "/admin/units/MX/FGR/SON" })
            (await Doorway.StatusAsync(rivas, path)).ShouldBe(HttpStatusCode.Forbidden, path);

        var right = await Agencies.FrontOffice.Must(door.Book.ProposeRightAsync(Author.Machine, door.Officer("rivas").Id, "MX/FGR", Tlp.Red, new DateOnly(2026, 1, 1)));
        (await door.Book.ApproveRightAsync(door.Of<Viewers>().Open(door.Officer("keeper").Id, "MX/FGR/SON", "administration").Value, right)).Refusal!.Code.ShouldBe("right.administrator-approves");
        (await door.Book.ProposeRightAsync(Author.Machine, door.Officer("keeper").Id, "MX/FGR", Tlp.Red, new DateOnly(2026, 1, 1))).Refusal!.Code.ShouldBe("right.not-a-reader");
        door.Of<Viewers>().Open(door.Officer("keeper").Id, "MX/FGR/SON", "investigation").Value.Subject.Ceiling.ShouldBeNull();
    }

    [Fact]
    public async Task The_command_line_gets_a_token_once_its_officer_says_yes()
    {
        await using var door = await Doorway.OpenAsync();
        using var rivas = await door.SignInAsync("rivas", "trace");
        using var program = door.Browser();
        var started = await JsonAsync(await program.PostAsJsonAsync(new Uri("/api/v1/login/start", UriKind.Relative), new { client = "puente on laptop" }));
        var poll = new { deviceCode = (string)started["deviceCode"]! };
        using (var waiting = await program.PostAsJsonAsync(new Uri("/api/v1/login/poll", UriKind.Relative), poll)) waiting.StatusCode.ShouldBe(HttpStatusCode.Accepted);

        using (var found = await Doorway.PostAsync(rivas, "/login/device", "find", ("code", (string)started["userCode"]!)))
            (await found.Content.ReadAsStringAsync()).ShouldContain("puente on laptop");
        using (var wrong = await Doorway.PostAsync(rivas, "/login/device", "find", ("code", "BBBB-BBBB"))) wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await ApproveAsync(rivas, (string)started["userCode"]!);

        var granted = await JsonAsync(await program.PostAsJsonAsync(new Uri("/api/v1/login/poll", UriKind.Relative), poll));
        ((string)granted["purpose"]!).ShouldBe("trace");
        using (var again = await program.PostAsJsonAsync(new Uri("/api/v1/login/poll", UriKind.Relative), poll)) again.StatusCode.ShouldBe(HttpStatusCode.Gone);
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)granted["token"]!);
        ((string)(await program.GetFromJsonAsync<JsonNode>(new Uri("/api/v1/login", UriKind.Relative)))!["officer"]!).ShouldBe("rivas");
        using (var ended = await program.PostAsync(new Uri("/api/v1/login/end", UriKind.Relative), null)) ended.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Doorway.StatusAsync(program, "/api/v1/login")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task ApproveAsync(HttpClient browser, string code)
    {
        using var shown = await Doorway.PostAsync(browser, "/login/device", "find", ("code", code));
        var html = await shown.Content.ReadAsStringAsync();
        var token = System.Text.RegularExpressions.Regex.Matches(html, "__RequestVerificationToken\" value=\"([^\"]+)\"")[^1].Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("_handler", "device"), new("__RequestVerificationToken", token), new("code", code), new("answer", "yes")]);
        using var approved = await browser.PostAsync(new Uri("/login/device", UriKind.Relative), form);
        (await approved.Content.ReadAsStringAsync()).ShouldContain("role=\"status\"");
    }

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        }
    }
}
