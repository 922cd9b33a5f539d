using System.Text.Json.Nodes;
using Puente.Evidence;

namespace Puente.Node.Commands;

/// <summary>The first rows of a file under a mapping: what each would become, or why it would be rejected.</summary>
internal static class ImportPreview
{
    /// <summary>Writes the preview; ends the command with <see cref="ExitCode.Input"/> when something in it is wrong.</summary>
    public static void Write(JsonNode trial, bool json, string mapping, string file)
    {
        var wrong = trial["problems"]!.AsArray().Select(p => $"{mapping}: {Said(p!)}")
            .Concat(trial["rows"]!.AsArray().SelectMany(r => new[] { r!["rejection"] }.Concat(r["warnings"] as JsonArray ?? []).OfType<JsonNode>().Select(p => $"{file}:{r["line"]}: {Said(p)}"))).ToList();
        if (json) Terminal.Print(trial);
        else
        {
            WriteKept(trial["kept"]!.AsArray());
            foreach (var row in trial["rows"]!.AsArray()) WriteRow(row!);
        }

        if (wrong.Count > 0) throw new CommandEndsException(ExitCode.Input, string.Join('\n', wrong), new JsonObject { ["detail"] = string.Join('\n', wrong) });
    }

    private static void WriteKept(JsonArray rows)
    {
        var table = new Columns();
        foreach (var row in rows) table.Add([row!["line"]!.ToString(), .. row["cells"]!.AsArray().Select(c => (string?)c)]);
        table.Write();
    }

    private static void WriteRow(JsonNode row)
    {
        Terminal.Say(Terminal.T.Format("command.line", ("line", row["line"]!.ToString())));
        var table = new Columns();
        if (row["entities"] is null) return;
        foreach (var entity in row["entities"]!.AsArray())
            foreach (var attribute in entity!["attributes"]!.AsArray()) table.Add((string)entity["kind"]!, (string)attribute!["property"]!, (string?)attribute["value"]);
        foreach (var fact in row["facts"]!.AsArray())
            table.Add((string)fact!["kind"]!, "", string.Join(" ", fact.AsObject().Where(m => m.Key != "kind" && m.Value is JsonValue).Select(m => $"{m.Key}={Short(m.Value!)}")));
        table.Write("  ");
    }

    /// <summary>A key inside its mapping is told by its parts.</summary>
    private static string Short(JsonNode value) => value.ToString().Replace('\u001f', '/');

    private static string Said(JsonNode problem) => ImportCommand.Column(problem) + Terminal.Words(new Problem(0, "", (string)problem["code"]!, [.. Args(problem["args"])]));

    private static IEnumerable<(string Name, string Value)> Args(JsonNode? args) => args switch
    {
        JsonObject named => named.Select(a => (a.Key, a.Value?.ToString() ?? "")),
        _ => [],
    };
}
