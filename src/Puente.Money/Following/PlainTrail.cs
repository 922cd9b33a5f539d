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
        for (ushort currency = 0; currency < _transfers.Currencies.Count; currency++)
        {
            var tree = question.Asked([account]).Ask(snapshot, snapshot.Filter(new SlotSet(all: true), new SlotSet(currency)), budget);
            var continued = new HashSet<int>();
            if (longest)
                for (var place = tree.Starts; place < tree.Count; place++) continued.Add(tree.ParentOf(place));
            for (var place = tree.Starts; place < tree.Count; place++)
            {
                if (continued.Contains(place)) continue;
                var rows = tree.EdgesOf(place);
                if (question.Direction == Direction.Backward) Array.Reverse(rows);
                yield return ([.. rows.Select(Step)], Cut.None);
            }

            yield return (null, tree.Cut);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _graph.Dispose();

    private TrailStep Step(int row) => new(
        _transfers.Id(row), _transfers.Accounts[_transfers.From[row]], _transfers.Accounts[_transfers.To[row]], _transfers.Time[row], _transfers.Amount[row], _transfers.Currencies[_transfers.Currency[row]].Code);
}
