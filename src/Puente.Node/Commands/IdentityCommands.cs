using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Puente.Node.Commands;

/// <summary><c>puente match queue | show | accept | reject | rejected | undo | against</c>: who may be one with whom in the record of the node.</summary>
internal static class IdentityCommands
{
    /// <summary>The commands that ask a node, beside those that read plain files.</summary>
    public static IEnumerable<Command> Make() => [MakeQueue(), MakeShow(), MakeAccept(), MakeReject(), MakeRejected(), MakeUndo(), MakeAgainst(), MakeScreenings(), MakeCancel()];

    private static Command MakeQueue()
    {
        var kind = new Option<string?>("--kind") { Description = Terminal.T["command.match.kind"], HelpName = "person|organisation" };
        return new Command("queue", Terminal.T["command.match.queue"]) { kind }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            var waiting = await desk.AllAsync("identity/queue" + (parse.GetValue(kind) is { } only ? "?kind=" + Uri.EscapeDataString(only) : ""), stop);
            if (parse.GetValue(Act.Json))
            {
                Terminal.Print(waiting);
                return;
            }

            foreach (var pair in waiting) Write(pair!, 3);
            Terminal.Say(Terminal.T.Format("matching.count", ("count", waiting.Count)));
        });
    }

    private static Command MakeShow()
    {
        var (left, right) = Two();
        return new Command("show", Terminal.T["command.match.show"]) { left, right }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            var sheet = (await desk.GetAsync($"identity/entities/{Uri.EscapeDataString(parse.GetRequiredValue(left))}/matches/{Uri.EscapeDataString(parse.GetRequiredValue(right))}", stop))!;
            if (parse.GetValue(Act.Json))
            {
                Terminal.Print(sheet);
                return;
            }

            Write(sheet["pair"]!, int.MaxValue);
            var kind = (string)sheet["pair"]!["left"]!["kind"]!;
            var words = await Lexicon.ReadAsync(desk, stop);
            var table = new Columns(Terminal.T["entity.col.property"], (string)sheet["pair"]!["left"]!["caption"]!, (string)sheet["pair"]!["right"]!["caption"]!, Terminal.T["matching.col.agreement"]);
            foreach (var line in sheet["lines"]!.AsArray())
                table.Add(words.Property(kind, (string)line!["property"]!), Said(line["left"]!), Said(line["right"]!), Terminal.T["matching.agreement." + (string)line["agreement"]!]);
            table.Write();
            if (sheet["rejected"] is { } rejected) Terminal.Say($"{Terminal.T["matching.rejected"]}: {rejected["reason"]}  ({rejected["id"]})");
        });
    }

    private static Command MakeAccept()
    {
        var options = new RecordOptions();
        var (left, right) = Two();
        return options.On(new Command("accept", Terminal.T["command.match.accept"]) { left, right }).Does(async (parse, stop) =>
        {
            var body = options.Body(parse);
            (body["left"], body["right"]) = (parse.GetRequiredValue(left), parse.GetRequiredValue(right));
            using var desk = Desk.Open();
            var made = (await desk.PostAsync("identity/acceptances", body, stop))!;
            Terminal.Answer(parse.GetValue(Act.Json), made, $"{Terminal.T["matching.done.accepted"]}  {made["id"]}");
        });
    }

    private static Command MakeReject()
    {
        var (left, right) = Two();
        var reason = new Option<string>("--reason") { Description = Terminal.T["command.match.reason"], Required = true, HelpName = "TEXT" };
        return new Command("reject", Terminal.T["command.match.reject"]) { left, right, reason }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            var made = (await desk.PostAsync("identity/rejections", new { left = parse.GetRequiredValue(left), right = parse.GetRequiredValue(right), reason = parse.GetRequiredValue(reason) }, stop))!;
            Terminal.Answer(parse.GetValue(Act.Json), made, $"{Terminal.T["matching.done.rejected"]}  {made["id"]}");
        });
    }

    private static Command MakeRejected() => new Command("rejected", Terminal.T["command.match.rejected"]).Does(async (parse, stop) =>
    {
        using var desk = Desk.Open();
        var rejected = (await desk.GetAsync("identity/rejections", stop))!.AsArray();
        if (parse.GetValue(Act.Json))
        {
            Terminal.Print(rejected);
            return;
        }

        var table = new Columns(Terminal.T["command.column.id"], Terminal.T["matching.col.pair"], "", Terminal.T["matching.reason"]);
        foreach (var r in rejected) table.Add((string)r!["id"]!, (string)r["left"]!, (string)r["right"]!, (string)r["reason"]!);
        table.Write();
    });

    private static Command MakeUndo()
    {
        var id = new Argument<string>("rejection") { Description = Terminal.T["command.match.rejection"] };
        return new Command("undo", Terminal.T["command.match.undo"]) { id }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            await desk.PostAsync($"identity/rejections/{Uri.EscapeDataString(parse.GetRequiredValue(id))}/undoing", null, stop);
            Terminal.Answer(parse.GetValue(Act.Json), new JsonObject { ["undone"] = parse.GetRequiredValue(id) }, Terminal.T["matching.done.undone"]);
        });
    }

    private static Command MakeAgainst()
    {
        var list = new Argument<FileInfo>("list") { Description = Terminal.T["screening.pick.hint"] };
        var csv = new Option<FileInfo?>("--csv") { Description = Terminal.T["command.match.csv"], HelpName = "FILE" };
        return new Command("against", Terminal.T["command.match.against"]) { list, csv }.Does(async (parse, stop) =>
        {
            var file = parse.GetRequiredValue(list);
            if (!file.Exists) throw new CommandEndsException(ExitCode.Input, Terminal.T.Format("command.no-file", ("file", file.FullName)));
            using var desk = Desk.Open();
            await using var bytes = file.OpenRead();
            using var content = new StreamContent(bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            var upload = (string)(await desk.PostAsync("uploads?name=" + Uri.EscapeDataString(file.Name), content, stop))!["id"]!;
            var id = (string)(await desk.PostAsync("identity/screenings", new { upload }, stop))!["id"]!;
            var screening = await EndAsync(desk, id, stop);
            if (parse.GetValue(csv) is { } to && (string)screening["state"]! == "done") await desk.CopyAsync($"identity/screenings/{id}/hits.csv", to.Create, stop);
            if ((string?)screening["fault"] is { } fault) throw new CommandEndsException(ExitCode.Input, Terminal.T[fault], screening.DeepClone());
            if (parse.GetValue(Act.Json))
            {
                Terminal.Print(screening);
                return;
            }

            foreach (var hit in screening["hits"]!.AsArray())
            {
                Terminal.Say($"{Score(hit!)}  {hit!["entity"]!["caption"]} ({hit["entity"]!["id"]}) | {hit["name"]} ({hit["entry"]})");
                Reasons(hit, 4);
            }

            Terminal.Say(Terminal.T.Format("screening.tally", ("compared", (long)screening["compared"]!), ("entries", (long)screening["entries"]!), ("problems", (long)screening["problems"]!)));
        });
    }

    /// <summary>Waits for a screening; whoever breaks the command off breaks the screening off.</summary>
    private static async Task<JsonNode> EndAsync(Desk desk, string id, CancellationToken stop)
    {
        try
        {
            JsonNode screening;
            while ((string)(screening = (await desk.GetAsync("identity/screenings/" + id, stop))!)["state"]! is "waiting" or "running") await Task.Delay(200, stop);
            return screening;
        }
        catch (OperationCanceledException)
        {
            await desk.PostAsync($"identity/screenings/{id}/cancellation", null, CancellationToken.None);
            throw;
        }
    }

    private static Command MakeScreenings() => new Command("screenings", Terminal.T["screening.past"]).Does(async (parse, stop) =>
    {
        using var desk = Desk.Open();
        var past = (await desk.GetAsync("identity/screenings", stop))!.AsArray();
        if (parse.GetValue(Act.Json))
        {
            Terminal.Print(past);
            return;
        }

        var table = new Columns(Terminal.T["command.column.id"], Terminal.T["screening.col.list"], Terminal.T["import.col.state"], Terminal.T["screening.col.compared"]);
        foreach (var s in past) table.Add((string)s!["id"]!, (string)s["list"]!, Terminal.T["screening.state." + (string)s["state"]!], s["compared"]!.ToString());
        table.Write();
    });

    private static Command MakeCancel()
    {
        var id = new Argument<string>("screening") { Description = Terminal.T["command.match.screening"] };
        return new Command("cancel", Terminal.T["command.match.cancel"]) { id }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            await desk.PostAsync($"identity/screenings/{Uri.EscapeDataString(parse.GetRequiredValue(id))}/cancellation", null, stop);
            Terminal.Answer(parse.GetValue(Act.Json), new JsonObject { ["cancelled"] = parse.GetRequiredValue(id) }, Terminal.T["screening.state.cancelled"]);
        });
    }

    private static (Argument<string> Left, Argument<string> Right) Two() =>
        (new("left") { Description = Terminal.T["command.match.one"] }, new("right") { Description = Terminal.T["command.match.other"] });

    private static void Write(JsonNode pair, int reasons)
    {
        Terminal.Say($"{Score(pair)}  {pair["left"]!["caption"]} ({pair["left"]!["id"]}) | {pair["right"]!["caption"]} ({pair["right"]!["id"]})");
        Reasons(pair, reasons);
    }

    private static void Reasons(JsonNode of, int most)
    {
        foreach (var reason in of["reasons"]!.AsArray().Where(r => (string)r!["code"]! != "start").Take(most))
            Terminal.Say(string.Create(CultureInfo.InvariantCulture, $"         {(double)reason!["weight"]!:+0.000;-0.000;0.000}  {reason["text"]}"));
    }

    private static string Score(JsonNode of) => string.Create(CultureInfo.InvariantCulture, $"{(double)of["score"]!:F3}  {Terminal.T["command.match." + (string)of["decision"]!]}");

    private static string Said(JsonNode statements) => string.Join("; ", statements.AsArray().Select(s => (string?)s!["value"] ?? "…"));
}
