using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Pages;

/// <summary>What officers come to do, from the first click to the last, in a browser without any help but the pages.</summary>
public sealed class JourneyTests(Browser browser, DemoSite site) : IClassFixture<Browser>, IClassFixture<DemoSite>
{
    [Fact]
    public async Task A_file_is_sent_mapped_in_the_form_tried_imported_and_undone()
    {
        await using var visit = await BeginAsync("/import");
        var page = visit.Page;
        await page.Locator("input[name=file]").SetInputFilesAsync(Path.Combine(Checkout.Root, "samples", "recoveries.csv"));
        await page.Locator("form[action='/import/receive'] button").ClickAsync();
        await page.WaitForURLAsync(new Regex("/import/files/"));

        await page.Locator("select[name='e.0.kind']").SelectOptionAsync("Firearm");
        await page.Locator("section:has(> h3) .report-row summary").First.ClickAsync();
        await page.Locator("input[name='e.0.key'][value=Serial]").CheckAsync();
        await SayAsync(page, 0, "serialNumber");
        await PressAsync(page, "try");
        (await page.Locator("[id$=-error]").CountAsync()).ShouldBe(0);
        await SayAsync(page, 3, "caliber");
        await page.Locator("details:has(input[name='p.3.text']) > summary").ClickAsync();
        await page.Locator("select[name='p.3.change0']").SelectOptionAsync("replace");
        await PressAsync(page, "try");
        (await page.Locator("#field-p-3-change0-text-error").CountAsync()).ShouldBe(1, "the pattern is missing, and it is said beside the field");
        await page.Locator("input[name='p.3.change0.text']").FillAsync(" mm$ => mm");
        await PressAsync(page, "add:w");
        await page.Locator("select[name='w.0.column']").SelectOptionAsync("State");
        await page.Locator("input[name='w.0.values']").FillAsync("Sonora; Baja California");
        await PressAsync(page, "try");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("9mm");
        (await page.Locator("input[name='p.3.change0.text']").InputValueAsync()).ShouldBe(" mm$ => mm");

        await PressAsync(page, "start");
        await page.WaitForURLAsync(new Regex("/import/[0-9a-z]{26}$"));
        await page.Locator("a[href$='/undo']").ClickAsync(new() { Timeout = 60_000 });
        await page.WaitForURLAsync(new Regex("/undo$"));
        await page.Locator("textarea[name=reason]").FillAsync("Wrong file");
        await page.Locator("main form button.danger").ClickAsync();
        await page.WaitForURLAsync(new Regex("/import/[0-9a-z]{26}$"));
        (await page.Locator("a[href$='/undo']").CountAsync()).ShouldBe(0);
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_report_names_two_asks_about_a_likely_duplicate_and_joins_them_by_a_fact()
    {
        await using var visit = await BeginAsync("/record/report");
        var page = visit.Page;
        await AddAsync(page, "Person", "Evaristo Luján");
        (await page.Locator("input[name='s.0.id']").CountAsync()).ShouldBeGreaterThan(1, "somebody of that name is there already");
        await page.Locator("input[name='s.0.id']").First.CheckAsync();
        await AddAsync(page, "Phone", "+52 631 555 7788");
        await page.Locator("select[name='new.about']").SelectOptionAsync("B");
        await PressAsync(page, "add:a");
        await page.Locator("select[name='new.fact']").SelectOptionAsync("Use");
        await PressAsync(page, "add:f");
        await page.Locator("select[name='f.0.from']").SelectOptionAsync("A");
        await page.Locator("select[name='f.0.to']").SelectOptionAsync("B");
        await PressAsync(page, "save");
        (await page.Locator("#field-a-0-property-error").CountAsync()).ShouldBe(1);
        (await page.Locator("input[name='s.1.name']").InputValueAsync()).ShouldBe("+52 631 555 7788", "nothing typed is lost");
        await PressAsync(page, "drop:a:0");
        await page.Locator("input[name='source.title']").FillAsync("Parte de vigilancia");
        await PressAsync(page, "save");
        await page.WaitForURLAsync(new Regex("/sources/[0-9a-z]{26}"));
        (await page.Locator("main").InnerTextAsync()).ShouldContain("555 7788");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dataset_is_kept_sought_and_a_row_of_it_lifted()
    {
        await using var visit = await BeginAsync("/import");
        var page = visit.Page;
        await page.Locator("input[name=file]").SetInputFilesAsync(Path.Combine(Checkout.Root, "samples", "recoveries.csv"));
        await page.Locator("form[action='/import/receive'] button").ClickAsync();
        await page.WaitForURLAsync(new Regex("/import/files/"));
        await page.Locator("input[name=mode][value=dataset]").CheckAsync();
        await PressAsync(page, "show");
        await page.Locator("select[name='type.0']").SelectOptionAsync("Integer");
        await PressAsync(page, "try");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("A578825", Case.Sensitive, "a serial number is no whole number, and the trial says so");
        await page.Locator("select[name='type.0']").SelectOptionAsync("Text");
        await PressAsync(page, "start");
        await page.Locator("main a[href^='/datasets/']").ClickAsync();
        await page.WaitForURLAsync(new Regex("/datasets/[0-9a-z]{26}$"));
        await page.Locator("main form input[name=text][id=field-text]").FillAsync("a578825");
        await page.Locator("main form button[name=after]").First.ClickAsync();
        await page.WaitForLoadStateAsync();
        (await page.Locator("main tbody tr").CountAsync()).ShouldBe(1);
        page.Url.ShouldNotContain("a578825");
        await page.Locator("main tbody a").First.ClickAsync();
        await page.Locator("a[href^='/record/report?dataset=']").ClickAsync();
        await AddAsync(page, "Firearm", "A578825");
        if (await page.Locator("input[name='s.0.id'][value=new]").CountAsync() > 0) await page.Locator("input[name='s.0.id'][value=new]").CheckAsync();
        await PressAsync(page, "save");
        await page.WaitForURLAsync(new Regex("/rows/1$"));
        await page.Locator("main .notice a[href^='/statements/']").ClickAsync();
        await page.WaitForURLAsync(new Regex("/statements/"));
        (await page.Locator("main a[href$='/rows/1']").CountAsync()).ShouldBe(1, "the statement points back to its row");
        visit.Complaints.ShouldBeEmpty();
    }

    private async Task<Visit> BeginAsync(string path)
    {
        Browser.Need();
        var visit = await browser.VisitAsync(site.Address);
        await DemoSite.SignInAsync(visit, "nunez");
        await visit.GoAsync(path);
        return visit;
    }

    private static async Task AddAsync(IPage page, string kind, string name)
    {
        await page.Locator("select[name='new.kind']").SelectOptionAsync(kind);
        await page.Locator("input[name='new.name']").FillAsync(name);
        await PressAsync(page, "add:s");
    }

    private static async Task SayAsync(IPage page, int row, string property)
    {
        await page.Locator($"select[name='p.{row}.of']").SelectOptionAsync("A");
        await PressAsync(page, "show");
        await page.Locator($"select[name='p.{row}.property']").SelectOptionAsync(property);
    }

    private static async Task PressAsync(IPage page, string button)
    {
        await page.Locator($"main button[name=do][value='{button}']").Last.ClickAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }
}
