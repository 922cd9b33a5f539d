using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Puente.Evidence;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Terms;

namespace Puente.Node.Commands;

/// <summary><c>puente import --in</c>: what a file would come to under a mapping, read here and sent to no node.</summary>
internal static class PlainFile
{
    private const int Shown = 20;

    /// <summary>Tries the file. Ends with <see cref="ExitCode.Input"/> when the file or the mapping cannot be used or a row would be rejected.</summary>
    public static async Task TryAsync(FileInfo input, FileInfo map, bool preview, FileInfo? rejects, bool json, CancellationToken stop)
    {
        var reading = MappingReader.Read(await File.ReadAllTextAsync(map.FullName, stop), map.Name);
        if (reading.Mapping is not { } mapping) throw Wrong(reading.Problems.Select(p => $"{map.Name}:{p.Line}: {Said(p)}"));
        var opened = await ChildTables.OfThisProgram().OpenAsync(input.FullName, mapping.File.Options(), stop);
        if (opened.Table is not { } table) throw Wrong([$"{input.Name}: {Said(opened.Fault!)}"]);
        await using var closing = table;
        if (preview)
        {
            var trial = await FileTrial.BeginningAsync(table, mapping, Vocabulary.Standard, 10, stop);
            ImportPreview.Write(JsonSerializer.SerializeToNode(trial, ApiJson)!, json, map.Name, input.Name);
            return;
        }

        var reasons = new List<string>();
        await using var to = rejects is null ? null : new StreamWriter(rejects.Create(), new UTF8Encoding(true));
        var words = new RejectedWords("line", "column", "reason", Terminal.Words);
        if (to is not null) await RejectedRows.HeadAsync(to, table.Head.Columns, words);
        var (tally, fault) = await FileTrial.WholeAsync(table, mapping, Vocabulary.Standard, async row =>
        {
            if (reasons.Count < Shown) reasons.Add($"{input.Name}:{row.Problem.Line}: {Said(row.Problem)}");
            if (to is not null) await RejectedRows.RowAsync(to, row, words);
        }, stop);
        if (fault is not null) throw Wrong([$"{(fault.Code.StartsWith("mapping.", StringComparison.Ordinal) ? map.Name : input.Name)}: {Said(fault)}"]);
        var answer = new JsonObject { ["file"] = input.Name, ["tally"] = JsonSerializer.SerializeToNode(tally, ApiJson) };
        Terminal.Answer(json, answer, ImportCommand.Rows(answer["tally"]!));
        if (tally.Rejected == 0) return;
        if (to is null && tally.Rejected > Shown) reasons.Add("…");
        reasons.Add(to is null ? Terminal.T.Format("command.import.rejected", ("count", tally.Rejected)) : Terminal.T.Format("command.import.rejected.written", ("count", tally.Rejected), ("file", rejects!.FullName)));
        throw new CommandEndsException(ExitCode.Input, string.Join('\n', reasons), answer.DeepClone());
    }

    private static readonly JsonSerializerOptions ApiJson = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private static string Said(Problem problem) => (problem.Column.Length > 0 ? problem.Column + ": " : "") + Terminal.Words(problem with { Line = 0, Column = "" });

    private static CommandEndsException Wrong(IEnumerable<string> lines)
    {
        var text = string.Join('\n', lines);
        return new CommandEndsException(ExitCode.Input, text, new JsonObject { ["detail"] = text });
    }
}
