using System.CommandLine;
using System.Text.Json.Nodes;
using Npgsql;
using Puente.Evidence;
using Puente.Node.Certificates;
using Puente.Node.Hosting;
using Puente.Node.Setup;
using Puente.Node.SignIn;

namespace Puente.Node.Commands;

/// <summary><c>puente serve</c>: runs a node until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Make()
    {
        var data = new Option<string>("--data") { Description = Terminal.T["command.serve.data"], DefaultValueFactory = _ => "puente-data", HelpName = "DIR" };
        var urls = new Option<string?>("--urls") { Description = Terminal.T["command.serve.urls"], HelpName = "URLS" };
        var db = new Option<string?>("--db") { Description = Terminal.T["command.serve.db"], HelpName = "CONNECTION" };
        return new Command("serve", Terminal.T["command.serve"]) { data, urls, db }.Does((parse, stop) =>
            RunAsync(Told(new NodeOptions(parse.GetRequiredValue(data)), parse.GetValue(urls), parse.GetValue(db)), parse.GetValue(Act.Json), stop));
    }

    /// <summary>What was typed wins over what set-up wrote down.</summary>
    private static NodeOptions Told(NodeOptions options, string? urls, string? db)
    {
        var settings = NodeSettings.Read(options.Folder).Need(ExitCode.Input);
        return options with { Settings = settings, Urls = urls ?? settings?.Urls ?? options.Urls, Connection = db ?? settings?.Database };
    }

    /// <summary>Starts the node, prints the one line that says where it listens, and waits.</summary>
    public static async Task RunAsync(NodeOptions options, bool json, CancellationToken stop)
    {
        if (ListenUrls.Read(options.Urls) is null) throw new CommandEndsException(new Refusal("command.urls", ("urls", options.Urls)), ExitCode.Usage);
        NodeHost node;
        try
        {
            node = (await NodeHost.StartAsync(options, stop)).Need();
        }
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CommandEndsException(new Refusal("command.port-taken", ("urls", options.Urls)));
        }
        catch (NpgsqlException unreachable)
        {
            throw new CommandEndsException(new Refusal("command.db-unreachable", ("reason", unreachable.Message)));
        }

        await using (node)
        {
            if (options.Settings?.Secure is not null && node.Services.GetRequiredService<ServerCertificates>() is { Waits: true } waiting) Terminal.Note(Terminal.T.Format("command.certificate.waits", ("file", waiting.RequestFile)));
            var (address, code) = (node.Address.GetLeftPart(UriPartial.Authority), await node.App.SetupCodeAsync());
            if (json) Console.WriteLine(new JsonObject { ["ready"] = address, ["setup"] = code is null ? null : Named(node.Address) + "setup", ["code"] = code }.ToJsonString());
            else Terminal.Say(Terminal.T.Format("command.serve.ready", ("address", address)));
            if (code is not null && !json) Terminal.Say(Terminal.T.Format("command.serve.setup", ("address", Named(node.Address) + "setup"), ("code", code)));
            await node.App.WaitForShutdownAsync(stop);
        }
    }

    /// <summary>Passkeys are bound to a name, so the address is given by the machine's own.</summary>
    private static Uri Named(Uri address) => address.IsLoopback ? new UriBuilder(address) { Host = "localhost" }.Uri : address;
}
