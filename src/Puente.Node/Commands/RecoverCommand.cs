using System.CommandLine;
using Puente.Evidence.Agencies;
using Puente.Node.Certificates;
using Puente.Node.Setup;

namespace Puente.Node.Commands;

/// <summary>
/// <c>puente recover</c>: lets an administrator in again by the code of the recovery sheet, on the stopped node, and prints a new sheet. The code is
/// read from standard input, so that it stands in no history of commands.
/// </summary>
internal static class RecoverCommand
{
    public static Command Make()
    {
        var data = new Option<string>("--data") { Description = Terminal.T["command.data"], HelpName = "DIR", Required = true };
        var db = new Option<string?>("--db") { Description = Terminal.T["command.db"], HelpName = "CONNECTION" };
        var login = new Argument<string>("login") { Description = Terminal.T["command.recover.login"] };
        var name = new Option<string?>("--name") { Description = Terminal.T["command.recover.name"] };
        var unit = new Option<string?>("--unit") { Description = Terminal.T["command.recover.unit"] };
        var sheet = new Option<string?>("--sheet") { Description = Terminal.T["command.setup.sheet"], HelpName = "FILE" };
        return new Command("recover", Terminal.T["command.recover"]) { login, data, db, name, unit, sheet }.Does(async (parse, stop) =>
        {
            await using var node = await StoppedNode.OpenAsync(Path.GetFullPath(parse.GetRequiredValue(data)), parse.GetValue(db), stop: stop);
            var who = parse.GetRequiredValue(login);
            var entry = parse.GetValue(name) is { } named && parse.GetValue(unit) is { } placed ? new OfficerEntry(who, named, [placed], Role.Administrator, Terminal.T.Language.Code) : null;
            using var paper = SetupCommand.OpenSheet(parse.GetValue(sheet));
            Terminal.Note(Terminal.T["command.recover.code"]);
            var recovery = new NodeRecovery(node.Store);
            var (enrolment, next) = (await recovery.RecoverAsync(await Console.In.ReadLineAsync(stop) ?? "", who, entry)).Need();
            using var certificates = new ServerCertificates(node.Folder.Root, TimeProvider.System);
            SetupCommand.Give(new RecoverySheet(node.Settings, node.Folder.Root, who, enrolment, next), certificates, paper, parse.GetValue(Act.Json));
        });
    }
}
