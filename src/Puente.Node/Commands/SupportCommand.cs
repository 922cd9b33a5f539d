using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Evidence.Keeping;
using Puente.Node.Certificates;
using Puente.Node.Keeping;

namespace Puente.Node.Commands;

/// <summary><c>puente support</c> and <c>puente clock</c>: what who helps from afar needs to know, and whether the clock can be relied on.</summary>
internal static class SupportCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Make()
    {
        var data = new Option<string?>("--data") { Description = Terminal.T["command.data"], HelpName = "DIR" };
        var db = new Option<string?>("--db") { Description = Terminal.T["command.db"], HelpName = "CONNECTION" };
        var file = new Argument<string?>("file") { Description = Terminal.T["command.support.file"], Arity = ArgumentArity.ZeroOrOne };
        return new Command("support", Terminal.T["command.support"]) { file, data, db }.Does(async (parse, stop) =>
        {
            var bundle = parse.GetValue(data) is { } folder ? await OfStoppedAsync(folder, parse.GetValue(db), stop) : await OfRunningAsync(stop);
            if (parse.GetValue(file) is not { } path)
            {
                Terminal.Print(bundle);
                return;
            }

            PrivateFile.Write(path, bundle.ToJsonString(Indented) + "\n");
            Terminal.Answer(parse.GetValue(Act.Json), new JsonObject { ["file"] = Path.GetFullPath(path) }, Terminal.T.Format("command.support.done", ("file", Path.GetFullPath(path))));
        });
    }

    public static Command MakeClock()
    {
        var data = new Option<string>("--data") { Description = Terminal.T["command.data"], HelpName = "DIR", Required = true };
        var db = new Option<string?>("--db") { Description = Terminal.T["command.db"], HelpName = "CONNECTION" };
        var accept = new Option<bool>("--accept") { Description = Terminal.T["command.clock.accept"] };
        return new Command("clock", Terminal.T["command.clock"]) { data, db, accept }.Does(async (parse, stop) =>
        {
            await using var node = await StoppedNode.OpenAsync(parse.GetRequiredValue(data), parse.GetValue(db), stop: stop);
            var watch = new ClockWatch(node.Store.Archive, true);
            if (parse.GetValue(accept))
            {
                await watch.AcceptAsync();
                await node.Store.NoteAsync("node.clock-accepted", "");
            }

            var state = await watch.LookAsync(stop);
            Terminal.Answer(parse.GetValue(Act.Json), new JsonObject { ["offSeconds"] = state.Off.TotalSeconds, ["code"] = state.Code }, Terminal.T.Format("command.clock.done", ("seconds", (long)state.Off.TotalSeconds)));
            if (state.Code is { } code) throw new CommandEndsException(new Refusal(code, ("seconds", ((long)state.Off.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture))), ExitCode.Unhealthy);
        });
    }

    private static async Task<JsonNode> OfStoppedAsync(string data, string? db, CancellationToken stop)
    {
        await using var node = await StoppedNode.OpenAsync(data, db, stop: stop);
        await node.Store.NoteAsync("node.support", "");
        return await SupportBundle.MakeAsync(node.Store, node.Folder.Root, node.Settings, null, stop);
    }

    private static async Task<JsonNode> OfRunningAsync(CancellationToken stop)
    {
        using var desk = Desk.Open();
        return (await desk.GetAsync("node/support", stop))!;
    }
}
