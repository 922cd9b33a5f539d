using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Money.Patterns;

namespace Puente.Money.Searches.Commands;

/// <summary>Findings of the node for the officer who is logged in: the same JSON as from a plain file, one object a line, best first.</summary>
internal static class NodeFindings
{
    private const int Part = 200;
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes findings of patterns. Searches first when asked to, and when nobody has yet.</summary>
    public static async Task WriteAsync(IReadOnlyCollection<Pattern> patterns, string state, int top, bool again, bool json, CancellationToken stop)
    {
        using var desk = Desk.Open();
        var last = (await desk.GetAsync("money/pattern-searches", stop))!["last"];
        if (again || last is null) last = await SearchAsync(desk, stop);
        var (shown, after, all) = (0, (string?)null, 0);
        do
        {
            var address = $"money/findings?state={Uri.EscapeDataString(state)}&pattern={string.Join(',', patterns.Select(p => p.Code()))}&take={Math.Min(Part, top - shown)}" + (after is null ? "" : "&after=" + after);
            var part = (await desk.GetAsync(address, stop))!;
            foreach (var finding in part["rows"]!.AsArray()) Write(finding!, ++shown, json);
            all = state == "all" ? part["states"]!.AsObject().Sum(s => (int)s.Value!) : (int?)part["states"]![state] ?? 0;
            after = (string?)part["next"];
        }
        while (after is not null && shown < top);

        var t = Terminal.T;
        if (all > shown) Terminal.Note(t.Format("command.patterns.more", ("count", all), ("shown", shown)));
        foreach (var cut in last["cuts"]!.AsArray()) Terminal.Note(Worded(cut!));
        Terminal.Note(t.Format("command.patterns.reached", ("moment", (string?)last["reached"] ?? ""), ("transfers", (long)last["transfers"]!)));
    }

    /// <summary>Writes one finding.</summary>
    public static void Write(JsonNode finding, int place, bool json)
    {
        if (json) Terminal.Say(Json(finding).ToJsonString(OneLine));
        else Say(finding, place);
    }

    private static async Task<JsonNode> SearchAsync(Desk desk, CancellationToken stop)
    {
        var id = (string)(await desk.PostAsync("money/pattern-searches", null, stop))!["id"]!;
        while (true)
        {
            var search = (await desk.GetAsync("money/pattern-searches/" + id, stop))!;
            if ((string)search["state"]! == "done") return search;
            if ((string)search["state"]! is not ("waiting" or "running")) throw new CommandEndsException(new Refusal("finding.search-failed"));
            await Task.Delay(200, stop);
        }
    }

    private static JsonObject Json(JsonNode f) => new()
    {
        ["pattern"] = (string)f["pattern"]!,
        ["score"] = (double)f["score"]!,
        ["accounts"] = new JsonArray([.. f["accounts"]!.AsArray().Select(a => (JsonNode)(string)a!["name"]!)]),
        ["transactions"] = new JsonArray([.. f["transfers"]!.AsArray().Select(t => (JsonNode)(string)t!["id"]!)]),
        ["from"] = Moment(f["from"]!),
        ["to"] = Moment(f["to"]!),
        ["reasons"] = new JsonArray([.. f["reasons"]!.AsArray().Select(r => (JsonNode)Worded(r!))]),
        ["innocent"] = new JsonArray([.. f["innocent"]!.AsArray().Select(r => (JsonNode)Worded(r!))]),
        ["citation"] = (string)f["citation"]!,
        ["key"] = (string)f["key"]!,
        ["id"] = (string)f["id"]!,
        ["state"] = (string)f["state"]!,
        ["review"] = f["review"]?.DeepClone(),
    };

    private static void Say(JsonNode f, int place)
    {
        var t = Terminal.T;
        Terminal.Say(t.Format("command.patterns.finding", ("place", place), ("pattern", t["pattern.name." + (string)f["pattern"]!]), ("score", ((double)f["score"]!).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)),
            ("from", Moment(f["from"]!)), ("to", Moment(f["to"]!))));
        foreach (var reason in f["reasons"]!.AsArray()) Terminal.Say("   " + Worded(reason!));
        Terminal.Say("   " + t.Format("command.patterns.innocent", ("words", string.Join(' ', f["innocent"]!.AsArray().Select(r => Worded(r!))))));
        Terminal.Say("   " + t.Format("command.patterns.accounts", ("accounts", string.Join(", ", f["accounts"]!.AsArray().Take(12).Select(a => (string)a!["name"]! is { Length: > 0 } name ? name : t["follow.unnamed"])))));
        Terminal.Say("   " + t.Format("command.patterns.transactions", ("transactions", string.Join(", ", f["transfers"]!.AsArray().Take(24).Select(x => (string)x!["id"]!)))));
        Terminal.Say("   " + (string)f["citation"]!);
        Terminal.Say("   " + t.Format("command.patterns.id", ("id", (string)f["id"]!), ("state", t["finding.is." + (string)f["state"]!])));
        if (f["review"] is { } review) Terminal.Say("   " + (string)review["reason"]!);
    }

    private static string Moment(JsonNode at) => ((DateTimeOffset)at).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static string Worded(JsonNode reason) => Terminal.T.Format((string)reason["code"]!, [.. reason["args"]!.AsObject().Select(a => (a.Key, (object?)(string)a.Value!))]);
}
