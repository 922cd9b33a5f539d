using System.CommandLine;
using Puente.Evidence;

namespace Puente.Node.Commands;

/// <summary>What every command does around its own work: options in common, endings with an exit code.</summary>
internal static class Act
{
    /// <summary><c>--json</c>: the whole answer as JSON on standard output.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Answer as JSON", Recursive = true };

    /// <summary>Gives a command its work.</summary>
    public static Command Does(this Command command, Func<ParseResult, CancellationToken, Task> work)
    {
        command.SetAction((parse, stop) => RunAsync(() => work(parse, stop)));
        return command;
    }

    /// <summary>Runs work to an exit code; what went wrong is said on standard error.</summary>
    public static async Task<int> RunAsync(Func<Task> work)
    {
        try
        {
            await work();
            return ExitCode.Ok;
        }
        catch (CommandEnds ends)
        {
            if (ends.Message.Length > 0) await Console.Error.WriteLineAsync(ends.Message);
            return ends.Code;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Stopped;
        }
    }

    /// <summary>The value, or the end of the command with the refusal on standard error.</summary>
    public static T Need<T>(this Result<T> result) => result.Refusal is { } refusal ? throw new CommandEnds(ExitCode.Refused, refusal.ToString()) : result.Value;
}
