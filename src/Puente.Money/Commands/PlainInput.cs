using System.CommandLine;
using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Money.Records;
using Puente.Money.Records.Plain;

namespace Puente.Money.Commands;

/// <summary>A plain file of transfers that a command is given: <c>--in FILE [--mapping M]</c>. It is read here and sent to no node.</summary>
internal sealed class PlainInput
{
    private const int Shown = 10;

    /// <summary><c>--in</c>.</summary>
    public Option<string?> In { get; } = new("--in") { Description = Terminal.T["command.money.in"], HelpName = "FILE" };

    /// <summary><c>--mapping</c>.</summary>
    public Option<string?> Mapping { get; } = new("--mapping") { Description = Terminal.T["command.money.mapping"], HelpName = "M" };

    /// <summary>Adds both to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(In);
        command.Add(Mapping);
    }

    /// <summary>Whether a file was given.</summary>
    public bool IsGiven(ParseResult parse) => parse.GetValue(In) is not null;

    /// <summary>The transfers of the file. What was guessed, rounded and refused is said on standard error. Ends with <see cref="ExitCode.Input"/> when the file cannot be used.</summary>
    public TransferReading Read(ParseResult parse, CancellationToken stop) => Read(parse.GetRequiredValue(In)!, parse.GetValue(Mapping), stop);

    /// <inheritdoc cref="Read(ParseResult, CancellationToken)"/>
    public static TransferReading Read(string path, string? mapping, CancellationToken stop)
    {
        var file = Act.Existing(path);
        TransferMapping? map = null;
        if (mapping is not null)
        {
            map = TransferMappingReader.Named(mapping);
            if (map is null)
            {
                var read = TransferMappingReader.Read(File.ReadAllText(Act.Existing(mapping).FullName), Path.GetFileName(mapping));
                map = read.Mapping ?? throw Wrong(read.Problems);
            }
        }

        var reading = TransferFile.Read(file.FullName, map, stop);
        foreach (var note in reading.Notes) Terminal.Note(Terminal.Words(note));
        if (!reading.IsOk) throw Wrong(reading.Problems);
        foreach (var problem in reading.Rejected.Take(Shown)) Terminal.Note($"{file.Name}: {Terminal.Words(problem)}");
        if (reading.Tally.Rejected > 0) Terminal.Note(Terminal.T.Format("command.money.rejected", ("count", reading.Tally.Rejected), ("lines", reading.Tally.Lines)));
        return reading;
    }

    private static CommandEndsException Wrong(IReadOnlyList<Problem> problems)
    {
        var text = string.Join('\n', problems.Select(Terminal.Words));
        return new CommandEndsException(ExitCode.Input, text, new JsonObject { ["code"] = problems[0].Code, ["detail"] = text });
    }
}
