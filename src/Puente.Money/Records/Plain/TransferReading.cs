using Puente.Evidence;

namespace Puente.Money.Records.Plain;

/// <summary>Counts of a file that was read. <see cref="Lines"/> = <see cref="Read"/> + <see cref="Rejected"/> + <see cref="Blank"/>.</summary>
/// <param name="Lines">Rows below the header.</param>
/// <param name="Read">Rows that became transfers.</param>
/// <param name="Rejected">Rows that did not; the first ten thousand of each stretch are listed.</param>
/// <param name="Blank">Empty lines.</param>
/// <param name="Rounded">Amounts with more decimals than their currency, that were rounded.</param>
/// <param name="Outside">Transfers with one end that the file does not name.</param>
public sealed record ReadingTally(long Lines, long Read, long Rejected, long Blank, long Rounded, long Outside);

/// <summary>The control total of a currency.</summary>
/// <param name="Unit">The currency.</param>
/// <param name="Count">Transfers.</param>
/// <param name="Sum">Their sum in minor units.</param>
public sealed record ControlTotal(Unit Unit, long Count, Int128 Sum);

/// <summary>What came of reading a plain file.</summary>
/// <param name="Transfers">The transfers; empty when the file could not be understood.</param>
/// <param name="Mapping">The mapping that was used, given or guessed; null when there was none.</param>
/// <param name="Tally">Counts that add up.</param>
/// <param name="Totals">Control totals by currency.</param>
/// <param name="Rejected">Rows that were refused, each with line, column and reason.</param>
/// <param name="Notes">What was guessed, rounded or taken for granted, to be said with every answer.</param>
/// <param name="Problems">Why the file as a whole was not read; none when it was.</param>
public sealed record TransferReading(
    Transfers Transfers, TransferMapping? Mapping, ReadingTally Tally, IReadOnlyList<ControlTotal> Totals, IReadOnlyList<Problem> Rejected, IReadOnlyList<Problem> Notes, IReadOnlyList<Problem> Problems)
{
    /// <summary>True when the file was read, whatever became of single rows.</summary>
    public bool IsOk => Problems.Count == 0;

    internal static TransferReading Refused(params Problem[] problems) => new(new TransfersBuilder().Build(), null, new ReadingTally(0, 0, 0, 0, 0, 0), [], [], [], problems);
}
