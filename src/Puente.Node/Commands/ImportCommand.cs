using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Puente.Node.Commands;

/// <summary><c>puente import</c>: sends a file and a mapping, follows the job, and ends with counts that add up.</summary>
internal static class ImportCommand
{
    public static Command Make()
    {
        var file = new Argument<FileInfo>("file") { Description = "CSV, XLSX, JSON lines, Parquet or FollowTheMoney lines" };
        var mapping = new Option<FileInfo>("--mapping") { Description = "The mapping, YAML", Required = true, HelpName = "FILE" };
        var preset = new Option<string?>("--preset") { Description = "Who may see it: code of a preset", HelpName = "CODE" };
        var title = new Option<string?>("--title") { Description = "Title of the source; the file's name when not given" };
        var evaluation = new Option<string?>("--evaluation") { Description = "4x4 evaluation, B2" };
        var language = new Option<string?>("--language") { Description = "Language of the texts" };
        var preview = new Option<bool>("--preview") { Description = "Only show the first rows under the mapping" };
        var rejects = new Option<FileInfo?>("--rejects") { Description = "Write rejected rows here", HelpName = "FILE" };
        return new Command("import", "Import a file through a mapping; exit code 3 when rows were rejected") { file, mapping, preset, title, evaluation, language, preview, rejects }.Does(async (parse, stop) =>
        {
            var (input, map) = (parse.GetRequiredValue(file), parse.GetRequiredValue(mapping));
            foreach (var wanted in new[] { input, map })
                if (!wanted.Exists) throw new CommandEnds(ExitCode.Input, $"{wanted.FullName} is not there");
            using var desk = Desk.Open();
            var yaml = await File.ReadAllTextAsync(map.FullName, stop);
            await using var bytes = input.OpenRead();
            using var content = new StreamContent(bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            var upload = (string)(await desk.PostAsync("uploads?name=" + Uri.EscapeDataString(input.Name), content, stop))!["id"]!;
            if (parse.GetValue(preview))
            {
                Desk.Print(await desk.PostAsync($"uploads/{upload}/preview", new { mapping = yaml, take = 10 }, stop));
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
            var ended = await FollowAsync(desk, (string)started["id"]!, stop);
            if (parse.GetValue(rejects) is { } to)
                await using (var csv = to.Create())
                    await desk.CopyAsync($"imports/{started["id"]}/rejected.csv", csv, stop);
            if (parse.GetValue(Act.Json)) Desk.Print(ended);
            else Write(ended);
            if ((string)ended["state"]! != "done") throw new CommandEnds(ExitCode.Input, $"The import is {ended["state"]}: {ended["fault"]?["code"]}");
            if ((long)ended["tally"]!["rejected"]! > 0) throw new CommandEnds(ExitCode.Input, $"{ended["tally"]!["rejected"]} rows were rejected");
        });
    }

    /// <summary>The counts of an import in words.</summary>
    internal static void Write(JsonNode import)
    {
        var t = import["tally"]!;
        Console.WriteLine($"{import["id"]}  {import["state"]}  {import["file"]}");
        Console.WriteLine($"  {t["read"]} rows = {t["accepted"]} accepted + {t["rejected"]} rejected + {t["blank"]} blank; {t["warnings"]} values left out");
        Console.WriteLine($"  {t["new"]} statements new, {t["known"]} known, {t["repeated"]} repeated; {t["entitiesNew"]} entities new, {t["entitiesKnown"]} known");
    }

    private static async Task<JsonNode> FollowAsync(Desk desk, string id, CancellationToken stop)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        JsonNode import = new JsonObject();
        await console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).StartAsync(async progress =>
        {
            var task = progress.AddTask("Importing");
            while (true)
            {
                import = (await desk.GetAsync("imports/" + id, stop))!;
                if ((string)import["state"]! is not ("waiting" or "running")) break;
                task.Value = 100 * ((double?)import["done"] ?? 0);
                var left = (double?)import["secondsLeft"] is { } seconds ? TimeSpan.FromSeconds(seconds).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) + " left" : "";
                task.Description = string.Create(CultureInfo.InvariantCulture, $"{(double?)import["rowsPerSecond"] ?? 0:0} rows/s {left}");
                await Task.Delay(200, stop);
            }

            task.Value = 100;
        });
        return import;
    }
}
