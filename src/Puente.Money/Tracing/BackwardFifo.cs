namespace Puente.Money.Tracing;

/// <summary>
/// First in, first out read backwards: which credits paid for a debit. All credits of an account laid end to end, and all debits, are the same money; a debit was paid by
/// the credits that lie over it. It is worked out from the sums alone, not from the queue that the forward trace keeps.
/// </summary>
public static class BackwardFifo
{
    /// <summary>The credits that paid for a debit, in order.</summary>
    /// <param name="index">The transfers.</param>
    /// <param name="debit">Row of the debit.</param>
    /// <param name="opening">What lay in the account before its first transfer.</param>
    /// <returns>Rows with the part that each paid; row -1 is the opening balance. What no credit ever paid is left out.</returns>
    public static IReadOnlyList<(int Row, long Amount)> Of(TransferIndex index, int debit, long opening)
    {
        ArgumentNullException.ThrowIfNull(index);
        var all = index.Transfers;
        var (account, currency, start) = (all.From[debit], all.Currency[debit], 0L);
        foreach (var rank in index.Of(account))
        {
            var row = index.Order[rank];
            if (row == debit) break;
            if (all.From[row] == account && all.Currency[row] == currency && !Idle(index, row)) start += all.Amount[row];
        }

        var (end, covered, paid) = (start + all.Amount[debit], 0L, new List<(int, long)>());
        Cover(-1, opening);
        foreach (var rank in index.Of(account))
        {
            var row = index.Order[rank];
            if (all.To[row] == account && index.ReceivedCurrency(row) == currency && !Idle(index, row)) Cover(row, index.Received(row));
        }

        return paid;

        void Cover(int row, long amount)
        {
            var overlap = Math.Min(end, covered + amount) - Math.Max(start, covered);
            if (overlap > 0) paid.Add((row, overlap));
            covered += amount;
        }
    }

    private static bool Idle(TransferIndex index, int row) => index.Transfers.From[row] == index.Transfers.To[row] && index.Transfers.Currency[row] == index.ReceivedCurrency(row);
}
