using System.Globalization;
using Puente.Evidence;

namespace Puente.Money.Records.Plain;

/// <summary>
/// Reads transfers out of a plain delimited file, which may be packed with gzip, under a mapping or under a guess. The file is one that the user names:
/// it is read in process, on all processors, over mapped memory. What comes from elsewhere goes through the node's import.
/// </summary>
public static class TransferFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mapping">Which columns are what; null lets it be guessed from the header, and the guess is said.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TransferReading Read(string path, TransferMapping? mapping = null, CancellationToken stop = default)
    {
        var name = Path.GetFileName(path);
        try
        {
            using var bytes = PlainBytes.Open(path, mapping?.Encoding);
            if (bytes.Length == 0) return TransferReading.Refused(new Problem(0, "", "transfers.empty", ("file", name)));
            var lines = PlainHead.Lines(bytes);
            if (mapping is not null)
                return PlainHead.Of(lines, mapping) is { } head ? Read(bytes, mapping, head, [], stop) : TransferReading.Refused(Missing(lines, mapping, name));
            if (TransferGuess.From(lines, path) is not { } guess) return TransferReading.Refused(new Problem(1, "", "transfers.guess-failed", ("file", name)));
            Problem[] told = guess.Name.Length > 0 ? [new Problem(0, "", "transfers.guessed-set", ("name", guess.Name))] : [];
            return Read(bytes, guess.Mapping, guess.Head, [.. told, .. TransferGuess.Told(guess.Mapping)], stop);
        }
        catch (InvalidDataException broken)
        {
            return TransferReading.Refused(new Problem(0, "", "transfers.gzip-broken", ("file", name), ("reason", broken.Message)));
        }
    }

    private static Problem[] Missing(string[] lines, TransferMapping mapping, string name)
    {
        // The line that comes nearest to the mapping is the header that was meant.
        var nearest = PlainHead.Candidates(lines, mapping.Delimiter, mapping.Preamble).MinBy(h => h.Missing(mapping).Count());
        return nearest is null ? [new Problem(1, "", "transfers.no-table", ("file", name))] : [.. nearest.Missing(mapping)];
    }

    private static TransferReading Read(PlainBytes bytes, TransferMapping mapping, PlainHead head, IReadOnlyList<Problem> guessed, CancellationToken stop)
    {
        var plan = new TransferPlan(mapping, head);
        var stretches = Stretch.Cut(bytes, head.FirstLine, Environment.ProcessorCount);
        var columns = new TransferColumns(stretches.Sum(s => s.MostRows), mapping.Received is not null);
        var readers = new ChunkReader[stretches.Count];
        var (first, line) = (0, head.FirstLine);
        for (var i = 0; i < readers.Length; i++)
        {
            readers[i] = new ChunkReader(plan, columns, first, line, stretches[i].MostRows, bytes.Encoding);
            first += stretches[i].MostRows;
            line += stretches[i].Lines;
        }

        Parallel.For(0, readers.Length, i => readers[i].Read(stretches[i], stop));
        return new ChunkJoin(plan, columns, readers, bytes.Encoding, head.FirstLine).Join([.. guessed, .. Notes(plan, readers)]);
    }

    private static IEnumerable<Problem> Notes(TransferPlan plan, ChunkReader[] readers)
    {
        if (plan.Mapping.Unit is null && plan.Unit != TimeUnit.Text) yield return new Problem(0, "time", "transfers.guessed-unit", ("unit", plan.Unit.ToString().ToLowerInvariant()), ("start", plan.Mapping.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        if (plan.Currency is null) yield return new Problem(0, "currency", "transfers.currency-assumed");
        if (plan.Id is null) yield return new Problem(0, "id", "transfers.line-as-id");
        if (readers.Sum(r => r.Rounded) is var rounded and > 0) yield return new Problem(0, "amount", "transfers.rounded", ("count", $"{rounded}"), ("rule", plan.Mapping.Rounding.ToString()));
        if (readers.Sum(r => r.Outside) is var outside and > 0) yield return new Problem(0, "to", "transfers.outside", ("count", $"{outside}"));
    }
}
