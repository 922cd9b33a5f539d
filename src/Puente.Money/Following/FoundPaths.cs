using Puente.Evidence.Records;
using Puente.Evidence.Walks;
using Puente.Graph;
using Puente.Graph.Budgets;
using Puente.Graph.Paths;
using Puente.Money.Returns.Pairing;

namespace Puente.Money.Following;

/// <summary>Paths as the graph gives them, made into an answer in the viewer's words.</summary>
internal sealed class FoundPaths(Walk walk, SameTransfers same)
{
    private readonly List<int[]> _paths = [];
    private readonly Dictionary<int, long> _times = [];
    private int _all;

    public bool IsEmpty => _all == 0;

    /// <summary>Keeps the paths that are not the beginning of another.</summary>
    public void Add(PathTree tree, Direction direction)
    {
        _all += tree.Paths;
        var continued = new bool[tree.Count];
        for (var place = tree.Starts; place < tree.Count; place++)
        {
            continued[tree.ParentOf(place)] = true;
            _times.TryAdd(tree.EdgeOf(place), tree.TimeOf(place));
        }

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
        var ends = await WalkEnds.OfAsync(walk, reading, starts.Concat(edges.Values.SelectMany(e => new[] { e.From, e.To })), stop);
        await StopAsync(reading, edges, ends, question, stop);
        var said = edges.Values.DistinctBy(e => (e.Mark, e.Kind)).ToDictionary(e => (e.Mark, e.Kind), e => (walk.Markings([e.Mark])[0], walk.Sort(e.Kind).Currency ?? ""));
        var transfers = new Dictionary<int, FollowedTransfer>(edges.Count);
        foreach (var (number, edge) in edges) transfers.Add(number, Transfer(number, edge, ends, said[(edge.Mark, edge.Kind)], transfers.Count));
        return new FollowAnswer([.. starts.Select(s => ends[s]).Distinct()], Paths(edges, transfers), Flows(transfers.Values), _all, cut, walk.Markings(edges.Values.Select(e => e.Mark)))
        {
            Once = edges.Keys.Sum(same.LeftOut),
        };
    }

    private sealed record Found(int From, int To, long Time, long Amount, ushort Kind, ushort Mark);

    /// <summary>The longest first, then the earliest, then those by which most comes to its end.</summary>
    private List<FollowedPath> Paths(Dictionary<int, Found> edges, Dictionary<int, FollowedTransfer> transfers)
    {
        var order = new (int Length, long Time, long Amount, int Path)[_paths.Count];
        for (var i = 0; i < order.Length; i++) order[i] = (-_paths[i].Length, edges[_paths[i][0]].Time, -edges[_paths[i][^1]].Amount, i);
        Array.Sort(order);
        return [.. order.Select(o => new FollowedPath(Array.ConvertAll(_paths[o.Path], e => transfers[e])))];
    }

    /// <summary>What went between each two, the most first.</summary>
    private static List<FollowedFlow> Flows(IEnumerable<FollowedTransfer> transfers)
    {
        var flows = new Dictionary<(FollowedEnd From, FollowedEnd To, string Currency), FollowedFlow>();
        foreach (var transfer in transfers)
        {
            var key = (transfer.From, transfer.To, transfer.Currency);
            flows[key] = flows.TryGetValue(key, out var flow)
                ? flow with { Transfers = flow.Transfers + 1, Amount = flow.Amount + transfer.Amount, First = transfer.At < flow.First ? transfer.At : flow.First ?? transfer.At, Last = transfer.At > flow.Last ? transfer.At : flow.Last ?? transfer.At }
                : new FollowedFlow(transfer.From, transfer.To, transfer.Currency, 1, transfer.Amount, transfer.At, transfer.At);
        }

        return [.. flows.Values.OrderByDescending(f => f.Amount).ThenBy(f => f.From.Name, StringComparer.Ordinal).ThenBy(f => f.To.Name, StringComparer.Ordinal)];
    }

    /// <summary>What the walk says of each edge of a path, read from the vertex that it leaves.</summary>
    private Dictionary<int, Found> Edges()
    {
        var wanted = _paths.SelectMany(p => p).ToHashSet();
        var found = new Dictionary<int, Found>(wanted.Count);
        foreach (var leaving in wanted.GroupBy(walk.Snapshot.FromOf))
        {
            var edges = walk.Snapshot.Out(leaving.Key);
            foreach (var number in leaving)
                if (Find(edges, _times[number], number) is >= 0 and var at)
                    found[number] = new Found(leaving.Key, edges[at].Neighbour, edges[at].Time, walk.Snapshot.AmountOf(edges[at]), edges[at].Kind, edges[at].Mark);
        }

        // A path of which an edge was taken out since is not told.
        if (found.Count < wanted.Count) _paths.RemoveAll(p => p.Any(e => !found.ContainsKey(e)));
        return found;
    }

    /// <summary>The place of an edge among those of a vertex, which are in order of time and number; -1 when it is not there any more.</summary>
    private static int Find(ReadOnlySpan<Edge> edges, long time, int number)
    {
        var (low, high) = (0, edges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = edges[middle].Time != time ? edges[middle].Time.CompareTo(time) : edges[middle].Number.CompareTo(number);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
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

    private FollowedTransfer Transfer(int number, Found edge, Dictionary<int, FollowedEnd> ends, (Evidence.Sharing.Marking Marking, string Currency) said, int place)
    {
        var source = walk.Source(number);
        return new FollowedTransfer(ends[edge.From], ends[edge.To], Walk.Time(edge.Time), edge.Amount, said.Currency, source?.Fact, source?.Dataset, source?.Row ?? 0, said.Marking) { Number = place };
    }
}
