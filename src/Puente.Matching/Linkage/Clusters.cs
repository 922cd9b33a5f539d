namespace Puente.Matching.Linkage;

/// <summary>
/// Pairs taken together: records that a chain of matches joins. A cluster is a suggestion of work, not a fact: each link in it has its
/// own score, and the weakest is shown.
/// </summary>
/// <param name="Members">Positions of the records, ascending.</param>
/// <param name="Links">The pairs that hold it together.</param>
public sealed record Cluster(IReadOnlyList<int> Members, IReadOnlyList<LinkedPair> Links)
{
    /// <summary>The score of its weakest link.</summary>
    public double Weakest => Links.Min(l => l.Result.Score);

    /// <summary>Clusters of the pairs that decide for a match.</summary>
    public static IReadOnlyList<Cluster> Of(int records, IEnumerable<LinkedPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var heads = Enumerable.Range(0, records).ToArray();
        var links = pairs.Where(p => p.Result.Decision == Names.MatchDecision.Match).ToList();
        foreach (var link in links) heads[Math.Max(Head(heads, link.Left), Head(heads, link.Right))] = Math.Min(Head(heads, link.Left), Head(heads, link.Right));
        return [.. links.GroupBy(l => Head(heads, l.Left)).OrderBy(g => g.Key)
            .Select(g => new Cluster([.. g.SelectMany(l => (int[])[l.Left, l.Right]).Distinct().Order()], [.. g]))];
    }

    private static int Head(int[] heads, int at)
    {
        while (heads[at] != at) at = heads[at] = heads[heads[at]];
        return at;
    }
}
