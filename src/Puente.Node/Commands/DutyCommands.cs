using System.CommandLine;
using System.Text.Json.Nodes;

namespace Puente.Node.Commands;

/// <summary><c>puente duty now | list | add | end</c>: who is on duty, and the roster of a unit.</summary>
internal static class DutyCommands
{
    public static Command Make() => new("duty", Terminal.T["command.duty"]) { MakeNow(), MakeList(), MakeAdd(), MakeEnd() };

    private static Command MakeNow() => new Command("now", Terminal.T["duty.now"]).Does(async (parse, stop) =>
    {
        using var desk = Desk.Open();
        var now = (await desk.GetAsync("duty/now", stop))!.AsArray();
        var table = new Columns(Terminal.T["acts.unit"], Terminal.T["duty.on"], Terminal.T["duty.until"]);
        foreach (var on in now) table.Add((string)on!["unit"]!, (string?)on["for"] is { } whom ? Terminal.T.Format("duty.for", ("officer", (string)on["officer"]!), ("for", whom)) : (string)on["officer"]!, (string)on["until"]!);
        Show(parse.GetValue(Act.Json), now, table);
    });

    private static Command MakeList()
    {
        var unit = new Option<string?>("--unit") { Description = Terminal.T["command.duty.unit"], HelpName = "CODE" };
        return new Command("list", Terminal.T["duty.entries"]) { unit }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            var entries = (await desk.GetAsync("duty" + (parse.GetValue(unit) is { } code ? "?unit=" + Uri.EscapeDataString(code) : ""), stop))!.AsArray();
            var table = new Columns(Terminal.T["command.column.id"], Terminal.T["duty.officer"], Terminal.T["duty.kind"], Terminal.T["duty.weekdays"], Terminal.T["duty.when"], Terminal.T["duty.days"], Terminal.T["duty.zone"]);
            foreach (var e in entries)
                table.Add((string)e!["id"]!, (string)e["officer"]! + ((string?)e["standIn"] is { } other ? " → " + other : ""), (string)e["kind"]!, string.Join(' ', e["weekdays"]!.AsArray()), $"{e["from"]}–{e["until"]}", $"{e["firstDay"]} – {e["lastDay"]}", (string)e["zone"]!);
            Show(parse.GetValue(Act.Json), entries, table);
        });
    }

    private static Command MakeAdd()
    {
        var kind = new Argument<string>("kind") { Description = Terminal.T["duty.kind"] };
        kind.AcceptOnlyFromAmong("weekly", "extra", "off", "standIn");
        var unit = new Option<string?>("--unit") { Description = Terminal.T["command.duty.unit"], HelpName = "CODE" };
        var officer = new Option<string>("--officer") { Description = Terminal.T["duty.officer"], Required = true, HelpName = "NAME" };
        var standIn = new Option<string?>("--stand-in") { Description = Terminal.T["duty.stand-in"], HelpName = "NAME" };
        var weekdays = new Option<int[]>("--weekday") { Description = Terminal.T["command.duty.weekday"], HelpName = "1-7", AllowMultipleArgumentsPerToken = true };
        var from = new Option<string?>("--from") { Description = Terminal.T["duty.from"], HelpName = "HH:MM" };
        var until = new Option<string?>("--until") { Description = Terminal.T["duty.until"], HelpName = "HH:MM" };
        var first = new Option<DateOnly>("--first") { Description = Terminal.T["duty.first"], Required = true, HelpName = "DAY" };
        var last = new Option<DateOnly?>("--last") { Description = Terminal.T["duty.last"], HelpName = "DAY" };
        var zone = new Option<string>("--zone") { Description = Terminal.T["duty.zone"], Required = true, HelpName = "ZONE" };
        return new Command("add", Terminal.T["duty.add"]) { kind, unit, officer, standIn, weekdays, from, until, first, last, zone }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            var made = (await desk.PostAsync("duty", new
            {
                unit = parse.GetValue(unit),
                kind = parse.GetRequiredValue(kind),
                officer = parse.GetRequiredValue(officer),
                standIn = parse.GetValue(standIn),
                weekdays = parse.GetValue(weekdays),
                from = parse.GetValue(from),
                until = parse.GetValue(until),
                firstDay = parse.GetRequiredValue(first),
                lastDay = parse.GetValue(last),
                zone = parse.GetRequiredValue(zone),
            }, stop))!;
            Terminal.Answer(parse.GetValue(Act.Json), made, (string)made["id"]!);
        });
    }

    private static Command MakeEnd()
    {
        var id = new Argument<string>("entry") { Description = Terminal.T["command.duty.entry"] };
        return new Command("end", Terminal.T["duty.end"]) { id }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            await desk.PostAsync($"duty/{Uri.EscapeDataString(parse.GetRequiredValue(id))}/end", null, stop);
            Terminal.Answer(parse.GetValue(Act.Json), new JsonObject { ["ended"] = parse.GetRequiredValue(id) }, Terminal.T["act.duty.end"]);
        });
    }

    private static void Show(bool json, JsonArray answer, Columns table)
    {
        if (json) Terminal.Print(answer);
        else table.Write();
    }
}
