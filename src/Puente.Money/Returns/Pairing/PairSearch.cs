namespace Puente.Money.Returns.Pairing;

/// <summary>Finds lines of two banks that report one transfer: one to one, best first; where two fit equally well neither is taken.</summary>
public static class PairSearch
{
    /// <summary>Pairs the lines. Those that <paramref name="settled"/> names were decided by a person and take no part; a pair that <paramref name="dismissed"/> names never comes again.</summary>
    public static IReadOnlyList<Pair> Find(IReadOnlyList<PairLine> lines, PairRule rule, IReadOnlySet<(long Return, long Row)>? settled = null, IReadOnlySet<(long Return, long Row, long OtherReturn, long OtherRow)>? dismissed = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(rule);
        var free = settled is null ? lines : [.. lines.Where(l => !settled.Contains((l.Return, l.Row)))];
        var fits = Fits(free, rule, dismissed);
        return [.. BestFirst.Take(fits, f => f.Score, f => Key(f.Out), f => Key(f.In), f => (f.Out.Return, f.Out.Account, f.Out.Day, In: f.In.Return, To: f.In.Account, On: f.In.Day, f.In.Amount, f.In.Currency))
            .Select(f => f.IsAmbiguous ? f.Fit with { Standing = PairStanding.Ambiguous } : f.Fit)];
    }

    private static List<Pair> Fits(IReadOnlyList<PairLine> lines, PairRule rule, IReadOnlySet<(long Return, long Row, long OtherReturn, long OtherRow)>? dismissed)
    {
        var incoming = lines.Where(l => l.Amount > 0).GroupBy(l => (l.Currency, l.Amount)).ToDictionary(g => g.Key, g => g.OrderBy(l => l.Day).ToList());
        var fits = new List<Pair>();
        foreach (var outgoing in lines.Where(l => l.Amount < 0))
        {
            if (!incoming.TryGetValue((outgoing.Currency, -outgoing.Amount), out var candidates)) continue;
            for (var i = FirstFrom(candidates, outgoing.Day - rule.DaysBefore); i < candidates.Count && candidates[i].Day <= outgoing.Day + rule.DaysAfter; i++)
                if (rule.Fit(outgoing, candidates[i]) is { } fit && dismissed?.Contains((outgoing.Return, outgoing.Row, candidates[i].Return, candidates[i].Row)) != true)
                    fits.Add(new Pair(outgoing, candidates[i], fit.Score, fit.Reasons, fit.Told ? PairStanding.ByRule : PairStanding.Suggested));
        }

        return fits;
    }

    private static int FirstFrom(List<PairLine> sorted, int day)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle].Day < day) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static (long, long) Key(PairLine line) => (line.Return, line.Row);
}
