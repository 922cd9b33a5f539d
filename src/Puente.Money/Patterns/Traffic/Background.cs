namespace Puente.Money.Patterns.Traffic;

/// <summary>
/// What is usual in a table, measured on the table itself: how often a payment opens a relation, how often it is split, how far amounts lie apart. Every weight of a
/// finding is how unlikely it would be against this, so that no figure of any one data set is built in.
/// </summary>
internal sealed class Background
{
    private float[] _level = [];

    /// <summary>Payments of the table.</summary>
    public long Payments { get; private init; }

    /// <summary>Accounts that pay or are paid.</summary>
    public int Accounts { get; private init; }

    /// <summary>Seconds from the first payment to the last, at least one.</summary>
    public int Span { get; private init; } = 1;

    /// <summary>The share of payments that open a relation.</summary>
    public double First { get; private init; } = 1;

    /// <summary>The share of payments that are split in three or more.</summary>
    public double Split { get; private init; } = 1;

    /// <summary>How far the logarithms of amounts of one currency spread.</summary>
    public double Spread { get; private init; } = 1;

    /// <summary>The usual logarithm of an amount of this currency.</summary>
    public float Level(ushort currency) => currency < _level.Length ? _level[currency] : 0;

    /// <summary>The chance that two unrelated amounts lie as near as this (natural logarithm of their ratio). Three in a hundred are added, because the nearest of
    /// several was chosen; never below 1 in 200.</summary>
    public double Near(double apart) => Near(apart, Spread);

    /// <summary>The same for amounts that spread otherwise.</summary>
    public static double Near(double apart, double spread) => Math.Clamp((apart + 0.03) / (1.77 * spread), 0.005, 1);

    /// <summary>What one thread counted.</summary>
    public struct Tally
    {
        public long Relations;
        public long Splits;

        public void Relation(ReadOnlySpan<Payment> payments)
        {
            Relations++;
            foreach (ref readonly var payment in payments)
                if (payment.Is(Traits.Split)) Splits++;
        }
    }

    /// <summary>Sums up a table.</summary>
    public static Background Of(Tally[] tallies, Payment[] payments, int accounts)
    {
        var currencies = 1;
        foreach (ref readonly var payment in payments.AsSpan()) currencies = Math.Max(currencies, payment.Currency + 1);
        var (sum, square, count) = (new double[currencies], new double[currencies], new long[currencies]);
        var last = 0;
        foreach (ref readonly var payment in payments.AsSpan())
        {
            double log = Amounts.Log(payment.Amount);
            sum[payment.Currency] += log;
            square[payment.Currency] += log * log;
            count[payment.Currency]++;
            last = Math.Max(last, payment.At);
        }

        var spread = 0.0;
        var level = new float[currencies];
        for (var currency = 0; currency < currencies; currency++)
        {
            if (count[currency] == 0) continue;
            var mean = sum[currency] / count[currency];
            level[currency] = (float)mean;
            spread += Math.Max(0, square[currency] - count[currency] * mean * mean);
        }

        double all = Math.Max(1, payments.Length);
        return new Background
        {
            _level = level,
            Payments = payments.Length,
            Accounts = accounts,
            Span = Math.Max(1, last),
            First = Math.Clamp((tallies.Sum(t => t.Relations) + 1) / (all + 1), 1e-4, 1),
            Split = Math.Clamp((tallies.Sum(t => t.Splits) + 1) / (all + 1), 1e-5, 1),
            Spread = Math.Max(0.1, Math.Sqrt(spread / all)),
        };
    }
}
