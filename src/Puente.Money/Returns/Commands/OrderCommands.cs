using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Puente.Money.Returns.Commands;

/// <summary><c>puente money order list|show|new</c>, <c>money instruments</c>, <c>money layouts</c>: orders at a running node.</summary>
internal static class OrderCommands
{
    /// <summary>The commands of orders and returns.</summary>
    public static IReadOnlyList<Command> Make() => [new Command("order", Terminal.T["command.money.order"]) { List(), Show(), Enter() }, LoadCommand.Make(), Kinds("instruments"), Kinds("layouts")];

    private static Command List() => new Command("list", Terminal.T["command.money.order.list"]).Does(async (parse, stop) =>
    {
        using var desk = Desk.Open();
        var all = (await desk.GetAsync("money/orders", stop))!;
        if (parse.GetValue(Act.Json))
        {
            Terminal.Print(all);
            return;
        }

        var t = Terminal.T;
        var table = new Columns(t["command.column.id"], t["orders.col.reference"], t["orders.col.custodian"], t["orders.col.state"], t["orders.col.due"], t["orders.col.returns"], t["orders.col.missing"]);
        foreach (var o in all.AsArray()) table.Add((string)o!["id"]!, (string)o["reference"]!, (string)o["custodian"]!, State(o), (string?)o["due"] ?? "-", o["returns"]!.ToString(), t.Format("orders.missing-of", ("missing", (long)o["missing"]!), ("asked", (long)o["asked"]!)));
        table.Write();
    });

    private static Command Show()
    {
        var id = new Argument<string>("id") { Description = Terminal.T["command.money.order.id"] };
        return new Command("show", Terminal.T["command.money.order.show"]) { id }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            var order = (await desk.GetAsync("money/orders/" + Uri.EscapeDataString(parse.GetRequiredValue(id)), stop))!;
            var returns = new JsonArray([.. (await desk.GetAsync("money/returns", stop))!.AsArray().Where(r => (string)r!["order"]! == (string)order["id"]!).Select(r => r!.DeepClone())]);
            if (parse.GetValue(Act.Json))
            {
                order["produced"] = returns;
                Terminal.Print(order);
                return;
            }

            var t = Terminal.T;
            Terminal.Say(t.Format("command.money.order.head", ("reference", (string)order["reference"]!), ("custodian", (string)order["custodian"]!), ("state", State(order)), ("missing", (long)order["missing"]!), ("asked", (long)order["asked"]!)));
            var table = new Columns(t["command.column.id"], t["import.col.file"], t["returns.lines"], t["returns.outside"], t["returns.unread"], t["returns.ties"]);
            foreach (var r in returns)
            {
                var (tally, ties) = (r!["tally"]!, r["ties"]!.AsArray());
                table.Add((string)r["id"]!, (string)r["file"]!, tally["lines"]!.ToString(), ((long)tally["outsideAccount"]! + (long)tally["outsideDates"]!).ToString(CultureInfo.InvariantCulture), tally["unread"]!.ToString(),
                    t[ties.Count == 0 ? "returns.ties.none" : ties.All(x => (bool)x!["holds"]!) ? "returns.ties.hold" : "returns.ties.not"]);
            }

            table.Write("  ");
        });
    }

    private static Command Enter()
    {
        var t = Terminal.T;
        Option<string> Needed(string name, string help) => new(name) { Description = help, Required = true };
        Option<string?> Told(string name, string help, string hint) => new(name) { Description = help, HelpName = hint };
        var (instrument, reference) = (Needed("--instrument", t["command.money.order.instrument"]), Needed("--reference", t["command.money.order.reference"]));
        var (authority, custodian) = (Needed("--authority", t["command.money.order.authority"]), Needed("--custodian", t["command.money.order.custodian"]));
        var issued = Needed("--issued", t["command.money.order.issued"]);
        var (served, due, review) = (Told("--served", t["command.money.order.served"], "DAY"), Told("--due", t["command.money.order.due"], "DAY"), Told("--review-by", t["command.money.order.review"], "DAY"));
        var (from, until, preset) = (Told("--from", t["command.money.order.from"], "DAY"), Told("--until", t["command.money.order.until"], "DAY"), Told("--preset", t["command.record.preset"], "CODE"));
        var subject = new Option<string[]>("--subject") { Description = t["command.money.order.subject"], HelpName = "NAME" };
        var account = new Option<string[]>("--account") { Description = t["command.money.order.account"], HelpName = "NUMBER" };
        return new Command("new", t["command.money.order.new"]) { instrument, reference, authority, custodian, issued, served, due, review, from, until, preset, subject, account }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            var order = (await desk.PostAsync("money/orders", new
            {
                instrument = parse.GetRequiredValue(instrument),
                reference = parse.GetRequiredValue(reference),
                authority = parse.GetRequiredValue(authority),
                custodian = parse.GetRequiredValue(custodian),
                issued = parse.GetRequiredValue(issued),
                served = parse.GetValue(served),
                due = parse.GetValue(due),
                reviewBy = parse.GetValue(review),
                from = parse.GetValue(from),
                until = parse.GetValue(until),
                subjects = parse.GetValue(subject),
                accounts = parse.GetValue(account),
                marking = parse.GetValue(preset) is { } code ? new { preset = code } : null,
            }, stop))!;
            Terminal.Answer(parse.GetValue(Act.Json), order, $"{order["id"]}  {order["reference"]}");
        });
    }

    private static Command Kinds(string what) => new Command(what, Terminal.T[what == "layouts" ? "command.money.layouts" : "command.money.instruments"]).Does(async (parse, stop) =>
    {
        using var desk = Desk.Open();
        var all = (await desk.GetAsync("money/" + what, stop))!;
        if (parse.GetValue(Act.Json))
        {
            Terminal.Print(all);
            return;
        }

        var table = new Columns();
        foreach (var kind in all.AsArray()) table.Add((string)kind!["code"]!, (string)kind[Terminal.T.Language.Code]!, (string?)kind["citation"] ?? "");
        table.Write();
    });

    private static string State(JsonNode order) => Terminal.T["orders.state." + char.ToUpperInvariant(((string)order["state"]!)[0]) + ((string)order["state"]!)[1..]];
}
