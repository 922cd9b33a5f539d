using System.CommandLine;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Evidence.Keeping;
using Puente.Node.Certificates;
using Puente.Node.Setup;

namespace Puente.Node.Commands;

/// <summary>
/// <c>puente certificate show | renew | take</c>: the certificates of a node's folder. The running node shows the new one at the next
/// connection; that it changed is an act where the node is stopped, and a line of the log where it runs.
/// </summary>
internal static class CertificateCommand
{
    private static readonly Option<string> Data = new("--data") { Description = Terminal.T["command.data"], HelpName = "DIR", Required = true, Recursive = true };

    public static Command Make()
    {
        var file = new Argument<string>("file") { Description = Terminal.T["command.certificate.file"] };
        var command = new Command("certificate", Terminal.T["command.certificate"]) { Data };
        command.Add(new Command("show", Terminal.T["command.certificate.show"]).Does((parse, stop) => OnAsync(parse, null, null, stop)));
        command.Add(new Command("renew", Terminal.T["command.certificate.renew"]).Does((parse, stop) => OnAsync(parse, Renew, "certificate.renew", stop)));
        command.Add(new Command("take", Terminal.T["command.certificate.take"]) { file }
            .Does((parse, stop) => OnAsync(parse, (certificates, settings) => certificates.Take(Act.Existing(parse.GetRequiredValue(file)).FullName, settings.Hosts).Need(), "certificate.take", stop)));
        return command;
    }

    private static void Renew(ServerCertificates certificates, NodeSettings settings)
    {
        if (!certificates.HasOwnAuthority) throw new CommandEndsException(new Refusal("certificate.no-authority"));
        certificates.Issue(settings.Hosts).Need();
    }

    private static async Task OnAsync(ParseResult parse, Action<ServerCertificates, NodeSettings>? change, string? act, CancellationToken stop)
    {
        var root = Path.GetFullPath(parse.GetRequiredValue(Data));
        if (change is not null) FolderOwner.Check(root).Need();
        var settings = NodeSettings.Read(root).Need(ExitCode.Input) ?? throw new CommandEndsException(new Refusal("keeping.no-node", ("folder", root)));
        using var certificates = new ServerCertificates(root, TimeProvider.System);
        change?.Invoke(certificates, settings);
        if (act is not null) await NoteAsync(root, settings, act, stop);
        Say(certificates, parse.GetValue(Act.Json));
    }

    private static async Task NoteAsync(string root, NodeSettings settings, string act, CancellationToken stop)
    {
        var held = DataFolder.Open(root);
        if (!held.IsOk) return;
        held.Value.Dispose();
        await using var node = await StoppedNode.OpenAsync(root, null, stop: stop);
        await node.Store.NoteAsync(act, settings.Hosts[0]);
    }

    private static void Say(ServerCertificates certificates, bool json)
    {
        var (answer, table) = (new JsonObject(), new Columns());
        foreach (var (name, certificate) in new[] { ("root", certificates.Root()), ("server", certificates.Server()) })
        {
            if (certificate is null) continue;
            using (certificate)
            {
                var (fingerprint, until) = (ServerCertificates.Fingerprint(certificate), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
                answer[name] = new JsonObject { ["subject"] = certificate.Subject, ["until"] = until, ["sha256"] = fingerprint };
                table.Add(certificate.Subject, Terminal.T.Instant(until), fingerprint);
            }
        }

        if (certificates.Waits) answer["request"] = certificates.RequestFile;
        if (json) Terminal.Print(answer);
        else if (certificates.Waits) Terminal.Say(Terminal.T.Format("command.certificate.waits", ("file", certificates.RequestFile)));
        else table.Write();
    }
}
