using Puente.Evidence.Records;
using Puente.Money.Returns.Loading;

namespace Puente.Money.Returns.Pairing;

/// <summary>Which of the pairs that count for a viewer he counts by, when not all of them can be true.</summary>
internal static class CountedPairs
{
    /// <summary>The pairs that join no line to two others, and by what another unit says no two reports of one source.</summary>
    /// <param name="pairs">The pairs that the viewer sees and that count once.</param>
    /// <param name="sources">The statements in them, each with its source as far as the viewer sees it.</param>
    public static IEnumerable<PairView> Of(IEnumerable<PairView> pairs, IReadOnlyDictionary<StatementId, SourceId?> sources)
    {
        var each = EachLineOnce(pairs).ToList();
        return each.Exists(IsOfOthers) ? OneOfEachSource(each, sources) : each;
    }

    /// <summary>Pairs by which each line counts once: accepted ones first, then those that fit best. Pairs of statements stay all.</summary>
    private static IEnumerable<PairView> EachLineOnce(IEnumerable<PairView> pairs)
    {
        var (left, right) = (new HashSet<(ReturnId, long)>(), new HashSet<(ReturnId, long)>());
        foreach (var pair in pairs.OrderByDescending(p => p.Decision).ThenByDescending(p => p.Score).ThenBy(p => p.Id.Key))
        {
            var (went, came) = (Side(pair.Out), Side(pair.In));
            if (pair.IsOfLines && (left.Contains(went) || right.Contains(came))) continue;
            if (pair.IsOfLines && left.Add(went)) right.Add(came);
            yield return pair;
        }
    }

    /// <summary>
    /// The unit's own pairs, and of another's those that go with them: first what a person decided last, then what the rule finds best. One source does not report a payment twice,
    /// and a statement that the unit accepted with one statement is with no other unless the two are one.
    /// </summary>
    private static IEnumerable<PairView> OneOfEachSource(IReadOnlyList<PairView> pairs, IReadOnlyDictionary<StatementId, SourceId?> sources)
    {
        var (payments, reporting) = (new Disjoint<(ReturnId, long)>(), new Dictionary<(ReturnId, long), HashSet<SourceId>>());
        var accepted = pairs.Where(p => p.IsOwn && p.Decision == PairDecision.Accepted).Select(p => p.In.Fact).OfType<StatementId>().ToHashSet();
        foreach (var pair in pairs.OrderBy(IsOfOthers).ThenByDescending(p => p.Decision).ThenByDescending(p => p.Decided).ThenByDescending(p => p.Score).ThenBy(p => p.Id.Key))
        {
            var (left, right) = (payments.Root(Side(pair.Out)), payments.Root(Side(pair.In)));
            var (ofLeft, ofRight) = (Reporting(left, pair.Out), Reporting(right, pair.In));
            var isElsewhere = pair.Out.Fact is not null && pair.In.Fact is { } statement && accepted.Contains(statement);
            if (left != right && IsOfOthers(pair) && (isElsewhere || ofLeft.Overlaps(ofRight))) continue;
            payments.Join(left, right);
            ofRight.UnionWith(ofLeft);
            yield return pair;
        }

        HashSet<SourceId> Reporting((ReturnId, long) root, PairSide side)
        {
            if (!reporting.TryGetValue(root, out var all)) reporting[root] = all = side.Fact is { } fact && sources.GetValueOrDefault(fact) is { } source ? [source] : [];
            return all;
        }
    }

    private static bool IsOfOthers(PairView pair) => !pair.IsOwn && !pair.IsOfLines;

    private static (ReturnId, long) Side(PairSide side) => (side.Return, side.Row);
}
