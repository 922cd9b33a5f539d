using System.Text.RegularExpressions;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Money;

/// <summary>"1.2 million in a spare tyre", as far as the banks' returns: the order, the file, the layout, the totals, the pairs; in both languages.</summary>
public sealed class MoneyJourneyTests(Browser browser, DemoSite site) : IClassFixture<Browser>, IClassFixture<DemoSite>
{
    private const string File = "Account Number,Post Date,Amount,Description,Other Account,Reference,Branch\n"
        + "5512200187,06/03/2025,9400.00,CASH DEPOSIT,,,\"Joplin, MO\"\n5512200187,06/04/2025,-9300.00,ATM CASH WD,,,\"Laredo, TX\"\n777,06/04/2025,12.00,of somebody else,,,\n";

    [Theory]
    [InlineData("en", "does not tie")]
    [InlineData("es", "no cuadra")]
    public async Task A_return_is_tried_taken_in_under_its_order_and_its_totals_are_shown(string language, string notTied)
    {
        Browser.Need();
        await using var visit = await browser.VisitAsync(site.Address, language, 1280, false);
        await DemoSite.SignInAsync(visit, "mercer");
        var page = visit.Page;
        await visit.GoAsync("/money/orders");
        (await page.Locator("main table tbody tr").CountAsync()).ShouldBeGreaterThanOrEqualTo(5);
        await page.Locator("main a:text('SUB-2026-122')").ClickAsync();
        await page.WaitForURLAsync(new Regex("/money/orders/[0-9a-z]{26}$"));
        await page.Locator("input[name=file]").SetInputFilesAsync(new Microsoft.Playwright.FilePayload { Name = $"sunbelt-{language}.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(File + (language == "es" ? "\n" : "")) });
        await page.Locator("form[action$='/receive'] button").ClickAsync();
        await page.WaitForURLAsync(new Regex("/files/[0-9a-z]{26}$"));
        await page.Locator("select[name=layout]").SelectOptionAsync("mx-decimal-comma");
        await page.Locator("form[method=get] button").ClickAsync();
        await page.Locator("main .notice[role=alert]").First.WaitForAsync();
        await page.Locator("select[name=layout]").SelectOptionAsync("us-signed");
        await page.Locator("form[method=get] button").ClickAsync();
        await page.Locator("input[name=count]").WaitForAsync();
        (await page.Locator("main").InnerTextAsync()).ShouldNotContain("somebody else");
        await page.Locator("input[name=count]").FillAsync("4");
        await page.Locator("input[name=credits]").FillAsync("9,412.00");
        await page.Locator("form[method=post] button.primary").ClickAsync();
        await page.WaitForURLAsync(new Regex("/money/returns/[0-9a-z]{26}$"));
        var shown = await page.Locator("main").InnerTextAsync();
        shown.ShouldContain(notTied);
        shown.ShouldContain("Joplin, MO");
        shown.ShouldNotContain("somebody else");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_demos_returns_tie_but_one_and_its_pairs_are_decided()
    {
        Browser.Need();
        await using var visit = await browser.VisitAsync(site.Address);
        await DemoSite.SignInAsync(visit, "mercer");
        var page = visit.Page;
        await visit.GoAsync("/money/orders");
        var missing = new List<string>();
        foreach (var number in new[] { "SUB-2026-118", "SUB-2026-119", "SUB-2026-120", "SUB-2026-121" })
        {
            await visit.GoAsync("/money/orders");
            await page.Locator($"main a:text('{number}')").ClickAsync();
            await page.WaitForURLAsync(new Regex("/money/orders/[0-9a-z]{26}$"));
            if (await page.Locator("#returns .badge.bad").CountAsync() > 0) missing.Add(number);
        }

        missing.ShouldBe(["SUB-2026-121"], "one bank counts one line more than it sent");
        await visit.GoAsync("/money/pairs?view=rule");
        var rows = await page.Locator("main table tbody tr").CountAsync();
        rows.ShouldBeGreaterThanOrEqualTo(3);
        await page.Locator("main table tbody tr").First.Locator("input[name=reason]").FillAsync("Two wires of that day");
        await page.Locator("main table tbody tr").First.Locator("button[value=dismiss]").ClickAsync();
        await page.WaitForURLAsync(new Regex("/money/pairs$"));
        await visit.GoAsync("/money/pairs?view=dismissed");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("Two wires of that day");
        visit.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en", 1280, "A savings circle of nine", "Dismissed")]
    [InlineData("es", 390, "Una tanda de nueve", "Descartado")]
    public async Task A_finding_is_read_dismissed_with_a_reason_and_stays_dismissed_when_it_is_found_again(string language, int width, string reason, string dismissed)
    {
        Browser.Need();
        await using var visit = await browser.VisitAsync(site.Address, language, width, width < 600);
        await DemoSite.SignInAsync(visit, "brandt");
        var page = visit.Page;
        await visit.GoAsync("/money/findings");
        await page.Locator("header form button.primary").ClickAsync();
        await page.Locator("main table tbody tr").First.WaitForAsync(new() { Timeout = 120_000 });
        await page.Locator("main select[name=pattern]").SelectOptionAsync("scatter-gather");
        await page.Locator("main form[method=get] button").ClickAsync();
        await page.Locator("main table tbody tr a").First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/money/findings/[0-9a-z]{26}$"));
        var finding = new Uri(page.Url).AbsolutePath;
        (await page.Locator("main a[href^='/statements/']").CountAsync()).ShouldBe(18);
        await page.Locator("textarea[name=reason]").FillAsync(reason);
        await page.Locator("button[value=dismiss]").ClickAsync();
        await page.Locator("button[value=reopen]").WaitForAsync();
        (await page.Locator("#review").InnerTextAsync()).ShouldContain(reason);
        await visit.GoAsync("/money/findings");
        await page.Locator("header form button.primary").ClickAsync();
        await page.Locator("main .progress").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached, Timeout = 120_000 });
        await visit.GoAsync("/money/findings?pattern=scatter-gather");
        (await page.Locator($"main a[href='{finding}']").CountAsync()).ShouldBe(0);
        await visit.GoAsync("/money/findings?state=dismissed");
        (await page.Locator($"main a[href='{finding}']").CountAsync()).ShouldBe(1);
        (await page.Locator("main .tabs a[aria-current=page]").InnerTextAsync()).ShouldStartWith(dismissed);
        await visit.GoAsync(finding);
        await page.Locator("textarea[name=reason]").FillAsync("again");
        await page.Locator("button[value=reopen]").ClickAsync();
        await page.Locator("button[value=reopen]").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        visit.Complaints.ShouldBeEmpty();
    }
}
