using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
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
        [.. new[] { typeof(Program).Assembly, typeof(Preferences).Assembly, typeof(Puente.Money.MoneyRoom).Assembly }
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
        await visit.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal), new() { WaitUntil = Microsoft.Playwright.WaitUntilState.DOMContentLoaded, Timeout = 120_000 });
    }

    /// <summary>Does what makes the pages that no link leads to: searches, sends a file, imports it. Nothing, for who may not.</summary>
    /// <returns>Addresses that came of it.</returns>
    public static async Task<IReadOnlyList<string>> WorkAsync(Visit visit, string officer)
    {
        if (officer != Officers[0]) return [];
        var made = new List<string>();
        await visit.GoAsync("/search");
        await visit.Page.Locator("main form[action='/search'] input[name=text]").FillAsync("luján");
        await visit.Page.Locator("main form[action='/search'] button").ClickAsync();
        await visit.Page.WaitForURLAsync(new Regex("/search/[0-9a-z]{26}$"));
        made.Add(new Uri(visit.Page.Url).AbsolutePath);
        await visit.Page.Locator("main a[href^='/watches/new?search=']").ClickAsync();
        await visit.Page.Locator("main textarea[name=reason]").FillAsync("Case 12");
        await visit.Page.Locator("main button.primary[type=submit]").ClickAsync();
        await visit.Page.WaitForURLAsync(new Regex("/watches/[0-9a-z]{26}$"));
        made.Add(new Uri(visit.Page.Url).AbsolutePath);
        await visit.GoAsync("/matching/lists");
        await visit.Page.Locator("input[name=file]").SetInputFilesAsync(Sample("list.ftm.json"));
        await visit.Page.Locator("form[action='/matching/lists'] button").ClickAsync();
        await visit.Page.WaitForURLAsync(new Regex("/matching/lists/[0-9a-z]{26}$"));
        made.Add(new Uri(visit.Page.Url).AbsolutePath);
        await visit.GoAsync("/import");
        await visit.Page.Locator("input[name=file]").SetInputFilesAsync(Sample("recoveries.csv"));
        await visit.Page.Locator("form[action='/import/receive'] button").ClickAsync();
        await visit.Page.WaitForURLAsync(new Regex("/import/files/[0-9a-z]{26}$"));
        made.Add(new Uri(visit.Page.Url).AbsolutePath);
        made.AddRange(await ImportAsync(new Uri(visit.Page.Url), officer));
        return made;
    }

    /// <summary>Imports the file just sent under its sample mapping and keeps it as a dataset, as programs do, and waits for the end; and for what the demo searches.</summary>
    private static async Task<IReadOnlyList<string>> ImportAsync(Uri received, string officer)
    {
        using var client = new HttpClient { BaseAddress = new Uri(received, "/api/v1/") };
        var token = await PostAsync(client, "login/demo", new { officer });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)token["token"]!);
        // A file is kept once, and another walk may have kept this one.
        var own = await File.ReadAllTextAsync(Sample("recoveries.csv")) + Path.GetRandomFileName() + ",,,,,,,,\n";
        using var bytes = new StringContent(own);
        using var sent = await client.PostAsync("uploads?name=recoveries.csv", bytes);
        var upload = (await sent.Content.ReadFromJsonAsync<JsonObject>())!;
        var kept = await ImportedAsync((string)upload["id"]!, "mapping: recoveries-kept\ndataset: {}\n");
        var read = await ImportedAsync(received.Segments[^1], await File.ReadAllTextAsync(Sample("recoveries.yaml")));
        var order = (string)(await client.GetFromJsonAsync<JsonArray>("money/orders"))![0]!["id"]!;
        return ["/import/" + kept["id"], "/import/" + read["id"], "/datasets/" + kept["dataset"], $"/money/orders/{order}/files/{received.Segments[^1]}", "/money/findings/" + await FoundAsync(), "/statements/" + await OwnAsync(), "/documents/" + await DocumentAsync()];

        // Of the statements that pages lead to most are other agencies'; only an own one can be corrected.
        async Task<string> OwnAsync()
        {
            var hit = (string)(await PostAsync(client, "searches", new { text = "A578825" }))["hits"]![0]!["entity"]!["id"]!;
            return (string)(await client.GetFromJsonAsync<JsonArray>($"entities/{hit}/attributes"))![0]!["id"]!;
        }

        async Task<string> DocumentAsync()
        {
            var text = System.Text.Encoding.UTF8.GetBytes("Acta de entrega\n\nEl conductor dejó siete bultos en la bodega.\n");
            var source = (string)(await PostAsync(client, "sources", new { kind = "document", title = "Acta 12" }))["id"]!;
            var place = "documents/uploads/" + (string)(await PostAsync(client, $"sources/{source}/documents", new { name = "acta.txt", bytes = text.Length }))["id"]!;
            using var part = await client.PatchAsync(place + "?offset=0", new ByteArrayContent(text));
            var id = (string)(await PostAsync(client, place + "/finish", new { sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(text)) }))["id"]!;
            using var late = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            while ((string?)(await client.GetFromJsonAsync<JsonObject>("documents/" + id, late.Token))!["text"] == "waiting") late.Token.ThrowIfCancellationRequested();
            return id;
        }

        async Task<string> FoundAsync()
        {
            using var late = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            while ((await client.GetFromJsonAsync<JsonObject>("money/pattern-searches", late.Token))!["last"] is null) late.Token.ThrowIfCancellationRequested();
            return (string)(await client.GetFromJsonAsync<JsonObject>("money/findings?take=1", late.Token))!["rows"]![0]!["id"]!;
        }

        async Task<JsonObject> ImportedAsync(string upload, string mapping)
        {
            var id = (string)(await PostAsync(client, "imports", new { upload, mapping, title = "Recoveries" }))["id"]!;
            using var late = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            while (true)
            {
                late.Token.ThrowIfCancellationRequested();
                var import = (await client.GetFromJsonAsync<JsonObject>("imports/" + id, late.Token))!;
                if (import["finished"] is not null) return import;
            }
        }
    }

    private static async Task<JsonObject> PostAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)!.AsObject() : throw new InvalidOperationException($"{path} answers {answer.StatusCode}: {text}");
    }

    private static string Sample(string name) => Path.Combine(Checkout.Root, "samples", name);

    /// <summary>
    /// Follows links from every page without parameters and from <paramref name="made"/>, two addresses of one route (the first may be
    /// of something empty), and gives <paramref name="perRoute"/> of them.
    /// </summary>
    /// <returns>Addresses with their routes, and links that lead nowhere.</returns>
    public static async Task<(IReadOnlyList<(string Route, string Path)> Pages, IReadOnlyList<string> Broken)> WalkAsync(Visit visit, int perRoute, IReadOnlyList<string> made)
    {
        var broken = new List<string>();
        var found = new List<(string Route, string Path)>();
        var seeds = Routes.Where(r => !r.Contains('{', StringComparison.Ordinal) && !r.StartsWith("/errors", StringComparison.Ordinal)).Prepend("/").ToHashSet(StringComparer.Ordinal);
        var waiting = new Queue<string>(made.Concat(seeds));
        var seen = new HashSet<string>(made.Concat(seeds), StringComparer.Ordinal);
        while (waiting.TryDequeue(out var path))
        {
            var route = RouteOf(path.Split('?')[0]);
            if (route is not null)
            {
                if (found.Count(f => f.Route == route) >= 2) continue;
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

        return ([.. found.GroupBy(f => f.Route).SelectMany(f => f.Take(perRoute))], broken);
    }

    /// <summary>Exports and the like, which are no pages.</summary>
    private static bool IsFile(string link) => link.StartsWith("/api/", StringComparison.Ordinal) || Path.HasExtension(link.Split('?')[0]);

    public async ValueTask DisposeAsync()
    {
        if (_node is not null) await _node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
