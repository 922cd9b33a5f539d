using System.CommandLine;
using System.Text.Json.Nodes;

namespace Puente.Node.Commands;

/// <summary><c>puente retention list | renew | expire | end</c>: what the unit must look at again before it may go on keeping it.</summary>
internal static class RetentionCommands
{
    public static Command Make() => new("retention", Terminal.T["retention.title"]) { MakeList(), MakeRenew(), MakeEnding("expire", "expiry", "retention.expire"), MakeEnding("end", "ending", "retention.end") };

    private static Command MakeList()
    {
        var by = new Option<DateOnly?>("--by") { Description = Terminal.T["command.retention.by"], HelpName = "DAY" };
        return new Command("list", Terminal.T["retention.due"]) { by }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            var due = (await desk.GetAsync("retention" + (parse.GetValue(by) is { } day ? $"?by={day:O}" : ""), stop))!.AsArray();
            if (parse.GetValue(Act.Json))
            {
                Terminal.Print(due);
                return;
            }

            var table = new Columns(Terminal.T["command.column.id"], Terminal.T["retention.day"], Terminal.T["retention.why"], Terminal.T["retention.what"]);
            foreach (var d in due) table.Add((string)d!["id"]!, (string)d["day"]!, (string)d["kind"]!, (string?)d["entity"]?["caption"] ?? (string?)d["source"]?["title"] ?? (string?)d["hold"] ?? "");
            table.Write();
        });
    }

    private static Command MakeRenew()
    {
        var (id, ground, expiry) = Options();
        var next = new Option<DateOnly>("--next") { Description = Terminal.T["retention.next"], Required = true, HelpName = "DAY" };
        return new Command("renew", Terminal.T["retention.renew"]) { id, ground, next, expiry }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            await desk.PostAsync($"retention/{Uri.EscapeDataString(parse.GetRequiredValue(id))}/renewal", new { ground = parse.GetRequiredValue(ground), next = parse.GetRequiredValue(next), expiry = parse.GetValue(expiry) }, stop);
            Terminal.Answer(parse.GetValue(Act.Json), new JsonObject { ["renewed"] = parse.GetRequiredValue(id) }, Terminal.T["retention.done.renew"]);
        });
    }

    private static Command MakeEnding(string name, string path, string text)
    {
        var (id, ground, expiry) = Options();
        return new Command(name, Terminal.T[text]) { id, ground, expiry }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            await desk.PostAsync($"retention/{Uri.EscapeDataString(parse.GetRequiredValue(id))}/{path}", new { ground = parse.GetRequiredValue(ground), expiry = parse.GetValue(expiry) }, stop);
            Terminal.Answer(parse.GetValue(Act.Json), new JsonObject { ["decided"] = parse.GetRequiredValue(id) }, Terminal.T["retention.done." + name]);
        });
    }

    private static (Argument<string> Id, Option<string> Ground, Option<bool> Expiry) Options() => (
        new("item") { Description = Terminal.T["command.retention.item"] },
        new("--ground") { Description = Terminal.T["retention.ground.hint"], Required = true, HelpName = "TEXT" },
        new("--expiry") { Description = Terminal.T["command.retention.expiry"] });
}
