using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Puente.Evidence.Agencies;
using Puente.Evidence.Storage;

namespace Puente.Node.Tests.Leaks;

/// <summary>
/// Every question that can be asked of a node over HTTP, drawn from its own table of endpoints: a page or endpoint that is added is asked
/// without a word here, unless it has a parameter that nothing is known for; then the test fails until there is.
/// </summary>
internal sealed partial class Asks(NodePair pair, Plan plan, string? preset, Random random)
{
    private static readonly string[] Queries =
    [
        "", "", "?history=1", "?history=true", "?known=2026-03-02", "?known=2026-03-02T10:00:00Z", "?as-of=2026-03-01", "?asOf=2026-03-02", "?kind=contact",
        "?kind=Person", "?from=2023-12&until=2024-06", "?take=2", "?take=1&history=true", "?kind=Ownership&history=1", "?view=timeline", "?after=zzz",
    ];

    private static readonly string[] Words = ["ana", "RUIZ", "ana ruiz", "pena", "Luis", "luis soto", "transportes", "jose ortega", "corrected", "nobody"];
    private static readonly string[] Phones = ["662 123 4567", "+1 (602) 555-0143", "+526621234568", "520 555 0117"];

    /// <summary>Endpoints that are not asked here, each with the reason. What is forgotten fails the test.</summary>
    private static readonly Dictionary<string, string> NotAsked = new(StringComparer.Ordinal)
    {
        ["POST /sign-in/options"] = "before sign-in",
        ["POST /sign-out"] = "ends the session",
        ["POST /account/passkey/options"] = "random by nature, of the officer's own keys",
        ["POST /api/v1/login/start"] = "before sign-in, random by nature",
        ["POST /api/v1/login/poll"] = "before sign-in",
        ["POST /api/v1/login/end"] = "ends the token",
        ["POST /preferences"] = "two cookies of the browser",
        ["POST /api/v1/duty"] = "names officers and hours, nothing of the record",
        ["POST /api/v1/duty/{id}/end"] = "answers only whether there is such an entry of the own agency",
        ["POST /duty/{id}/end"] = "the browser's form of POST /api/v1/duty/{id}/end",
        ["GET /api/v1/alerts"] = "the officer's own address and hours, and missing while nothing was chosen",
        ["GET /api/v1/node/mail"] = "the mail server of the node, and missing while none is named",
        ["PUT /api/v1/alerts"] = "an address and hours, nothing of the record",
        ["PUT /api/v1/node/mail"] = "the mail server of the node",
        ["POST /api/v1/acts/paper"] = "an auditor's, who is told how many acts are withheld",
        ["POST /api/v1/mappings"] = "names columns of files, nothing that is there",
        ["POST /api/v1/roster/agencies"] = "the roster, nothing of the record",
        ["PUT /api/v1/roster/agencies"] = "the roster, nothing of the record",
        ["POST /api/v1/roster/units"] = "the roster, nothing of the record",
        ["PUT /api/v1/roster/units"] = "the roster, nothing of the record",
        ["POST /api/v1/roster/clearances"] = "the roster, nothing of the record",
        ["POST /api/v1/roster/officers"] = "the roster, nothing of the record",
        ["PUT /api/v1/roster/officers"] = "the roster, nothing of the record",
        ["POST /api/v1/roster/officers/{login}/leaving"] = "the roster, nothing of the record",
        ["POST /api/v1/roster/officers/{login}/enrolment"] = "the roster, nothing of the record",
        ["POST /api/v1/roster/rights"] = "the roster, nothing of the record",
        ["POST /api/v1/roster/rights/{id}/approval"] = "the roster, nothing of the record",
        ["POST /api/v1/roster/rights/{id}/ending"] = "the roster, nothing of the record",
        ["POST /api/v1/roster/officers/{login}/outside"] = "the roster, nothing of the record",
        ["POST /api/v1/roster/officers/{login}/outside/{number:long}/parting"] = "the roster, nothing of the record",
        ["POST /acts/paper"] = "an auditor's, who is told how many acts are withheld",
        ["POST /api/v1/node/backups"] = "the whole record as a file of the machine, which only its keeper has",
        ["POST /api/v1/node/backup-plan"] = "two numbers, of the plan alone",
        ["GET /api/v1/node/support"] = "times and memory of one run; SupportTests shows that nothing of the record is in it",
        ["GET /metrics"] = "times and memory of one run; HealthTests shows that nothing of the record is in it",
        ["GET /health/ready"] = "the space of the disk, which other programs use up",
        ["POST /api/v1/node/rebuild"] = "answers nothing",
        ["POST /sources/{id}/documents"] = "the browser's form of POST /api/v1/sources/{id}/documents and what follows it",
        ["POST /sources/{id}/documents/uploads"] = "the browser's form of POST /api/v1/sources/{id}/documents",
        ["GET /documents/uploads/{id}"] = "answers only to the officer who is sending",
        ["GET /api/v1/documents/uploads/{id}"] = "answers only to the officer who is sending",
        ["PATCH /documents/uploads/{id}"] = "answers only to the officer who is sending",
        ["POST /documents/uploads/{id}/finish"] = "answers only to the officer who is sending",
        ["POST /documents/uploads/{id}/cancel"] = "answers only to the officer who is sending",
        ["PATCH /api/v1/documents/uploads/{id}"] = "answers only to the officer who is sending",
        ["POST /api/v1/documents/uploads/{id}/finish"] = "answers only to the officer who is sending",
        ["DELETE /api/v1/documents/uploads/{id}"] = "answers only to the officer who is sending",
        ["POST /import/{id}/cancel"] = "answers only whether there is such an import of the own unit, as its page does",
        ["POST /import/receive"] = "the browser's form of POST /api/v1/uploads",
        ["POST /api/v1/imports/{id}/cancellation"] = "answers only whether there is such an import of the own unit",
        ["POST /api/v1/imports/{id}/undoing"] = "its answer is that of GET, asked here",
        ["POST /api/v1/sources"] = "names nothing that is there",
        ["POST /api/v1/imports"] = "sent, and its page asked once it has ended; its own answer says whether it has begun yet",
        ["POST /money/orders/{id}/receive"] = "the browser's form of POST /api/v1/uploads",
        ["GET /money/orders/{Id}/files/{File}"] = "asked with the file that is sent, under every order that the desk lists",
        ["POST /money/pairs/{id}"] = "the browser's form of POST /api/v1/money/pairs/{id}/decision",
        ["POST /api/v1/money/pattern-searches"] = "sent once a pair, and what it finds asked once it has ended; its own answer says whether it has begun yet",
        ["POST /api/v1/money/orders"] = "names nothing that is there",
        ["POST /api/v1/money/pairs/run"] = "counts lines of the own unit's returns that GET lists, asked here",
        ["POST /api/v1/money/rates"] = "names nothing that is there",
        ["POST /matching/lists/{id}/cancel"] = "the browser's form of POST /api/v1/identity/screenings/{id}/cancellation",
        ["POST /matching/lists"] = "the browser's form of POST /api/v1/uploads and POST /api/v1/identity/screenings",
        ["POST /api/v1/money/trace/exhibit"] = "the trace of POST /api/v1/money/trace, asked here, with the moment at which the file is made",
        ["POST /money/trace/exhibit"] = "the browser's form of POST /api/v1/money/trace/exhibit",
        ["POST /money/follow/file"] = "the paths of POST /api/v1/money/follow, asked here, as a file",
        ["GET /errors/500"] = "the number of a fault, which the server makes",
        ["GET /_framework/opaque-redirect"] = "of the framework",
        ["GET /setup"] = "before sign-in",
        ["GET /sign-in"] = "before sign-in",
        ["GET /sign-in/{Kind:regex(^(recovery|enrolment)$)}"] = "before sign-in",
        ["GET /sign-in/done/{Way:regex(^(directory|card)$)}"] = "before sign-in",
        ["GET /sign-in/unknown/{Why:regex(^(outside-unknown|outside-failed|outside-limit|card-none|card-authority|card-list|card-revoked)$)}"] = "before sign-in",
        ["GET /install-root/root.crt"] = "before sign-in: of a node that signs its own certificate",
        ["GET /look"] = "of the development environment",
    };

    private readonly Dictionary<string, List<string>> _ids = Ids(pair, plan);
    private readonly List<(string Method, string Pattern)> _routes = [.. pair.Endpoints.SelectMany(e => Methods(e).Select(m => (m, "/" + e.RoutePattern.RawText!.TrimStart('/')))).Distinct()];
    private readonly List<string> _links = [];

    /// <summary>GET routes, as the tally names them.</summary>
    public IEnumerable<string> Gets => _routes.Where(r => r.Method == "GET").Select(r => "GET " + r.Pattern).Except(NotAsked.Keys);

    /// <summary>Endpoints that are neither asked nor named with a reason.</summary>
    public IEnumerable<string> Forgotten() =>
        _routes.Where(r => r.Method != "GET").Select(r => $"{r.Method} {r.Pattern}").Except(NotAsked.Keys).Except(Sent(true).Select(a => a.Route))
            .Concat(Gets.Where(g => Filled(g[4..]) is null)).Concat(NotAsked.Keys.Except(_routes.Select(r => $"{r.Method} {r.Pattern}")).Select(r => r + " is gone"));

    /// <summary>Remembers the search that an answer gave, and the links of a page: they are asked too.</summary>
    public void Learn(string text)
    {
        foreach (Match id in SearchId().Matches(text)) _ids["search"].Add(id.Groups[1].Value);
        foreach (Match link in Href().Matches(text).Take(200))
            if (link.Groups[1].Value is var path && path.Contains('?', StringComparison.Ordinal)) _links.Add(System.Net.WebUtility.HtmlDecode(path));
        if (_links.Count > 60) _links.RemoveRange(0, _links.Count - 60);
        // Two of whom a page says that they may be one: drawn at will, two hardly ever are.
        pair.Beside.AddRange(Href().Matches(text).Select(l => l.Groups[1].Value).Where(p => p.Contains("/matches/", StringComparison.Ordinal)).Except(pair.Beside));
    }

    /// <summary>From now on only this id is asked for.</summary>
    public void Only(string of, string id)
    {
        _ids[of].Clear();
        _ids[of].Add(id);
    }

    /// <summary>A GET of this route, arguments drawn; half of them near what is hidden.</summary>
    public Ask Get(string route) => new(route, Filled(route[4..])! + Query(route));

    /// <summary>A link of a page that was given; null when there is none.</summary>
    public Ask? Link() => _links.Count == 0 ? null : _links[random.Next(_links.Count)] is var path && Route(path) is { } route ? new Ask(route, path) : null;

    /// <summary>Two of whom a page said that they may be one, asked as programs ask; null while no page said so.</summary>
    public Ask? Beside()
    {
        if (pair.Beside.Count == 0) return null;
        var address = pair.Beside[random.Next(pair.Beside.Count)].Split('?')[0];
        return random.Next(2) == 0 ? new("GET /entities/{Id}/matches/{Other}", address) : new("GET /api/v1/identity/entities/{id}/matches/{other}", "/api/v1/identity" + address);
    }

    /// <summary>What is sent: searches and lists of words, or of complete identifiers too, and writing that names what the viewer may not see.</summary>
    public IReadOnlyList<Ask> Sent(bool identifiers)
    {
        string[] texts = identifiers ? [.. Words, .. Phones] : Words;
        var (text, other) = (Any(texts), Any(texts));
        var (entity, statement) = (Any(_ids["entities"]), Any(_ids["statements"]));
        var marking = new { tlp = "amber" };
        var dataset = Any(_ids["datasets"]);
        return
        [
            new("POST /api/v1/alike", "/api/v1/alike") { Method = HttpMethod.Post, Json = new { kind = "Person", attributes = new[] { new { property = "name", value = text }, new { property = "phone", value = identifiers ? other : "" } } } },
            new("POST /api/v1/datasets/{id}/rows/search", $"/api/v1/datasets/{dataset}/rows/search") { Method = HttpMethod.Post, Json = new { text = "soto" } },
            new("POST /api/v1/datasets/{id}/rows/{number:long}/lifting", $"/api/v1/datasets/{dataset}/rows/1/lifting")
            {
                Method = HttpMethod.Post,
                Json = new { evaluation = "B2", language = "en", attributes = new[] { new { entity, property = "name", value = "x" } } },
            },
            .. Money(),
            .. Matching(),
            .. Watching(),
            new("POST /api/v1/chart", "/api/v1/chart") { Method = HttpMethod.Post, Json = new { entities = new[] { new { id = entity }, new { id = Any(_ids["entities"]) } }, byKind = random.Next(3) == 0 } },
            new("POST /api/v1/chart", "/api/v1/chart") { Method = HttpMethod.Post, Json = new { entities = new[] { new { id = entity, neighbours = 2 } }, from = Any(["2023", "2024-03"]), undated = random.Next(2) == 0 } },
            new("POST /api/v1/searches", "/api/v1/searches?take=2") { Method = HttpMethod.Post, Json = new { text } },
            new("POST /api/v1/searches", "/api/v1/searches") { Method = HttpMethod.Post, Json = new { text = "", lines = texts } },
            new("POST /search", "/search") { Method = HttpMethod.Post, Form = ("/search", [("text", text)]) },
            new("POST /search/list", "/search/list") { Method = HttpMethod.Post, Form = ("/search", [("lines", text + "\n" + other)]) },
            new("POST /record/entity", "/record/entity?kind=Person")
            {
                Method = HttpMethod.Post,
                Form = ("/record/entity?kind=Person", [("_handler", "record"), ("p.name", Any(Words)), ("p.phone", identifiers ? Any(Phones) : ""), ("role", "witness"), ("rows", "3"), ("preset", preset ?? "internal"),
                    ("evaluation.source", "B"), ("evaluation.information", "2"), ("language", "en"), ("source.title", "Leaks"), ("source.kind", "report"), ("do", "save")]),
            },
            new("POST /api/v1/statements", "/api/v1/statements")
            {
                Method = HttpMethod.Post,
                Json = new { source = Any(_ids["sources"]), evaluation = "B2", language = "en", attributes = new[] { new { entity, property = "name", value = "x" } } },
            },
            new("POST /api/v1/statements", "/api/v1/statements")
            {
                Method = HttpMethod.Post,
                Json = new { evaluation = "B2", language = "en", quote = new { document = Any(_ids["documents"]), page = 1, passage = "ana ruiz" }, attributes = new[] { new { entity, property = "name", value = "x" } } },
            },
            new("POST /documents/{id}/quotes", $"/documents/{Any(_ids["documents"])}/quotes") { Method = HttpMethod.Post, Form = ("/search", [("page", "1"), ("passage", "Ana Ruiz")]) },
            new("POST /api/v1/sources/{id}/documents", $"/api/v1/sources/{Any(_ids["sources"])}/documents") { Method = HttpMethod.Post, Json = new { name = "x", bytes = 9 } },
            new("POST /api/v1/statements/{id}/retraction", $"/api/v1/statements/{statement}/retraction") { Method = HttpMethod.Post, Json = new { reason = "test" } },
            new("PUT /api/v1/statements/{id}/marking", $"/api/v1/statements/{statement}/marking") { Method = HttpMethod.Put, Json = new { reason = "test", marking } },
            new("POST /api/v1/statements/{id}/holds", $"/api/v1/statements/{statement}/holds") { Method = HttpMethod.Post, Json = new { reason = "test" } },
            new("POST /api/v1/holds/{id}/release", $"/api/v1/holds/{Any(_ids["holds"])}/release") { Method = HttpMethod.Post, Json = new { reason = "test" } },
            new("POST /api/v1/sources/{id}/withdrawal", $"/api/v1/sources/{_ids["sources"][^1]}/withdrawal") { Method = HttpMethod.Post, Json = new { reason = "test" } },
            new("POST /api/v1/uploads", "/api/v1/uploads?name=people.csv") { Method = HttpMethod.Post, File = People },
            new("POST /api/v1/uploads/{id}/preview", $"/api/v1/uploads/{Any(_ids["files"])}/preview") { Method = HttpMethod.Post, Json = new { mapping = Mapping, take = 10 } },
        ];
    }

    /// <summary>Starts the import of the file that was sent.</summary>
    public Ask Import() => new("POST /api/v1/imports", "/api/v1/imports") { Method = HttpMethod.Post, Json = new { upload = _ids["files"][0], mapping = Mapping, title = "People", preset } };

    /// <summary>People who are there already, to whoever may know, and a row that is rejected.</summary>
    private const string People = "Name,Phone,Met\nAna Ruiz,+526621234567,2026-01-05\nLuis Soto,+16025550143,2026-02-30\nJuan Peña,+15205550117,2026-02-03\n";

    private const string Mapping =
        """
        mapping: people
        title: People
        entities:
          one: { kind: LegalEntity, key: [Name], properties: { name: Name, phone: Phone } }
          other: { kind: LegalEntity, key: [Phone], properties: { name: Name, phone: Phone } }
        facts:
          met: { kind: Associate, from: one, to: other, at: Met }
        """;

    private const string ChartFile = "{what:regex(^(nodes|lines|places|chart)$)}";

    private string Query(string route) => route switch
    {
        "GET /api/v1/export" => Any(["?format=csv", "?format=ftm", $"?format=csv&entity={Any(_ids["entities"])}", $"?format=ftm&entity={Any(_ids["entities"])}", $"?format=csv&source={Any(_ids["sources"])}"]),
        "GET /chart" or "GET /chart.json" or "GET /chart/map.json" or $"GET /chart/{ChartFile}.{{format}}" => ChartQuery(),
        "GET /watches/new" => Any(["", $"?entity={Any(_ids["entities"])}", $"?search={Any(_ids["searches"])}"]),
        "GET /record/entity" => Any(["?kind=Person", "?kind=Phone"]),
        "GET /record/fact" => Any(["?kind=contact", $"?kind=contact&from={Any(_ids["entities"])}", $"?kind=Ownership&to={Any(_ids["entities"])}", $"?kind=contact&from=Ana+Ruiz&find=from"]),
        "GET /places" or "GET /api/v1/places" => Any(["?q=nogales", "?q=26043"]),
        _ => Any(Queries),
    };

    /// <summary>A chart of one or two entities, with a node chosen, a window, a group or nothing.</summary>
    private string ChartQuery()
    {
        var (one, other) = (Any(_ids["entities"]), Any(_ids["entities"]));
        return Any([$"?e={one}", $"?e={one}.1&e={other}", $"?e={one}&e={other}&at={other}", $"?e={one}&line={one}.{other}", $"?e={one}&group=kind", $"?e={one}&from=2024&undated=no", $"?e={one}&together={one}.{other}", $"?e={one}&hide={other}&view=timeline", $"?e={one}&e={other}&view=map", $"?e={one}&known=2026-03-02"]);
    }

    /// <summary>The pattern with an id in the place of each parameter; null when nothing is known for one.</summary>
    private string? Filled(string pattern)
    {
        if (pattern.EndsWith("/matches/{other}", StringComparison.OrdinalIgnoreCase) && pair.Beside.Count > 0 && random.Next(3) != 0)
            return pattern[..pattern.IndexOf("/entities/", StringComparison.Ordinal)] + pair.Beside[random.Next(pair.Beside.Count)].Split('?')[0];
        var parts = pattern.Replace(ChartFile, Any(["nodes", "lines", "places", "chart"]), StringComparison.Ordinal).Replace("{format}", Any(["csv", "xlsx", "jsonl", "geojson", "graphml", "pdf"]), StringComparison.Ordinal).Split('/');
        for (var i = 1; i < parts.Length; i++)
        {
            if (!parts[i].StartsWith('{')) continue;
            if (!_ids.TryGetValue(string.Join('/', parts[1..i]).Split('/')[^1], out var known)) return null;
            parts[i] = Any(known);
            if (parts.Length > i + 1 && parts[i + 1].StartsWith('{')) return string.Join('/', parts[..i]) + "/" + Any(_ids[parts[i - 1] + "/"]);
        }

        return string.Join('/', parts);
    }

    private string? Route(string path)
    {
        var bare = path.Split('?')[0];
        return Gets.Where(g => new Microsoft.AspNetCore.Routing.Template.TemplateMatcher(Microsoft.AspNetCore.Routing.Template.TemplateParser.Parse(g[5..]), []).TryMatch(bare, []))
            .OrderBy(g => g.Count(c => c == '{')).FirstOrDefault();
    }

    private static IEnumerable<string> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods
            ? methods.Contains("GET") ? ["GET"] : methods
            : ["GET"];

    private static Dictionary<string, List<string>> Ids(NodePair pair, Plan plan)
    {
        var (ids, world) = (pair.With.Archive.Ids, pair.With);
        List<string> Texts(IdKind kind, IEnumerable<long> keys) => [.. keys.Select(k => ids.Text(kind, k)), new string('0', 26)];
        var touched = plan.Touched.Where(world.Entities.ContainsKey).Select(t => world.Entities[t].Key);
        List<string> entities = Texts(IdKind.Entity, world.Entities.Values.Select(e => e.Key).Concat(touched).Concat(touched).Concat([ReservedKeys.Reserved + 500]));
        List<string> searches = Texts(IdKind.Search, [1, 2]), imports = Texts(IdKind.Import, [1]), files = Texts(IdKind.Upload, [1]), sources = Texts(IdKind.Source, world.Sources.Values.Select(s => s.Key));
        var statements = world.Statements.Values.Select(s => ids.Text(s.Kind, s.Key)).Concat(world.Statements.Values.OrderBy(s => s.Key).TakeLast(3).Select(s => ids.Text(s.Kind, s.Key))).ToList();
        return new Dictionary<string, List<string>>(StringComparer.Ordinal)
        {
            ["entities"] = entities,
            ["statements"] = statements,
            ["sources"] = sources,
            ["search"] = searches,
            ["searches"] = searches,
            ["datasets"] = Texts(IdKind.Dataset, [World.HiddenDataset.Key, .. world.Sources.Keys.Where(s => s % 3 == 0).Select(s => 1L + s)]),
            ["documents"] = Texts(IdKind.Document, [World.HiddenDataset.Key, World.HiddenDataset.Key, .. world.Sources.Keys.Where(s => s % 3 != 1).Select(s => 1L + s)]),
            ["pages"] = ["1", "2", "9"],
            ["rows"] = ["1", "2", "9"],
            ["orders"] = Texts(IdKind.Order, [World.HiddenDataset.Key, .. world.Sources.Keys.Where(s => s % 3 == 0).Select(s => 1L + s)]),
            ["returns"] = Texts(IdKind.Return, [World.HiddenDataset.Key, .. world.Sources.Keys.Where(s => s % 3 == 0).Select(s => 1L + s)]),
            ["pairs"] = Texts(IdKind.Pair, [World.HiddenDataset.Key]),
            ["findings"] = Texts(IdKind.Finding, world.Statements.Values.Where(s => s.Kind == IdKind.Fact).SelectMany(s => FoundThings.Keys(world, s))),
            ["pattern-searches"] = Texts(IdKind.PatternSearch, FoundThings.Searches(world)),
            ["import"] = imports,
            ["imports"] = imports,
            ["matches"] = entities,
            ["lists"] = Texts(IdKind.Screening, Enumerable.Range(1, Leaks.People.Seats.Count).Select(i => (long)i)),
            ["screenings"] = Texts(IdKind.Screening, Enumerable.Range(1, Leaks.People.Seats.Count).Select(i => (long)i)),
            ["watches"] = Texts(IdKind.Watch, Enumerable.Range(1, 2 * Leaks.People.Seats.Count).Select(i => (long)i)),
            ["retention"] = [.. statements, .. Texts(IdKind.Recording, world.Statements.Values.Select(s => s.Key - 1).Concat(world.Due.Select(d => d.Key)).Concat(world.Due.Select(d => d.Key)))],
            ["rejections"] = Texts(IdKind.Rejection, [1, 2]),
            ["files"] = files,
            ["uploads"] = files,
            ["holds"] = Texts(IdKind.Hold, [1, 2]),
            ["agencies/"] = [.. Leaks.People.Roster.Agencies.Keys.Order()],
            ["agencies"] = ["US"],
            ["units/"] = [.. Leaks.People.Roster.Units.Keys.Order()],
            ["units"] = ["US"],
            ["officers"] = [.. Leaks.People.Roster.Officers.Values.Select(o => o.Login).Order()],
            ["errors"] = ["403", "404"],
        };
    }

    private T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    [GeneratedRegex("(?:^Location: /search/|^\\{\"id\":\")([0-9a-z]{26})(?=\"(?:,\"hits\"|,\"lines\")|\\s)", RegexOptions.Multiline)]
    private static partial Regex SearchId();

    [GeneratedRegex("href=\"(/[^\"#]+)")]
    private static partial Regex Href();
}
