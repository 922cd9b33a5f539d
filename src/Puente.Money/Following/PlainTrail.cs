using Puente.Graph;
using Puente.Graph.Budgets;
using Puente.Graph.Filters;
using Puente.Graph.Paths;
using Puente.Money.Records;

namespace Puente.Money.Following;

/// <summary>One transfer of a path in a plain file.</summary>
/// <param name="Id">As the file has it.</param>
/// <param name="From">The account it leaves.</param>
/// <param name="To">The account it reaches.</param>
/// <param name="Time">Milliseconds since 1970.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">Its currency.</param>
public readonly record struct TrailStep(string Id, string From, string To, long Time, long Amount, string Currency);

/// <summary>The transfers of a plain file as a graph to be followed through. Each currency is followed by itself.</summary>
public sealed class PlainTrail : IDisposable
{
    private readonly Transfers _transfers;
    private readonly TemporalGraph _graph;

    /// <summary>Builds the graph: a transfer's row is its edge.</summary>
    public PlainTrail(Transfers transfers)
    {
        ArgumentNullException.ThrowIfNull(transfers);
        _transfers = transfers;
        var currencies = new ushort[transfers.Count];
        for (var row = 0; row < currencies.Length; row++) currencies[row] = transfers.Currency[row];
        _graph = TemporalGraph.Build(new EdgeColumns { From = transfers.From, To = transfers.To, Time = transfers.Time, Amount = transfers.Amount, Kind = currencies }, transfers.Accounts.Count);
    }

    /// <summary>The number of an account, or null when no transfer names it.</summary>
    public int? Find(string account) => _transfers.Accounts.Find(account) is >= 0 and var found ? found : null;

    /// <summary>Paths from or to an account, the shortest first, each in the order in which things happened; with the last comes what was left out.</summary>
    /// <param name="account">Where to begin.</param>
    /// <param name="question">How far and how.</param>
    /// <param name="longest">Only paths that go on no further.</param>
    /// <param name="budget">What it may cost.</param>
    public IEnumerable<(IReadOnlyList<TrailStep>? Path, Cut Cut)> Paths(int account, FollowQuestion question, bool longest, Budget budget)
    {
        ArgumentNullException.ThrowIfNull(question);
        using var snapshot = _graph.Open();
        var stops = Stops(snapshot, question);
        for (ushort currency = 0; currency < _transfers.Currencies.Count; currency++)
        {
            var tree = question.Asked([account], stops.AtVertex).Ask(snapshot, snapshot.Filter(new SlotSet(all: true), new SlotSet(currency)), budget);
            var continued = new HashSet<int>();
            if (longest)
                for (var place = tree.Starts; place < tree.Count; place++) continued.Add(tree.ParentOf(place));
            var paths = Told(tree, question.Direction, continued);
            if (stops.AtTransfer is { } cut) paths = StoppedPaths.Once(paths.Select(p => StoppedPaths.Cut(p, question.Direction, cut)));
            foreach (var rows in paths) yield return ([.. rows.Select(Step)], Cut.None);

            yield return (null, tree.Cut);
        }
    }

    private static IEnumerable<int[]> Told(PathTree tree, Direction direction, HashSet<int> continued)
    {
        for (var place = tree.Starts; place < tree.Count; place++)
        {
            if (continued.Contains(place)) continue;
            var rows = tree.EdgesOf(place);
            if (direction == Direction.Backward) Array.Reverse(rows);
            yield return rows;
        }
    }

    /// <summary>What stops at an account and at a transfer. A file says no country and has no partner: <see cref="StopKind.Country"/> is asked of account numbers, <see cref="StopKind.Partner"/> stops nothing.</summary>
    private (Func<int, bool>? AtVertex, Func<int, bool>? AtTransfer) Stops(Snapshot snapshot, FollowQuestion question)
    {
        if (question.StopAt.Count == 0) return default;
        var accounts = question.StopAt.Where(r => r.Kind == StopKind.Account).Select(r => _transfers.Accounts.Find(r.Text)).ToHashSet();
        var hub = question.StopAt.Where(r => r.Kind == StopKind.Hub).Select(r => r.Number).DefaultIfEmpty(long.MaxValue).Min();
        var below = question.StopAt.Where(r => r.Kind == StopKind.Below).Select(r => r.Number).DefaultIfEmpty(0).Max();
        var countries = question.StopAt.Where(r => r.Kind == StopKind.Country).Select(r => r.Text).ToHashSet();
        var cash = question.StopAt.Any(r => r.Kind == StopKind.Cash);
        return (
            accounts.Count == 0 && hub == long.MaxValue ? null : vertex => accounts.Contains(vertex) || hub < long.MaxValue && Relations(snapshot, vertex) > hub,
            row => _transfers.Amount[row] < below
                || cash && _transfers.Kinds[_transfers.Kind[row]].Contains("cash", StringComparison.OrdinalIgnoreCase)
                || countries.Count > 0 && AccountCountry.Of(_transfers.Accounts[question.Direction == Direction.Forward ? _transfers.To[row] : _transfers.From[row]]) is { } country && countries.Contains(country));
    }

    private static int Relations(Snapshot snapshot, int vertex)
    {
        var others = new HashSet<int>();
        foreach (var edge in snapshot.Out(vertex)) others.Add(edge.Neighbour);
        foreach (var edge in snapshot.In(vertex)) others.Add(edge.Neighbour);
        others.Remove(vertex);
        return others.Count;
    }

    /// <inheritdoc/>
    public void Dispose() => _graph.Dispose();

    private TrailStep Step(int row) => new(
        _transfers.Id(row), _transfers.Accounts[_transfers.From[row]], _transfers.Accounts[_transfers.To[row]], _transfers.Time[row], _transfers.Amount[row], _transfers.Currencies[_transfers.Currency[row]].Code);
}
