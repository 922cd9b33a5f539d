namespace Puente.Money.Tracing;

/// <summary>Tainted money under each rule and of each source, on its way from one account to another.</summary>
internal sealed class Taint(int sources)
{
    public List<Lot> Fifo { get; } = [];
    public long[] ProRata { get; } = new long[sources];
    public long[] Libr { get; } = new long[sources];
    public long[] Difo { get; } = new long[sources];
    public long Poison { get; set; }

    /// <summary>The rules that share money out by source.</summary>
    public IEnumerable<(Rule Rule, long[] Sources)> Shared => [(Rule.ProRata, ProRata), (Rule.Libr, Libr), (Rule.Difo, Difo)];

    public void Clear()
    {
        Fifo.Clear();
        Array.Clear(ProRata);
        Array.Clear(Libr);
        Array.Clear(Difo);
        Poison = 0;
    }

    public ByRule Sums() => new(FifoSum(), Shares.Sum(ProRata), Poison, Shares.Sum(Libr), Shares.Sum(Difo));

    /// <summary>What each source has under a rule.</summary>
    public void AddTo(Rule rule, Span<long> into)
    {
        if (rule == Rule.Fifo)
        {
            foreach (var lot in Fifo)
                if (lot.Source >= 0) into[lot.Source] += lot.Amount;
            return;
        }

        var from = rule switch { Rule.ProRata => ProRata, Rule.Libr => Libr, _ => Difo };
        for (var i = 0; i < from.Length; i++) into[i] += from[i];
    }

    /// <summary>Makes the whole of a payment tainted: what was clean becomes proceeds of <paramref name="source"/>.</summary>
    public void Complete(int source, long amount, int row)
    {
        var known = 0L;
        for (var i = 0; i < Fifo.Count; i++)
        {
            known += Fifo[i].Amount;
            if (Fifo[i].Source < 0) Fifo[i] = new Lot(source, Fifo[i].Amount, row);
        }

        if (known < amount) Fifo.Add(new Lot(source, amount - known, row));
        ProRata[source] += amount - Shares.Sum(ProRata);
        Libr[source] += amount - Shares.Sum(Libr);
        Difo[source] += amount - Shares.Sum(Difo);
        Poison = amount;
    }

    /// <summary>The same money when <paramref name="amount"/> became <paramref name="received"/> on the way.</summary>
    public void Change(long amount, long received)
    {
        var (before, after) = (0L, 0L);
        for (var i = 0; i < Fifo.Count; i++)
        {
            before += Fifo[i].Amount;
            var until = Shares.Part(received, before, amount);
            Fifo[i] = Fifo[i] with { Amount = until - after };
            after = until;
        }

        foreach (var (_, sources) in Shared) Shares.Of(received, amount, [.. sources], sources);
        Poison = Poison == 0 ? 0 : received;
    }

    private long FifoSum()
    {
        var sum = 0L;
        foreach (var lot in Fifo)
            if (lot.Source >= 0) sum += lot.Amount;
        return sum;
    }
}
