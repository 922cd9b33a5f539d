using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Puente.Matching.Serials;

namespace Puente.Node.Commands;

/// <summary><c>puente serial find</c>: the serials of a file that can be the one that was read. Needs no node.</summary>
internal static class SerialCommands
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make()
    {
        var pattern = new Argument<string>("pattern") { Description = Terminal.T["serial.pattern"] };
        var file = new Option<string>("--in") { Description = Terminal.T["serial.in"], Required = true };
        var top = new Option<int>("--top") { Description = Terminal.T["serial.top"], DefaultValueFactory = _ => 20 };
        top.Between(1, 100_000, Terminal.T["serial.top"]);
        var find = new Command("find", Terminal.T["command.serial.find"]) { pattern, file, top }.Does(async (given, stop) =>
        {
            var (read, wrong) = SerialPattern.Read(given.GetValue(pattern)!);
            if (read is null) throw new CommandEndsException(new Puente.Evidence.Refusal(wrong!.Code, [.. wrong.Args.Select(a => (a.Key, a.Value))]), ExitCode.Usage);
            var (store, left) = await LoadAsync(given.GetValue(file)!, stop);
            if (left > 0) Terminal.Note(Terminal.T.Format("serial.left", ("count", left)));
            var table = new Columns(Terminal.T["serial.column.rank"], Terminal.T["serial.column.serial"], Terminal.T["serial.column.maker"], Terminal.T["serial.column.score"], Terminal.T["serial.column.equal"]);
            foreach (var match in store.Find(read, given.GetValue(top)))
            {
                if (!given.GetValue(Act.Json)) table.Add($"{match.Rank}", match.Serial, match.Maker, $"{match.Score:N2}", $"{match.EquallyGood}");
                else Console.Out.WriteLine(Json(match).ToJsonString(Plain));
            }

            table.Write();
        });
        return new Command("serial", Terminal.T["command.serial"]) { find };
    }

    private static JsonObject Json(SerialMatch match)
    {
        var answer = new JsonObject { ["serial"] = match.Serial, ["rank"] = match.Rank, ["score"] = match.Score, ["equallyGood"] = match.EquallyGood };
        if (match.Maker is not null) answer["maker"] = match.Maker;
        return answer;
    }

    /// <summary>A serial a line, or a table separated by commas whose first line names a column <c>serial</c> and perhaps <c>maker</c>.</summary>
    private static async Task<(SerialStore Store, int Left)> LoadAsync(string path, CancellationToken stop)
    {
        var (store, left) = (new SerialStore(), 0);
        var (at, makerAt) = (0, -1);
        var first = true;
        using var reader = path == "-" ? Console.In : new StreamReader(Act.Existing(path).FullName);
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            var cells = line.Split(',');
            if (first)
            {
                first = false;
                var heads = cells.Select(c => c.Trim().Trim('"').ToLowerInvariant()).ToArray();
                if (Array.IndexOf(heads, "serial") is >= 0 and var column)
                {
                    (at, makerAt) = (column, Math.Max(Array.IndexOf(heads, "maker"), Array.IndexOf(heads, "manufacturer")));
                    continue;
                }
            }

            if (string.IsNullOrWhiteSpace(line)) continue;
            var maker = makerAt >= 0 && makerAt < cells.Length ? cells[makerAt].Trim().Trim('"') : null;
            if (at >= cells.Length || !store.Add(cells[at], maker)) left++;
        }

        return (store, left);
    }
}
