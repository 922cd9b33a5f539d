using System.CommandLine;
using System.Text.Json.Nodes;
using Puente.Evidence;

namespace Puente.Node.Commands;

/// <summary>Where recorded statements come from and who may see them: the same options on every recording command.</summary>
internal sealed class RecordOptions
{
    private readonly Option<string?> _source = new("--source") { Description = Terminal.T["command.record.source"], HelpName = "ID" };
    private readonly Option<string?> _title = new("--source-title") { Description = Terminal.T["command.record.source-title"], HelpName = "TITLE" };
    private readonly Option<string> _kind = new("--source-kind") { Description = Terminal.T["command.record.source-kind"], DefaultValueFactory = _ => "report", HelpName = "KIND" };
    private readonly Option<string?> _reference = new("--reference") { Description = Terminal.T["command.record.reference"], HelpName = "TEXT" };
    private readonly Option<string?> _published = new("--published") { Description = Terminal.T["command.record.published"], HelpName = "DAY" };
    private readonly Option<string?> _preset = new("--preset") { Description = Terminal.T["command.record.preset"], HelpName = "CODE" };
    private readonly Option<string?> _evaluation = new("--evaluation") { Description = Terminal.T["command.record.evaluation"], HelpName = "B2" };
    private readonly Option<string?> _language = new("--language") { Description = Terminal.T["command.record.language"], HelpName = "en|es" };

    private readonly Option<string?> _quote = new("--quote") { Description = Terminal.T["command.record.quote"], HelpName = "TEXT" };
    private readonly Option<string?> _document = new("--document") { Description = Terminal.T["command.record.quote.document"], HelpName = "ID" };
    private readonly Option<int> _page = new("--page") { Description = Terminal.T["command.record.quote.page"], DefaultValueFactory = _ => 1, HelpName = "N" };

    /// <summary>Adds the options.</summary>
    public Command On(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[_source, _title, _kind, _reference, _published, _preset, _evaluation, _language, _quote, _document, _page]) command.Add(option);
        return command;
    }

    /// <summary>Writes them into a body. Without a source and a title the command ends, unless it may take those of what it corrects.</summary>
    public JsonObject Body(ParseResult parse, bool corrects = false)
    {
        var body = new JsonObject { ["evaluation"] = parse.GetValue(_evaluation), ["language"] = parse.GetValue(_language) };
        if (parse.GetValue(_preset) is { } preset) body["marking"] = new JsonObject { ["preset"] = preset };
        if (parse.GetValue(_source) is { } source) body["source"] = source;
        if (parse.GetValue(_title) is { } title)
            body["newSource"] = new JsonObject { ["kind"] = parse.GetValue(_kind), ["title"] = title, ["reference"] = parse.GetValue(_reference), ["published"] = parse.GetValue(_published) };
        var (quote, document) = (parse.GetValue(_quote), parse.GetValue(_document));
        if ((quote is null) != (document is null)) throw new CommandEndsException(new Refusal("command.record.quote.both"), ExitCode.Usage);
        if (quote is not null)
        {
            body["quote"] = new JsonObject { ["document"] = document, ["page"] = parse.GetValue(_page), ["passage"] = quote };
            return body;
        }

        return corrects || body.ContainsKey("source") || body.ContainsKey("newSource") ? body : throw new CommandEndsException(new Refusal("command.record.no-source"), ExitCode.Usage);
    }

    /// <summary>Reads <c>name=value</c>; ends the command for anything else.</summary>
    public static IReadOnlyList<(string Name, string Value)> Pairs(IEnumerable<string> given) =>
        [.. given.Select(text => text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1
            ? (text[..at].Trim(), text[(at + 1)..].Trim())
            : throw new CommandEndsException(new Refusal("command.record.pair", ("text", text)), ExitCode.Usage))];

    /// <summary>Sends a body, and says what came of it; problems are said of the argument they are about, when its place is known.</summary>
    public static async Task SendAsync(Desk desk, JsonObject body, bool json, IReadOnlyList<(string Name, string Value)>? given, CancellationToken stop)
    {
        JsonNode made;
        try
        {
            made = (await desk.PostAsync("statements", body, stop))!;
        }
        catch (CommandEndsException ends) when (!json && given is not null && ends.Answer["problems"] is JsonArray problems)
        {
            var lines = problems.Select(p => ((string)p!["column"]! is "value" or "property" && (long)p["line"]! <= given.Count
                ? $"{given[(int)p["line"]! - 1].Name}={given[(int)p["line"]! - 1].Value}"
                : (string)p["column"]!) + ": " + (string?)p["text"]);
            throw new CommandEndsException(ends.Code, string.Join('\n', lines), ends.Answer);
        }

        foreach (var warning in made["warnings"]!.AsArray()) Terminal.Note(Terminal.T.Format("command.record.doubt", ("property", (string)warning!["property"]!), ("value", (string)warning["value"]!), ("reason", (string)warning["text"]!)));
        if (json)
        {
            Terminal.Print(made);
            return;
        }

        var t = Terminal.T;
        var table = new Columns();
        foreach (var (_, id) in made["entities"]!.AsObject()) table.Add(t["command.record.entity"], (string)id!);
        foreach (var list in new[] { "attributes", "facts", "sameAs" })
            foreach (var id in made[list]!.AsArray()) table.Add(t["command.record.statement"], (string)id!);
        table.Add(t["command.column.source"], (string)made["source"]!);
        table.Write();
    }
}
