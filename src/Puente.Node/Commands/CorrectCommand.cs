using System.CommandLine;
using System.Text.Json.Nodes;
using Puente.Evidence;

namespace Puente.Node.Commands;

/// <summary><c>puente correct | retract</c>: a statement is superseded or withdrawn, never overwritten; the history keeps it.</summary>
internal static class CorrectCommand
{
    public static Command Make()
    {
        var options = new RecordOptions();
        var id = new Argument<string>("statement") { Description = Terminal.T["command.correct.statement"] };
        var value = new Option<string?>("--value") { Description = Terminal.T["command.correct.value"], HelpName = "TEXT" };
        var (at, until) = RecordCommand.Times();
        var amount = new Option<string?>("--amount") { Description = Terminal.T["command.record.amount"], HelpName = "1234.50" };
        var currency = new Option<string?>("--currency") { Description = Terminal.T["command.record.currency"], HelpName = "USD" };
        return options.On(new Command("correct", Terminal.T["command.correct"]) { id, value, at, until, amount, currency }).Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            var old = (await desk.GetAsync("statements/" + Uri.EscapeDataString(parse.GetRequiredValue(id)), stop))!;
            var body = options.Body(parse, corrects: true);
            var next = new JsonObject
            {
                ["at"] = parse.GetValue(at) ?? (string?)old["at"],
                ["until"] = parse.GetValue(until) ?? (string?)old["until"],
                ["supersedes"] = (string)old["id"]!,
            };
            if (old["property"] is not null)
            {
                if ((parse.GetValue(amount) ?? parse.GetValue(currency)) is not null) throw new CommandEndsException(new Refusal("command.correct.attribute"), ExitCode.Usage);
                (next["entity"], next["property"], next["value"]) = ((string)old["entity"]!, (string)old["property"]!, parse.GetValue(value) ?? (string?)old["value"]);
                body["attributes"] = new JsonArray(next);
            }
            else
            {
                if (parse.GetValue(value) is not null) throw new CommandEndsException(new Refusal("command.correct.fact"), ExitCode.Usage);
                next["kind"] = (string)old["kind"]!;
                foreach (var end in new[] { "from", "to", "item", "place" }) next[end] = (string?)old[end]?["id"];
                next["detail"] = old["detail"]?.DeepClone();
                next["amount"] = parse.GetValue(amount) ?? Major(old);
                next["currency"] = parse.GetValue(currency) ?? (string?)old["currency"];
                body["facts"] = new JsonArray(next);
            }

            await RecordOptions.SendAsync(desk, body, parse.GetValue(Act.Json), [], stop);
        });
    }

    public static Command MakeRetract()
    {
        var id = new Argument<string>("statement") { Description = Terminal.T["command.retract.statement"] };
        var reason = new Option<string>("--reason") { Description = Terminal.T["command.retract.reason"], Required = true, HelpName = "TEXT" };
        return new Command("retract", Terminal.T["command.retract"]) { id, reason }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            await desk.PostAsync($"statements/{Uri.EscapeDataString(parse.GetRequiredValue(id))}/retraction", new { reason = parse.GetRequiredValue(reason) }, stop);
            Terminal.Answer(parse.GetValue(Act.Json), new JsonObject { ["retracted"] = parse.GetRequiredValue(id) }, Terminal.T["command.retract.done"]);
        });
    }

    /// <summary>An amount in whole units, as it is typed.</summary>
    private static string? Major(JsonNode fact)
    {
        if ((long?)fact["amount"] is not { } minor) return null;
        decimal amount = minor;
        for (var i = 0; i < Currencies.Digits((string?)fact["currency"]); i++) amount /= 10;
        return amount.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
