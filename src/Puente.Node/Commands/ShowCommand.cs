using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Puente.Node.Commands;

/// <summary><c>puente show</c>: an entity with its statements, as the officer sees it.</summary>
internal static class ShowCommand
{
    public static Command Make()
    {
        var id = new Argument<string>("entity") { Description = "Id of the entity, 26 characters" };
        var history = new Option<bool>("--history") { Description = "Also what was superseded or withdrawn" };
        var known = new Option<string?>("--known") { Description = "As the node knew it at this moment (ISO 8601)", HelpName = "MOMENT" };
        var asOf = new Option<string?>("--as-of") { Description = "From what was published by this day (ISO 8601)", HelpName = "DAY" };
        return new Command("show", "Show an entity: its attributes, facts and what is one with it") { id, history, known, asOf }
            .Does((parse, stop) => RunAsync(parse.GetRequiredValue(id), Query(parse.GetValue(history), parse.GetValue(known), parse.GetValue(asOf)), parse.GetValue(Act.Json), stop));
    }

    private static async Task RunAsync(string id, string query, bool json, CancellationToken stop)
    {
        using var desk = Desk.Open();
        var path = "entities/" + Uri.EscapeDataString(id);
        var entity = (await desk.GetAsync(path + query, stop))!;
        var attributes = (await desk.GetAsync(path + "/attributes" + query, stop))!.AsArray();
        var facts = new JsonArray();
        string? after = null;
        do
        {
            var page = (await desk.GetAsync($"{path}/facts{query}&take=500" + (after is null ? "" : "&after=" + Uri.EscapeDataString(after)), stop))!;
            foreach (var fact in page["rows"]!.AsArray()) facts.Add(fact!.DeepClone());
            after = (string?)page["next"];
        }
        while (after is not null);
        var same = (await desk.GetAsync(path + "/same-as" + query, stop))!;
        if (json)
        {
            Desk.Print(new JsonObject { ["entity"] = entity.DeepClone(), ["attributes"] = attributes.DeepClone(), ["facts"] = facts, ["sameAs"] = same.DeepClone() });
            return;
        }

        Console.WriteLine($"{entity["kind"]}: {entity["caption"]}");
        var table = Columns("property", "value", "from", "source", "eval.", "marking");
        foreach (var a in attributes) table.AddRow(Cells(a!["property"], a["value"], a["at"], a["origin"]!["title"], a["origin"]!["evaluation"], Marking(a)));
        AnsiConsole.Write(table);
        if (facts.Count == 0) return;
        var told = Columns("when", "fact", "from", "to", "item", "place", "amount", "eval.", "marking");
        foreach (var f in facts)
            told.AddRow(Cells(f!["at"], f["kind"], f["from"]?["caption"], f["to"]?["caption"], f["item"]?["caption"], f["place"]?["caption"],
                f["amount"] is { } amount ? JsonValue.Create($"{f["currency"]} {amount} minor units") : null, f["origin"]!["evaluation"], Marking(f)));
        AnsiConsole.Write(told);
    }

    internal static Table Columns(params string[] names)
    {
        var table = new Table { Border = TableBorder.Minimal };
        foreach (var name in names) table.AddColumn(name);
        return table;
    }

    internal static string[] Cells(params JsonNode?[] nodes) => [.. nodes.Select(n => Markup.Escape(n?.ToString() ?? ""))];

    private static JsonValue Marking(JsonNode statement) => JsonValue.Create($"{statement["origin"]!["marking"]!["tlp"]} {statement["origin"]!["marking"]!["label"]}".TrimEnd());

    private static string Query(bool history, string? known, string? asOf) =>
        $"?history={(history ? "true" : "false")}" + (known is null ? "" : "&known=" + Uri.EscapeDataString(known)) + (asOf is null ? "" : "&asOf=" + Uri.EscapeDataString(asOf));
}
