using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Puente.Matching.Identifiers;

namespace Puente.Node.Commands;

/// <summary><c>puente identify</c>: a value, or every line of a file, read as an identifier. Needs no node.</summary>
internal static class IdentifyCommand
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make()
    {
        var value = new Argument<string?>("value") { Description = Terminal.T["identify.value"], Arity = ArgumentArity.ZeroOrOne };
        var kind = new Option<string?>("--kind") { Description = Terminal.T.Format("identify.kind", ("kinds", string.Join(", ", Identify.All))) };
        var name = new Option<string?>("--name") { Description = Terminal.T["identify.name"] };
        var file = new Option<string?>("--in") { Description = Terminal.T["identify.in"] };
        return new Command("identify", Terminal.T["command.identify"]) { value, kind, name, file }.Does(async (given, stop) =>
        {
            var (asked, who, json) = (given.GetValue(kind)?.ToLowerInvariant(), given.GetValue(name), given.GetValue(Act.Json));
            if (asked is not null && !Identify.All.Contains(asked)) throw new CommandEndsException(new("identify.no-kind", ("kind", asked), ("kinds", string.Join(", ", Identify.All))), ExitCode.Usage);
            if ((given.GetValue(value) is null) == (given.GetValue(file) is null)) throw new CommandEndsException(new("identify.one"), ExitCode.Usage);
            if (given.GetValue(value) is { } one)
            {
                var answer = Answer(one, asked, who);
                Terminal.Answer(json, answer, Words(answer));
                return;
            }

            var from = given.GetValue(file)!;
            using var reader = PlainInput.Open(from);
            while (await reader.ReadLineAsync(stop) is { } line)
                Console.Out.WriteLine(json ? Answer(line.Trim(), asked, who).ToJsonString(Plain) : Terminal.Clean(Words(Answer(line.Trim(), asked, who))));
        });
    }

    /// <summary>The answer for a value; without a kind, the most plausible one, and the others under <c>also</c>.</summary>
    internal static JsonObject Answer(string value, string? kind, string? name)
    {
        IReadOnlyList<Identifier> read = kind is null ? Identify.Plausible(value) : [Identify.As(kind, value)!];
        if (read.Count == 0)
        {
            return new JsonObject
            {
                ["kind"] = null,
                ["valid"] = false,
                ["parts"] = new JsonObject(),
                ["problems"] = new JsonArray(Problem(new Finding("identify.nothing", Severity.Error, []))),
            };
        }

        var answer = One(read[0]);
        if (name is not null)
        {
            var check = Identify.Name(read[0], name);
            answer["name"] = new JsonObject { ["agrees"] = check.Agrees, ["explanation"] = string.Join(' ', check.Reasons.Select(Text)) };
        }

        if (read.Count > 1) answer["also"] = new JsonArray([.. read.Skip(1).Select(r => new JsonObject { ["kind"] = r.Kind, ["valid"] = r.Valid, ["canonical"] = r.Canonical })]);
        return answer;
    }

    private static JsonObject One(Identifier read) => new()
    {
        ["kind"] = read.Kind,
        ["valid"] = read.Valid,
        ["canonical"] = read.Canonical,
        ["parts"] = new JsonObject(read.Parts.DistinctBy(p => p.Key).Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))),
        ["problems"] = new JsonArray([.. read.Findings.Select(Problem)]),
    };

    private static JsonNode Problem(Finding finding) => new JsonObject { ["code"] = finding.Code, ["text"] = Text(finding), ["severity"] = finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" } };

    internal static string Text(Finding finding) => Terminal.Words(new Puente.Evidence.Refusal(finding.Code, [.. finding.Args.Select(a => (a.Key, a.Value))]));

    private static string Words(JsonObject answer)
    {
        var lines = new List<string> { $"{(string?)answer["kind"] ?? "?"}  {(string?)answer["canonical"]}  {Terminal.T[(bool)answer["valid"]! ? "identify.valid" : "identify.invalid"]}" };
        lines.AddRange(answer["parts"]!.AsObject().Select(p => $"  {p.Key}: {(string?)p.Value}"));
        lines.AddRange(answer["problems"]!.AsArray().Select(p => $"  {(string?)p!["severity"]}: {(string?)p["text"]}"));
        if (answer["name"] is { } name) lines.Add("  " + (string?)name["explanation"]);
        lines.AddRange((answer["also"]?.AsArray() ?? []).Select(a => $"  {(string?)a!["kind"]}  {(string?)a["canonical"]}"));
        return string.Join('\n', lines);
    }
}
