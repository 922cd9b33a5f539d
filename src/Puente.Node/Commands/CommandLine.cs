using System.CommandLine;

namespace Puente.Node.Commands;

/// <summary>The command line of the one executable.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(
            """
            Puente: one node, of a country or of an agency.

            Exit codes: 0 done, 1 command line not understood, 2 refused, 3 input has problems, 4 no node answered, 5 fault of the product.
            """)
        {
            Act.Json,
            ServeCommand.Make(),
            DemoCommand.Make(),
            LoginCommand.Make(),
            SearchCommand.Make(),
            ShowCommand.Make(),
            ImportCommand.Make(),
            JobsCommand.Make(),
            ExportCommand.Make(),
            KeepingCommands.MakeInit(),
            UserCommands.Make(),
            KeepingCommands.MakeBackup(),
            KeepingCommands.MakeRestore(),
            KeepingCommands.MakeDoctor(),
        };
        try
        {
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception fault)
        {
            await Console.Error.WriteLineAsync($"Puente is at fault: {fault}");
            return ExitCode.Fault;
        }
    }
}
