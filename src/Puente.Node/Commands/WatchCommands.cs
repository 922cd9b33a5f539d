using System.CommandLine;
using System.Text.Json.Nodes;
using Puente.Evidence;

namespace Puente.Node.Commands;

/// <summary><c>puente watch add | list | hits | seen | end</c>: what the officer watches on the node, and what was found.</summary>
internal static class WatchCommands
{
    public static Command Make() => new("watch", Terminal.T["command.watch"]) { MakeAdd(), MakeList(), MakeHits(), MakeSeen(), MakeEnd() };

    private static Command MakeAdd()
    {
        var words = new Argument<string[]>("words") { Description = Terminal.T["command.watch.words"], Arity = ArgumentArity.ZeroOrMore };
        var entity = new Option<string?>("--entity") { Description = Terminal.T["command.watch.entity"], HelpName = "ID" };
        var lines = new Option<string?>("--lines") { Description = Terminal.T["command.watch.lines"], HelpName = "FILE" };
        var kind = new Option<string?>("--kind") { Description = Terminal.T["command.search.kind"], HelpName = "KIND" };
        var place = new Option<string?>("--place") { Description = Terminal.T["command.search.place"], HelpName = "WORDS" };
        var reason = new Option<string>("--reason") { Description = Terminal.T["command.watch.reason"], Required = true, HelpName = "TEXT" };
        var until = new Option<DateOnly>("--until") { Description = Terminal.T["command.watch.until"], Required = true, HelpName = "DAY" };
        var share = new Option<bool>("--for-unit") { Description = Terminal.T["command.watch.share"] };
        return new Command("add", Terminal.T["command.watch.add"]) { words, entity, lines, kind, place, reason, until, share }.Does(async (parse, stop) =>
        {
            var text = string.Join(' ', parse.GetValue(words) ?? []).Trim();
            var list = parse.GetValue(lines) is { } file ? (await Act.ReadAsync(file, stop)).Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToList() : null;
            using var desk = Desk.Open();
            var made = (await desk.PostAsync("watches", new
            {
                entity = parse.GetValue(entity),
                text = text.Length > 0 ? text : null,
                lines = list,
                kind = parse.GetValue(kind),
                place = parse.GetValue(place),
                reason = parse.GetRequiredValue(reason),
                lastDay = parse.GetRequiredValue(until),
                shared = parse.GetValue(share),
            }, stop))!;
            Terminal.Answer(parse.GetValue(Act.Json), made, (string)made["id"]!);
        });
    }

    private static Command MakeList() => new Command("list", Terminal.T["command.watch.list"]).Does(async (parse, stop) =>
    {
        using var desk = Desk.Open();
        var watches = (await desk.GetAsync("watches", stop))!.AsArray();
        if (parse.GetValue(Act.Json))
        {
            Terminal.Print(watches);
            return;
        }

        var table = new Columns(Terminal.T["command.column.id"], Terminal.T["watch.col.what"], Terminal.T["watch.col.new"], Terminal.T["watch.col.state"], Terminal.T["watch.col.until"]);
        foreach (var w in watches) table.Add((string)w!["id"]!, Title(w), w["new"]!.ToString(), Terminal.T[StateText((string)w["state"]!)], (string)w["lastDay"]!);
        table.Write();
    });

    private static Command MakeHits()
    {
        var id = new Argument<string?>("watch") { Description = Terminal.T["command.watch.id"], Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = Terminal.T["command.watch.all"] };
        return new Command("hits", Terminal.T["command.watch.hits"]) { id, all }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            var which = parse.GetValue(id) is { } one ? [one] : (await desk.GetAsync("watches", stop))!.AsArray().Select(w => (string)w!["id"]!).ToList();
            var hits = new JsonArray();
            foreach (var watch in which)
                foreach (var hit in (await desk.GetAsync($"watches/{Uri.EscapeDataString(watch)}/hits?all={(parse.GetValue(all) ? "true" : "false")}", stop))!.AsArray())
                {
                    var told = hit!.DeepClone();
                    told["watch"] = watch;
                    hits.Add(told);
                }

            if (parse.GetValue(Act.Json))
            {
                Terminal.Print(hits);
                return;
            }

            var lexicon = await Lexicon.ReadAsync(desk, stop);
            var table = new Columns(Terminal.T["watch.col.found"], Terminal.T["command.column.id"], Terminal.T["command.column.name"], Terminal.T["watch.col.statement"]);
            foreach (var hit in hits) table.Add((string)hit!["at"]!, (string)hit["entity"]!["id"]!, (string)hit["entity"]!["caption"]!, Said(hit, lexicon));
            table.Write();
        });
    }

    private static Command MakeSeen()
    {
        var id = new Argument<string>("watch") { Description = Terminal.T["command.watch.id"] };
        return new Command("seen", Terminal.T["command.watch.seen"]) { id }.Does(async (parse, stop) =>
        {
            var watch = Uri.EscapeDataString(parse.GetRequiredValue(id));
            using var desk = Desk.Open();
            if ((await desk.GetAsync($"watches/{watch}/hits", stop))!.AsArray() is [{ } last, ..]) await desk.PostAsync($"watches/{watch}/seen", new { until = (string)last["at"]! }, stop);
            Terminal.Answer(parse.GetValue(Act.Json), new JsonObject { ["seen"] = parse.GetRequiredValue(id) }, Terminal.T["act.watch.see"]);
        });
    }

    private static Command MakeEnd()
    {
        var id = new Argument<string>("watch") { Description = Terminal.T["command.watch.id"] };
        return new Command("end", Terminal.T["command.watch.end"]) { id }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            await desk.PostAsync($"watches/{Uri.EscapeDataString(parse.GetRequiredValue(id))}/end", null, stop);
            Terminal.Answer(parse.GetValue(Act.Json), new JsonObject { ["ended"] = parse.GetRequiredValue(id) }, Terminal.T["watch.state.Ended"]);
        });
    }

    private static string StateText(string state) => "watch.state." + char.ToUpperInvariant(state[0]) + state[1..];

    private static string Title(JsonNode watch) => (string?)watch["text"] ?? (watch["lines"] is JsonArray lines
        ? Terminal.T.Format("search.list.title", ("count", lines.Count)) : (string?)watch["entity"]?["caption"] ?? Terminal.T["watch.entity.hidden"]);

    private static string Said(JsonNode hit, Lexicon lexicon) => hit["attribute"] is { } attribute
        ? $"{lexicon.Property((string)hit["entity"]!["kind"]!, (string)attribute["property"]!)}: {(string?)attribute["value"] ?? "…"}"
        : hit["fact"] is { } fact ? lexicon.Fact((string)fact["kind"]!) : Terminal.T.Format("watch.near-line", ("line", hit["line"]!.ToString()));
}
