namespace Puente.Money.Tracing;

/// <summary>Transfers with one counterparty, of one kind, one way.</summary>
/// <param name="Counterparty">The account at the other end.</param>
/// <param name="Kind">Index into the kinds of the table.</param>
/// <param name="In">True for a source of funds, false for an application.</param>
/// <param name="Count">Transfers.</param>
/// <param name="Amount">Their sum in minor units.</param>
public sealed record FundsLine(int Counterparty, ushort Kind, bool In, long Count, long Amount);

/// <summary>
/// Source and application of funds of a person in one currency: what came from outside the person's accounts, what went outside, and what the record cannot explain.
/// Transfers between the person's own accounts are left out of both.
/// </summary>
/// <param name="Currency">The currency.</param>
/// <param name="Opening">What lay in the accounts before, as far as it is known.</param>
/// <param name="Closing">What lay in them at the end, as a statement says; null when none does, and it is then opening + in - out.</param>
/// <param name="Lines">By counterparty and kind, largest first.</param>
public sealed record Funds(byte Currency, long Opening, long? Closing, IReadOnlyList<FundsLine> Lines)
{
    /// <summary>What came in.</summary>
    public long In => Lines.Where(l => l.In).Sum(l => l.Amount);

    /// <summary>What went out.</summary>
    public long Out => Lines.Where(l => !l.In).Sum(l => l.Amount);

    /// <summary>Opening and what came in.</summary>
    public long Sources => Opening + In;

    /// <summary>What went out and what is left.</summary>
    public long Applications => Out + (Closing ?? Math.Max(0, Opening + In - Out));

    /// <summary>Applications less sources: above zero, money was spent whose source the record does not show.</summary>
    public long Unexplained => Applications - Sources;

    /// <summary>Works it out for a set of accounts, up to a time in milliseconds since 1970.</summary>
    public static Funds Of(TransferIndex index, IReadOnlyCollection<int> accounts, byte currency, long opening = 0, long? closing = null, long until = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(index);
        var (all, own, lines) = (index.Transfers, accounts.ToHashSet(), new Dictionary<(int, ushort, bool), (long Count, long Amount)>());
        foreach (var account in own)
            foreach (var rank in index.Of(account))
            {
                var row = index.Order[rank];
                if (all.Time[row] > until) break;
                var (from, to) = (all.From[row], all.To[row]);
                if (from == account && all.Currency[row] == currency && !own.Contains(to)) Add((to, all.Kind[row], false), all.Amount[row]);
                if (to == account && index.ReceivedCurrency(row) == currency && !own.Contains(from)) Add((from, all.Kind[row], true), index.Received(row));
            }

        return new Funds(currency, opening, closing, [.. lines.Select(l => new FundsLine(l.Key.Item1, l.Key.Item2, l.Key.Item3, l.Value.Count, l.Value.Amount)).OrderByDescending(l => l.Amount).ThenBy(l => l.Counterparty).ThenBy(l => l.Kind)]);

        void Add((int, ushort, bool) key, long amount)
        {
            var (count, sum) = lines.GetValueOrDefault(key);
            lines[key] = (count + 1, sum + amount);
        }
    }
}
