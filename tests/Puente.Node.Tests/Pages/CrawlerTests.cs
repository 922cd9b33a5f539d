using System.Collections.Concurrent;
using System.Globalization;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Pages;

/// <summary>Every page of the demo, in both languages, on two widths, in both themes: it fits, it is quiet, everybody can use it.</summary>
public sealed class CrawlerTests(Browser browser, DemoSite site) : IClassFixture<Browser>, IClassFixture<DemoSite>
{
    private const int PerRoute = 1;
    private const long ColdBudget = 300 << 10, PictureBudget = 900 << 10, WarmBudget = 60 << 10;

    /// <summary>Routes that no link leads to, each with the reason.</summary>
    private static readonly HashSet<string> Unlinked = new(StringComparer.Ordinal)
    {
        "/errors/404", "/errors/500", "/errors/{Status:int}", // shown in place of another page
        "/sign-in/done/{Way:regex(^(directory|card)$)}", // shown once, on the way from outside
        "/sign-in/unknown/{Why:regex(^(outside-unknown|outside-failed|outside-limit|card-none|card-authority|card-list|card-revoked)$)}", // shown in place of it
        "/setup", // shown once, before there is an administrator
    };

    [Fact]
    public async Task Every_page_fits_and_is_quiet_in_both_languages_widths_and_themes()
    {
        Browser.Need();
        var faults = new ConcurrentQueue<string>();
        var walked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var officer in DemoSite.Officers)
        {
            var (pages, broken) = await WalkAsync(officer);
            foreach (var link in broken) faults.Enqueue($"{officer} finds a link that leads nowhere: {link}");
            var fresh = pages.Where(p => !walked.Contains(p.Route)).ToList();
            walked.UnionWith(pages.Select(p => p.Route));
            var looks = from language in new[] { "en", "es" } from width in new[] { 1280, 390 } from dark in new[] { false, true } select (language, width, dark);
            await Parallel.ForEachAsync(looks, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (look, _) => await LookAsync(officer, look, fresh, faults));
        }

        await File.WriteAllLinesAsync(Path.Combine(Checkout.Screenshots, "faults.txt"), faults.Order(StringComparer.Ordinal));
        faults.Order(StringComparer.Ordinal).ShouldBeEmpty();
        DemoSite.Routes.Except(walked).Except(Unlinked).ShouldBeEmpty("no link of the demo leads to these pages");
    }

    [Fact]
    public async Task Every_page_is_small_on_a_slow_line()
    {
        Browser.Need();
        var faults = new List<string>();
        var walked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var officer in DemoSite.Officers)
            foreach (var (route, path) in (await WalkAsync(officer)).Pages)
                if (walked.Add(route)) faults.AddRange(await WeighAsync(officer, path));
        faults.ShouldBeEmpty();
    }

    private async Task<(IReadOnlyList<(string Route, string Path)> Pages, IReadOnlyList<string> Broken)> WalkAsync(string officer)
    {
        await using var visit = await browser.VisitAsync(site.Address);
        await DemoSite.SignInAsync(visit, officer);
        return await DemoSite.WalkAsync(visit, PerRoute, await DemoSite.WorkAsync(visit, officer));
    }

    private async Task LookAsync(string officer, (string Language, int Width, bool Dark) look, List<(string Route, string Path)> pages, ConcurrentQueue<string> faults)
    {
        await using var visit = await browser.VisitAsync(site.Address, look.Language, look.Width, look.Dark);
        await DemoSite.SignInAsync(visit, officer);
        var count = 0;
        foreach (var (route, path) in pages)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{route} {look.Language} {look.Width} {(look.Dark ? "dark" : "light")}");
            var heard = visit.Complaints.Count;
            var status = await visit.GoAsync(path);
            if (status != 200) faults.Enqueue($"{name}: answer {status} at {path}");
            foreach (var fault in visit.Complaints.Skip(heard).Concat(await visit.MisfitsAsync()).Concat(await visit.BarriersAsync())) faults.Enqueue($"{name}: {fault}");
            var file = route.Trim('/').Replace('/', '-').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Replace(':', '-');
            await visit.ShootAsync(string.Create(CultureInfo.InvariantCulture, $"{(file.Length == 0 ? "home" : file)}-{++count:00}-{look.Language}-{look.Width}-{(look.Dark ? "dark" : "light")}"));
        }
    }

    private async Task<IReadOnlyList<string>> WeighAsync(string officer, string path)
    {
        await using var visit = await browser.VisitAsync(site.Address);
        await DemoSite.SignInAsync(visit, officer);
        await visit.ForgetCacheAsync();
        visit.ForgetBytes();
        await visit.GoAsync(path);
        var cold = visit.Bytes;
        var budget = await visit.Page.Locator("p-chart, p-links, p-map").CountAsync() > 0 ? PictureBudget : ColdBudget;
        visit.ForgetBytes();
        await visit.GoAsync(path);
        var warm = visit.Bytes;
        return [.. new[] { (cold, budget, "cold"), (warm, WarmBudget, "warm") }.Where(x => x.Item1 > x.Item2).Select(x =>
            string.Create(CultureInfo.InvariantCulture, $"{path}: {x.Item1 >> 10} KiB {x.Item3}, at most {x.Item2 >> 10}"))];
    }
}
