using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Spectre.Console;

namespace Puente.Node.Commands;

/// <summary><c>puente import</c>: sends a file and a mapping, follows the job, and ends with counts that add up.</summary>
internal static class ImportCommand
{
    public static Command Make()
    {
        var t = Terminal.T;
        var file = new Argument<string?>("file") { Description = t["command.import.file"], Arity = ArgumentArity.ZeroOrOne };
        var plain = new Option<string?>("--in") { Description = t["command.import.in"], HelpName = "FILE" };
        var mapping = new Option<string>("--mapping") { Description = t["command.import.mapping"], Required = true, HelpName = "FILE" };
        var preset = new Option<string?>("--preset") { Description = t["command.record.preset"], HelpName = "CODE" };
        var title = new Option<string?>("--title") { Description = t["command.import.title"], HelpName = "TITLE" };
        var evaluation = new Option<string?>("--evaluation") { Description = t["command.record.evaluation"], HelpName = "B2" };
        var language = new Option<string?>("--language") { Description = t["command.record.language"], HelpName = "en|es" };
        var preview = new Option<bool>("--preview") { Description = t["command.import.preview"] };
        var rejects = new Option<FileInfo?>("--rejects") { Description = t["command.import.rejects"], HelpName = "FILE" };
        return new Command("import", t["command.import"]) { file, plain, mapping, preset, title, evaluation, language, preview, rejects }.Does(async (parse, stop) =>
        {
            var (sent, tried, json) = (parse.GetValue(file), parse.GetValue(plain), parse.GetValue(Act.Json));
            if (sent is null == tried is null || (tried is not null && new Option[] { preset, title, evaluation, language }.Any(o => parse.GetResult(o) is { Implicit: false })))
                throw new CommandEndsException(new Refusal("command.import.one"), ExitCode.Usage);
            var (input, map) = (Act.Existing(sent ?? tried!), Act.Existing(parse.GetRequiredValue(mapping)));
            if (tried is not null)
            {
                await PlainFile.TryAsync(input, map, parse.GetValue(preview), parse.GetValue(rejects), json, stop);
                return;
            }

            using var desk = Desk.Open();
            var yaml = await File.ReadAllTextAsync(map.FullName, stop);
            try
            {
                var upload = await UploadAsync(desk, input, stop);
                if (parse.GetValue(preview))
                {
                    ImportPreview.Write((await desk.PostAsync($"uploads/{upload}/preview", new { mapping = yaml, take = 10 }, stop))!, json, map.Name, input.Name);
                    return;
                }

                var started = (await desk.PostAsync("imports", new
                {
                    upload,
                    mapping = yaml,
                    preset = parse.GetValue(preset),
                    title = parse.GetValue(title),
                    evaluation = parse.GetValue(evaluation),
                    language = parse.GetValue(language),
                }, stop))!;
                await EndAsync(desk, await FollowAsync(desk, (string)started["id"]!, stop), parse.GetValue(rejects), json, map.Name, stop);
            }
            catch (CommandEndsException ends) when (!json && ends.Answer["problems"] is JsonArray problems)
            {
                // The node knows the mapping by its text only; the caller knows it by its name.
                throw new CommandEndsException(ends.Code, string.Join('\n', problems.Select(p => $"{map.Name}:{p!["line"]}: {Column(p)}{p["text"]}")), ends.Answer);
            }
        });
    }

    /// <summary>The counts of an import in words.</summary>
    internal static void Write(JsonNode import)
    {
        var (t, tally) = (Terminal.T, import["tally"]!);
        Terminal.Say($"{import["id"]}  {t["command.import.state." + (string)import["state"]!]}  {import["file"]}");
        Terminal.Say("  " + Rows(tally));
        if ((string?)import["dataset"] is { } dataset) Terminal.Say("  " + t.Format((string)import["state"]! == "done" ? "command.import.dataset" : "command.import.dataset.none", ("dataset", dataset)));
        else Terminal.Say("  " + t.Format("command.import.statements", Counts("new", "replaced", "known", "repeated", "entitiesNew", "entitiesKnown")));
        (string Name, object? Value)[] Counts(params string[] names) => [.. names.Select(n => (n, (object?)(long)tally[n]!))];
    }

    /// <summary>What became of the rows, in words.</summary>
    internal static string Rows(JsonNode tally) => Terminal.T.Format("command.import.rows", [.. new[] { "read", "accepted", "rejected", "blank", "warnings", "doubts" }.Select(n => (n, (object?)(long)tally[n]!))]);

    internal static string Column(JsonNode problem) => (string)problem["column"]! is { Length: > 0 } column ? column + ": " : "";

    private static async Task<string> UploadAsync(Desk desk, FileInfo input, CancellationToken stop)
    {
        await using var bytes = input.OpenRead();
        using var content = new StreamContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return (string)(await desk.PostAsync("uploads?name=" + Uri.EscapeDataString(input.Name), content, stop))!["id"]!;
    }

    private static async Task EndAsync(Desk desk, JsonNode ended, FileInfo? rejects, bool json, string mapping, CancellationToken stop)
    {
        var rejected = (long)ended["tally"]!["rejected"]!;
        if (rejects is not null && rejected > 0) await desk.CopyAsync($"imports/{ended["id"]}/rejected.csv", rejects.Create, stop);
        if (json) Terminal.Print(ended);
        else Write(ended);
        if ((string)ended["state"]! != "done")
        {
            var fault = ended["fault"];
            var why = fault is null ? Terminal.T["command.import.stopped"] : $"{mapping}: {Column(fault)}{Terminal.Words(new Problem(0, "", (string)fault["code"]!, [.. fault["args"]!.AsObject().Select(a => (a.Key, (string)a.Value!))]))}";
            throw new CommandEndsException(ExitCode.Input, why, ended.DeepClone());
        }

        if (rejected == 0) return;
        throw new CommandEndsException(ExitCode.Input, rejects is not null
            ? Terminal.T.Format("command.import.rejected.written", ("count", rejected), ("file", rejects.FullName))
            : Terminal.T.Format("command.import.rejected", ("count", rejected)), ended.DeepClone());
    }

    private static async Task<JsonNode> FollowAsync(Desk desk, string id, CancellationToken stop)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        JsonNode import = new JsonObject();
        await console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).StartAsync(async progress =>
        {
            var task = progress.AddTask(Terminal.T["command.import.progress"]);
            while (true)
            {
                import = (await desk.GetAsync("imports/" + id, stop))!;
                if ((string)import["state"]! is not ("waiting" or "running")) break;
                task.Value = 100 * ((double?)import["done"] ?? 0);
                var left = (double?)import["secondsLeft"] is { } seconds ? TimeSpan.FromSeconds(seconds).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : "";
                task.Description = Terminal.T.Format("command.import.rate", ("rate", (long)((double?)import["rowsPerSecond"] ?? 0)), ("left", left));
                await Task.Delay(200, stop);
            }

            task.Value = 100;
        });
        return import;
    }
}
