using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Money.Commands;

namespace Puente.Money.Tracing.Commands;

/// <summary><c>puente money funds ACCOUNT...</c>: source and application of funds, on the node or with <c>--in</c> in a plain file. One currency a line.</summary>
internal static class FundsCommand
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make()
    {
        var t = Terminal.T;
        var accounts = new Argument<string[]>("account") { Description = t["command.funds.account"], Arity = ArgumentArity.OneOrMore };
        var opening = new Option<string[]>("--opening") { Description = t["command.trace.opening"], HelpName = "FILE|ACCOUNT=AMOUNT", AllowMultipleArgumentsPerToken = false };
        var until = new Option<string?>("--until") { Description = t["command.trace.until"], HelpName = "DATE" };
        var input = new PlainInput();
        var command = new Command("funds", t["command.funds"]) { accounts, opening, until };
        input.AddTo(command);
        return command.Does(async (parse, stop) =>
        {
            var (asked, given) = (parse.GetRequiredValue(accounts), parse.GetValue(opening) ?? []);
            if (!input.IsGiven(parse) && (asked.Length > 1 || given.Length > 0)) throw new CommandEndsException(new Refusal("command.funds.one"), ExitCode.Input);
            var all = input.IsGiven(parse) ? await InFileAsync(input, parse, asked, given, TraceCommand.EndOf(parse.GetValue(until)), stop) : await OnNodeAsync(asked[0], parse.GetValue(until), stop);
            foreach (var funds in all)
            {
                if (parse.GetValue(Act.Json)) Console.Out.WriteLine(funds!.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
                else Words(funds!);
            }
        });
    }

    private static async Task<JsonArray> InFileAsync(PlainInput input, ParseResult parse, string[] asked, string[] given, long until, CancellationToken stop)
    {
        var transfers = input.Read(parse, stop).Transfers;
        var (index, openings) = (new TransferIndex(transfers), await Openings.ReadAsync(transfers, given, stop));
        var accounts = asked.Select(a => transfers.Accounts.Find(a) is >= 0 and var found ? found : throw new CommandEndsException(new Refusal("command.money.follow.no-account", ("account", a)), ExitCode.Input)).ToList();
        using var bytes = new MemoryStream();
        await using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartArray();
            for (var currency = 0; currency < transfers.Currencies.Count; currency++)
                if (Funds.Of(index, accounts, (byte)currency, openings.Where(o => o.Key.Currency == currency && accounts.Contains(o.Key.Account)).Sum(o => o.Value), until: until) is { Lines.Count: > 0 } funds) FundsJson.Write(json, transfers, funds);
            json.WriteEndArray();
        }

        return JsonNode.Parse(Encoding.UTF8.GetString(bytes.ToArray()))!.AsArray();
    }

    private static async Task<JsonArray> OnNodeAsync(string asked, string? until, CancellationToken stop)
    {
        using var desk = Desk.Open();
        var entity = PublicIds.Is(asked);
        return (await desk.PostAsync("money/funds", new { entity = entity ? asked : null, account = entity ? null : asked, until }, stop))!["funds"]!.AsArray();
    }

    private static void Words(JsonNode funds)
    {
        var (t, currency) = (Terminal.T, (string)funds["currency"]!);
        string Main(JsonNode minor) => TraceWords.Main((long)minor, Records.Plain.Decimals.Of(currency));
        Terminal.Say(t.Format("command.funds.sum", ("currency", currency), ("opening", Main(funds["opening"]!)), ("in", Main(funds["in"]!)), ("out", Main(funds["out"]!)),
            ("closing", funds["closing"] is { } closing ? Main(closing) : "?"), ("unexplained", Main(funds["unexplained"]!))));
        var columns = new Columns(t["exhibit.way"], t["exhibit.counterparty"], t["command.funds.kind"], t["command.funds.transfers"], t["exhibit.amount"]);
        foreach (var line in funds["lines"]!.AsArray())
            columns.Add((string)line!["way"]!, (string)line["counterparty"]!, (string?)line["kind"] ?? "", ((long)line["transfers"]!).ToString(CultureInfo.InvariantCulture), Main(line["amount"]!));
        columns.Write("  ");
    }
}
