using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Pages;

/// <summary>The link chart in a browser: opened from an entity, expanded, a line chosen, the time narrowed, a node hidden, and back.</summary>
public sealed class ChartJourneyTests(Browser browser, DemoSite site) : IClassFixture<Browser>, IClassFixture<DemoSite>
{
    [Theory]
    [InlineData("en", "Nothing chosen", "1 fact", "Show 1 hidden node again")]
    [InlineData("es", "Nada elegido", "1 hecho", "Mostrar de nuevo 1 nodo oculto")]
    public async Task A_chart_is_opened_expanded_asked_narrowed_and_undone_and_its_table_always_agrees(string language, string nothing, string one, string again)
    {
        Browser.Need();
        await using var visit = await browser.VisitAsync(site.Address, language);
        var page = visit.Page;
        await DemoSite.SignInAsync(visit, "nunez");
        await visit.GoAsync("/search");
        await page.Locator("main form[action='/search'] input[name=text]").FillAsync("ingeniero");
        await page.Locator("main form[action='/search'] button").ClickAsync();
        await page.WaitForURLAsync(new Regex("/search/[0-9a-z]{26}$"));
        await page.Locator("main a", new() { HasTextString = "Evaristo Luján Cota" }).First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/entities/"));
        await page.Locator("a[href^='/chart?e=']").First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/chart\\?e=[0-9a-z]{26}$"));
        await DrawnAsync(page);
        var (side, nodes) = (page.Locator("[data-part=side]"), page.Locator("[data-part=nodes] tbody tr"));
        (await side.InnerTextAsync()).ShouldContain(nothing);
        var first = await nodes.CountAsync();

        await nodes.Locator("a", new() { HasTextString = "La Compañía del Desierto" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("at="));
        await side.Locator("a.button[href*='e=']", new() { HasTextRegex = new Regex("^(Expand|Expandir)$") }).ClickAsync();
        await page.WaitForURLAsync(new Regex("e=[0-9a-z]{26}&e=[0-9a-z]{26}"));
        await DrawnAsync(page);
        (await nodes.CountAsync()).ShouldBeGreaterThanOrEqualTo(first);
        await visit.ShootAsync("journey-chart-" + language);

        await page.Locator("[data-part=lines] tbody a", new() { HasTextString = "VB-41?-?" }).First.ClickAsync();
        await page.WaitForURLAsync(new Regex("line="));
        (await side.InnerTextAsync()).ShouldContain(one);
        (await side.Locator("a[href^='/statements/']").CountAsync()).ShouldBe(1);
        (await side.Locator("a[href^='/sources/']").CountAsync()).ShouldBe(1);
        await visit.ShootAsync("journey-chart-line-" + language);

        var handle = page.Locator("p-slider input").First;
        var all = await page.Locator("[data-part=lines] tbody tr").CountAsync();
        await handle.FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.WaitForURLAsync(new Regex("from="));
        await DrawnAsync(page);
        (await page.Locator("[data-part=lines] tbody tr").CountAsync()).ShouldBeLessThan(all);
        (await handle.EvaluateAsync<bool>("h => h.getRootNode().activeElement === h")).ShouldBeTrue("the handle keeps the keyboard");
        await page.GoBackAsync();
        await page.WaitForURLAsync(url => !url.Contains("from=", StringComparison.Ordinal));
        await DrawnAsync(page);
        (await page.Locator("[data-part=lines] tbody tr").CountAsync()).ShouldBe(all);

        await nodes.Locator("a", new() { HasTextString = "VB-41?-?" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("at="));
        await side.Locator("a.button", new() { HasTextRegex = new Regex("^(Hide|Ocultar)$") }).ClickAsync();
        await page.WaitForURLAsync(new Regex("hide="));
        await DrawnAsync(page);
        (await page.Locator("[data-part=nodes]").InnerTextAsync()).ShouldNotContain("VB-41");
        (await page.Locator("[data-part=whole]").InnerTextAsync()).ShouldContain(again);
        await page.GoBackAsync();
        await page.WaitForURLAsync(url => !url.Contains("hide=", StringComparison.Ordinal));
        await DrawnAsync(page);
        (await page.Locator("[data-part=nodes]").InnerTextAsync()).ShouldContain("VB-41");

        foreach (var box in (await nodes.Locator("input[type=checkbox]").AllAsync()).Skip(2).Take(2)) await box.CheckAsync();
        await page.Locator("button[name=do][value=group]").ClickAsync();
        await page.WaitForURLAsync(new Regex("together=[0-9a-z]{26}.[0-9a-z]{26}"));
        await DrawnAsync(page);
        await visit.ShootAsync("journey-chart-group-" + language);
        await FitsAsync(visit);
        await FitsSmallAndDarkAsync(new Uri(page.Url).PathAndQuery, language);

        await page.Locator("nav.tabs a[href*='view=timeline']").ClickAsync();
        await page.WaitForURLAsync(new Regex("view=timeline"));
        (await page.Locator(".timeline > li").CountAsync()).ShouldBeGreaterThan(1);
        Uri.UnescapeDataString(page.Url).ShouldNotContain("ngeniero");
        visit.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en", "within 800 m")]
    [InlineData("es", "con un margen de 800 m")]
    public async Task A_ranch_stands_on_the_map_as_surely_as_it_is_known_and_leads_to_what_happened_there(string language, string within)
    {
        Browser.Need();
        await using var visit = await browser.VisitAsync(site.Address, language);
        var page = visit.Page;
        await DemoSite.SignInAsync(visit, "nunez");
        await visit.GoAsync("/search");
        await page.Locator("main form[action='/search'] input[name=text]").FillAsync("sahuaro");
        await page.Locator("main form[action='/search'] button").ClickAsync();
        await page.WaitForURLAsync(new Regex("/search/[0-9a-z]{26}$"));
        await page.Locator("main a", new() { HasTextString = "Rancho El Sahuaro" }).First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/entities/"));
        await page.Locator("nav.tabs a[href*='view=map']").ClickAsync();
        await page.Locator("p-map[drawn]").WaitForAsync();
        (await page.Locator("main table").First.InnerTextAsync()).ShouldContain(within);
        await visit.ShootAsync("journey-map-entity-" + language);

        await page.Locator("a[href^='/chart?'][href*='view=map']").First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/chart.*view=map"));
        await page.Locator("p-map[drawn]").WaitForAsync();
        var places = page.Locator("[data-part=places] tbody tr");
        (await places.CountAsync()).ShouldBe(1);
        await places.Locator("a").First.ClickAsync();
        await page.WaitForURLAsync(new Regex("at="));
        await page.Locator("[data-part=side] h2", new() { HasTextString = "Rancho El Sahuaro" }).WaitForAsync();
        (await page.Locator("[data-part=side] li a").CountAsync()).ShouldBeGreaterThan(0);
        await FitsAsync(visit);
        await visit.ShootAsync("journey-map-" + language);
        await visit.GoAsync("/places?q=nogales");
        await page.Locator("p-map[drawn]").WaitForAsync();
        (await page.Locator("main tbody tr").CountAsync()).ShouldBe(3);
        await FitsAsync(visit);
        visit.Complaints.ShouldBeEmpty();
    }

    private async Task FitsSmallAndDarkAsync(string path, string language)
    {
        await using var visit = await browser.VisitAsync(site.Address, language, 390, true);
        await DemoSite.SignInAsync(visit, "nunez");
        await visit.GoAsync(path);
        await DrawnAsync(visit.Page);
        await FitsAsync(visit);
        await visit.ShootAsync("journey-chart-small-" + language);
    }

    private static async Task FitsAsync(Visit visit)
    {
        (await visit.MisfitsAsync()).ShouldBeEmpty();
        (await visit.BarriersAsync()).ShouldBeEmpty();
    }

    /// <summary>The picture and the table of nodes name the same.</summary>
    private static async Task DrawnAsync(IPage page)
    {
        await page.WaitForFunctionAsync("""
            () => {
              const links = document.querySelector("p-links");
              const rows = [...document.querySelectorAll("[data-part=nodes] tbody a.value")].map(a => a.textContent).sort();
              return links?.cy && !document.querySelector("p-view[aria-busy]") && links.cy.nodes().map(n => n.data("label")).sort().join("|") === rows.join("|");
            }
            """);
    }
}
