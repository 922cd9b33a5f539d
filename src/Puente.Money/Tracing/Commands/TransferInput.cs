using System.Text.Json.Nodes;
using Puente.Evidence;
using Puente.Money.Records.Plain;

namespace Puente.Money.Tracing.Commands;

/// <summary>A plain file that a command is given, with the name or the file of its mapping. It is read here and sent to no node.</summary>
internal static class TransferInput
{
    private const int Shown = 10;

    /// <summary>Reads it; what was guessed, rounded and refused is said on standard error. Ends with <see cref="ExitCode.Input"/> when it cannot be used.</summary>
    public static async Task<TransferReading> ReadAsync(string path, string? mapping, CancellationToken stop)
    {
        var file = Act.Existing(path);
        var reading = TransferFile.Read(file.FullName, mapping is null ? null : await MappingAsync(mapping, stop), stop);
        foreach (var note in reading.Notes) Terminal.Note(Terminal.Words(note));
        if (!reading.IsOk) throw Wrong(reading.Problems);
        foreach (var problem in reading.Rejected.Take(Shown)) Terminal.Note($"{file.Name}: {Terminal.Words(problem)}");
        if (reading.Tally.Rejected > 0) Terminal.Note(Terminal.T.Format("command.trace.rejected", ("count", reading.Tally.Rejected), ("lines", reading.Tally.Lines)));
        return reading;
    }

    private static async Task<TransferMapping> MappingAsync(string mapping, CancellationToken stop)
    {
        if (TransferMappingReader.Named(mapping) is { } shipped) return shipped;
        var read = TransferMappingReader.Read(await Act.ReadAsync(mapping, stop), Path.GetFileName(mapping));
        return read.Mapping ?? throw Wrong(read.Problems);
    }

    private static CommandEndsException Wrong(IReadOnlyList<Problem> problems)
    {
        var text = string.Join('\n', problems.Select(Terminal.Words));
        return new CommandEndsException(ExitCode.Input, text, new JsonObject { ["code"] = problems[0].Code, ["detail"] = text });
    }
}
