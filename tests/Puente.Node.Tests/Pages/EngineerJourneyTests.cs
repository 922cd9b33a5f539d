using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Pages;

/// <summary>Journey 3, El Ingeniero: four people, two of whom are probably one, and a brother who is not.</summary>
public sealed class EngineerJourneyTests(Browser browser, DemoSite site) : IClassFixture<Browser>, IClassFixture<DemoSite>
{
    [Theory]
    [InlineData("en", "looks like one", "strong against", "not suggested", "contradicts")]
    [InlineData("es", "parece uno", "muy en contra", "no se sugiere", "contradice")]
    public async Task The_panel_says_why_two_are_probably_one_and_why_the_brother_is_not_and_she_decides(string language, string one, string against, string not, string contradicts)
    {
        Browser.Need();
        await using var visit = await browser.VisitAsync(site.Address, language);
        var page = visit.Page;
        await DemoSite.SignInAsync(visit, "nunez");
        await visit.GoAsync("/search");
        await page.Locator("main form[action='/search'] input[name=text]").FillAsync("ingeniero");
        await page.Locator("main form[action='/search'] button").ClickAsync();
        await page.WaitForURLAsync(new Regex("/search/[0-9a-z]{26}$"));
        var found = await page.Locator("main").InnerTextAsync();
        foreach (var name in new[] { "Evaristo Luján Cota", "Evaristo Lujan C.", "Edelmiro Luján Cota", "Sujeto apodado El Ingeniero" }) found.ShouldContain(name);

        await page.Locator("main a", new() { HasTextString = "Evaristo Luján Cota" }).First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/entities/"));
        var entity = new Uri(page.Url).AbsolutePath;
        var panel = page.Locator("#matches");
        var candidate = panel.Locator(".candidate", new() { HasTextString = "Evaristo Lujan C." });
        (await candidate.InnerTextAsync()).ShouldContain(one);
        await candidate.Locator("summary").ClickAsync();
        (await candidate.Locator("table").InnerTextAsync()).ShouldContain(contradicts);
        var brother = panel.Locator(".candidate", new() { HasTextString = "Edelmiro Luján Cota" });
        (await brother.InnerTextAsync()).ShouldSatisfyAllConditions(t => t.ShouldContain(against), t => t.ShouldContain(not));
        await visit.ShootAsync("journey-engineer-panel-" + language);

        await candidate.Locator("a.primary").ClickAsync();
        await page.WaitForURLAsync(new Regex("/matches/"));
        await visit.ShootAsync("journey-engineer-pair-" + language);
        await page.Locator("button[name=do][value=accept]").ClickAsync();
        await page.WaitForURLAsync(new Regex("done=accepted"));
        await page.Locator("main a[href^='/statements/'].button").ClickAsync();
        await page.WaitForURLAsync(new Regex("/statements/"));
        var statement = new Uri(page.Url).AbsolutePath;

        await visit.GoAsync(entity);
        (await panel.Locator(".candidate", new() { HasTextString = "Evaristo Lujan C." }).CountAsync()).ShouldBe(0);
        await brother.Locator("a.button").ClickAsync();
        await page.WaitForURLAsync(new Regex("/matches/"));
        await page.Locator("textarea[name=reason]").FillAsync("Hermano: otro nombre, otra fecha");
        await page.Locator("button[name=do][value=reject]").ClickAsync();
        await page.WaitForURLAsync(new Regex("done=rejected"));

        await visit.GoAsync("/matching?view=rejected");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Hermano: otro nombre, otra fecha");
        await visit.ShootAsync("journey-engineer-queue-" + language);
        await page.Locator("main tbody a.button").ClickAsync();
        await page.WaitForURLAsync(new Regex("/matches/"));
        await page.Locator("main form button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(new Regex("done=undone"));

        await visit.GoAsync(statement + "/withdraw");
        await page.Locator("textarea[name=reason]").FillAsync("Para ver de nuevo");
        await page.Locator("main form button.danger").ClickAsync();
        await page.WaitForURLAsync(new Regex("done=withdrawn"));
        await visit.GoAsync("/matching");
        (await page.Locator("main tbody tr", new() { HasTextString = "Evaristo Lujan C." }).CountAsync()).ShouldBeGreaterThan(0);
        page.Url.ShouldNotContain("ngeniero");
        visit.Complaints.ShouldBeEmpty();
    }
}
