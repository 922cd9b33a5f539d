using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Pages;

/// <summary>A document in a browser: sent in parts by the page, found by a word of it, a passage selected and recorded from, and the statement leading back to the page.</summary>
public sealed class DocumentJourneyTests(Browser browser, DemoSite site) : IClassFixture<Browser>, IClassFixture<DemoSite>
{
    [Theory]
    [InlineData("en", "Page 1 of", "Quoted")]
    [InlineData("es", "Página 1 de", "Citado")]
    public async Task A_document_is_sent_found_read_and_quoted(string language, string place, string quoted)
    {
        Browser.Need();
        await using var visit = await browser.VisitAsync(site.Address, language);
        var page = visit.Page;
        await SourceAsync(visit, "Informe " + language);
        // Two parts and a little more: the page sends it in pieces.
        var text = "Entrega en Caborca\nEl conductor dejó siete bultos " + language + "zeta\n" + string.Concat(Enumerable.Range(0, 30_000).Select(n => $"renglón de relleno número {n} que no dice nada de nadie ni de lugar alguno\n"));
        await SendAsync(page, $"informe-{language}.txt", text);
        await SentAsync(page);
        await page.Locator("[data-page-text]").WaitForAsync(new() { Timeout = 120_000 });
        (await page.Locator("main").InnerTextAsync()).ShouldContain(place);
        (await page.Locator("[data-page-text]").InnerTextAsync()).ShouldContain("El conductor dejó siete bultos");

        await visit.GoAsync("/search");
        await page.Locator("main form[action='/search'] input[name=text]").FillAsync("BULTOS " + language + "zeta");
        await page.Locator("main form[action='/search'] button").ClickAsync();
        await page.WaitForURLAsync(new Regex("/search/[0-9a-z]{26}$"));
        (await page.Locator("main mark").AllInnerTextsAsync()).ShouldContain("bultos");
        await visit.ShootAsync("journey-document-found-" + language);
        await page.Locator("main a[href^='/documents/']", new() { HasTextString = $"informe-{language}.txt" }).First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/documents/[0-9a-z]{26}\\?page=1"));
        (await page.Locator("[data-page-text] mark").AllInnerTextsAsync()).ShouldContain("bultos");

        await page.Locator("[data-page-text] p").Nth(1).EvaluateAsync("p => getSelection().selectAllChildren(p)");
        await page.Locator("p-quote textarea").WaitForAsync();
        (await page.Locator("p-quote textarea").InputValueAsync()).ShouldStartWith("El conductor dejó siete bultos");
        await visit.ShootAsync("journey-document-page-" + language);
        await page.Locator("p-quote button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(new Regex("/record\\?quote=[0-9a-z]{26}$"));
        await page.Locator("a[href^='/record/entity?kind=Vehicle&quote=']").First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/record/entity"));
        (await page.Locator("blockquote").InnerTextAsync()).ShouldStartWith("El conductor dejó");
        await page.Locator("input[name^='p.']").First.FillAsync("Camión " + language);
        await visit.ShootAsync("journey-document-record-" + language);
        await page.Locator("main form[method=post] .button.primary").First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/entities/"));
        await page.Locator("main a[href^='/statements/']").First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/statements/"));
        (await page.Locator("main").InnerTextAsync()).ShouldContain(quoted);
        await visit.ShootAsync("journey-document-statement-" + language);
        await page.Locator("figure.quote a").ClickAsync();
        await page.WaitForURLAsync(new Regex("/documents/"));
        await page.SetViewportSizeAsync(390, 800);
        (await visit.MisfitsAsync()).ShouldBeEmpty();
        await visit.ShootAsync("journey-document-narrow-" + language);
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_closed_after_the_last_byte_goes_on_to_the_document_and_a_lost_answer_is_asked_for_again()
    {
        Browser.Need();
        await using var visit = await browser.VisitAsync(site.Address, "en");
        var page = visit.Page;
        await SourceAsync(visit, "Informe final");
        var (place, asked) = (page.Url, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await page.RouteAsync("**/finish", async route =>
        {
            await route.AbortAsync();
            asked.TrySetResult();
        });
        var text = new string('a', 1_500_000);
        await SendAsync(page, "all.txt", text);
        await asked.Task;
        await page.GotoAsync(place);
        await page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
        await SendAsync(page, "all.txt", text);
        await SentAsync(page);

        await page.GotoAsync(place);
        var lost = 0;
        await page.RouteAsync("**/finish", async route =>
        {
            if (lost++ > 0)
            {
                await route.ContinueAsync();
                return;
            }

            (await route.FetchAsync()).Ok.ShouldBeTrue();
            await route.AbortAsync();
        });
        await SendAsync(page, "lost.txt", "one line");
        await SentAsync(page);
        lost.ShouldBe(2);
    }

    private static async Task SourceAsync(Visit visit, string title)
    {
        await DemoSite.SignInAsync(visit, "nunez");
        await visit.GoAsync("/sources/new");
        await visit.Page.Locator("input[name='source.title']").FillAsync(title);
        await visit.Page.Locator("main form[method=post] .button.primary").First.ClickAsync();
        await visit.Page.WaitForURLAsync(new Regex("/sources/[0-9a-z]{26}"));
    }

    private static async Task SendAsync(IPage page, string name, string text)
    {
        await page.Locator("p-upload input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes(text) });
        await page.Locator("p-upload button[type=submit]").ClickAsync();
    }

    private static Task SentAsync(IPage page) => page.WaitForURLAsync(new Regex("/documents/[0-9a-z]{26}$"), new() { Timeout = 120_000 });
}
