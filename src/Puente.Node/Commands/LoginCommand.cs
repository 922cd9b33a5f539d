using System.CommandLine;
using System.Text.Json.Nodes;

namespace Puente.Node.Commands;

/// <summary><c>puente login</c>: the officer approves this command line in the browser; in a demo, naming the officer is enough.</summary>
internal static class LoginCommand
{
    public static Command Make()
    {
        var server = new Argument<string>("server") { Description = "Address of the node", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        var officer = new Option<string?>("--as") { Description = "In a demo: the invented officer", HelpName = "OFFICER" };
        var unit = new Option<string?>("--unit") { Description = "In a demo: the unit to act in", HelpName = "UNIT" };
        var purpose = new Option<string?>("--purpose") { Description = "In a demo: the purpose", HelpName = "PURPOSE" };
        var off = new Option<bool>("--off") { Description = "End the login and forget it" };
        return new Command("login", "Log in to a running node; the other commands act for that officer, unit and purpose") { server, officer, unit, purpose, off }
            .Does((parse, stop) => parse.GetValue(off)
                ? EndAsync(stop)
                : RunAsync(parse.GetRequiredValue(server), parse.GetValue(officer), parse.GetValue(unit), parse.GetValue(purpose), parse.GetValue(Act.Json), stop));
    }

    private static async Task RunAsync(string server, string? officer, string? unit, string? purpose, bool json, CancellationToken stop)
    {
        if (!Uri.TryCreate(server, UriKind.Absolute, out _)) throw new CommandEnds(ExitCode.Usage, $"{server} is not an address");
        using var desk = new Desk(server, null);
        var granted = officer is not null ? await desk.PostAsync("login/demo", new { officer, unit, purpose }, stop) : await ApprovedAsync(desk, server, stop);
        var login = new Login(server, (string)granted!["token"]!, (string)granted["officer"]!, (string)granted["unit"]!, (string)granted["purpose"]!, (DateTimeOffset)granted["expires"]!);
        LoginFile.Write(login);
        if (json) Desk.Print(new JsonObject { ["officer"] = login.Officer, ["unit"] = login.Unit, ["purpose"] = login.Purpose, ["expires"] = login.Expires });
        else Console.WriteLine($"{login.Officer} in {login.Unit} for {login.Purpose}, until {login.Expires:u}");
    }

    private static async Task<JsonNode?> ApprovedAsync(Desk desk, string server, CancellationToken stop)
    {
        var started = (await desk.PostAsync("login/start", new { client = "puente on " + Environment.MachineName }, stop))!;
        await Console.Error.WriteLineAsync($"Open {server.TrimEnd('/')}{started["path"]} and approve the code {started["userCode"]}");
        var wait = TimeSpan.FromSeconds((int)started["interval"]!);
        while (true)
        {
            await Task.Delay(wait, stop);
            if (await desk.PostAsync("login/poll", new { deviceCode = (string)started["deviceCode"]! }, stop) is { } granted) return granted;
        }
    }

    private static async Task EndAsync(CancellationToken stop)
    {
        using (var desk = Desk.Open()) await desk.PostAsync("login/end", null, stop);
        LoginFile.Forget();
    }
}
