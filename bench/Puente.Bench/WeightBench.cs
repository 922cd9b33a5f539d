using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Puente.Bench;

/// <summary>How many bytes each page takes over the wire: the page, its styles, scripts, pictures and fonts, compressed as a browser asks for.</summary>
internal sealed partial class WeightBench : IDisposable
{
    private const double Kibibyte = 1024;
    private const int Cold = 300, Pictures = 900, Warm = 60, OfShape = 6, Rows = 2_000;
    private static readonly string[] Seeds =
        ["/", "/search", "/record", "/record/report", "/record/entity?kind=Person", "/record/fact?kind=Payment", "/sources", "/import", "/glossary", "/acts", "/rights", "/account"];

    private readonly HttpClient _wire;
    private readonly Uri _address;
    private readonly Dictionary<string, (long Bytes, long Again, IReadOnlyList<string> Needs)> _parts = new(StringComparer.Ordinal);

    private WeightBench(Uri address, CookieContainer cookies)
    {
        _address = address;
        _wire = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    public static async Task<int> RunAsync(string? results, CancellationToken stop)
    {
        var report = new Report("Weight of pages", "weights");
        report.Line($"Pages of `puente demo`, with {Rows:N0} payments imported, that links lead an officer to, over HTTP with Brotli: the heaviest of up to {OfShape} of each shape. Counted are bodies");
        report.Line("and headers of the page and of every style, script, picture and font that it names, and that those name. Warm: what a browser that has them all");
        report.Line("asks for again. What is only fetched when a picture is drawn counts for the pages that have one.");
        report.Line($"To be met, in KiB: {Cold} cold, {Pictures} with pictures, {Warm} warm.");
        report.Line("");
        await using var place = await Engine.Sqlite.NewAsync();
        await using var node = await RunningNode.StartAsync(place, stop);
        using var visitor = await Visitor.SignInAsync(node.Address, "nunez");
        using var bench = new WeightBench(node.Address, visitor.Cookies);
        var import = await PaymentFile.StartAsync(visitor, await PaymentFile.WriteAsync(place.Folder, 0, Rows, Rows / 100));
        await PaymentFile.EndAsync(visitor, import, stop);
        var found = await visitor.SearchAsync(PaymentFile.NameOf(0));
        report.Table("page", "cold KiB", "warm KiB", "files", "picture");
        var over = 0;
        foreach (var (shape, paths) in await bench.WalkAsync([found, await visitor.SearchAsync("luján"), "/import/" + import, .. Seeds]))
        {
            var weights = new List<(double Cold, double Warm, int Files, bool Picture)>();
            foreach (var path in paths) weights.Add(await bench.WeighAsync(path));
            var (cold, warm, files, picture) = weights.MaxBy(w => w.Cold);
            if (cold > (picture ? Pictures : Cold) || warm > Warm) over++;
            report.Row(shape, cold, warm, files, picture ? "yes" : "");
        }

        report.Line("");
        report.Line($"Pages above what is to be met: {over}.");
        await report.SaveAsync(results, "weights.md");
        return 0;
    }

    public void Dispose() => _wire.Dispose();

    /// <summary>Some addresses of each shape, found by following links; opaque ids and values do not make another shape.</summary>
    private async Task<IReadOnlyList<(string Shape, List<string> Paths)>> WalkAsync(IReadOnlyList<string> seeds)
    {
        var found = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<string>(seeds);
        while (waiting.TryDequeue(out var path))
        {
            var shape = OpaqueId().Replace(path.Split('?')[0], "/…");
            if (!seen.Add(path) || found.TryGetValue(shape, out var enough) && enough.Count == OfShape || path.StartsWith("/api/", StringComparison.Ordinal) || Path.HasExtension(shape)) continue;
            using var answer = await AskAsync(path);
            if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            if (found.TryGetValue(shape, out var paths)) paths.Add(path);
            else found[shape] = [path];
            foreach (Match link in Link().Matches(await TextAsync(answer))) waiting.Enqueue(WebUtility.HtmlDecode(link.Groups[1].Value));
        }

        return [.. found.Select(f => (f.Key, f.Value))];
    }

    private async Task<(double Cold, double Warm, int Files, bool Picture)> WeighAsync(string path)
    {
        using var answer = await AskAsync(path);
        var html = await TextAsync(answer);
        var page = await SizeAsync(answer);
        var picture = Drawn().IsMatch(html);
        var named = Named().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).Where(n => !n.StartsWith("data:", StringComparison.Ordinal)).Select(n => Absolute("/", n));
        if (picture) named = named.Concat(Drawn().Matches(html).SelectMany(m => Source().Matches(m.Value))
            .SelectMany(m => WebUtility.HtmlDecode(m.Groups[1].Value).Split(' ')).Select(n => Absolute("/", n)));
        var waiting = new Queue<string>(named);
        var parts = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var part))
        {
            if (!parts.Add(part)) continue;
            foreach (var need in (await PartAsync(part)).Needs)
                if (picture || !LateOnly(need)) waiting.Enqueue(need);
        }

        var again = parts.Sum(p => _parts[p].Again);
        return ((page + parts.Sum(p => _parts[p].Bytes)) / Kibibyte, (page + again) / Kibibyte, parts.Count, picture);
    }

    /// <summary>What is fetched when a picture is drawn, and only then.</summary>
    private static bool LateOnly(string part) => part.Contains("/elements/", StringComparison.Ordinal) || part.Contains("/lib/", StringComparison.Ordinal) && part.EndsWith(".js", StringComparison.Ordinal);

    private async Task<(long Bytes, long Again, IReadOnlyList<string> Needs)> PartAsync(string path)
    {
        if (_parts.TryGetValue(path, out var known)) return known;
        using var answer = await AskAsync(path);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path} answers {answer.StatusCode}.");
        var kind = answer.Content.Headers.ContentType?.MediaType ?? "";
        var needs = kind.Contains("css", StringComparison.Ordinal) || kind.Contains("javascript", StringComparison.Ordinal)
            ? Needed().Matches(await TextAsync(answer)).Select(m => m.Groups[1].Value + m.Groups[2].Value).Where(n => !n.StartsWith("data:", StringComparison.Ordinal)).Select(n => Absolute(path, n)).ToList()
            : [];
        return _parts[path] = (await SizeAsync(answer), await AgainAsync(path, answer), needs);
    }

    /// <summary>What a browser that has a file asks for when it needs it again: nothing, or whether it has changed.</summary>
    private async Task<long> AgainAsync(string path, HttpResponseMessage kept)
    {
        if (kept.Headers.CacheControl is { } rule && (rule.Extensions.Any(e => e.Name == "immutable") || rule is { NoCache: false, MaxAge.TotalHours: >= 1 })) return 0;
        using var answer = await AskAsync(path, kept.Headers.ETag);
        return await SizeAsync(answer);
    }

    private async Task<HttpResponseMessage> AskAsync(string path, EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        request.Headers.Accept.ParseAdd("text/html,*/*");
        if (known is not null) request.Headers.IfNoneMatch.Add(known);
        var answer = await _wire.SendAsync(request);
        await answer.Content.LoadIntoBufferAsync();
        return answer;
    }

    private static async Task<long> SizeAsync(HttpResponseMessage answer)
    {
        var headers = answer.Headers.Concat(answer.Content.Headers).Sum(h => h.Value.Sum(v => h.Key.Length + v.Length + 4));
        return headers + (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (!answer.Content.Headers.ContentEncoding.Contains("br")) return Encoding.UTF8.GetString(bytes);
        await using var plain = new System.IO.Compression.BrotliStream(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        return await reader.ReadToEndAsync();
    }

    private string Absolute(string from, string name) => new Uri(new Uri(_address, from), name).PathAndQuery;

    [GeneratedRegex("/[0-9a-z]{26}(?=/|$)")]
    private static partial Regex OpaqueId();

    [GeneratedRegex("<a [^>]*href=\"(/[^\"#]*)")]
    private static partial Regex Link();

    [GeneratedRegex("<(?:link (?=[^>]*rel=\"(?:stylesheet|icon|preload|modulepreload)\")[^>]*href|script [^>]*src|img [^>]*src|use [^>]*href)=\"([^\"#]+)")]
    private static partial Regex Named();

    [GeneratedRegex("<p-(?:chart|links|map)\\b[^>]*")]
    private static partial Regex Drawn();

    [GeneratedRegex("=\"((?:/|_content/)[^\"]+)\"")]
    private static partial Regex Source();

    [GeneratedRegex("url\\(\"?'?([^\"')#]+)|(?:\\bimport\\s*\\(?|\\bfrom)\\s*[\"']([^\"']+\\.js[^\"']*)[\"']")]
    private static partial Regex Needed();
}
