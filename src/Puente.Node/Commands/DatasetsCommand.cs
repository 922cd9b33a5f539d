using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Puente.Evidence;

namespace Puente.Node.Commands;

/// <summary><c>puente datasets</c>: datasets that the officer may see, the rows of one, and its files.</summary>
internal static class DatasetsCommand
{
    public static Command Make()
    {
        var t = Terminal.T;
        var id = new Argument<string?>("dataset") { Description = t["command.datasets.id"], Arity = ArgumentArity.ZeroOrOne };
        var after = new Option<long>("--after") { Description = t["command.datasets.after"], HelpName = "N" };
        var take = new Option<int>("--take") { Description = t["command.datasets.take"], DefaultValueFactory = _ => 25, HelpName = "N" };
        var find = new Option<string?>("--find") { Description = t["command.datasets.find"], HelpName = "TEXT" };
        var column = new Option<string?>("--column") { Description = t["command.datasets.column"], HelpName = "NAME" };
        var parquet = new Option<FileInfo?>("--parquet") { Description = t["command.datasets.parquet"], HelpName = "FILE" };
        var rejects = new Option<FileInfo?>("--rejects") { Description = t["command.datasets.rejects"], HelpName = "FILE" };
        take.Between(1, 1000, t["command.datasets.take.range"]);
        return new Command("datasets", t["command.datasets"]) { id, after, take, find, column, parquet, rejects }.Does(async (parse, stop) =>
        {
            var (dataset, json) = (parse.GetValue(id), parse.GetValue(Act.Json));
            var narrowed = new Option[] { after, take, find, column, parquet, rejects }.Any(o => parse.GetResult(o) is { Implicit: false });
            if ((dataset is null && narrowed) || (parse.GetValue(column) is not null && parse.GetValue(find) is null)) throw new CommandEndsException(new Refusal("command.datasets.one"), ExitCode.Usage);
            using var desk = Desk.Open();
            if (dataset is null)
            {
                List((await desk.GetAsync("datasets", stop))!, json);
                return;
            }

            var path = "datasets/" + Uri.EscapeDataString(dataset);
            if (parse.GetValue(parquet) is { } whole) await desk.CopyAsync(path + "/rows.parquet", whole.Create, stop);
            if (parse.GetValue(rejects) is { } refused) await desk.CopyAsync(path + "/rejected.csv", refused.Create, stop);
            var shown = (await desk.GetAsync(path, stop))!;
            if (parse.GetValue(parquet) is not null || parse.GetValue(rejects) is not null)
            {
                Terminal.Answer(json, shown, Head(shown));
                return;
            }

            var (first, most) = (parse.GetValue(after), parse.GetValue(take));
            var rows = parse.GetValue(find) is { } text
                ? (await desk.PostAsync(path + "/rows/search", new { column = parse.GetValue(column), text, after = first, take = most }, stop))!
                : (await desk.GetAsync(string.Create(CultureInfo.InvariantCulture, $"{path}/rows?after={first}&take={most}"), stop))!;
            Write(shown, rows, json);
        });
    }

    private static void List(JsonNode all, bool json)
    {
        if (json)
        {
            Terminal.Print(all);
            return;
        }

        var t = Terminal.T;
        var table = new Columns(t["command.column.id"], t["dataset.rows"], t["import.col.rejected"], t["command.column.title"]);
        foreach (var d in all.AsArray()) table.Add((string)d!["id"]!, d["rows"]!.ToString(), d["rejected"]!.ToString(), (string)d["title"]!);
        table.Write();
        Terminal.Say(t.Format("command.datasets.count", ("count", all.AsArray().Count)));
    }

    private static void Write(JsonNode shown, JsonNode rows, bool json)
    {
        if (json)
        {
            Terminal.Print(rows);
            return;
        }

        Terminal.Say(Head(shown));
        var table = new Columns([Terminal.T["dataset.row"], .. shown["columns"]!.AsArray().Select(c => (string)c!["name"]!)]);
        foreach (var row in rows["rows"]!.AsArray()) table.Add([row!["number"]!.ToString(), .. row["cells"]!.AsArray().Select(c => (string?)c)]);
        table.Write();
        if ((bool)rows["more"]!) Terminal.Say(Terminal.T.Format("command.datasets.more", ("after", (long)rows["last"]!)));
    }

    private static string Head(JsonNode d) => Terminal.T.Format("command.datasets.head", ("title", (string)d["title"]!), ("rows", (long)d["rows"]!), ("rejected", (long)d["rejected"]!));
}
