using Puente.Money.Records;

namespace Puente.Money.Tracing;

/// <summary>
/// Follows proceeds forward through accounts under all rules at once. Events go by time and then by row; a transfer from an account to itself in one currency
/// moves nothing. Only accounts that tainted money reaches are opened, with the balance that the record before gives them.
/// </summary>
public sealed class Tracer
{
    private readonly TransferIndex _index;
    private readonly Transfers _all;
    private readonly TraceQuestion _question;
    private readonly Dictionary<int, int> _sources = [];
    private readonly ulong[] _due;
    private readonly Ledger?[] _ledgers;
    private readonly List<Ledger> _opened = [];
    private readonly List<TraceLine> _lines = [];
    private readonly List<Lot> _lots = [];
    private readonly List<Conversion> _conversions = [];
    private readonly List<OpeningAssumption> _openings = [];
    private readonly Taint _taken, _lender;
    private readonly Tally _tally;
    private bool _cut;

    private Tracer(TransferIndex index, TraceQuestion question)
    {
        (_index, _all, _question) = (index, index.Transfers, question);
        foreach (var row in question.Proceeds) _sources.TryAdd(row, _sources.Count);
        _due = new ulong[(index.Order.Length + 63) / 64];
        _ledgers = new Ledger?[_all.Accounts.Count];
        (_taken, _lender, _tally) = (new Taint(_sources.Count), new Taint(_sources.Count), new Tally(_all.Currencies.Count, _sources.Count));
    }

    /// <summary>Traces.</summary>
    public static TraceAnswer Trace(TransferIndex index, TraceQuestion question, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(question);
        return new Tracer(index, question).Run(stop);
    }

    private TraceAnswer Run(CancellationToken stop)
    {
        foreach (var rank in _sources.Keys.Select(RankOf)) _due[rank >> 6] |= 1UL << rank;
        for (var word = 0; word < _due.Length; word++)
        {
            if ((word & 0xFF) == 0) stop.ThrowIfCancellationRequested();
            while (_due[word] != 0)
            {
                var bit = System.Numerics.BitOperations.TrailingZeroCount(_due[word]);
                _due[word] &= _due[word] - 1;
                var rank = word * 64 + bit;
                var row = _index.Order[rank];
                if (_all.Time[row] <= _question.Until) Step(row, rank);
            }
        }

        foreach (var ledger in _opened) _tally.Add(ledger);
        return new TraceAnswer(_all, _question, _lines, _lots, _conversions, _openings, [.. _opened.Select(l => new Remaining(l.Account, l.Currency, l.Hop, l.Balance, l.Tainted))], _tally.Totals(), _cut);
    }

    private int RankOf(int row)
    {
        foreach (var rank in _index.Of(_all.From[row]))
            if (_index.Order[rank] == row) return rank;
        throw new InvalidOperationException("A transfer that its payer's index does not hold.");
    }

    private void Step(int row, int rank)
    {
        var (from, to, amount, currency) = (_all.From[row], _all.To[row], _all.Amount[row], _all.Currency[row]);
        var (received, into) = (_index.Received(row), _index.ReceivedCurrency(row));
        var proceeds = _sources.TryGetValue(row, out var source);
        if (from == to && currency == into && !proceeds) return;
        var (payer, payee) = (Find(from, currency), Find(to, into));
        if (payer is null && payee is null && !proceeds) return;
        _taken.Clear();
        _lender.Clear();
        var line = new TraceLine(row, payer?.Hop ?? -1, default, default, Fate.Followed) { Balance = payer?.Balance ?? 0, Tainted = payer?.Tainted ?? default, FirstLot = _lots.Count };
        payer?.Debit(amount, _taken);
        if (_taken.Poison > 0 || proceeds)
        {
            line = line with { Traced = _taken.Sums(), LotCount = _taken.Fifo.Count };
            _lots.AddRange(_taken.Fifo);
        }

        if (_taken.Poison == 0 && !proceeds)
        {
            payee?.Credit(received, row, Clean(), _lender);
            return;
        }

        if (proceeds && payee is null) payee = Open(to, into, rank, 0);
        else if (payee is null) (payee, line) = Reach(to, into, rank, payer!.Hop + 1, line);
        if (payee is null) _tally.Add(currency, _taken, static (total, sum) => total.Beyond += sum);
        else
        {
            if (amount > 0 && (amount != received || currency != into)) Change(row, (amount, currency), (received, into));
            if (proceeds) line = line with { Introduced = Introduce(source, received, row, into) };
            payee.Hop = Math.Min(payee.Hop, proceeds ? 0 : payer!.Hop + 1);
            var overdrawn = payee.Balance < 0;
            payee.Credit(received, row, _taken, _lender);
            if (overdrawn) _tally.Add(into, _lender, static (total, sum) => total.Lender += sum);
        }

        _lines.Add(line with { Arrived = _taken.Sums(), Lender = _lender.Fifo.Count > 0 ? _lender.Sums() : default });
    }

    /// <summary>What came in clean: its lots are of no account.</summary>
    private Taint Clean()
    {
        _taken.Fifo.Clear();
        return _taken;
    }

    /// <summary>All that arrived becomes proceeds; what its payer already held of earlier ones is not introduced again.</summary>
    private ByRule Introduce(int source, long amount, int row, byte currency)
    {
        var known = _taken.Sums();
        _tally.Add(currency, _taken, static (total, sum) => total.Introduced -= sum);
        _taken.Complete(source, amount, row);
        _tally.Add(currency, _taken, static (total, sum) => total.Introduced += sum);
        return new ByRule(amount - known.Fifo, amount - known.ProRata, amount, amount - known.Libr, amount - known.Difo);
    }

    /// <summary>The money became another amount on the way: a fee was kept, something was added, or it was changed into another currency.</summary>
    private void Change(int row, (long Amount, byte Currency) paid, (long Amount, byte Currency) received)
    {
        if (paid.Currency == received.Currency && received.Amount > paid.Amount)
        {
            _taken.Fifo.Add(new Lot(-1, received.Amount - paid.Amount, row));
            return;
        }

        var before = _taken.Sums();
        if (paid.Currency != received.Currency) _tally.Add(paid.Currency, _taken, static (total, sum) => total.ChangedOut += sum);
        else _tally.Add(paid.Currency, _taken, static (total, sum) => total.Kept += sum);
        _taken.Change(paid.Amount, received.Amount);
        if (paid.Currency != received.Currency)
        {
            _tally.Add(received.Currency, _taken, static (total, sum) => total.ChangedIn += sum);
            if (before.Poison > 0) _conversions.Add(new Conversion(row, paid, received, before, _taken.Sums()));
        }
        else _tally.Add(paid.Currency, _taken, static (total, sum) => total.Kept -= sum);
    }

    private (Ledger? Payee, TraceLine Line) Reach(int account, byte currency, int rank, int hop, TraceLine line)
    {
        if (hop > _question.Hops) return (null, line with { Fate = Fate.BeyondHops });
        if (_opened.Count < _question.MostAccounts) return (Open(account, currency, rank, hop), line);
        _cut = true;
        return (null, line with { Fate = Fate.BeyondAccounts });
    }

    private Ledger? Find(int account, byte currency)
    {
        for (var ledger = _ledgers[account]; ledger is not null; ledger = ledger.Next)
            if (ledger.Currency == currency) return ledger;
        return null;
    }

    /// <summary>Opens an account at a moment: its balance is that of the record, from the opening that was given or, without one, from the least that keeps it from being overdrawn.</summary>
    private Ledger Open(int account, byte currency, int at, int hop)
    {
        var (running, before, lowest, lowestRow) = (0L, 0L, 0L, -1);
        foreach (var rank in _index.Of(account))
        {
            var row = _index.Order[rank];
            if (_all.Time[row] > _question.Until) break;
            if (rank == at) before = running;
            else if (rank > at) _due[rank >> 6] |= 1UL << rank;
            running += _index.Change(row, account, currency);
            if (running < lowest) (lowest, lowestRow) = (running, row);
        }

        if (!_question.Openings.TryGetValue((account, currency), out var opening))
        {
            opening = -lowest;
            _openings.Add(new OpeningAssumption(account, currency, opening, lowestRow));
        }

        var ledger = new Ledger(account, currency, hop, opening + before, _sources.Count) { Next = _ledgers[account] };
        _ledgers[account] = ledger;
        _opened.Add(ledger);
        return ledger;
    }
}
