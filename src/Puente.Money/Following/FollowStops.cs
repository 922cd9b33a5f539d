using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Walks;
using Puente.Graph.Filters;

namespace Puente.Money.Following;

/// <summary>Stopping rules asked of a walk. Those of accounts and hubs stop the walk itself; what a transfer or an end says is asked of the paths that were found.</summary>
internal sealed class FollowStops(Walk walk, Reading reading, IReadOnlyList<StopRule> rules)
{
    private static readonly string[] Cash = ["cashDeposit", "cashWithdrawal", "cash"];

    /// <summary>Whether a path ends at a vertex; null when no rule asks of vertices.</summary>
    public Func<int, bool>? AtVertex(AdmittedOfKinds payments)
    {
        var accounts = rules.Where(r => r.Kind == StopKind.Account).SelectMany(Members).ToHashSet();
        var hub = rules.Where(r => r.Kind == StopKind.Hub).Select(r => r.Number).DefaultIfEmpty(long.MaxValue).Min();
        if (accounts.Count == 0 && hub == long.MaxValue) return null;
        var known = new Dictionary<int, bool>();
        return vertex =>
        {
            if (known.TryGetValue(vertex, out var stops)) return stops;
            var members = walk.Snapshot.ClassOf(vertex, walk.Filter);
            return known[vertex] = members.Any(accounts.Contains) || hub < long.MaxValue && Relations(members, payments) > hub;
        };
    }

    /// <summary>The transfers among these that end a path; ends are those that the walk comes to.</summary>
    public async Task<IReadOnlySet<int>> AtTransfersAsync(IReadOnlyCollection<StoppingTransfer> transfers, CancellationToken stop)
    {
        var found = new HashSet<int>();
        foreach (var rule in rules)
            foreach (var transfer in transfers)
                if (!found.Contains(transfer.Number) && await StopsAsync(rule, transfer, stop)) found.Add(transfer.Number);
        return found;
    }

    private async Task<bool> StopsAsync(StopRule rule, StoppingTransfer transfer, CancellationToken stop) => rule.Kind switch
    {
        StopKind.Below => transfer.Amount < rule.Number,
        StopKind.Partner => Access.CountryOf(transfer.Marking.Owner) != reading.Viewer.Subject.Country,
        StopKind.Cash => transfer.Kind == FollowDesk.Seizure || await IsCashAsync(transfer.Source, stop),
        StopKind.Country => await CountryAsync(transfer.Reached, stop) == rule.Text,
        _ => false,
    };

    /// <summary>A statement says it; a row of cash names nobody at its other end, where a path ends anyway.</summary>
    private async Task<bool> IsCashAsync(WalkSource source, CancellationToken stop) =>
        source.Fact is { } id && (await PaymentMethods.ReadAsync(reading, [id], stop)).TryGetValue(id, out var method) && Cash.Contains(method);

    private readonly Dictionary<FollowedEnd, string> _countries = [];

    private async Task<string> CountryAsync(FollowedEnd end, CancellationToken stop)
    {
        if (_countries.TryGetValue(end, out var known)) return known;
        var said = end.Entity is { } id ? (await reading.AttributesAsync(id, stop: stop)).Where(a => !a.Ended && a.Value is not null).ToList() : [];
        string? Of(string property) => said.FirstOrDefault(a => a.Property == property)?.Value;
        return _countries[end] = (Of("country") ?? (Of("clabe") is not null ? "MX" : Of("routingNumber") is not null ? "US" : AccountCountry.Of(Of("iban") ?? end.Name)) ?? "").ToUpperInvariant();
    }

    private IEnumerable<int> Members(StopRule rule)
    {
        var vertex = rule.Entity is { } entity ? walk.Vertex(entity) : walk.Vertex(rule.Text);
        return vertex is { } known ? walk.Snapshot.ClassOf(known, walk.Filter) : [];
    }

    private int Relations(IReadOnlyList<int> members, AdmittedOfKinds payments)
    {
        var others = new HashSet<int>();
        foreach (var member in members)
        {
            foreach (var edge in walk.Snapshot.Out(member))
                if (payments.Admits(edge)) others.Add(edge.Neighbour);
            foreach (var edge in walk.Snapshot.In(member))
                if (payments.Admits(edge)) others.Add(edge.Neighbour);
        }

        return others.SelectMany(o => walk.Snapshot.ClassOf(o, walk.Filter).Take(1)).Except(members).Distinct().Count();
    }
}

/// <summary>A transfer of a path, for the rules that may stop there.</summary>
/// <param name="Number">Its edge.</param>
/// <param name="Kind">Kind of the fact.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Marking">Its marking.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Reached">The end that the walk comes to by it.</param>
internal sealed record StoppingTransfer(int Number, string Kind, long Amount, Marking Marking, WalkSource Source, FollowedEnd Reached);
