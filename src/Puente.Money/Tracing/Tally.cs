namespace Puente.Money.Tracing;

/// <summary>Adds up a trace by currency, rule and source.</summary>
internal sealed class Tally(int currencies, int sources)
{
    private static readonly Rule[] Rules = [Rule.Fifo, Rule.ProRata, Rule.Libr, Rule.Difo];
    private readonly TraceTotal?[] _totals = new TraceTotal?[currencies * Rules.Length * sources];
    private readonly long[] _scratch = new long[sources];

    /// <summary>Adds tainted money to one of the sums.</summary>
    public void Add(byte currency, Taint taint, Action<TraceTotal, long> to)
    {
        foreach (var rule in Rules)
        {
            Array.Clear(_scratch);
            taint.AddTo(rule, _scratch);
            Put(currency, rule, to);
        }
    }

    /// <summary>Adds what lies in a ledger.</summary>
    public void Add(Ledger ledger)
    {
        foreach (var rule in Rules)
        {
            Array.Clear(_scratch);
            ledger.AddTo(rule, _scratch);
            Put(ledger.Currency, rule, static (total, amount) => total.Remaining += amount);
        }
    }

    public IReadOnlyList<TraceTotal> Totals() => [.. _totals.OfType<TraceTotal>()];

    private void Put(byte currency, Rule rule, Action<TraceTotal, long> to)
    {
        for (var source = 0; source < _scratch.Length; source++)
        {
            if (_scratch[source] == 0) continue;
            ref var total = ref _totals[(currency * Rules.Length + Array.IndexOf(Rules, rule)) * _scratch.Length + source];
            to(total ??= new TraceTotal(currency, rule, source), _scratch[source]);
        }
    }
}
