namespace Puente.Money.Patterns.Traffic;

/// <summary>
/// What is usual in a table, measured on the table itself: how often a payment opens a relation, how often it is split, how far amounts lie apart. Every weight of a
/// finding is how unlikely it would be against this, so that no figure of any one data set is built in.
/// </summary>
internal sealed class Background
{
    private float[] _level = [];
    private float[]?[] _steps = [];

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

    /// <summary>
    /// The share of the table's amounts of a currency that lie as near to an amount as this (natural logarithm of their ratio, either way): what the nearness of another is
    /// worth. Three in a hundred are added, because the nearest of several was chosen; never below 1 in 200. Where a currency is rare, the spread of all amounts decides.
    /// </summary>
    public double Near(ushort currency, long amount, double apart)
    {
        if (currency >= _steps.Length || _steps[currency] is not { } steps) return Near(apart, Spread);
        var log = Amounts.Log(amount);
        var reach = (float)apart + 0.03f;
        return Math.Clamp(Share(steps, log + reach) - Share(steps, log - reach), 0.005, 1);
    }

    /// <summary>The share of amounts below a logarithm, straight between the steps.</summary>
    private static double Share(float[] steps, float log)
    {
        if (log <= steps[0]) return 0;
        if (log >= steps[^1]) return 1;
        var at = Array.BinarySearch(steps, log);
        if (at < 0) at = ~at - 1;
        at = Math.Min(at, steps.Length - 2);
        var width = steps[at + 1] - steps[at];
        return (at + (width <= 0 ? 1 : (log - steps[at]) / width)) / (steps.Length - 1);
    }

    /// <summary>The logarithms that part each currency's amounts into equal shares; none for a currency with few payments.</summary>
    private static float[]?[] StepsOf(Payment[] payments, int currencies)
    {
        const int Sample = 1 << 17;
        const int Few = 200;
        var sampled = Enumerable.Range(0, currencies).Select(_ => new List<float>()).ToArray();
        var every = Math.Max(1, payments.Length / Sample);
        for (var i = 0; i < payments.Length; i += every) sampled[payments[i].Currency].Add(Amounts.Log(payments[i].Amount));
        return [.. sampled.Select(logs =>
        {
            if (logs.Count < Few) return null;
            logs.Sort();
            var parts = Math.Min(256, logs.Count / 4);
            return (float[]?)[.. Enumerable.Range(0, parts + 1).Select(i => logs[(int)((long)i * (logs.Count - 1) / parts)])];
        })];
    }

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
            _steps = StepsOf(payments, currencies),
            Payments = payments.Length,
            Accounts = accounts,
            Span = Math.Max(1, last),
            First = Math.Clamp((tallies.Sum(t => t.Relations) + 1) / (all + 1), 1e-4, 1),
            Split = Math.Clamp((tallies.Sum(t => t.Splits) + 1) / (all + 1), 1e-5, 1),
            Spread = Math.Max(0.1, Math.Sqrt(spread / all)),
        };
    }
}
