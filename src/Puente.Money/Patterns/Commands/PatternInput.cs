using Puente.Money.Records;
using Puente.Money.Records.Plain;

namespace Puente.Money.Patterns.Commands;

/// <summary>Reads the file of <c>--in</c> under the mapping of <c>--mapping</c>: a file, the name of one that ships, or none, to have it guessed and said.</summary>
internal static class PatternInput
{
    private const int Shown = 20;

    /// <summary>The transfers; notes and refused rows are told on standard error.</summary>
    public static async Task<Transfers> ReadAsync(FileInfo input, string? mapping, CancellationToken stop)
    {
        if (!input.Exists) throw new CommandEndsException(ExitCode.Input, Terminal.T.Format("command.no-file", ("file", input.Name)));
        var reading = TransferFile.Read(input.FullName, await MappingAsync(mapping, stop), stop);
        if (!reading.IsOk) throw new CommandEndsException(ExitCode.Input, string.Join('\n', reading.Problems.Select(Terminal.Words)));
        foreach (var note in reading.Notes) Terminal.Note(Terminal.Words(note));
        foreach (var refused in reading.Rejected.Take(Shown)) Terminal.Note(Terminal.Words(refused));
        if (reading.Tally.Rejected > 0) Terminal.Note(Terminal.T.Format("command.patterns.rejected", ("count", reading.Tally.Rejected), ("read", reading.Tally.Read)));
        return reading.Transfers;
    }

    private static async Task<TransferMapping?> MappingAsync(string? mapping, CancellationToken stop)
    {
        if (mapping is null) return null;
        if (TransferMappingReader.Named(mapping) is { } shipped) return shipped;
        if (!File.Exists(mapping)) throw new CommandEndsException(ExitCode.Input, Terminal.T.Format("command.no-file", ("file", mapping)));
        var reading = TransferMappingReader.Read(await File.ReadAllTextAsync(mapping, stop), Path.GetFileName(mapping));
        return reading.Mapping ?? throw new CommandEndsException(ExitCode.Input, string.Join('\n', reading.Problems.Select(Terminal.Words)));
    }
}
