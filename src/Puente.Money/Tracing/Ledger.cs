namespace Puente.Money.Tracing;

/// <summary>One account in one currency under all rules at once. Lots and tainted parts never exceed what lies in the account.</summary>
internal sealed class Ledger(int account, byte currency, int hop, long balance, int sources)
{
    private readonly Lots _lots = Filled(balance);
    private readonly long[] _proRata = new long[sources], _libr = new long[sources], _difo = new long[sources];
    private long _poison, _fifo;

    public int Account => account;

    public byte Currency => currency;

    /// <summary>Payments between the proceeds and this account.</summary>
    public int Hop { get; set; } = hop;

    /// <summary>What lies in the account; below zero when it is overdrawn.</summary>
    public long Balance { get; private set; } = balance;

    /// <summary>The next ledger of the same account, in another currency.</summary>
    public Ledger? Next { get; set; }

    /// <summary>The tainted part now.</summary>
    public ByRule Tainted => new(_fifo, Shares.Sum(_proRata), _poison, Shares.Sum(_libr), Shares.Sum(_difo));

    /// <summary>What lies here of each source.</summary>
    public void AddTo(Rule rule, Span<long> into)
    {
        if (rule == Rule.Fifo)
        {
            _lots.AddTo(into);
            return;
        }

        var from = rule switch { Rule.ProRata => _proRata, Rule.Libr => _libr, _ => _difo };
        for (var i = 0; i < from.Length; i++) into[i] += from[i];
    }

    /// <summary>Money leaves; <paramref name="taken"/> says what it takes along.</summary>
    public void Debit(long amount, Taint taken)
    {
        var funded = Math.Clamp(Balance, 0, amount);
        if (_poison > 0)
        {
            if (funded == Balance) Take(_proRata, taken.ProRata);
            else if (funded > 0) Take(amount, Balance, _proRata, taken.ProRata);
            var (libr, difo) = (Shares.Sum(_libr), Shares.Sum(_difo));
            Take(libr - Math.Min(libr, Math.Max(0, Balance - amount)), libr, _libr, taken.Libr);
            Take(Math.Min(amount, difo), difo, _difo, taken.Difo);
            taken.Poison = amount;
        }

        var from = taken.Fifo.Count;
        _lots.Take(funded, taken.Fifo);
        for (var i = from; i < taken.Fifo.Count; i++)
            if (taken.Fifo[i].Source >= 0) _fifo -= taken.Fifo[i].Amount;
        if (amount > funded) taken.Fifo.Add(new Lot(-1, amount - funded, -1));
        Balance -= amount;
    }

    /// <summary>Money comes in. What covers an overdraft goes to the lender: the earliest payment that was not funded is paid first.</summary>
    /// <param name="amount">Minor units.</param>
    /// <param name="row">The transfer.</param>
    /// <param name="brought">What it brings along, its lots in order; empty lots when all is clean.</param>
    /// <param name="lender">What went to the lender.</param>
    public void Credit(long amount, int row, Taint brought, Taint lender)
    {
        var lent = Balance < 0 ? Math.Min(-Balance, amount) : 0;
        Balance += amount;
        var passed = lent;
        foreach (var lot in brought.Fifo)
        {
            var toLender = Math.Min(passed, lot.Amount);
            passed -= toLender;
            if (toLender > 0) lender.Fifo.Add(lot with { Amount = toLender });
            if (lot.Amount == toLender) continue;
            _lots.Put(new Lot(lot.Source, lot.Amount - toLender, row));
            if (lot.Source >= 0) _fifo += lot.Amount - toLender;
        }

        if (brought.Fifo.Count == 0) _lots.Put(new Lot(-1, amount - lent, row));
        if (brought.Poison == 0) return;
        _poison = brought.Poison > long.MaxValue - _poison ? long.MaxValue : _poison + brought.Poison;
        Add(brought.ProRata, _proRata);
        Add(brought.Libr, _libr);
        Add(brought.Difo, _difo);
        if (lent == 0) return;
        // Before this credit nothing tainted lay in an overdrawn account, so all of it came with the credit.
        Take(lent, amount, _proRata, lender.ProRata);
        var (libr, difo) = (Shares.Sum(_libr), Shares.Sum(_difo));
        Take(libr - Math.Min(libr, Math.Max(0, Balance)), libr, _libr, lender.Libr);
        Take(Math.Min(lent, difo), difo, _difo, lender.Difo);
    }

    private static Lots Filled(long balance)
    {
        var lots = new Lots();
        if (balance > 0) lots.Put(new Lot(-1, balance, -1));
        return lots;
    }

    private static void Take(long amount, long whole, long[] from, long[] to)
    {
        if (amount == 0) return;
        Span<long> shares = from.Length <= 64 ? stackalloc long[from.Length] : new long[from.Length];
        Shares.Of(amount, whole, from, shares);
        for (var i = 0; i < from.Length; i++)
        {
            from[i] -= shares[i];
            to[i] += shares[i];
        }
    }

    private static void Take(long[] from, long[] to)
    {
        Add(from, to);
        Array.Clear(from);
    }

    private static void Add(long[] from, long[] to)
    {
        for (var i = 0; i < from.Length; i++) to[i] += from[i];
    }
}
