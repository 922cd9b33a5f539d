using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Puente.Matching.Linkage;
using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Node.Commands;

/// <summary>
/// <c>puente match pairs | screen | dedupe</c>: names of plain files compared here; no node is asked and nothing is recorded. The others
/// (<see cref="IdentityCommands"/>) ask the node.
/// </summary>
internal static class MatchingCommand
{
    public static Command Make()
    {
        var match = new Command("match", Terminal.T["command.match"]) { MakePairs(), MakeScreen(), MakeDedupe() };
        foreach (var command in IdentityCommands.Make()) match.Add(command);
        return match;
    }

    private static Command MakePairs()
    {
        var file = new Argument<FileInfo>("file") { Description = Terminal.T["command.match.pairs.file"] };
        var ofac = new Option<bool>("--ofac") { Description = Terminal.T["command.match.ofac"] };
        return new Command("pairs", Terminal.T["command.match.pairs"]) { file, ofac }.Does((parse, stop) =>
        {
            using var names = MatchingFile.Open(parse.GetValue(file)!, [["left", "name1"], ["right", "name2"]]);
            var (json, beside) = (parse.GetValue(Act.Json), parse.GetValue(ofac));
            using var to = new MatchingOutput(json);
            foreach (var row in names.Rows())
            {
                stop.ThrowIfCancellationRequested();
                var compared = NameMatcher.Default.Compare(row["left"], row["right"], row.Kind);
                int? theirs = beside ? OfacScore.Of(row["left"], row["right"]) : null;
                if (json) to.Line(w => MatchingOutput.Write(w, compared, theirs));
                else to.Say($"{compared.Score:F3}  {Terminal.T["command.match." + MatchingOutput.Code(compared.Decision)]}{(theirs is null ? "" : $"  OFAC {theirs}")}  {row["left"]} | {row["right"]}", compared);
            }

            names.End();
            return Task.CompletedTask;
        });
    }

    private static Command MakeScreen()
    {
        var file = new Argument<FileInfo>("file") { Description = Terminal.T["command.match.screen.file"] };
        var list = new Option<string>("--list") { Description = Terminal.T["command.match.list"], Required = true };
        var at = new Option<double>("--at") { Description = Terminal.T["command.match.at"], DefaultValueFactory = _ => ScreeningSearch.DefaultAt };
        return new Command("screen", Terminal.T["command.match.screen"]) { file, list, at }.Does((parse, stop) =>
        {
            using var names = MatchingFile.Open(parse.GetValue(file)!, [["name", "full_name", "nombre"]]);
            var index = new ScreeningIndex(MatchingFile.List(parse.GetValue(list)!));
            var json = parse.GetValue(Act.Json);
            using var to = new MatchingOutput(json);
            // The hits come in the order of the names, a few thousand behind the reading.
            var waiting = new Queue<MatchingRow>();
            foreach (var hits in BulkScreening.Run(index, names.Rows().Select(r => Wait(r, waiting)), parse.GetValue(at)))
            {
                stop.ThrowIfCancellationRequested();
                var row = waiting.Dequeue();
                if (json) to.Line(w => MatchingOutput.Write(w, row["name"], hits));
                else
                    foreach (var hit in hits) to.Say($"{hit.Result.Score:F3}  {Terminal.T["command.match." + MatchingOutput.Code(hit.Result.Decision)]}  OFAC {OfacScore.Of(row["name"], hit.Name.Text)}  {row["name"]} | {hit.Name.Text} ({hit.Entry.Id})", hit.Explain());
            }

            names.End();
            return Task.CompletedTask;
        });
    }

    private static (string, NameKind) Wait(MatchingRow row, Queue<MatchingRow> waiting)
    {
        waiting.Enqueue(row);
        return (row["name"], row.Kind);
    }

    private static Command MakeDedupe()
    {
        var file = new Argument<FileInfo>("file") { Description = Terminal.T["command.match.dedupe.file"] };
        return new Command("dedupe", Terminal.T["command.match.dedupe"]) { file }.Does((parse, stop) =>
        {
            using var names = MatchingFile.Open(parse.GetValue(file)!, [["name", "full_name", "nombre"]]);
            var records = names.Rows().Select(r => r.Record(NameMatcher.Default)).ToList();
            names.End();
            var pairs = Deduplication.Run(records, NameScore.PossibleFrom);
            var json = parse.GetValue(Act.Json);
            using var to = new MatchingOutput(json);
            var clusters = Clusters(records.Count, pairs);
            foreach (var pair in pairs)
            {
                stop.ThrowIfCancellationRequested();
                var (left, right) = (records[pair.Left], records[pair.Right]);
                var compared = RecordMatcher.Compare(left, right);
                if (json) to.Line(w => MatchingOutput.Write(w, left, right, compared, clusters.GetValueOrDefault(pair.Left)));
                else to.Say($"{compared.Score:F3}  {Terminal.T["command.match." + MatchingOutput.Code(compared.Decision)]}  {left.Id} {left.Name.Original} | {right.Id} {right.Name.Original}", compared);
            }

            return Task.CompletedTask;
        });
    }

    private static Dictionary<int, int> Clusters(int records, IReadOnlyList<LinkedPair> pairs)
    {
        var numbers = new Dictionary<int, int>();
        var clusters = Cluster.Of(records, pairs);
        for (var i = 0; i < clusters.Count; i++)
            foreach (var member in clusters[i].Members) numbers[member] = i + 1;
        return numbers;
    }
}
