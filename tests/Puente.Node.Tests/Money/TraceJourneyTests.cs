using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Puente.Node.Tests.Fixtures;
using UglyToad.PdfPig;

namespace Puente.Node.Tests.Money;

/// <summary>"1.2 million in a spare tyre": from the seizure back to the funnel account, the five rules side by side, the exhibit; in both languages.</summary>
public sealed partial class TraceJourneyTests(Browser browser, DemoSite site) : IClassFixture<Browser>, IClassFixture<DemoSite>
{
    [Theory]
    [InlineData("en", "1,200,000.00", "ties", 1280, false)]
    [InlineData("es", "1,200,000.00", "cuadra", 390, true)]
    public async Task From_a_seizure_back_to_the_funnel_account_and_on_to_the_exhibit(string language, string seized, string ties, int width, bool dark)
    {
        Browser.Need();
        await using var visit = await browser.VisitAsync(site.Address, language, width, dark);
        await DemoSite.SignInAsync(visit, "mercer");
        var page = visit.Page;
        await visit.GoAsync("/search");
        await page.Locator("main form[action='/search'] input[name=text]").FillAsync("Hilario Machuca Duarte");
        await page.Locator("main form[action='/search'] button").ClickAsync();
        await page.WaitForURLAsync(new Regex("/search/[0-9a-z]{26}$"));
        await page.Locator("main a[href^='/entities/']:has-text('Machuca')").First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/entities/[0-9a-z]{26}"));
        await page.Locator($"main tr:has-text('{seized}') a[href^='/statements/']").First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/statements/[0-9a-z]{26}$"));

        // Backward from the seizure by one click: everything was withdrawn from one account.
        await page.Locator("main a[href^='/money/follow?start=']").ClickAsync();
        await page.WaitForURLAsync(new Regex("/money/follow"));
        (await page.Locator("select[name=direction]").InputValueAsync()).ShouldBe("backward");
        await page.Locator("main table a[href^='/entities/']:has-text('4410027710')").First.WaitForAsync();
        await LookAsync(visit, $"follow-seizure-{language}");
        await page.Locator("main table a[href^='/entities/']:has-text('4410027710')").First.ClickAsync();
        await page.WaitForURLAsync(new Regex("/entities/[0-9a-z]{26}"));
        await page.Locator("main a[href^='/money/follow?start=']").ClickAsync();
        await page.WaitForURLAsync(new Regex("/money/follow"));
        await page.Locator("select[name=direction]").SelectOptionAsync("backward");
        await page.Locator("#field-hops").FillAsync("1");
        await page.Locator("main form button.primary").First.ClickAsync();
        await page.Locator("button[value=origins]").WaitForAsync();
        await page.Locator("button[value=origins]").ClickAsync();

        // The trace: in no address what is traced, all totals tie, every line names its statement or row.
        await page.WaitForURLAsync(new Regex("/money/trace$"));
        await page.Locator("#field-offence").FillAsync("2025-06-02");
        await page.Locator("main form button.primary").First.ClickAsync();
        await page.Locator("#assumptions").WaitForAsync();
        await LookAsync(visit, $"trace-{language}");
        var text = await page.Locator("main").InnerTextAsync();
        text.ShouldContain("18 USC 984");
        text.ShouldContain("LIBR");
        (await page.Locator("main .badge.bad").CountAsync()).ShouldBe(0);
        (await page.Locator($"main .badge.good:has-text('{ties}')").CountAsync()).ShouldBeGreaterThanOrEqualTo(4);
        var ledgers = page.Locator("main section table:has(th > span:text-is('" + (language == "en" ? "Why" : "Por qué") + "'))");
        var (lines, sources) = (await ledgers.Locator("tbody tr").CountAsync(), await ledgers.Locator("tbody tr td:nth-child(2) a[href^='/statements/'], tbody tr td:nth-child(2) a[href*='/rows/']").CountAsync());
        lines.ShouldBeGreaterThan(20);
        sources.ShouldBe(lines);
        await PrintedAsync(page, language, ledgers);
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("form[action='/money/trace/exhibit'] button").ClickAsync());
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".xlsx");
        try
        {
            await download.SaveAsAsync(file);
            await using var zip = await ZipFile.OpenReadAsync(file);
            using var ledger = new StreamReader(await zip.GetEntry("xl/worksheets/sheet2.xml")!.OpenAsync());
            StatementId().Count(await ledger.ReadToEndAsync()).ShouldBeGreaterThan(lines / 2, "rows of the workbook name their statements and rows");
        }
        finally
        {
            File.Delete(file);
        }

        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Followed_paths_leave_as_a_file()
    {
        Browser.Need();
        await using var visit = await browser.VisitAsync(site.Address);
        await DemoSite.SignInAsync(visit, "mercer");
        var page = visit.Page;
        await visit.GoAsync("/money/follow");
        await page.Locator("#field-account").FillAsync("220071833");
        await page.Locator("main form button.primary").First.ClickAsync();
        await page.Locator("form[action='/money/follow/file']").WaitForAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("form[action='/money/follow/file'] button[value=csv]").ClickAsync());
        var lines = await File.ReadAllLinesAsync((await download.PathAsync())!);
        lines[0].TrimStart('\uFEFF').ShouldBe("path,step,transaction,at,from,from_entity,to,to_entity,amount,currency,owner,tlp,label");
        lines.Length.ShouldBeGreaterThan(1);
        lines[1].ShouldContain("US/FINCEN");
        visit.Complaints.ShouldBeEmpty();
    }

    /// <summary>The page as Chromium prints it: who, when, under what marking, each page numbered, every line with its statement or row, and nothing beyond the paper's edge.</summary>
    private static async Task PrintedAsync(IPage page, string language, ILocator ledgers)
    {
        var ids = await ledgers.Locator("tbody tr .id").AllTextContentsAsync();
        ids.ShouldAllBe(i => StatementId().IsMatch(i));
        using var pdf = PdfDocument.Open(await page.PdfAsync(new PagePdfOptions { Format = "Letter", PrintBackground = true, PreferCSSPageSize = true, Path = Path.Combine(Checkout.Screenshots, $"trace-{language}.pdf") }));
        var pages = pdf.GetPages().ToList();
        var text = string.Concat(pages.Select(p => Joined(p.Text)));
        string[] said = language == "en"
            ? ["Trace of proceeds", "Printed ", "By ", "Marking: ", "Totals", "; the exhibit has all"]
            : ["Rastreo del producto", "Impreso el ", "Por ", "Clasificación: ", "Totales", "; el anexo las tiene todas"];
        foreach (var words in said) text.ShouldContain(Joined(words));
        foreach (var id in ids.Distinct()) text.ShouldContain(Joined(id));
        foreach (var one in pages)
        {
            Joined(one.Text).ShouldContain($"{one.Number}/{pages.Count}");
            var letters = one.Letters.Where(l => !string.IsNullOrWhiteSpace(l.Value)).ToList();
            letters.Max(l => l.BoundingBox.Right).ShouldBeLessThan(one.Width - 20, $"page {one.Number} is cut at the right");
            letters.Min(l => l.BoundingBox.Left).ShouldBeGreaterThan(20);
        }
    }

    private static string Joined(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static async Task LookAsync(Visit visit, string name)
    {
        (await visit.MisfitsAsync()).ShouldBeEmpty(name);
        (await visit.BarriersAsync()).ShouldBeEmpty(name);
        await visit.ShootAsync(name);
    }

    [GeneratedRegex("[0-9a-z]{26}")]
    private static partial Regex StatementId();
}
