using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Puente.Evidence;

namespace Puente.Node.Commands;

/// <summary><c>puente record</c>: by hand, as the forms do it. A new thing, more about a known one, something that happened, that two are one, or a report with all of these.</summary>
internal static class RecordCommand
{
    public static Command Make() => new("record", Terminal.T["command.record"]) { MakeEntity(), MakeAttribute(), MakeFact(), MakeSameAs(), MakeReport() };

    private static Command MakeEntity()
    {
        var options = new RecordOptions();
        var kind = new Argument<string>("kind") { Description = Terminal.T["command.record.kind"] };
        var values = new Argument<string[]>("name=value") { Description = Terminal.T["command.record.values"], Arity = ArgumentArity.OneOrMore };
        var role = new Option<string?>("--role") { Description = Terminal.T["command.record.role"], HelpName = "ROLE" };
        var ground = new Option<string?>("--ground") { Description = Terminal.T["command.record.ground"], HelpName = "TEXT" };
        var file = new Option<string?>("--case") { Description = Terminal.T["command.record.case"], HelpName = "CASE" };
        var review = new Option<string?>("--review-by") { Description = Terminal.T["command.record.review"], HelpName = "DAY" };
        var anyway = new Option<bool>("--anyway") { Description = Terminal.T["command.record.anyway"] };
        return options.On(new Command("entity", Terminal.T["command.record.entity.help"]) { kind, values, role, ground, file, review, anyway }).Does(async (parse, stop) =>
        {
            var pairs = RecordOptions.Pairs(parse.GetRequiredValue(values));
            var body = options.Body(parse);
            var entity = new JsonObject { ["ref"] = "new", ["kind"] = parse.GetRequiredValue(kind) };
            if (parse.GetValue(role) is { } standing)
                entity["standing"] = new JsonObject { ["role"] = standing, ["ground"] = parse.GetValue(ground), ["case"] = parse.GetValue(file), ["reviewBy"] = Day(parse.GetValue(review)) };
            body["entities"] = new JsonArray(entity);
            body["attributes"] = new JsonArray([.. pairs.Select(p => new JsonObject { ["entity"] = "new", ["property"] = p.Name, ["value"] = p.Value })]);
            using var desk = Desk.Open();
            if (!parse.GetValue(anyway)) await EndIfAlikeAsync(desk, parse.GetRequiredValue(kind), pairs, stop);
            await RecordOptions.SendAsync(desk, body, parse.GetValue(Act.Json), pairs, stop);
        });
    }

    private static Command MakeAttribute()
    {
        var options = new RecordOptions();
        var entity = new Argument<string>("entity") { Description = Terminal.T["command.record.to"] };
        var values = new Argument<string[]>("name=value") { Description = Terminal.T["command.record.values"], Arity = ArgumentArity.OneOrMore };
        var (at, until) = Times();
        return options.On(new Command("attribute", Terminal.T["command.record.attribute.help"]) { entity, values, at, until }).Does(async (parse, stop) =>
        {
            var pairs = RecordOptions.Pairs(parse.GetRequiredValue(values));
            var body = options.Body(parse);
            body["attributes"] = new JsonArray([.. pairs.Select(p => new JsonObject
            {
                ["entity"] = parse.GetRequiredValue(entity),
                ["property"] = p.Name,
                ["value"] = p.Value,
                ["at"] = parse.GetValue(at),
                ["until"] = parse.GetValue(until),
            })]);
            using var desk = Desk.Open();
            await RecordOptions.SendAsync(desk, body, parse.GetValue(Act.Json), pairs, stop);
        });
    }

    private static Command MakeFact()
    {
        var options = new RecordOptions();
        var kind = new Argument<string>("kind") { Description = Terminal.T["command.record.fact-kind"] };
        var values = new Argument<string[]>("name=value") { Description = Terminal.T["command.record.details"], Arity = ArgumentArity.ZeroOrMore };
        var ends = new[] { "from", "to", "item", "place" }.Select(end => new Option<string?>("--" + end) { Description = Terminal.T["command.record.end." + end], HelpName = "ID" }).ToList();
        var (at, until) = Times();
        var amount = new Option<string?>("--amount") { Description = Terminal.T["command.record.amount"], HelpName = "1234.50" };
        var currency = new Option<string?>("--currency") { Description = Terminal.T["command.record.currency"], HelpName = "USD" };
        var command = new Command("fact", Terminal.T["command.record.fact.help"]) { kind, values, at, until, amount, currency };
        foreach (var end in ends) command.Add(end);
        return options.On(command).Does(async (parse, stop) =>
        {
            var body = options.Body(parse);
            var fact = new JsonObject
            {
                ["kind"] = parse.GetRequiredValue(kind),
                ["at"] = parse.GetValue(at),
                ["until"] = parse.GetValue(until),
                ["amount"] = parse.GetValue(amount),
                ["currency"] = parse.GetValue(currency),
            };
            foreach (var end in ends) fact[end.Name[2..]] = parse.GetValue(end);
            var details = new JsonObject();
            foreach (var (name, value) in RecordOptions.Pairs(parse.GetValue(values) ?? [])) details[name] = value;
            if (details.Count > 0) fact["detail"] = details;
            body["facts"] = new JsonArray(fact);
            using var desk = Desk.Open();
            await RecordOptions.SendAsync(desk, body, parse.GetValue(Act.Json), [], stop);
        });
    }

    private static Command MakeSameAs()
    {
        var options = new RecordOptions();
        var (left, right) = (new Argument<string>("one") { Description = Terminal.T["command.record.one"] }, new Argument<string>("other") { Description = Terminal.T["command.record.other"] });
        var reason = new Option<string>("--reason") { Description = Terminal.T["command.record.same.reason"], Required = true, HelpName = "TEXT" };
        return options.On(new Command("same-as", Terminal.T["command.record.same.help"]) { left, right, reason }).Does(async (parse, stop) =>
        {
            var body = options.Body(parse);
            body["sameAs"] = new JsonArray(new JsonObject { ["left"] = parse.GetRequiredValue(left), ["right"] = parse.GetRequiredValue(right), ["reasons"] = new JsonArray(parse.GetRequiredValue(reason)) });
            using var desk = Desk.Open();
            await RecordOptions.SendAsync(desk, body, parse.GetValue(Act.Json), [], stop);
        });
    }

    private static Command MakeReport()
    {
        var file = new Argument<string>("file") { Description = Terminal.T["command.record.report.file"] };
        return new Command("report", Terminal.T["command.record.report.help"]) { file }.Does(async (parse, stop) =>
        {
            var (path, text) = (parse.GetRequiredValue(file), await Act.ReadAsync(parse.GetRequiredValue(file), stop));
            JsonObject body;
            try
            {
                body = JsonNode.Parse(text) as JsonObject ?? throw new JsonException("", "$", 0, 0);
            }
            catch (JsonException wrong)
            {
                throw new CommandEndsException(ExitCode.Input, Terminal.Words(new Problem((wrong.LineNumber ?? 0) + 1, "", "request.json", ("file", path))));
            }

            using var desk = Desk.Open();
            await RecordOptions.SendAsync(desk, body, parse.GetValue(Act.Json), null, stop);
        });
    }

    internal static (Option<string?> At, Option<string?> Until) Times() =>
        (new("--at") { Description = Terminal.T["command.record.at"], HelpName = "TIME" }, new("--until") { Description = Terminal.T["command.record.until"], HelpName = "TIME" });

    private static string? Day(string? text) =>
        text is null || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text : throw new CommandEndsException(new Refusal("api.day", ("value", text)), ExitCode.Input);

    /// <summary>Ends the command when things that the officer may see look like the new one.</summary>
    private static async Task EndIfAlikeAsync(Desk desk, string kind, IReadOnlyList<(string Name, string Value)> pairs, CancellationToken stop)
    {
        var alike = (await desk.PostAsync("alike", new { kind, attributes = pairs.Select(p => new { property = p.Name, value = p.Value }) }, stop))!.AsArray();
        if (alike.Count == 0) return;
        throw new CommandEndsException(ExitCode.Input,
            string.Join('\n', alike.Select(e => $"  {e!["id"]}  {e["caption"]}").Prepend(Terminal.T["command.record.alike"]).Append(Terminal.T["command.record.alike.remedy"])),
            new JsonObject { ["code"] = "command.record.alike", ["detail"] = Terminal.T["command.record.alike.remedy"], ["alike"] = alike.DeepClone() });
    }
}
