using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Money.Commands;
using Puente.Money.Tracing.Commands;

namespace Puente.Money.Returns.Commands;

/// <summary>
/// <c>puente money load FILE --order ID --layout L</c>: sends a custodian's file, takes it in, and says whether it ties. Without an order, <c>puente money load FILE...</c>
/// counts and sums plain files of transfers here and sends them to no node.
/// </summary>
internal static class LoadCommand
{
    public static Command Make()
    {
        var t = Terminal.T;
        var file = new Argument<string[]>("file") { Description = t["command.money.load.file"], Arity = ArgumentArity.ZeroOrMore };
        var order = new Option<string?>("--order") { Description = t["command.money.order.id"], HelpName = "ID" };
        var layout = new Option<string?>("--layout") { Description = t["command.money.load.layout"], HelpName = "CODE|FILE" };
        var count = new Option<long?>("--count") { Description = t["command.money.load.count"], HelpName = "N" };
        var debits = new Option<long?>("--debits") { Description = t["command.money.load.debits"], HelpName = "N" };
        var credits = new Option<long?>("--credits") { Description = t["command.money.load.credits"], HelpName = "N" };
        var closing = new Option<long?>("--closing") { Description = t["command.money.load.closing"], HelpName = "N" };
        var plainly = new PlainInput();
        return new Command("load", t["command.money.load"]) { file, order, layout, count, debits, credits, closing, plainly.In, plainly.Mapping }.Does(async (parse, stop) =>
        {
            var files = parse.GetValue(plainly.In) is { } also ? [.. parse.GetValue(file) ?? [], also] : parse.GetValue(file) ?? [];
            if (files.Length == 0) throw new CommandEndsException(new Refusal("command.money.load.one"), ExitCode.Usage);
            if (parse.GetValue(order) is not { } under)
            {
                foreach (var plain in files) PlainSums.Write(plain, PlainInput.Read(plain, parse.GetValue(plainly.Mapping), stop), parse.GetValue(Act.Json));
                return;
            }

            if (files.Length > 1 || parse.GetValue(layout) is not { } chosen) throw new CommandEndsException(new Refusal("command.money.load.one"), ExitCode.Usage);
            var input = Act.Existing(files[0]);
            var text = File.Exists(chosen) ? await File.ReadAllTextAsync(chosen, stop) : chosen;
            using var desk = Desk.Open();
            await using var bytes = input.OpenRead();
            using var content = new StreamContent(bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            var upload = (string)(await desk.PostAsync("uploads?name=" + Uri.EscapeDataString(input.Name), content, stop))!["id"]!;
            var started = (await desk.PostAsync($"money/orders/{Uri.EscapeDataString(under)}/returns", new
            {
                upload,
                layout = text,
                given = new { count = parse.GetValue(count), debits = parse.GetValue(debits), credits = parse.GetValue(credits), closing = parse.GetValue(closing) },
            }, stop))!;
            var import = await EndAsync(desk, (string)started["import"]!, stop);
            if ((string)import["state"]! != "done") throw Failed(import);
            var made = (await desk.GetAsync("money/returns", stop))!.AsArray().First(r => (string)r!["dataset"]! == (string)import["dataset"]!)!;
            Write(made, parse.GetValue(Act.Json));
        });
    }

    private static void Write(JsonNode made, bool json)
    {
        if (json)
        {
            Terminal.Print(made);
            return;
        }

        var (t, tally) = (Terminal.T, made["tally"]!);
        Terminal.Say($"{made["id"]}  {made["file"]}");
        Terminal.Say("  " + t.Format("command.money.load.tally", ("lines", (long)tally["lines"]!), ("outside", (long)tally["outsideAccount"]! + (long)tally["outsideDates"]!), ("unread", (long)tally["unread"]!), ("words", (long)tally["words"]!)));
        foreach (var tie in made["ties"]!.AsArray())
            Terminal.Say("  " + t.Format("command.money.load.tie", ("what", t["returns.tie." + (string)tie!["what"]!]), ("given", (long)tie["given"]!), ("read", (long?)tie["read"]), ("result", t[(bool)tie["holds"]! ? "returns.ties.hold" : "returns.ties.not"])));
    }

    private static async Task<JsonNode> EndAsync(Desk desk, string id, CancellationToken stop)
    {
        while (true)
        {
            var import = (await desk.GetAsync("imports/" + id, stop))!;
            if ((string)import["state"]! is not ("waiting" or "running")) return import;
            await Task.Delay(200, stop);
        }
    }

    private static CommandEndsException Failed(JsonNode import)
    {
        var fault = import["fault"];
        var why = fault is null ? Terminal.T["command.import.stopped"] : Terminal.Words(new Refusal((string)fault["code"]!, [.. fault["args"]!.AsObject().Select(a => (a.Key, (string)a.Value!))]));
        return new CommandEndsException(ExitCode.Input, why, import.DeepClone());
    }
}
