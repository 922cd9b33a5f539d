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
        var (taken, found) = (new HashSet<(long, long)>(), new List<Pair>());
        foreach (var level in fits.GroupBy(f => f.Score).OrderByDescending(g => g.Key))
        {
            // Whoever fits two others equally well at the best score that is left to him is undecided, and so are those who fit him.
            var open = level.Where(f => !taken.Contains(Key(f.Out)) && !taken.Contains(Key(f.In))).ToList();
            open = Settled(open);
            var often = open.SelectMany(f => new[] { Key(f.Out), Key(f.In) }).CountBy(k => k).Where(k => k.Value > 1).Select(k => k.Key).ToHashSet();
            foreach (var fit in open.OrderBy(f => f.Out.Return).ThenBy(f => f.Out.Row).ThenBy(f => f.In.Return).ThenBy(f => f.In.Row))
                found.Add(often.Contains(Key(fit.Out)) || often.Contains(Key(fit.In)) ? fit with { Standing = PairStanding.Ambiguous } : fit);
            foreach (var fit in open) taken.UnionWith([Key(fit.Out), Key(fit.In)]);
        }

        return found;
    }

    /// <summary>
    /// Equal payments of one day between the same two accounts are interchangeable: as many out as in, and nothing else fits, so that they pair in
    /// the order of their rows. What remains is given back as it was.
    /// </summary>
    private static List<Pair> Settled(List<Pair> open)
    {
        var groups = open.GroupBy(f => (f.Out.Return, f.Out.Account, f.Out.Day, In: f.In.Return, To: f.In.Account, On: f.In.Day, f.In.Amount, f.In.Currency)).ToList();
        var settled = new List<Pair>(open.Count);
        foreach (var group in groups)
        {
            var (outs, ins) = (group.Select(f => f.Out).Distinct().OrderBy(l => l.Row).ToList(), group.Select(f => f.In).Distinct().OrderBy(l => l.Row).ToList());
            var elsewhere = open.Any(f => !group.Contains(f) && (outs.Contains(f.Out) || ins.Contains(f.In)));
            if (outs.Count < 2 || outs.Count != ins.Count || group.Count() != outs.Count * ins.Count || elsewhere) settled.AddRange(group);
            else settled.AddRange(outs.Zip(ins, (o, i) => group.First(f => f.Out == o && f.In == i)));
        }

        return settled;
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
