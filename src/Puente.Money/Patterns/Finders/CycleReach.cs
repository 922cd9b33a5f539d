using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Finders;

/// <summary>
/// How far cycles are searched in a table, so that the work stays near a fixed amount whatever its size: how many hops with any amounts within the window, and how many
/// with amounts that stay within a tolerance, over the whole table. Told with the answer.
/// </summary>
/// <param name="FreeHops">The longest cycle of any amounts and any order of time.</param>
/// <param name="Even">The longest cycle, in any order of time and over the whole table, whose amounts differ from hop to hop by no more than a tolerance.</param>
internal sealed record CycleReach(int FreeHops, IReadOnlyList<EvenReach> Even)
{
    private const double Work = 2e8;

    /// <summary>Cycles of any amounts are the less telling, and get less of the work.</summary>
    private const double FreeWork = 2e7;

    /// <summary>Sets the reach for a table.</summary>
    public static CycleReach For(TrafficIndex traffic, PatternOptions options)
    {
        var (ways, payments) = (0.0, Math.Max(1.0, traffic.Payments));
        for (var account = 0; account < traffic.Accounts; account++)
        {
            var (outs, ins) = (traffic.Out(account).Length, traffic.In(account).Length);
            if (outs <= options.Hub && ins <= options.Hub) ways += (double)outs * ins;
        }

        ways = Math.Max(0.01, ways / payments);
        var part = Math.Min(1, options.CycleWindow / (double)traffic.Background.Span);
        var free = Hops(payments, ways * part, 1, 3, 12, FreeWork);
        var even = new List<EvenReach>();
        foreach (var tolerance in (ReadOnlySpan<double>)[0.02, 0.06, 0.17])
        {
            var hops = Hops(payments, ways * traffic.Background.Near(tolerance) * 2, ways, 0, options.Hops, Work);
            if (hops > 3) even.Add(new EvenReach(tolerance, hops));
        }

        return new CycleReach(free, even);
    }

    private static int Hops(double payments, double branching, double each, int least, int most, double work)
    {
        var cost = payments * each;
        var hops = 2;
        for (var level = cost; hops < most; hops++)
        {
            level *= Math.Max(branching, 0.05);
            cost += level;
            if (cost > work) break;
        }

        return Math.Max(least, hops);
    }
}

/// <summary>How far cycles of even amounts are searched.</summary>
internal sealed record EvenReach(double Tolerance, int Hops);
