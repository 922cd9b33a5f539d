using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Puente.Node.Commands;

/// <summary><c>puente search</c>: words, a complete identifier, or a list of them, over what the officer may see.</summary>
internal static class SearchCommand
{
    public static Command Make()
    {
        var words = new Argument<string[]>("words") { Description = "Words that must all stand in one statement, or one complete identifier", Arity = ArgumentArity.ZeroOrMore };
        var kind = new Option<string?>("--kind") { Description = "Only entities of this kind", HelpName = "KIND" };
        var place = new Option<string?>("--place") { Description = "Only with an address or a fact at a place with these words", HelpName = "WORDS" };
        var from = new Option<DateTimeOffset?>("--from") { Description = "Only with something that happened at or after" };
        var until = new Option<DateTimeOffset?>("--until") { Description = "Only with something that happened before or at" };
        var lines = new Option<FileInfo?>("--lines") { Description = "A file with up to 500 phones, plates or names, one a line", HelpName = "FILE" };
        var take = new Option<int>("--take") { Description = "How many hits at most", DefaultValueFactory = _ => 25 };
        return new Command("search", "Search what the officer may see") { words, kind, place, from, until, lines, take }.Does(async (parse, stop) =>
        {
            var list = parse.GetValue(lines) is { } file
                ? file.Exists ? await File.ReadAllLinesAsync(file.FullName, stop) : throw new CommandEnds(ExitCode.Input, $"{file.FullName} is not there")
                : null;
            var text = string.Join(' ', parse.GetValue(words) ?? []);
            if (text.Length == 0 && list is null) throw new CommandEnds(ExitCode.Usage, "Nothing to search for");
            using var desk = Desk.Open();
            var answer = (await desk.PostAsync($"searches?take={parse.GetValue(take)}",
                new { text, kind = parse.GetValue(kind), place = parse.GetValue(place), from = parse.GetValue(from), until = parse.GetValue(until), lines = list?.Where(l => l.Trim().Length > 0) }, stop))!;
            if (parse.GetValue(Act.Json)) Desk.Print(answer);
            else Write(answer);
        });
    }

    private static void Write(JsonNode answer)
    {
        var table = ShowCommand.Columns("entity", "kind", "name", "matched", "value");
        if (answer["lines"] is JsonArray lines)
        {
            foreach (var line in lines)
                foreach (var hit in line!["hits"]!.AsArray()) Row(table, hit!, line["text"]);
            AnsiConsole.Write(table);
            var found = lines.Count(l => (int)l!["count"]! > 0);
            Console.WriteLine($"{found} of {lines.Count} lines found");
        }
        else
        {
            foreach (var hit in answer["hits"]!.AsArray()) Row(table, hit!, null);
            AnsiConsole.Write(table);
            Console.WriteLine($"{((bool)answer["moreThan"]! ? "more than " : "")}{answer["count"]} found");
        }

        foreach (var pointer in answer["pointers"]!.AsArray()) Console.WriteLine($"Something is held by {pointer!["unit"]}; ask there.");
        if ((bool)answer["pointersPaused"]!) Console.WriteLine("Pointers were not asked: the quota of the day is used up.");
    }

    private static void Row(Table table, JsonNode hit, JsonNode? line) =>
        table.AddRow(ShowCommand.Cells(hit["entity"]!["id"], hit["entity"]!["kind"], hit["entity"]!["caption"], hit["property"], line ?? hit["value"]));
}
