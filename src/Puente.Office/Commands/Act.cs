using System.CommandLine;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Evidence.Keeping;

namespace Puente.Office.Commands;

/// <summary>A command that must end, with its exit code and why.</summary>
/// <param name="code">One of <see cref="ExitCode"/>.</param>
/// <param name="why">Reason and remedy in words; empty when everything was said.</param>
/// <param name="answer">The same for programs.</param>
public sealed class CommandEndsException(int code, string why, JsonNode? answer = null) : Exception(why)
{
    /// <summary>Ends with a refusal.</summary>
    public CommandEndsException(Refusal refusal, int code = ExitCode.Refused)
        : this(code, Terminal.Words(refusal), new JsonObject
        {
            ["code"] = refusal.Code,
            ["args"] = new JsonObject(refusal.Args.DistinctBy(a => a.Name).Select(a => KeyValuePair.Create(a.Name, (JsonNode?)a.Value))),
            ["detail"] = Terminal.Words(refusal),
        })
    {
    }

    public int Code => code;

    /// <summary>What a program gets on standard error.</summary>
    public JsonNode Answer => answer?.DeepClone() ?? new JsonObject { ["detail"] = Message };
}

/// <summary>What every command does around its own work: options in common, endings with an exit code.</summary>
public static class Act
{
    /// <summary><c>--json</c>: the whole answer as JSON on standard output, and a refusal as JSON on standard error.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = Terminal.T["command.json"], Recursive = true };

    /// <summary>Gives a command its work.</summary>
    public static Command Does(this Command command, Func<ParseResult, CancellationToken, Task> work)
    {
        command.SetAction((parse, stop) => RunAsync(() => work(parse, stop), parse.GetValue(Json)));
        return command;
    }

    /// <summary>Runs work to an exit code; what went wrong is said on standard error.</summary>
    public static async Task<int> RunAsync(Func<Task> work, bool json = false)
    {
        try
        {
            await work();
            return ExitCode.Ok;
        }
        catch (CommandEndsException ends)
        {
            if (json) await Console.Error.WriteLineAsync(ends.Answer.ToJsonString());
            else if (ends.Message.Length > 0) Terminal.Note(ends.Message);
            return ends.Code;
        }
        catch (UnfitRulesException unfit)
        {
            Terminal.Note(string.Join('\n', unfit.Problems.Select(Terminal.Words).Prepend(Terminal.T["command.rules.unfit"])));
            return ExitCode.Input;
        }
        catch (UnfitStoreException unfit)
        {
            Terminal.Note(Terminal.Words(unfit.Refusal));
            return ExitCode.Refused;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Stopped;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            Terminal.Note(wrong.Message);
            return ExitCode.Input;
        }
    }

    /// <summary>The value, or the end of the command with the refusal on standard error.</summary>
    public static T Need<T>(this Result<T> result, int code = ExitCode.Refused) => result.Refusal is { } refusal ? throw new CommandEndsException(refusal, code) : result.Value;

    /// <summary>The text of a file that the command was given; <c>-</c> is standard input.</summary>
    public static async Task<string> ReadAsync(string path, CancellationToken stop) =>
        path == "-" ? await Console.In.ReadToEndAsync(stop) : await File.ReadAllTextAsync(Existing(path).FullName, stop);

    /// <summary>Lets an option be a number between two others only; <paramref name="otherwise"/> says so.</summary>
    public static void Between(this Option<int> option, int least, int most, string otherwise) => option.Validators.Add(given =>
    {
        if (given.Tokens.Count > 0 && (!int.TryParse(given.Tokens[0].Value, out var n) || n < least || n > most)) given.AddError(otherwise);
    });

    /// <summary>A file that must be there.</summary>
    public static FileInfo Existing(string path) => new FileInfo(path) is { Exists: true } file ? file : throw new CommandEndsException(new Refusal("command.no-file", ("file", path)), ExitCode.Input);
}
