using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Ranking;

/// <summary>The weights that all patterns share.</summary>
internal sealed class Weighing(TrafficIndex traffic)
{
    private readonly Background _usual = traffic.Background;

    /// <summary>The most that the legs themselves can say, cheaply: no habit is looked up.</summary>
    public double Most(ReadOnlySpan<Payment> payments)
    {
        var (once, split) = (0, 0);
        foreach (ref readonly var payment in payments)
        {
            if (payment.Is(Traits.Only)) once++;
            if (payment.Is(Traits.Split)) split++;
        }

        return Math.Min(10, once * -Math.Log(_usual.First)) * Share(once, payments.Length)
            + Math.Min(10, split * Math.Min(4, -Math.Log(_usual.Split))) * Share(split, payments.Length) + Math.Min(5, payments.Length);
    }

    /// <summary>What the legs themselves say: how new, how split, how unlike the payers' habits, how regular.</summary>
    public Weights Of(ReadOnlySpan<Leg> legs)
    {
        var weights = default(Weights);
        var (first, split, strange, regular) = (0, 0, 0.0, 0);
        foreach (ref readonly var leg in legs)
        {
            if (leg.Payment.Is(Traits.Only)) first++;
            if (leg.Payment.Is(Traits.Split)) split++;
            if (leg.Payment.Is(Traits.Regular)) regular++;
            strange += Strange(leg);
        }

        // What few of many legs show weighs less than what most of them show.
        weights.Novelty = Math.Min(10, first * -Math.Log(_usual.First)) * Share(first, legs.Length);
        weights.Splits = Math.Min(10, split * Math.Min(4, -Math.Log(_usual.Split))) * Share(split, legs.Length);
        weights.Habit = Math.Min(5, strange) * Share(strange, legs.Length);
        weights.Ordinary = 3.0 * regular;
        return weights;
    }

    private static double Share(double some, int all) => all == 0 ? 0 : Math.Sqrt(Math.Min(1, some / all));

    /// <summary>How far a payment lies from what the payer usually pays, in spreads of the table beyond the first; at most 1.</summary>
    public double Strange(in Leg leg)
    {
        var usual = traffic.Habits.Out(leg.From);
        if (float.IsNaN(usual)) return 0;
        var apart = Math.Abs(Amounts.Log(leg.Payment.Amount) - _usual.Level(leg.Payment.Currency) - usual) / _usual.Spread;
        return Math.Clamp(apart - 1, 0, 1);
    }

    /// <summary>
    /// How telling it is that money went on from one payment to the other: the fewer ways the middle account had, and the nearer the amounts. Below nothing when the
    /// account had more ways than the amounts can tell apart, as hubs have.
    /// </summary>
    public double Hop(in Leg into, in Leg outOf, int window)
    {
        var outs = traffic.Out(into.To);
        var until = (int)Math.Min(int.MaxValue - 1, into.Payment.At + (long)window);
        var ways = Math.Max(1, TrafficIndex.CountBetween(outs, into.Payment.At, until));
        return Math.Clamp(-Math.Log(ways * Around(into.Payment, outOf.Payment, 0)), -2.5, 3);
    }

    /// <summary>The same where both were chosen: what came in shortly before counts as a way too.</summary>
    public double Chosen(in Leg into, in Leg outOf, int window)
    {
        var from = (int)Math.Max(int.MinValue + 1, outOf.Payment.At - (long)window);
        var rivals = Math.Max(1, TrafficIndex.CountBetween(traffic.In(into.To), from, outOf.Payment.At));
        return Math.Max(-2.5, Hop(into, outOf, window) - Math.Log(rivals));
    }

    /// <summary>The same where the order of time plays no part: all that the middle account paid between two moments counts as a way, and
    /// amounts count as no nearer than the tolerance that was searched with.</summary>
    public double Anyhow(in Leg into, in Leg outOf, int from, int to, double tolerance)
    {
        var ways = Math.Max(1, TrafficIndex.CountBetween(traffic.Out(into.To), from, to));
        return Math.Clamp(-Math.Log(ways * Around(into.Payment, outOf.Payment, tolerance)) - 0.5, -2.5, 3);
    }

    /// <summary>The chance of amounts as near as this. A little less coming out than went in is what a fee leaves, and counts as near as half of it.</summary>
    private double Around(in Payment into, in Payment outOf, double tolerance)
    {
        if (Amounts.Kept(into, outOf) is not { } kept) return 1;
        var apart = Math.Max(tolerance, kept is < 0 and > -0.25 ? -kept / 2 : Math.Abs(kept));
        return _usual.Near(outOf.Currency, into.Amount, apart);
    }

    /// <summary>How much shorter money rested at an account than it usually does there; at most 1.5.</summary>
    public double Haste(in Leg into, in Leg outOf)
    {
        var rest = outOf.Payment.At - (double)into.Payment.At;
        if (rest < 0) return 0;
        var usual = _usual.Span / (double)(1 + traffic.Out(into.To).Length);
        return Math.Clamp(0.5 * Math.Log(usual / Math.Max(rest, 3600)), 0, 1.5);
    }

    /// <summary>How surprising it is to meet so many where so many are expected (Poisson), looked for in so many windows of every account; at most 8, never below nothing.</summary>
    public double Surprise(int met, double expected, double windows = 1) =>
        met <= expected ? 0 : Math.Clamp(-LogTail(met, expected) - Math.Log(Math.Max(1, windows) * Math.Max(1, _usual.Accounts)), 0, 8);

    /// <summary>The logarithm of the chance of at least so many, by its first terms.</summary>
    private static double LogTail(int met, double expected)
    {
        expected = Math.Max(expected, 1e-9);
        var term = met * Math.Log(expected) - expected - LogFactorial(met);
        double sum = 1, next = 1;
        for (var i = 1; i <= 20; i++)
        {
            next *= expected / (met + i);
            sum += next;
        }

        return Math.Min(0, term + Math.Log(sum));
    }

    /// <summary>The logarithm of a factorial, by Stirling's series where it is long.</summary>
    public static double LogFactorial(int n)
    {
        if (n > 12) return n * Math.Log(n) - n + 0.5 * Math.Log(2 * Math.PI * n) + 1.0 / (12 * n);
        var log = 0.0;
        for (var i = 2; i <= n; i++) log += Math.Log(i);
        return log;
    }
}
