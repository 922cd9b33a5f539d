using System.CommandLine;
using System.Text.Json.Nodes;
using Puente.Evidence;

namespace Puente.Node.Commands;

/// <summary><c>puente login</c>: the officer approves this command line in the browser; in a demo, naming the officer is enough.</summary>
internal static class LoginCommand
{
    public static Command Make()
    {
        var server = new Argument<string>("server") { Description = Terminal.T["command.login.server"], DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        var officer = new Option<string?>("--as") { Description = Terminal.T["command.login.as"], HelpName = "OFFICER" };
        var unit = new Option<string?>("--unit") { Description = Terminal.T["command.login.unit"], HelpName = "UNIT" };
        var purpose = new Option<string?>("--purpose") { Description = Terminal.T["command.login.purpose"], HelpName = "PURPOSE" };
        var who = new Option<bool>("--who") { Description = Terminal.T["command.login.who"] };
        var off = new Option<bool>("--off") { Description = Terminal.T["command.login.off"] };
        return new Command("login", Terminal.T["command.login"]) { server, officer, unit, purpose, who, off }.Does((parse, stop) =>
        {
            var json = parse.GetValue(Act.Json);
            if (parse.GetValue(off)) return EndAsync(json, stop);
            if (parse.GetValue(who)) return WhoAsync(json, stop);
            if (parse.GetValue(officer) is null && (parse.GetValue(unit) ?? parse.GetValue(purpose)) is not null) throw new CommandEndsException(new Refusal("command.login.only-demo"), ExitCode.Usage);
            return RunAsync(parse.GetRequiredValue(server), parse.GetValue(officer), parse.GetValue(unit), parse.GetValue(purpose), json, stop);
        });
    }

    private static async Task RunAsync(string server, string? officer, string? unit, string? purpose, bool json, CancellationToken stop)
    {
        using var desk = new Desk(server, null);
        var granted = officer is not null ? await desk.PostAsync("login/demo", new { officer, unit, purpose }, stop) : await ApprovedAsync(desk, server, stop);
        var login = new Login(server, (string)granted!["token"]!, (string)granted["officer"]!, (string)granted["unit"]!, (string)granted["purpose"]!, (DateTimeOffset)granted["expires"]!);
        LoginFile.Write(login);
        Say(json, login);
    }

    private static async Task<JsonNode?> ApprovedAsync(Desk desk, string server, CancellationToken stop)
    {
        var started = (await desk.PostAsync("login/start", new { client = "puente on " + Environment.MachineName }, stop))!;
        Terminal.Note(Terminal.T.Format("command.login.approve", ("address", server.TrimEnd('/') + (string)started["path"]!), ("code", (string)started["userCode"]!)));
        var wait = TimeSpan.FromSeconds((int)started["interval"]!);
        while (true)
        {
            await Task.Delay(wait, stop);
            if (await desk.PostAsync("login/poll", new { deviceCode = (string)started["deviceCode"]! }, stop) is { } granted) return granted;
        }
    }

    /// <summary>Asks the node, so that a login that ended there is not shown as one.</summary>
    private static async Task WhoAsync(bool json, CancellationToken stop)
    {
        using var desk = Desk.Open();
        await desk.GetAsync("login", stop);
        Say(json, LoginFile.Read()!);
    }

    /// <summary>Forgets the login here even when the node has forgotten it before.</summary>
    private static async Task EndAsync(bool json, CancellationToken stop)
    {
        try
        {
            using var desk = Desk.Open();
            await desk.PostAsync("login/end", null, stop);
        }
        finally
        {
            LoginFile.Forget();
        }

        Terminal.Answer(json, new JsonObject { ["ended"] = true }, Terminal.T["command.login.ended"]);
    }

    private static void Say(bool json, Login login) => Terminal.Answer(
        json,
        new JsonObject { ["server"] = login.Server, ["officer"] = login.Officer, ["unit"] = login.Unit, ["purpose"] = login.Purpose, ["expires"] = login.Expires },
        Terminal.T.Format("command.login.done", ("officer", login.Officer), ("unit", login.Unit), ("purpose", Named(login.Purpose)), ("expires", login.Expires)));

    /// <summary>A purpose in words; one that this program does not know, by its code.</summary>
    private static string Named(string purpose) => Terminal.T.Has("purpose." + purpose) ? Terminal.T["purpose." + purpose] : purpose;
}
