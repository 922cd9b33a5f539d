namespace Puente.Money.Tracing;

/// <summary>One line of an account's ledger.</summary>
/// <param name="Row">The transfer.</param>
/// <param name="Out">Whether it leaves.</param>
/// <param name="Other">The account at the other end.</param>
/// <param name="Amount">What came in or went out, minor units.</param>
/// <param name="Part">What is traced of it. Under poison it is the whole of what was reached.</param>
/// <param name="Balance">What lies in the account after it.</param>
/// <param name="Held">The tainted part of that.</param>
/// <param name="Line">The line of the trace; null for a transfer that no tainted money took part in.</param>
public sealed record LedgerLine(int Row, bool Out, int Other, long Amount, ByRule Part, long Balance, ByRule Held, TraceLine? Line);

/// <summary>The ledger of an account of a trace in one currency, from the transfer by which tainted money first reached it.</summary>
/// <param name="Account">The account.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Hop">Payments between the proceeds and the account.</param>
/// <param name="Before">What lay in it before.</param>
/// <param name="Lines">In the order in which money moved.</param>
/// <param name="Arrived">What of the proceeds came in, of all lines together; under poison nothing, since that is never summed.</param>
/// <param name="Remaining">What is left at the end.</param>
public sealed record AccountLedger(int Account, byte Currency, int Hop, long Before, IReadOnlyList<LedgerLine> Lines, ByRule Arrived, Remaining Remaining)
{
    /// <summary>The ledgers of a trace, in the order in which tainted money reached their accounts.</summary>
    /// <param name="index">The transfers.</param>
    /// <param name="answer">The trace.</param>
    /// <param name="openings">Opening balance of each ledger's account.</param>
    public static IReadOnlyList<AccountLedger> Of(TransferIndex index, TraceAnswer answer, Func<int, byte, long> openings)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(openings);
        var lines = answer.Lines.ToDictionary(l => l.Row);
        return [.. answer.Remaining.Select(r => Of(index, answer, lines, r, openings(r.Account, r.Currency)))];
    }

    private static AccountLedger Of(TransferIndex index, TraceAnswer answer, Dictionary<int, TraceLine> lines, Remaining left, long opening)
    {
        var (all, told) = (index.Transfers, new List<LedgerLine>());
        var (balance, before, held, arrived, begun) = (opening, 0L, default(ByRule), default(ByRule), false);
        foreach (var rank in index.Of(left.Account))
        {
            var row = index.Order[rank];
            if (all.Time[row] > answer.Question.Until) break;
            var (pays, receives) = (all.From[row] == left.Account && all.Currency[row] == left.Currency, all.To[row] == left.Account && index.ReceivedCurrency(row) == left.Currency);
            if (!pays && !receives || pays && receives) continue;
            var line = lines.TryGetValue(row, out var traced) ? traced : (TraceLine?)null;
            if (!begun && receives && line is { Fate: Fate.Followed }) (begun, before) = (true, balance);
            balance += index.Change(row, left.Account, left.Currency);
            if (!begun) continue;
            var part = line is not { } of ? default : pays ? of.Traced : of.Arrived;
            held = pays ? Less(held, part) : Less(More(held, part), line?.Lender ?? default);
            if (receives) arrived = More(arrived, part);
            told.Add(new LedgerLine(row, pays, pays ? all.To[row] : all.From[row], pays ? all.Amount[row] : index.Received(row), part, balance, held, line));
        }

        return new AccountLedger(left.Account, left.Currency, left.Hop, before, told, arrived with { Poison = 0 }, left);
    }

    private static ByRule More(ByRule a, ByRule b) => new(a.Fifo + b.Fifo, a.ProRata + b.ProRata, 0, a.Libr + b.Libr, a.Difo + b.Difo);

    private static ByRule Less(ByRule a, ByRule b) => new(a.Fifo - b.Fifo, a.ProRata - b.ProRata, 0, a.Libr - b.Libr, a.Difo - b.Difo);
}
