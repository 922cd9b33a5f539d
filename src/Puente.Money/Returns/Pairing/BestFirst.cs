namespace Puente.Money.Returns.Pairing;

/// <summary>Takes fits one to one, best first; where something fits two others equally well, all of these are ambiguous and none is taken.</summary>
internal static class BestFirst
{
    /// <summary>The fits that are taken, and the ambiguous ones, level by level.</summary>
    /// <param name="fits">All fits.</param>
    /// <param name="score">How good a fit is.</param>
    /// <param name="left">The one side of a fit.</param>
    /// <param name="right">The other.</param>
    /// <param name="alike">Fits of equal payments between the same accounts have one name: as many on one side as on the other, they pair in their order.</param>
    public static IEnumerable<(TFit Fit, bool IsAmbiguous)> Take<TFit, TSide, TAlike>(IEnumerable<TFit> fits, Func<TFit, int> score, Func<TFit, TSide> left, Func<TFit, TSide> right, Func<TFit, TAlike> alike)
        where TSide : IComparable<TSide>
    {
        var (leftTaken, rightTaken) = (new HashSet<TSide>(), new HashSet<TSide>());
        foreach (var level in fits.GroupBy(score).OrderByDescending(g => g.Key))
        {
            // Whoever fits two others equally well at the best score that is left to him is undecided, and so are those who fit him.
            var open = Settled([.. level.Where(f => !leftTaken.Contains(left(f)) && !rightTaken.Contains(right(f)))], left, right, alike);
            var (leftOften, rightOften) = (Often(open.Select(left)), Often(open.Select(right)));
            foreach (var fit in open.OrderBy(left).ThenBy(right)) yield return (fit, leftOften.Contains(left(fit)) || rightOften.Contains(right(fit)));
            leftTaken.UnionWith(open.Select(left));
            rightTaken.UnionWith(open.Select(right));
        }
    }

    private static HashSet<TSide> Often<TSide>(IEnumerable<TSide> sides)
        where TSide : IComparable<TSide> => sides.CountBy(s => s).Where(k => k.Value > 1).Select(k => k.Key).ToHashSet();

    /// <summary>
    /// Equal payments of one day between the same two accounts are interchangeable: as many on the one side as on the other, and nothing else fits, so that they pair in
    /// their order. What remains is given back as it was.
    /// </summary>
    private static List<TFit> Settled<TFit, TSide, TAlike>(List<TFit> open, Func<TFit, TSide> left, Func<TFit, TSide> right, Func<TFit, TAlike> alike)
        where TSide : IComparable<TSide>
    {
        var settled = new List<TFit>(open.Count);
        var (ofLeft, ofRight) = (open.CountBy(left).ToDictionary(), open.CountBy(right).ToDictionary());
        foreach (var group in open.GroupBy(alike).Select(g => g.ToList()))
        {
            var (lefts, rights) = (group.Select(left).Distinct().Order().ToList(), group.Select(right).Distinct().Order().ToList());
            var elsewhere = group.Any(f => ofLeft[left(f)] != rights.Count || ofRight[right(f)] != lefts.Count);
            if (lefts.Count < 2 || lefts.Count != rights.Count || group.Count != lefts.Count * rights.Count || elsewhere) settled.AddRange(group);
            else settled.AddRange(lefts.Zip(rights, (l, r) => group.First(f => left(f).CompareTo(l) == 0 && right(f).CompareTo(r) == 0)));
        }

        return settled;
    }
}
