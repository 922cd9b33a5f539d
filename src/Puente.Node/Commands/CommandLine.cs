using System.CommandLine;
using System.Globalization;
using Puente.Money.Commands;

namespace Puente.Node.Commands;

/// <summary>The command line of the one executable.</summary>
internal static class CommandLine
{
    /// <summary>All commands.</summary>
    public static RootCommand Make() => new(Terminal.T["command.puente"])
    {
        Act.Json,
        ServeCommand.Make(),
        DemoCommand.Make(),
        LoginCommand.Make(),
        SearchCommand.Make(),
        WatchCommands.Make(),
        DutyCommands.Make(),
        RetentionCommands.Make(),
        IdentifyCommand.Make(),
        SerialCommands.Make(),
        PlacesCommand.Make(),
        ShowCommand.Make(),
        SourcesCommand.Make(),
        RecordCommand.Make(),
        CorrectCommand.Make(),
        CorrectCommand.MakeRetract(),
        KindsCommand.Make(),
        KindsCommand.MakePresets(),
        ImportCommand.Make(),
        JobsCommand.Make(),
        DatasetsCommand.Make(),
        DocumentCommands.Make(),
        ExportCommand.Make(),
        MoneyCommands.Make(),
        MatchingCommand.Make(),
        SetupCommand.Make(),
        CertificateCommand.Make(),
        ServiceCommand.Make(),
        RecoverCommand.Make(),
        KeepingCommands.MakeInit(),
        UserCommands.Make(),
        KeepingCommands.MakeBackup(),
        KeepingCommands.MakePlan(),
        KeepingCommands.MakeRestore(),
        KeepingCommands.MakeUpgrade(),
        KeepingCommands.MakeDoctor(),
        SupportCommand.MakeClock(),
        SupportCommand.Make(),
    };

    /// <summary>Runs one command to its exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = Terminal.T.Language.Culture;
        try
        {
            return await Make().Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception fault)
        {
            await Console.Error.WriteLineAsync(Terminal.T["command.fault"] + "\n" + fault);
            return ExitCode.Fault;
        }
    }
}
