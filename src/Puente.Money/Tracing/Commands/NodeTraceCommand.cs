using System.Text.Json;
using System.Text.Json.Nodes;

namespace Puente.Money.Tracing.Commands;

/// <summary>A trace as it is sent to the node; names follow the API.</summary>
internal sealed record NodeQuestion(IReadOnlyList<string> Proceeds, IReadOnlyList<string> Openings, string? Offence, string? Until, int? Hops, string? Rule);

/// <summary><c>puente money trace</c> without a file: the node is asked, and its answer written as that of a file is.</summary>
internal static class NodeTraceCommand
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task RunAsync(NodeQuestion asked, FileInfo? exhibit, bool json, CancellationToken stop)
    {
        using var desk = Desk.Open();
        var answer = (await desk.PostAsync("money/trace", asked, stop))!;
        if (exhibit is not null) await desk.CopyAsync("money/trace/exhibit", asked, exhibit.Create, stop);
        IReadOnlyList<RuleCode> rules = asked.Rule is "all" or null ? RuleCodes.All : [.. RuleCodes.All.Where(r => r.Code == asked.Rule)];
        if (json)
            foreach (var line in answer["lines"]!.AsArray()) Console.Out.WriteLine(line!.ToJsonString(OneLine));
        else Lines(answer, rules);
        foreach (var note in Notes(answer)) Terminal.Note(note);
    }

    private static void Lines(JsonNode answer, IReadOnlyList<RuleCode> rules)
    {
        var t = Terminal.T;
        var columns = new Columns([t["command.trace.transaction"], t["command.trace.time"], t["command.trace.from"], t["command.trace.to"], t["command.trace.amount"], .. rules.Select(r => t["trace.rule." + r.Code])]);
        foreach (var line in answer["lines"]!.AsArray())
            columns.Add([(string)line!["transaction"]!, (string)line["time"]!, (string)line["account"]!, (string)line["to"]!, Sum(line["amount"]!, (string)line["currency"]!),
                .. rules.Select(r => r.Rule == Rule.Poison ? t["command.trace.reached"] : Main(line["traced"]![r.Code]!, (string)line["currency"]!))]);
        columns.Write();
    }

    private static IEnumerable<string> Notes(JsonNode answer)
    {
        var t = Terminal.T;
        foreach (var opening in answer["openings"]!.AsArray())
            yield return t.Format((string)opening!["basis"]! switch { "typed" => "trace.opening-typed", "stated" => "trace.opening-stated", _ => "trace.opening-assumed" }, ("account", (string)opening["account"]!), ("amount", Sum(opening["amount"]!, (string)opening["currency"]!)));
        foreach (var total in answer["totals"]!.AsArray())
        {
            string Part(string name) => Main(total![name]!, (string)total["currency"]!);
            yield return t.Format("trace.total", ("rule", t["trace.rule." + (string)total!["rule"]!]), ("currency", (string)total["currency"]!), ("introduced", Part("introduced")), ("in", Part("changed_in")), ("remaining", Part("remaining")),
                ("beyond", Part("beyond")), ("lender", Part("lender")), ("kept", Part("kept")), ("out", Part("changed_out")));
        }

        yield return t.Format("trace.reach", ("accounts", answer["remaining"]!.AsArray().Select(r => (string)r!["account"]!).Distinct().Count()), ("payments", (int)answer["reached"]!));
        if ((int)answer["once"]! > 0) yield return t.Format("trace.once", ("count", (int)answer["once"]!));
        if ((int)answer["undated"]! > 0) yield return t.Format("trace.undated", ("count", (int)answer["undated"]!));
        if (!(bool)answer["complete"]!) yield return t.Format("trace.hops-cut", ("hops", (int)answer["hops"]!));
    }

    private static string Sum(JsonNode minor, string currency) => $"{Main(minor, currency)} {currency}";

    private static string Main(JsonNode minor, string currency) => TraceWords.Main((long)minor, Records.Plain.Decimals.Of(currency));
}
