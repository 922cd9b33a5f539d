using Puente.Evidence.Records;
using Puente.Evidence.Walks;
using Puente.Graph.Budgets;
using Puente.Graph.Paths;
using Puente.Money.Returns.Pairing;

namespace Puente.Money.Following;

/// <summary>Paths as the graph gives them, made into an answer in the viewer's words.</summary>
internal sealed class FoundPaths(Walk walk, SameTransfers same)
{
    private readonly List<int[]> _paths = [];
    private int _all;

    public bool IsEmpty => _all == 0;

    /// <summary>Keeps the paths that are not the beginning of another.</summary>
    public void Add(PathTree tree, Direction direction)
    {
        _all += tree.Paths;
        var continued = new bool[tree.Count];
        for (var place = tree.Starts; place < tree.Count; place++) continued[tree.ParentOf(place)] = true;
        for (var place = tree.Starts; place < tree.Count; place++)
        {
            if (continued[place]) continue;
            var edges = tree.EdgesOf(place);
            if (direction == Direction.Backward) Array.Reverse(edges);
            _paths.Add(edges);
        }
    }

    public async Task<FollowAnswer> AnswerAsync(Reading reading, IReadOnlyList<int> starts, Cut cut, FollowQuestion question, CancellationToken stop)
    {
        var edges = Edges();
        var ends = await WalkEnds.OfAsync(walk, reading, starts.Concat(edges.Values.SelectMany(e => new[] { e.From, e.To })).Distinct(), stop);
        await StopAsync(reading, edges, ends, question, stop);
        var markings = edges.Values.Select(e => e.Mark).Distinct().ToDictionary(m => m, m => walk.Markings([m])[0]);
        var transfers = edges.ToDictionary(e => e.Key, e => Transfer(e.Key, e.Value, ends, markings));
        var paths = _paths.Select(p => new FollowedPath([.. p.Select(e => transfers[e])]))
            .OrderByDescending(p => p.Transfers.Count).ThenBy(p => p.Transfers[0].At).ThenByDescending(p => p.Transfers[^1].Amount).ToList();
        var flows = edges.GroupBy(e => (transfers[e.Key].From, transfers[e.Key].To, transfers[e.Key].Currency))
            .Select(g => new FollowedFlow(g.Key.From, g.Key.To, g.Key.Currency, g.Count(), g.Sum(e => transfers[e.Key].Amount), g.Min(e => transfers[e.Key].At), g.Max(e => transfers[e.Key].At)))
            .OrderByDescending(f => f.Amount).ThenBy(f => f.From.Name, StringComparer.Ordinal).ThenBy(f => f.To.Name, StringComparer.Ordinal).ToList();
        return new FollowAnswer([.. starts.Select(s => ends[s]).Distinct()], paths, flows, _all, cut, walk.Markings(edges.Values.Select(e => e.Mark)))
        {
            Once = edges.Keys.Sum(same.LeftOut),
        };
    }

    private sealed record Found(int From, int To, long Time, long Amount, ushort Kind, ushort Mark);

    /// <summary>What the walk says of each edge of a path, read from the vertex that it leaves.</summary>
    private Dictionary<int, Found> Edges()
    {
        var wanted = _paths.SelectMany(p => p).ToHashSet();
        var found = new Dictionary<int, Found>(wanted.Count);
        foreach (var from in wanted.Select(walk.Snapshot.FromOf).Distinct())
            foreach (var edge in walk.Snapshot.Out(from))
                if (wanted.Contains(edge.Number)) found[edge.Number] = new Found(from, edge.Neighbour, edge.Time, walk.Snapshot.AmountOf(edge), edge.Kind, edge.Mark);
        // A path of which an edge was taken out since is not told.
        _paths.RemoveAll(p => p.Any(e => !found.ContainsKey(e)));
        return found;
    }

    /// <summary>Cuts the paths where a transfer stops them; transfers that no path has any more go.</summary>
    private async Task StopAsync(Reading reading, Dictionary<int, Found> edges, Dictionary<int, FollowedEnd> ends, FollowQuestion question, CancellationToken stop)
    {
        if (question.StopAt.All(r => r.Kind is StopKind.Account or StopKind.Hub)) return;
        var asked = edges.Where(e => walk.Source(e.Key) is not null).Select(e => new StoppingTransfer(
            e.Key, walk.Sort(e.Value.Kind).Kind, e.Value.Amount, walk.Markings([e.Value.Mark])[0], walk.Source(e.Key)!.Value, ends[question.Direction == Direction.Forward ? e.Value.To : e.Value.From])).ToList();
        var stops = await new FollowStops(walk, reading, question.StopAt).AtTransfersAsync(asked, stop);
        var kept = StoppedPaths.Once(_paths.Select(p => StoppedPaths.Cut(p, question.Direction, stops.Contains))).ToList();
        _paths.Clear();
        _paths.AddRange(kept);
        _all = StoppedPaths.Beginnings(_paths, question.Direction);
        var left = _paths.SelectMany(p => p).ToHashSet();
        foreach (var gone in edges.Keys.Where(e => !left.Contains(e)).ToList()) edges.Remove(gone);
    }

    private FollowedTransfer Transfer(int number, Found edge, Dictionary<int, FollowedEnd> ends, Dictionary<ushort, Evidence.Sharing.Marking> markings)
    {
        var source = walk.Source(number);
        return new FollowedTransfer(ends[edge.From], ends[edge.To], Walk.Time(edge.Time), edge.Amount, walk.Sort(edge.Kind).Currency ?? "", source?.Fact, source?.Dataset, source?.Row ?? 0, markings[edge.Mark]);
    }
}
