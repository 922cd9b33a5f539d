using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Pages;

/// <summary>A search is watched: what is recorded afterwards stands on the first page within seconds, until it is marked as seen.</summary>
public sealed class WatchJourneyTests(Browser browser, DemoSite site) : IClassFixture<Browser>, IClassFixture<DemoSite>
{
    [Theory]
    [InlineData("en", 1280, "watching")]
    [InlineData("es", 390, "vigilando")]
    public async Task What_is_recorded_after_the_watch_began_needs_its_officer_until_it_is_seen(string language, int width, string watching)
    {
        Browser.Need();
        await using var visit = await browser.VisitAsync(site.Address, language, width, dark: width < 600);
        var page = visit.Page;
        var name = "Xochipa " + language;
        await DemoSite.SignInAsync(visit, "nunez");
        await visit.GoAsync("/search");
        await page.Locator("main form[action='/search'] input[name=text]").FillAsync(name);
        await page.Locator("main form[action='/search'] button").ClickAsync();
        await page.WaitForURLAsync(new Regex("/search/[0-9a-z]{26}$"));
        await page.Locator("main a[href^='/watches/new?search=']").ClickAsync();
        await page.WaitForURLAsync(new Regex("/watches/new"));
        await page.Locator("main textarea[name=reason]").FillAsync("Case 12");
        await visit.ShootAsync("journey-watch-form-" + language);
        await page.Locator("main button.primary[type=submit]").ClickAsync();
        await page.WaitForURLAsync(new Regex("/watches/[0-9a-z]{26}$"));
        (await page.Locator("main").InnerTextAsync()).ShouldContain(watching);
        var watch = new Uri(page.Url).AbsolutePath;

        await RecordAsync(name);
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        do
        {
            late.Token.ThrowIfCancellationRequested();
            await visit.GoAsync("/");
        }
        while (!(await page.Locator("main").InnerTextAsync()).Contains(name, StringComparison.Ordinal));
        await visit.ShootAsync("journey-watch-home-" + language);
        await page.Locator($"main a[href='{watch}']").First.ClickAsync();
        await page.WaitForURLAsync(new Regex(Regex.Escape(watch) + "$"));
        (await page.Locator("main tbody tr").CountAsync()).ShouldBe(1);
        await visit.ShootAsync("journey-watch-hit-" + language);
        (await visit.MisfitsAsync()).ShouldBeEmpty();
        await page.Locator("main form button.primary").ClickAsync();
        await page.WaitForURLAsync(new Regex(Regex.Escape(watch) + "$"));
        await page.Locator("main tbody tr").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        await visit.GoAsync("/");
        (await page.Locator($"main a[href='{watch}']").CountAsync()).ShouldBe(0);
        await visit.GoAsync(watch + "?view=all");
        (await page.Locator("main tbody tr").CountAsync()).ShouldBe(1);
        await visit.GoAsync(watch);
        await page.Locator("main form button.danger").ClickAsync();
        await page.Locator("main form button.danger").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        visit.Complaints.ShouldBeEmpty();
    }

    private async Task RecordAsync(string name)
    {
        using var client = new HttpClient { BaseAddress = new Uri(site.Address, "/api/v1/") };
        using var login = await client.PostAsJsonAsync("login/demo", new { officer = "nunez" });
        client.DefaultRequestHeaders.Authorization = new("Bearer", (string)(await login.Content.ReadFromJsonAsync<JsonObject>())!["token"]!);
        using var answer = await client.PostAsJsonAsync("statements", new
        {
            newSource = new { title = "Note" },
            evaluation = "B2",
            marking = new { preset = "own-unit" },
            entities = new[] { new { @ref = "v", kind = "Vehicle" } },
            attributes = new[] { new { entity = "v", property = "name", value = name } },
        });
        answer.EnsureSuccessStatusCode();
    }
}
