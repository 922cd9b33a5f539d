using System.CommandLine;
using System.Text.Json.Nodes;
using Puente.Evidence;

namespace Puente.Node.Commands;

/// <summary><c>puente search</c>: words, a complete identifier, or a list of them, over what the officer may see.</summary>
internal static class SearchCommand
{
    public static Command Make()
    {
        var words = new Argument<string[]>("words") { Description = Terminal.T["command.search.words"], Arity = ArgumentArity.ZeroOrMore };
        var kind = new Option<string?>("--kind") { Description = Terminal.T["command.search.kind"], HelpName = "KIND" };
        var place = new Option<string?>("--place") { Description = Terminal.T["command.search.place"], HelpName = "WORDS" };
        var from = new Option<string?>("--from") { Description = Terminal.T["command.search.from"], HelpName = "TIME" };
        var until = new Option<string?>("--until") { Description = Terminal.T["command.search.until"], HelpName = "TIME" };
        var lines = new Option<string?>("--lines") { Description = Terminal.T["command.search.lines"], HelpName = "FILE" };
        var take = new Option<int>("--take") { Description = Terminal.T["command.search.take"], DefaultValueFactory = _ => 25, HelpName = "N" };
        take.Between(1, 200, Terminal.T["command.search.take.range"]);
        return new Command("search", Terminal.T["command.search"]) { words, kind, place, from, until, lines, take }.Does(async (parse, stop) =>
        {
            var list = parse.GetValue(lines) is { } file
                ? (await Act.ReadAsync(file, stop)).Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToList()
                : null;
            var text = string.Join(' ', parse.GetValue(words) ?? []).Trim();
            if (text.Length == 0 && list is null) throw new CommandEndsException(new Refusal("search.empty"), ExitCode.Usage);
            using var desk = Desk.Open();
            var answer = (await desk.PostAsync($"searches?take={parse.GetValue(take)}",
                new { text, kind = parse.GetValue(kind), place = parse.GetValue(place), from = parse.GetValue(from), until = parse.GetValue(until), lines = list }, stop))!;
            if (parse.GetValue(Act.Json)) Terminal.Print(answer);
            else Write(answer, await Lexicon.ReadAsync(desk, stop));
        });
    }

    private static void Write(JsonNode answer, Lexicon lexicon)
    {
        var t = Terminal.T;
        if (answer["lines"] is JsonArray lines)
        {
            var table = new Columns(t["command.column.line"], t["command.column.id"], t["command.column.kind"], t["command.column.name"], t["command.column.matched"]);
            foreach (var line in lines)
                foreach (var hit in line!["hits"]!.AsArray()) table.Add([(string)line["text"]!, (string)hit!["entity"]!["id"]!, .. Entity(hit, lexicon), lexicon.Property(hit)]);
            table.Write();
            Terminal.Say(t.Format("command.search.found.lines", ("count", lines.Count(l => (int)l!["count"]! > 0)), ("all", lines.Count)));
        }
        else
        {
            var table = new Columns(t["command.column.id"], t["command.column.kind"], t["command.column.name"], t["command.column.matched"], t["command.column.value"]);
            foreach (var hit in answer["hits"]!.AsArray()) table.Add([(string)hit!["entity"]!["id"]!, .. Entity(hit, lexicon), lexicon.Property(hit), (string)hit["value"]!]);
            table.Write();
            var shown = answer["hits"]!.AsArray().Count;
            var key = (bool)answer["moreThan"]! ? "command.search.found.more" : "command.search.found";
            Terminal.Say(t.Format(key, ("count", (int)answer["count"]!), ("shown", shown)));
            WriteDocuments(answer);
        }

        foreach (var pointer in answer["pointers"]!.AsArray()) Terminal.Say(t.Format("command.search.pointer", ("unit", (string)pointer!["unit"]!)));
        if ((bool)answer["pointersPaused"]!) Terminal.Say(t["command.search.paused"]);
    }

    private static void WriteDocuments(JsonNode answer)
    {
        var t = Terminal.T;
        if (answer["documents"] is not JsonArray { Count: > 0 } documents) return;
        var table = new Columns(t["command.column.id"], t["document.col.pages"], t["document.col.name"], t["search.documents.stands"]);
        foreach (var hit in documents) table.Add((string)hit!["document"]!["id"]!, string.Join(' ', hit["pages"]!.AsArray().Take(5)), (string)hit["document"]!["name"]!, (string)hit["snippet"]!);
        table.Write();
        Terminal.Say(t.Format("search.documents.count", ("count", (int)answer["documentCount"]!)));
    }

    private static string[] Entity(JsonNode hit, Lexicon lexicon) => [lexicon.Kind((string)hit["entity"]!["kind"]!), (string)hit["entity"]!["caption"]!];
}
