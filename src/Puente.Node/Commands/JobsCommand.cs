using System.CommandLine;
using System.Text.Json.Nodes;
using Puente.Evidence;

namespace Puente.Node.Commands;

/// <summary><c>puente jobs</c>: imports of the officer's unit.</summary>
internal static class JobsCommand
{
    public static Command Make()
    {
        var t = Terminal.T;
        var id = new Argument<string?>("import") { Description = t["command.jobs.import"], Arity = ArgumentArity.ZeroOrOne };
        var cancel = new Option<bool>("--cancel") { Description = t["command.jobs.cancel"] };
        var effect = new Option<bool>("--effect") { Description = t["command.jobs.effect"] };
        var undo = new Option<string?>("--undo") { Description = t["command.jobs.undo"], HelpName = "REASON" };
        var rejects = new Option<FileInfo?>("--rejects") { Description = t["command.import.rejects"], HelpName = "FILE" };
        return new Command("jobs", t["command.jobs"]) { id, cancel, effect, undo, rejects }.Does(async (parse, stop) =>
        {
            var (import, json, reason) = (parse.GetValue(id), parse.GetValue(Act.Json), parse.GetValue(undo));
            var asked = new[] { parse.GetValue(cancel), parse.GetValue(effect), reason is not null, parse.GetValue(rejects) is not null }.Count(a => a);
            if (asked > 1 || (asked == 1 && import is null)) throw new CommandEndsException(new Refusal("command.jobs.one"), ExitCode.Usage);
            using var desk = Desk.Open();
            if (import is null)
            {
                var all = (await desk.GetAsync("imports", stop))!;
                if (json) Terminal.Print(all);
                else foreach (var one in all.AsArray()) ImportCommand.Write(one!);
                return;
            }

            var path = "imports/" + Uri.EscapeDataString(import);
            if (parse.GetValue(effect))
            {
                Say(json, (await desk.GetAsync(path + "/undoing", stop))!, "command.jobs.would");
                return;
            }

            if (reason is not null)
            {
                Say(json, (await desk.PostAsync(path + "/undoing", new { reason }, stop))!, "command.jobs.undone");
                return;
            }

            if (parse.GetValue(cancel)) await desk.PostAsync(path + "/cancellation", null, stop);
            if (parse.GetValue(rejects) is { } to) await desk.CopyAsync(path + "/rejected.csv", to.Create, stop);
            var shown = (await desk.GetAsync(path, stop))!;
            if (json) Terminal.Print(shown);
            else ImportCommand.Write(shown);
        });
    }

    private static void Say(bool json, JsonNode effect, string key) => Terminal.Answer(json, effect, Terminal.T.Format(key,
        [.. new[] { "attributes", "facts", "sameAs", "entities", "later", "held" }.Select(n => (n, (object?)(long)effect[n]!))]));
}
