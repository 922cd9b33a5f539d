using System.CommandLine;

namespace Puente.Node.Commands;

/// <summary><c>puente jobs</c>: imports of the officer's unit.</summary>
internal static class JobsCommand
{
    public static Command Make()
    {
        var id = new Argument<string?>("import") { Description = "Only this import", Arity = ArgumentArity.ZeroOrOne };
        var cancel = new Option<bool>("--cancel") { Description = "Cancel it" };
        var effect = new Option<bool>("--effect") { Description = "What undoing it would do" };
        var undo = new Option<string?>("--undo") { Description = "Undo it whole, for this reason", HelpName = "REASON" };
        return new Command("jobs", "Imports of one's own unit: state, progress, cancel, undo") { id, cancel, effect, undo }.Does(async (parse, stop) =>
        {
            using var desk = Desk.Open();
            var json = parse.GetValue(Act.Json);
            if (parse.GetValue(id) is not { } import)
            {
                var all = (await desk.GetAsync("imports", stop))!;
                if (json) Desk.Print(all);
                else foreach (var one in all.AsArray()) ImportCommand.Write(one!);
                return;
            }

            if (parse.GetValue(cancel)) await desk.PostAsync($"imports/{import}/cancellation", null, stop);
            if (parse.GetValue(effect)) Desk.Print(await desk.GetAsync($"imports/{import}/undoing", stop));
            if (parse.GetValue(undo) is { } reason) Desk.Print(await desk.PostAsync($"imports/{import}/undoing", new { reason }, stop));
            var shown = (await desk.GetAsync("imports/" + import, stop))!;
            if (json) Desk.Print(shown);
            else ImportCommand.Write(shown);
        });
    }
}
