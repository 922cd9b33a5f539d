using Microsoft.Playwright;
using Puente.Evidence.Agencies;
using Puente.Node.Tests.Fixtures;
using Browser = Puente.Node.Tests.Fixtures.Browser;

namespace Puente.Node.Tests.SignIn;

/// <summary>The first day of an administrator, in Chromium with an authenticator of its own.</summary>
public sealed class PasskeyTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task An_administrator_sets_the_node_up_and_comes_back_by_passkey()
    {
        Browser.Need();
        await using var door = await Doorway.OpenAsync(empty: true);
        var code = (await door.SetupCodeAsync())!;
        await using var visit = await browser.VisitAsync(door.Address);
        var page = visit.Page;
        await AuthenticatorAsync(page);

        await visit.GoAsync("/");
        page.Url.ShouldEndWith("/setup");
        (await visit.BarriersAsync()).ShouldBeEmpty();
        await page.SelectOptionAsync("[name=country]", "MX");
        foreach (var (name, value) in new[]
        {
            ("code", code), ("agency", "FGR"), ("agencyEn", "Prosecutor General"), ("agencyEs", "Fiscalía General"), ("unit", "SON"), ("unitEn", "Sonora"),
            ("unitEs", "Sonora"), ("name", "Ana Keeper"), ("login", "keeper"),
        })
            await page.FillAsync($"[name={name}]", value);
        await page.ClickAsync("form.form button[type=submit]");
        await page.WaitForURLAsync("**/account");

        await page.FillAsync("form[data-passkey=create] [name=name]", "Blue key");
        await page.ClickAsync("form[data-passkey=create] button[type=submit]");
        await page.WaitForSelectorAsync("ol.codes");
        (await page.Locator("ol.codes li").CountAsync()).ShouldBe(OneTimeCodes.RecoveryCodes);
        (await page.ContentAsync()).ShouldContain("Blue key");
        (await visit.BarriersAsync()).ShouldBeEmpty();
        (await door.SetupCodeAsync()).ShouldBeNull("set-up closes with the first passkey");

        await page.ClickAsync("form[action='/sign-out'] button");
        await page.WaitForURLAsync("**/sign-in");
        await page.ClickAsync("form[data-passkey=get] button[type=submit]");
        await page.WaitForURLAsync("**/session*");
        await page.CheckAsync("[name=purpose][value=administration]");
        await page.ClickAsync("form.form button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("/session", StringComparison.Ordinal));
        (await visit.GoAsync("/admin")).ShouldBe(200);
        (await visit.BarriersAsync()).ShouldBeEmpty();

        var keeper = door.Officer("keeper");
        var passkey = (await door.Of<Passkeys>().OfAsync(keeper.Id)).ShouldHaveSingleItem();
        passkey.LastUsed.ShouldNotBeNull();
        (await door.Of<Passkeys>().RemoveAsync(keeper, passkey.Id)).Refusal!.Code.ShouldBe("passkey.last");
        visit.Complaints.ShouldNotContain(c => c.StartsWith("policy", StringComparison.Ordinal) || c.StartsWith("page error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_passkey_answer_counts_once()
    {
        Browser.Need();
        await using var door = await Doorway.OpenAsync();
        await using var visit = await browser.VisitAsync(door.Address);
        var page = visit.Page;
        await AuthenticatorAsync(page);
        var code = (await door.Of<OneTimeCodes>().NewEnrolmentAsync(Author.Machine, door.Officer("keeper").Id)).Value;
        await visit.GoAsync("/sign-in/enrolment");
        await page.FillAsync("[name=login]", "keeper");
        await page.FillAsync("[name=code]", code);
        await page.ClickAsync("form.form button[type=submit]");
        await page.WaitForURLAsync("**/account");
        await page.FillAsync("form[data-passkey=create] [name=name]", "Key");
        await page.ClickAsync("form[data-passkey=create] button[type=submit]");
        await page.WaitForSelectorAsync("ol.codes");
        await page.ClickAsync("form[action='/sign-out'] button");
        await page.WaitForURLAsync("**/sign-in");

        var sent = "";
        page.Request += (_, request) =>
        {
            if (request.Method == "POST" && new Uri(request.Url).AbsolutePath == "/sign-in") sent = request.PostData ?? "";
        };
        await page.ClickAsync("form[data-passkey=get] button[type=submit]");
        await page.WaitForURLAsync("**/session*");
        sent.ShouldContain("credential=");
        await page.ClickAsync("form[action='/sign-out'] button");
        await page.WaitForURLAsync("**/sign-in");

        var fields = sent.Split('&').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1].Replace('+', ' ')));
        await page.EvaluateAsync(
            "([state, credential]) => { const f = document.querySelector('form[data-passkey]'); f.elements.state.value = state; f.elements.credential.value = credential; HTMLFormElement.prototype.submit.call(f); }",
            new[] { fields["state"], fields["credential"] });
        await page.WaitForSelectorAsync(".notice.bad");
        (await visit.GoAsync("/admin")).ShouldBe(200);
        page.Url.ShouldContain("/sign-in");
    }

    private static async Task AuthenticatorAsync(IPage page)
    {
        var wire = await page.Context.NewCDPSessionAsync(page);
        await wire.SendAsync("WebAuthn.enable");
        await wire.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
