using Puente.Evidence.Sharing;
using Puente.Evidence.Walks;
using Puente.Money.Following;
using Puente.Money.Records;

namespace Puente.Money.Tracing.Node;

/// <summary>Transfers that a viewer sees, statements and rows of returns alike, as one table, with what each of its rows and accounts stands for.</summary>
/// <param name="Table">The transfers, in the order in which money moves; ids are those of the statement, or <c>DATASET/ROW</c>.</param>
/// <param name="Sources">Where each row comes from.</param>
/// <param name="Ends">What each account stands for.</param>
/// <param name="Marked">The marking of each row.</param>
/// <param name="Once">Reports left out because another of the same transfer stands for them.</param>
/// <param name="Undated">Transfers left out because their record has no time.</param>
/// <param name="Hops">Payments from where the table begins within which every account has all its transfers here.</param>
/// <param name="Cut">True when that is less than was asked, because there would be too many rows.</param>
public sealed record Book(
    Transfers Table, IReadOnlyList<WalkSource> Sources, IReadOnlyList<FollowedEnd> Ends, IReadOnlyList<Marking> Marked, int Once, int Undated, int Hops, bool Cut)
{
    /// <summary>The day of a row.</summary>
    internal DateOnly Day(int row, Returns.Rates.TransferDays days) => days.Of(Sources[row], DateTimeOffset.FromUnixTimeMilliseconds(Table.Time[row]));

    /// <summary>The row of a statement or of a dataset's row; -1 when the table has none.</summary>
    public int Find(WalkSource source)
    {
        for (var row = 0; row < Sources.Count; row++)
            if (Sources[row] == source) return row;
        return -1;
    }
}
