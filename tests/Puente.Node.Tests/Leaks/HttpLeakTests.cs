using System.Globalization;
using System.Net;
using System.Text;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Leaks;

/// <summary>
/// The leak test on whole nodes that listen: a case is one request of one viewer who must not tell, answered by a node with the hidden
/// statement and by a node without it, compared byte for byte with status and headers.
/// </summary>
[Trait(Campaign.Category, Campaign.Name)]
public sealed class HttpLeakTests
{
    private const int Cases = 2000;
    private const int PerDesk = 24;

    /// <summary>So many pairs of nodes at most are asked until every route was answered to somebody.</summary>
    private const int MostWorlds = 60;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_hidden_leaves_every_answer_over_HTTP_as_it_would_be_without_it(Engine engine)
    {
        var tally = new HttpTally();
        var wanted = engine == Engine.Sqlite ? Campaign.Pick(Cases, 40_000) : Campaign.Pick(Cases / 4, 10_000);
        for (var seed = Campaign.Seed; tally.Leaks.Count == 0 && (tally.Cases < wanted || engine == Engine.Sqlite && (tally.Worlds < Plan.Ways || tally.Unanswered.Any() && tally.Worlds < MostWorlds)); seed++) await CompareAsync(engine, seed, tally);

        TestContext.Current.TestOutputHelper?.WriteLine(tally.Page(engine));
        Campaign.Report($"leaks-http-{engine.ToString().ToLowerInvariant()}", tally.Page(engine));
        tally.Leaks.ShouldBeEmpty();
        tally.Told.ShouldBeGreaterThan(tally.Worlds, "those who may see what is hidden must be able to tell the nodes apart, or the test sees nothing");
        if (engine == Engine.Sqlite) tally.Unanswered.ShouldBeEmpty("each of these routes was never answered to anybody: its cases show nothing");
    }

    private static async Task CompareAsync(Engine engine, int seed, HttpTally tally)
    {
        var plan = Plan.Of(seed);
        await using var pair = await NodePair.StartAsync(engine, plan);
        if (pair is null) return;
        tally.Worlds++;
        var random = new Random(seed);
        var (imported, searched) = (false, false);
        foreach (var seat in People.Seats.OrderBy(_ => random.Next()).ToList())
        {
            var purpose = random.Next(3) == 0 ? "trace" : "investigation";
            if (!plan.MustNotTell(seat, purpose)) continue;
            using var desks = await pair.SignInAsync(seat, purpose);
            var asks = new Asks(pair, plan, desks.Preset, random);
            asks.Forgotten().ShouldBeEmpty("a case is wanted for each of these");
            var roles = People.Roster.Officers[seat.Officer].Roles;
            foreach (var ask in Drawn(asks, tally, random, plan, seat, purpose))
            {
                if (ask.Route.EndsWith("/acts", StringComparison.Ordinal) && (plan.ActsTell || roles.HasFlag(Role.Auditor) && ask.Route == "GET /acts")) continue;
                var text = await CompareAsync(desks, ask, $"seed {seed}, {seat}, {purpose}, hidden {plan.HiddenKind}", plan.HiddenKind, tally);
                asks.Learn(text);
            }

            if (!searched) searched = await SearchAsync(desks, $"seed {seed}, {seat}, {purpose}, hidden {plan.HiddenKind}", plan.HiddenKind, tally);
            if (imported || !roles.HasFlag(Role.Importer) || desks.Preset is null) continue;
            imported = true;
            await ImportAsync(desks, asks, $"seed {seed}, {seat}, {purpose}, hidden {plan.HiddenKind}", plan.HiddenKind, tally);
        }

        await TellAsync(pair, plan, random, tally);
    }

    /// <summary>Requests of one desk: every GET route in turn over the whole run, what is sent, and links of the pages given.</summary>
    private static IEnumerable<Ask> Drawn(Asks asks, HttpTally tally, Random random, Plan plan, (OfficerId Officer, string Unit) seat, string purpose)
    {
        var identifiers = !plan.Pointed(seat, purpose);
        var gets = asks.Gets.Order(StringComparer.Ordinal).ToList();
        var near = gets.Where(g => g.Contains('{', StringComparison.Ordinal) || g.EndsWith("/export", StringComparison.Ordinal)).ToList();
        for (var i = 0; i < PerDesk; i++)
            yield return (i % 6) switch
            {
                0 or 3 => asks.Get(gets[tally.Turn++ % gets.Count]),
                1 when asks.Sent(identifiers).Where(a => !a.Route.Contains("uploads", StringComparison.Ordinal) && !a.Route.Contains("imports", StringComparison.Ordinal)).ToList() is var sent => sent[random.Next(sent.Count)],
                4 when asks.Link() is { } link => link,
                5 when random.Next(2) == 0 && asks.Beside() is { } beside => beside,
                _ => asks.Get(near[random.Next(near.Count)]),
            };

        if (!People.Roster.Officers[seat.Officer].Roles.HasFlag(Role.Administrator)) yield break;
        foreach (var office in gets.Where(g => g.StartsWith("GET /admin", StringComparison.Ordinal))) yield return asks.Get(office);
    }

    private static async Task ImportAsync(PairOfDesks desks, Asks asks, string who, string hidden, HttpTally tally)
    {
        async Task<string> Send(string route) => await CompareAsync(desks, asks.Sent(false).First(a => a.Route == route), who, hidden, tally);
        var upload = JsonText(await Send("POST /api/v1/uploads"), "id");
        asks.Only("files", upload);
        await Send("POST /api/v1/uploads/{id}/preview");
        foreach (var order in System.Text.Json.Nodes.JsonNode.Parse((await desks.Left.SendAsync(new("", "/api/v1/money/orders"))).Body)!.AsArray())
            foreach (var layout in new[] { "", "?layout=us-signed" })
                await CompareAsync(desks, new Ask("a file under an order", $"/money/orders/{order!["id"]}/files/{upload}{layout}"), who, hidden, tally);
        var (left, _) = await desks.AskAsync(asks.Import());
        var import = JsonText(left.Body, "id");
        asks.Only("imports", import);
        foreach (var desk in (LeakDesk[])[desks.Left, desks.Right])
            for (var i = 0; JsonText((await desk.SendAsync(new("", "/api/v1/imports/" + import))).Body, "state") is var state; i++)
            {
                if (state == "done") break;
                state.ShouldBeOneOf(["waiting", "running"], (await desk.SendAsync(new("", "/api/v1/imports/" + import))).Body);
                i.ShouldBeLessThan(3000, "the import does not end");
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }

        foreach (var route in asks.Gets.Where(g => g.Contains("import", StringComparison.Ordinal)))
            await CompareAsync(desks, asks.Get(route), who, hidden, tally);
    }

    /// <summary>What was found before, a search for patterns at both nodes, and when it has ended at both, what it found. False for who may not search.</summary>
    private static async Task<bool> SearchAsync(PairOfDesks desks, string who, string hidden, HttpTally tally)
    {
        const string Searches = "/api/v1/money/pattern-searches";
        await FoundAsync(desks, who, hidden, tally);
        var (left, right) = await desks.AskAsync(new Ask("POST " + Searches, Searches) { Method = HttpMethod.Post });
        left.Status.ShouldBe(right.Status, who);
        if (left.Status != HttpStatusCode.Accepted) return false;
        var search = JsonText(left.Body, "id");
        foreach (var desk in (LeakDesk[])[desks.Left, desks.Right])
            for (var i = 0; JsonText((await desk.SendAsync(new("", $"{Searches}/{search}"))).Body, "state") is var state && state != "done"; i++)
            {
                state.ShouldBeOneOf("waiting", "running");
                i.ShouldBeLessThan(3000, "the search does not end");
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }

        await CompareAsync(desks, new Ask("GET /api/v1/money/pattern-searches/{id}", $"{Searches}/{search}"), who, hidden, tally);
        await FoundAsync(desks, who, hidden, tally);
        return true;
    }

    private static async Task FoundAsync(PairOfDesks desks, string who, string hidden, HttpTally tally)
    {
        await CompareAsync(desks, new Ask("GET /money/findings", "/money/findings"), who, hidden, tally);
        var found = await CompareAsync(desks, new Ask("GET /api/v1/money/findings", "/api/v1/money/findings?state=all&take=500"), who, hidden, tally);
        foreach (var finding in System.Text.Json.Nodes.JsonNode.Parse(found[found.IndexOf("\n{", StringComparison.Ordinal)..])!["rows"]!.AsArray().Take(3))
        {
            await CompareAsync(desks, new Ask("GET /money/findings/{Id}", $"/money/findings/{finding!["id"]}"), who, hidden, tally);
            await CompareAsync(desks, new Ask("GET /api/v1/money/findings/{id}", $"/api/v1/money/findings/{finding["id"]}"), who, hidden, tally);
        }
    }

    private static async Task<string> CompareAsync(PairOfDesks desks, Ask ask, string who, string hidden, HttpTally tally)
    {
        var (left, right) = await desks.AskAsync(ask);
        tally.Count(ask.Route, hidden, left.Status);
        if (left.Text != right.Text) tally.Leaks.Add($"{who}, {ask.Method} {ask.Path}: {LeakTests.Difference(left.Text, right.Text)}");
        if (left.Status >= HttpStatusCode.InternalServerError) tally.Leaks.Add($"{who}, {ask.Method} {ask.Path}: {left.Text}");
        return left.Text;
    }

    /// <summary>The other side of the coin: whoever may see what is hidden sees it over HTTP.</summary>
    private static async Task TellAsync(NodePair pair, Plan plan, Random random, HttpTally tally)
    {
        foreach (var seat in People.Seats.Where(s => !plan.MustNotTell(s, "investigation")).Take(2))
        {
            using var desks = await pair.SignInAsync(seat, "investigation");
            var asks = new Asks(pair, plan, desks.Preset, random);
            foreach (var route in (string[])["GET /entities/{Id}", "GET /statements/{Id}", "GET /sources", "GET /api/v1/export", "GET /api/v1/entities/{id}/facts"])
            {
                var (left, right) = await desks.AskAsync(asks.Get(route));
                if (left.Text != right.Text) tally.Told++;
            }
        }
    }

    private static string JsonText(string body, string name) =>
        System.Text.Json.Nodes.JsonNode.Parse(body[Math.Max(0, body.IndexOf("\n{", StringComparison.Ordinal))..])?[name]?.ToString() ?? throw new InvalidOperationException("no " + name + " in " + body);

    private sealed class HttpTally
    {
        private readonly SortedDictionary<string, (int Cases, int Answered)> _routes = new(StringComparer.Ordinal);
        private readonly SortedDictionary<string, int> _hidden = new(StringComparer.Ordinal);

        public int Cases { get; private set; }

        public int Worlds { get; set; }

        public int Told { get; set; }

        public int Turn { get; set; }

        public List<string> Leaks { get; } = [];

        public IEnumerable<string> Unanswered => _routes.Where(r => r.Key.StartsWith("GET", StringComparison.Ordinal) && r.Value.Answered == 0).Select(r => r.Key);

        public void Count(string route, string hidden, HttpStatusCode status)
        {
            Cases++;
            var (cases, answered) = _routes.GetValueOrDefault(route);
            _routes[route] = (cases + 1, answered + (status < HttpStatusCode.BadRequest ? 1 : 0));
            _hidden[hidden] = _hidden.GetValueOrDefault(hidden) + 1;
        }

        public string Page(Engine engine)
        {
            var page = new StringBuilder();
            page.AppendLine(CultureInfo.InvariantCulture, $"# Leaks over HTTP on {engine}, seed {Campaign.Seed}").AppendLine();
            page.AppendLine(CultureInfo.InvariantCulture, $"{Cases:N0} requests in {Worlds:N0} pairs of nodes: {Leaks.Count} differences for viewers who must not tell; {Told:N0} differences for those who may. Answered: not refused and not missing.").AppendLine();
            page.AppendLine("| Request | Cases | Answered |").AppendLine("| --- | ---: | ---: |");
            foreach (var (route, (cases, answered)) in _routes) page.AppendLine(CultureInfo.InvariantCulture, $"| `{route}` | {cases:N0} | {answered:N0} |");
            page.AppendLine().AppendLine("| Hidden | Cases |").AppendLine("| --- | ---: |");
            foreach (var (hidden, cases) in _hidden) page.AppendLine(CultureInfo.InvariantCulture, $"| {hidden} | {cases:N0} |");
            return page.ToString();
        }
    }
}
