using System.CommandLine;
using System.Text.Json.Nodes;
using Puente.Evidence;

namespace Puente.Node.Commands;

/// <summary><c>puente kinds | presets</c>: what can be recorded, and under which markings.</summary>
internal static class KindsCommand
{
    public static Command Make()
    {
        var kind = new Argument<string?>("kind") { Description = Terminal.T["command.kinds.kind"], Arity = ArgumentArity.ZeroOrOne };
        return new Command("kinds", Terminal.T["command.kinds"]) { kind }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            var lexicon = await Lexicon.ReadAsync(desk, stop);
            var json = parse.GetValue(Act.Json);
            if (parse.GetValue(kind) is not { } code)
            {
                if (json) Terminal.Print(await desk.GetAsync("vocabulary", stop));
                else WriteAll(lexicon);
            }
            else if ((lexicon.Kinds.GetValueOrDefault(code) ?? lexicon.Facts.GetValueOrDefault(code)) is not { } one)
            {
                throw new CommandEndsException(new Refusal("body.kind-unknown", ("kind", code)), ExitCode.Input);
            }
            else if (json)
            {
                Terminal.Print(one);
            }
            else
            {
                Write(one);
            }
        });
    }

    public static Command MakePresets() => new Command("presets", Terminal.T["command.presets"]).Does(async (parse, stop) =>
    {
        using var desk = Desk.Open();
        var presets = (await desk.GetAsync("presets", stop))!;
        if (parse.GetValue(Act.Json))
        {
            Terminal.Print(presets);
            return;
        }

        var table = new Columns(Terminal.T["command.column.code"], Terminal.T["command.column.name"], Terminal.T["command.column.marking"], Terminal.T["command.column.who"]);
        foreach (var p in presets.AsArray()) table.Add((string)p!["code"]!, Lexicon.In(p["label"]), Lexicon.Marking(p["marking"]!), Lexicon.In(p["help"]));
        table.Write();
    });

    private static void WriteAll(Lexicon lexicon)
    {
        foreach (var (title, kinds) in new[] { ("command.kinds.entities", lexicon.Kinds.Values.Where(k => !(bool)k["abstract"]!)), ("command.kinds.facts", lexicon.Facts.Values) })
        {
            Terminal.Say(Terminal.T[title]);
            var table = new Columns();
            foreach (var kind in kinds.OrderBy(k => (string)k["code"]!, StringComparer.OrdinalIgnoreCase)) table.Add((string)kind["code"]!, Lexicon.In(kind["label"]));
            table.Write("  ");
        }
    }

    private static void Write(JsonNode kind)
    {
        Terminal.Say($"{kind["code"]}: {Lexicon.In(kind["label"])}");
        var table = new Columns();
        foreach (var end in new[] { "from", "to", "item" })
            if (kind[end] is { } told)
                table.Add("--" + end, Lexicon.In(told["label"]), (string)told["need"]! == "required" ? Terminal.T["command.kinds.needed"] : "", string.Join(", ", told["of"]!.AsArray().Select(k => (string)k!)));
        foreach (var field in (kind["fields"] as JsonArray ?? []).Select(f => (string)f!)) table.Add("--" + field, "", "", "");
        foreach (var property in (kind["properties"] ?? kind["details"])!.AsArray())
            table.Add((string)property!["code"]! + "=", Lexicon.In(property["label"]), (string)property["type"]!,
                property["choices"] is JsonArray choices ? string.Join(" | ", choices.Select(c => (string)c!["code"]!)) : "");
        table.Write("  ");
    }
}
