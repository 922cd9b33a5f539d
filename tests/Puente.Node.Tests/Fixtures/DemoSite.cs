using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Puente.Ui.Layout;

namespace Puente.Node.Tests.Fixtures;

/// <summary>The demo as a process of its own, and what can be reached in it by following links from the first page.</summary>
public sealed class DemoSite : IAsyncLifetime
{
    /// <summary>Officers whose links together lead to every page.</summary>
    public static IReadOnlyList<string> Officers { get; } = ["nunez", "kessler", "abara"];

    private readonly string _folder = Directory.CreateTempSubdirectory("puente-demo-").FullName;
    private NodeProcess? _node;

    /// <summary>Every page of the product, by its route.</summary>
    public static IReadOnlyList<string> Routes { get; } =
        [.. new[] { typeof(Program).Assembly, typeof(Preferences).Assembly }
            .SelectMany(a => a.GetTypes()).SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Where it listens.</summary>
    public Uri Address => (_node ?? throw new InvalidOperationException("The demo is not running.")).Address;

    public async ValueTask InitializeAsync() =>
        _node = await NodeProcess.StartAsync("demo", "--data", _folder, "--urls", "http://127.0.0.1:0");

    /// <summary>The route that a path belongs to; literal routes win over those with parameters.</summary>
    public static string? RouteOf(string path) =>
        Routes.Where(route => new TemplateMatcher(TemplateParser.Parse(route), []).TryMatch(path, []))
            .OrderBy(route => route.Count(c => c == '{')).FirstOrDefault();

    /// <summary>Signs in as an invented officer with one click.</summary>
    public static async Task SignInAsync(Visit visit, string officer)
    {
        await visit.GoAsync("/sign-in");
        await visit.Page.Locator($"button[name=officer][value={officer}]").ClickAsync();
        await visit.Page.WaitForLoadStateAsync();
        if (visit.Page.Url.Contains("/sign-in", StringComparison.Ordinal)) throw new InvalidOperationException($"{officer} could not sign in: {visit.Page.Url}");
    }

    /// <summary>Follows links from every page without parameters, at most <paramref name="perRoute"/> addresses of one route.</summary>
    /// <returns>Addresses with their routes, and links that lead nowhere.</returns>
    public static async Task<(IReadOnlyList<(string Route, string Path)> Pages, IReadOnlyList<string> Broken)> WalkAsync(Visit visit, int perRoute)
    {
        var broken = new List<string>();
        var found = new List<(string Route, string Path)>();
        var seeds = Routes.Where(r => !r.Contains('{', StringComparison.Ordinal) && !r.StartsWith("/errors", StringComparison.Ordinal)).Prepend("/").ToHashSet(StringComparer.Ordinal);
        var waiting = new Queue<string>(seeds);
        var seen = new HashSet<string>(seeds, StringComparer.Ordinal);
        while (waiting.TryDequeue(out var path))
        {
            var route = RouteOf(path.Split('?')[0]);
            if (route is not null)
            {
                if (found.Count(f => f.Route == route) >= perRoute) continue;
                found.Add((route, path));
            }

            if (await visit.GoAsync(path) is >= 400 and var status)
            {
                // A page that this officer may not open is no broken link until something links to it.
                if (!seeds.Contains(path)) broken.Add(string.Create(CultureInfo.InvariantCulture, $"{path} answers {status}"));
                found.RemoveAll(f => f.Path == path);
                continue;
            }

            foreach (var link in await visit.Page.EvaluateAsync<string[]>(
                "() => [...document.querySelectorAll('a[href]')].filter(a => a.origin === location.origin && !a.hasAttribute('download')).map(a => a.pathname + a.search)"))
                if (!IsFile(link) && seen.Add(link)) waiting.Enqueue(link);
        }

        return (found, broken);
    }

    /// <summary>Exports and the like, which are no pages.</summary>
    private static bool IsFile(string link) => link.StartsWith("/api/", StringComparison.Ordinal) || Path.HasExtension(link.Split('?')[0]);

    public async ValueTask DisposeAsync()
    {
        if (_node is not null) await _node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
