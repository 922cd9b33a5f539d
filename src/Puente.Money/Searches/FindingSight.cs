using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Walks;
using Puente.Money.Returns.Loading;

namespace Puente.Money.Searches;

/// <summary>
/// What of some findings a viewer may see now: a finding shows only if every transfer of it does, both reports of one included, and if the ends that
/// it takes for one account are one to this viewer.
/// </summary>
internal sealed class FindingSight
{
    private readonly Dictionary<long, Marking> _facts = [];
    private readonly Dictionary<long, Marking> _datasets;
    private readonly Dictionary<string, EntityId[]> _entities = new(StringComparer.Ordinal);
    private readonly HashSet<KeptFinding> _apart = new(ReferenceEqualityComparer.Instance);

    private FindingSight(Dictionary<long, Marking> datasets) => _datasets = datasets;

    /// <summary>Asks the graph and the returns once for all of them.</summary>
    public static async Task<FindingSight> OpenAsync(FactGraph graph, ReturnDesk returns, Reading reading, IReadOnlyList<KeptFinding> findings, CancellationToken stop)
    {
        var sight = new FindingSight((await returns.ListAsync(reading.Viewer, null, stop)).ToDictionary(r => r.Dataset.Key, r => r.Marking));
        if (findings.Count == 0) return sight;
        using var walk = await graph.OpenAsync(reading, stop);
        sight.LookAtFacts(walk, findings);
        sight.LookAtNumbers(walk, findings);
        foreach (var finding in findings)
            if (!AreOne(walk, finding)) sight._apart.Add(finding);
        return sight;
    }

    /// <summary>Whether the viewer may see all of a finding.</summary>
    public bool Sees(KeptFinding finding) => !_apart.Contains(finding) && finding.Transfers.All(Sees);

    /// <summary>The entities that an end is one with, to this viewer; they are still to be asked for.</summary>
    public IReadOnlyList<EntityId> EntitiesOf(KeptEnd end) => end.Entity > 0 ? [new EntityId(end.Entity)] : end.Account is { } account ? _entities.GetValueOrDefault(account, []) : [];

    /// <summary>The markings of a finding that is seen, each once.</summary>
    public IReadOnlyList<Marking> Markings(KeptFinding finding) => [.. finding.Transfers.SelectMany(Markings).Distinct()];

    /// <summary>The marking of a transfer that is seen; of two reports, what holds for both.</summary>
    public Marking Marking(KeptTransfer transfer) => Markings(transfer) is [var one] ? one : Combine.All(Markings(transfer));

    private IReadOnlyList<Marking> Markings(KeptTransfer t) => t.Fact > 0 ? [_facts[t.Fact]] : t.AlsoDataset > 0 ? [_datasets[t.Dataset], _datasets[t.AlsoDataset]] : [_datasets[t.Dataset]];

    private bool Sees(KeptTransfer transfer) =>
        transfer.Fact > 0 ? _facts.ContainsKey(transfer.Fact) : _datasets.ContainsKey(transfer.Dataset) && (transfer.AlsoDataset == 0 || _datasets.ContainsKey(transfer.AlsoDataset));

    /// <summary>Facts are looked up among the edges of an end that they name.</summary>
    private void LookAtFacts(Walk walk, IReadOnlyList<KeptFinding> findings)
    {
        var (wanted, outs, ins, markings) = (new HashSet<long>(), new HashSet<int>(), new HashSet<int>(), new Dictionary<ushort, Marking>());
        foreach (var transfer in findings.SelectMany(f => f.Transfers).Where(t => t.Fact > 0))
        {
            wanted.Add(transfer.Fact);
            if (transfer.FromEnd.Vertex(walk) is { } from) outs.Add(from);
            else if (transfer.ToEnd.Vertex(walk) is { } to) ins.Add(to);
        }

        foreach (var vertex in outs)
            foreach (var edge in walk.Snapshot.Out(vertex)) Look(edge);
        foreach (var vertex in ins)
            foreach (var edge in walk.Snapshot.In(vertex)) Look(edge);

        void Look(Graph.Edge edge)
        {
            if (!walk.Filter.Admits(edge) || walk.Source(edge.Number)?.Fact is not { } fact || !wanted.Contains(fact.Key)) return;
            if (!markings.TryGetValue(edge.Mark, out var marking)) markings[edge.Mark] = marking = walk.Markings([edge.Mark])[0];
            _facts[fact.Key] = marking;
        }
    }

    private void LookAtNumbers(Walk walk, IReadOnlyList<KeptFinding> findings)
    {
        foreach (var end in findings.SelectMany(f => f.Transfers).SelectMany(t => new[] { t.FromEnd, t.ToEnd }))
            if (end.Account is { } account && !_entities.ContainsKey(account))
                _entities[account] = end.Vertex(walk) is { } vertex ? [.. walk.Snapshot.ClassOf(vertex, walk.Filter).Select(v => walk.End(v).Entity).OfType<EntityId>().OrderBy(e => e.Key)] : [];
    }

    /// <summary>Whether the ends of each account are one by links that the viewer may cross.</summary>
    private static bool AreOne(Walk walk, KeptFinding finding)
    {
        foreach (var ends in finding.Ends())
        {
            if (ends.Count < 2 || ends.Select(e => e.Vertex(walk)).Distinct().ToList() is not { Count: > 1 } vertices) continue;
            if (vertices[0] is not { } first || !vertices.All(v => v is { } other && walk.Snapshot.ClassOf(first, walk.Filter).Contains(other))) return false;
        }

        return true;
    }
}
