using System.CommandLine;
using Puente.Node.Hosting;
using Puente.Node.SignIn;

namespace Puente.Node.Commands;

/// <summary><c>puente serve</c>: runs a node until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Make()
    {
        var data = new Option<string>("--data") { Description = "Folder of the node", DefaultValueFactory = _ => "puente-data", HelpName = "DIR" };
        var urls = new Option<string>("--urls") { Description = "Addresses to listen on, separated by semicolons", DefaultValueFactory = _ => "http://127.0.0.1:8080", HelpName = "URLS" };
        var db = new Option<string?>("--db") { Description = "PostgreSQL connection string; without it the record is a SQLite file in the folder", HelpName = "CONNECTION" };
        var command = new Command("serve", "Run a node") { data, urls, db };
        command.SetAction((parse, stop) => RunAsync(new NodeOptions(parse.GetRequiredValue(data)) { Urls = parse.GetRequiredValue(urls), Connection = parse.GetValue(db) }, stop));
        return command;
    }

    /// <summary>Starts the node, prints the one line that says where it listens, and waits.</summary>
    public static async Task<int> RunAsync(NodeOptions options, CancellationToken stop)
    {
        var started = await NodeHost.StartAsync(options, stop);
        if (started.Refusal is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal.ToString());
            return ExitCode.Refused;
        }

        await using var node = started.Value;
        Console.WriteLine($"Puente ready on {node.Address.GetLeftPart(UriPartial.Authority)}");
        if (await node.App.SetupCodeAsync() is { } code)
            Console.WriteLine($"Set up the node at {Named(node.Address)}setup with the code {code}");
        await node.App.WaitForShutdownAsync(stop);
        return ExitCode.Ok;
    }

    /// <summary>Passkeys are bound to a name, so the address is given by the machine's own.</summary>
    private static Uri Named(Uri address) => address.IsLoopback ? new UriBuilder(address) { Host = "localhost" }.Uri : address;
}
