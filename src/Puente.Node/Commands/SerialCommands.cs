using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Matching.Screening;
using Puente.Matching.Serials;

namespace Puente.Node.Commands;

/// <summary><c>puente serial find</c>: the serials of a file that can be the one that was read. Needs no node.</summary>
internal static class SerialCommands
{
    private static readonly string[] Serials = ["serial", "serial_number", "serialnumber", "serie", "numero_serie", "número de serie", "numero de serie"];
    private static readonly string[] Makers = ["maker", "manufacturer", "fabricante"];
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make()
    {
        var pattern = new Argument<string>("pattern") { Description = Terminal.T["serial.pattern"] };
        var file = new Option<string>("--in") { Description = Terminal.T["serial.in"], Required = true };
        var top = new Option<int>("--top") { Description = Terminal.T["serial.top"], DefaultValueFactory = _ => 20 };
        top.Between(1, 100_000, Terminal.T["serial.top"]);
        var find = new Command("find", Terminal.T["command.serial.find"]) { pattern, file, top }.Does((given, stop) =>
        {
            var (read, wrong) = SerialPattern.Read(given.GetValue(pattern)!);
            if (read is null) throw new CommandEndsException(new Refusal(wrong!.Code, [.. wrong.Args.Select(a => (a.Key, a.Value))]), ExitCode.Usage);
            var problems = new List<ListProblem>();
            var store = Load(given.GetValue(file)!, problems, stop);
            var table = new Columns(Terminal.T["serial.column.rank"], Terminal.T["serial.column.serial"], Terminal.T["serial.column.maker"], Terminal.T["serial.column.score"], Terminal.T["serial.column.equal"]);
            foreach (var match in store.Find(read, given.GetValue(top)))
            {
                if (!given.GetValue(Act.Json)) table.Add($"{match.Rank}", match.Serial, match.Maker, $"{match.Score:N2}", $"{match.EquallyGood}");
                else Console.Out.WriteLine(Json(match).ToJsonString(Plain));
            }

            table.Write();
            return problems.Count == 0 ? Task.CompletedTask : throw Unread(string.Join('\n', problems.Select(MatchingFile.Said)));
        });
        return new Command("serial", Terminal.T["command.serial"]) { find };
    }

    private static JsonObject Json(SerialMatch match)
    {
        var answer = new JsonObject { ["serial"] = match.Serial, ["rank"] = match.Rank, ["score"] = match.Score, ["equallyGood"] = match.EquallyGood };
        if (match.Maker is not null) answer["maker"] = match.Maker;
        return answer;
    }

    /// <summary>A serial a line, or a table separated by commas whose first line names a column of serials and perhaps one of makers.</summary>
    private static SerialStore Load(string path, List<ListProblem> problems, CancellationToken stop)
    {
        var store = new SerialStore();
        var (at, makerAt, left, firstLeft) = (0, -1, 0, 0);
        var first = true;
        using var reader = PlainInput.Open(path);
        PlainInput.Read(path, () =>
        {
            foreach (var (line, fields) in new CsvRows(reader, Path.GetFileName(path), problems).Read())
            {
                stop.ThrowIfCancellationRequested();
                if (first)
                {
                    first = false;
                    (at, makerAt) = (Column(fields, Serials), Column(fields, Makers));
                    if (at >= 0) continue;
                    if (fields.Length > 1) throw Unread(Terminal.T.Format("serial.no-column", ("file", Path.GetFileName(path)), ("header", string.Join(", ", fields))));
                    (at, makerAt) = (0, -1);
                }

                if (at < fields.Length && store.Add(fields[at].AsSpan(), makerAt >= 0 && makerAt < fields.Length ? fields[makerAt].Trim() : null)) continue;
                if (left++ == 0) firstLeft = line;
            }
        });
        if (left > 0) Terminal.Note(Terminal.T.Format("serial.left", ("count", left), ("line", firstLeft)));
        return store.Count > 0 || problems.Count > 0 ? store : throw Unread(Terminal.T.Format("serial.none", ("file", Path.GetFileName(path))));
    }

    private static int Column(string[] fields, string[] names) => Array.FindIndex(fields, f => names.Contains(f.Trim().Trim('\uFEFF').ToLowerInvariant()));

    private static CommandEndsException Unread(string text) => new(ExitCode.Input, text, new JsonObject { ["detail"] = text });
}
