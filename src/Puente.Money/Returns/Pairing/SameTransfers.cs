using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Walks;
using Puente.Graph;
using Puente.Graph.Filters;
using Puente.Money.Following;
using Puente.Money.Returns.Loading;

namespace Puente.Money.Returns.Pairing;

/// <summary>
/// Transfers that are one to a viewer although the graph keeps several: lines under two markings and statements that are paired, statements that somebody said are one, a row and
/// the statement that it was lifted into. Each counts once, by the one that says most: a time and named ends first, then what was lifted, the line that went out, other lines, statements.
/// </summary>
internal sealed class SameTransfers
{
    private readonly Dictionary<WalkSource, WalkSource> _standing = [];
    private readonly Dictionary<WalkSource, int> _others = [];
    private readonly Dictionary<int, int> _replaced = [];
    private readonly Dictionary<int, int> _told = [];
    private readonly Dictionary<int, int> _paid = [];
    private readonly Dictionary<int, int> _left = [];

    /// <summary>By each edge that does not count, the one that stands for it.</summary>
    public IReadOnlyDictionary<int, int> Replaced => _replaced;

    /// <summary>By an edge that stands for others and leads to nobody, the vertex that another names.</summary>
    public IReadOnlyDictionary<int, int> Told => _told;

    /// <summary>By an edge that stands for others and comes from nobody, the vertex from which another says that it came.</summary>
    public IReadOnlyDictionary<int, int> Paid => _paid;

    /// <summary>Everything that does not count, since another stands for it.</summary>
    public IReadOnlyCollection<WalkSource> Replacing => _standing.Keys;

    /// <summary>What stands for a statement or row; null when it counts itself.</summary>
    public WalkSource? StandingFor(WalkSource source) => _standing.TryGetValue(source, out var standing) ? standing : null;

    /// <summary>Whether another stands for this.</summary>
    public bool IsReplaced(WalkSource source) => _standing.ContainsKey(source);

    /// <summary>For how many others a statement or row stands.</summary>
    public int Others(WalkSource source) => _others.GetValueOrDefault(source);

    /// <summary>Edges that do not count and whose both ends the standing one names: a walk loses nothing without them.</summary>
    public IReadOnlySet<int> Dropped { get; private set; } = new HashSet<int>();

    /// <summary>How many edges a walk leaves out since this one stands for them.</summary>
    public int LeftOut(int edge) => _left.GetValueOrDefault(edge);

    /// <summary>Reads them as the viewer of a reading sees them.</summary>
    /// <param name="reading">The record.</param>
    /// <param name="walk">The graph, open for the same viewer.</param>
    /// <param name="returns">The returns.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="datasets">The datasets.</param>
    /// <param name="apart">True to leave out pairs of lines of which the graph keeps one only: they change nothing in it.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<SameTransfers> ReadAsync(Reading reading, Walk walk, ReturnDesk returns, PairDesk pairs, DatasetDesk datasets, bool apart, CancellationToken stop)
    {
        var groups = new Groups();
        var counted = await pairs.ListAsync(reading.Viewer, new PairFilter(Counting: true, Apart: apart), int.MaxValue, stop);
        var lifts = await datasets.LiftedAsync(reading, stop);
        var of = counted.Count + lifts.Count > 0 ? (await returns.ListAsync(reading.Viewer, null, stop)).ToDictionary(r => r.Id, r => r.Dataset) : [];
        var folded = await FoldedAsync(reading, pairs, of, counted, lifts, stop);
        foreach (var pair in counted)
        {
            if (Of(pair.Out) is not { } left || Of(pair.In) is not { } right) continue;
            groups.Same.Join(pair.IsOfLines ? left : Kept(left), pair.IsOfLines ? right : Kept(right));
            if (pair.IsOfLines) groups.Outgoing[left] = pair.In.Account;
        }

        var lifted = lifts.Select(l => (Fact: new WalkSource(l.Fact, null, 0), Row: Kept(new WalkSource(null, l.Dataset, l.Row)))).ToList();
        var said = walk.SameFacts().Select(s => (Left: new WalkSource(s.Left, null, 0), Right: new WalkSource(s.Right, null, 0))).ToList();
        if (counted.Count + lifted.Count + said.Count == 0) return new SameTransfers();
        var edges = Admitted(walk, [.. groups.Same.Members, .. lifted.SelectMany(l => new[] { l.Fact, l.Row }), .. said.SelectMany(s => new[] { s.Left, s.Right })]);
        // What the viewer may not walk joins nothing to anything.
        foreach (var (left, right) in said.Concat(lifted))
            if (edges.ContainsKey(left) && edges.ContainsKey(right)) groups.Same.Join(left, right);
        groups.Lifted.UnionWith(lifted.Select(l => l.Fact));
        var same = new SameTransfers();
        same.Choose(walk, groups, edges);
        return same;

        WalkSource? Of(PairSide side) => side.Fact is { } fact ? new WalkSource(fact, null, 0) : of.TryGetValue(side.Return, out var dataset) ? new WalkSource(null, dataset, side.Row) : null;
        WalkSource Kept(WalkSource source) => folded.GetValueOrDefault(source, source);
    }

    /// <summary>By incoming rows that were lifted or are one with a statement, the outgoing row by which alone the graph keeps the two.</summary>
    private static async Task<Dictionary<WalkSource, WalkSource>> FoldedAsync(
        Reading reading, PairDesk pairs, Dictionary<ReturnId, DatasetId> of, IReadOnlyList<PairView> counted, IReadOnlyList<(DatasetId Dataset, long Row, StatementId Fact)> lifts, CancellationToken stop)
    {
        var byDataset = of.ToDictionary(r => r.Value, r => r.Key);
        var rows = lifts.Where(l => byDataset.ContainsKey(l.Dataset)).Select(l => (byDataset[l.Dataset], l.Row))
            .Concat(counted.Where(p => !p.IsOfLines).SelectMany(p => new[] { p.Out, p.In }).Where(s => s.Fact is null).Select(s => (s.Return, s.Row))).ToHashSet();
        if (rows.Count == 0) return [];
        var found = await pairs.ListAsync(reading.Viewer, new PairFilter(Counting: true) { Folded = rows }, int.MaxValue, stop);
        return found.Where(p => of.ContainsKey(p.Out.Return) && of.ContainsKey(p.In.Return))
            .ToDictionary(p => new WalkSource(null, of[p.In.Return], p.In.Row), p => new WalkSource(null, of[p.Out.Return], p.Out.Row));
    }

    private sealed record Standing(int Edge, int From, int To, bool FromNamed, bool ToNamed, bool IsTimed)
    {
        public int Open => (FromNamed ? 0 : 1) + (ToNamed ? 0 : 1);
    }

    private void Choose(Walk walk, Groups groups, Dictionary<WalkSource, Standing> edges)
    {
        var dropped = new HashSet<int>();
        foreach (var group in groups.Same.All())
        {
            var seen = group.Where(s => edges.ContainsKey(s)).ToList();
            if (seen.Count == 0) continue;
            var best = seen.OrderBy(s => edges[s].IsTimed ? 0 : 1).ThenBy(s => edges[s].Open - (groups.Outgoing.ContainsKey(s) && !edges[s].ToNamed ? 1 : 0))
                .ThenBy(s => groups.Lifted.Contains(s) ? 0 : groups.Outgoing.ContainsKey(s) ? 1 : s.Dataset is not null ? 2 : 3)
                .ThenBy(s => s.Dataset?.Key ?? 0).ThenBy(s => s.Row).ThenBy(s => s.Fact?.Key ?? 0).First();
            var stands = edges[best];
            foreach (var other in group.Where(s => s != best))
            {
                _standing[other] = best;
                _others[best] = _others.GetValueOrDefault(best) + 1;
                if (!edges.TryGetValue(other, out var edge)) continue;
                _replaced[edge.Edge] = stands.Edge;
                if ((stands.FromNamed || !edge.FromNamed) && (stands.ToNamed || !edge.ToNamed) && dropped.Add(edge.Edge)) _left[stands.Edge] = _left.GetValueOrDefault(stands.Edge) + 1;
                if (!stands.FromNamed && edge.FromNamed) _paid[stands.Edge] = edge.From;
                if (!stands.ToNamed && edge.ToNamed) _told[stands.Edge] = edge.To;
            }

            if (!stands.ToNamed && !_told.ContainsKey(stands.Edge) && groups.Outgoing.TryGetValue(best, out var account) && walk.Vertex(account) is { } vertex) _told[stands.Edge] = vertex;
        }

        Dropped = dropped;
    }

    /// <summary>The edges of these that the viewer may walk and that move money.</summary>
    private static Dictionary<WalkSource, Standing> Admitted(Walk walk, IReadOnlyCollection<WalkSource> sources)
    {
        var (filter, admitted) = (walk.Of(s => s.Currency is not null && FollowDesk.Kinds.Contains(s.Kind)), new Dictionary<WalkSource, Standing>());
        foreach (var from in walk.Find(sources).GroupBy(f => walk.Snapshot.FromOf(f.Value)))
        {
            var wanted = from.ToDictionary(f => f.Value, f => f.Key);
            foreach (var edge in walk.Snapshot.Out(from.Key))
                if (wanted.TryGetValue(edge.Number, out var source) && filter.Admits(edge))
                    admitted[source] = new Standing(edge.Number, from.Key, edge.Neighbour, walk.End(from.Key) != default, walk.End(edge.Neighbour) != default, Walk.Time(edge.Time) is not null);
        }

        return admitted;
    }

    /// <summary>Sources that are one, and what is known of them.</summary>
    private sealed class Groups
    {
        /// <summary>What is one.</summary>
        public Disjoint<WalkSource> Same { get; } = new();

        /// <summary>The lines that went out, of pairs of lines, with the account that the other line is of.</summary>
        public Dictionary<WalkSource, string> Outgoing { get; } = [];

        /// <summary>Statements that a row was lifted into.</summary>
        public HashSet<WalkSource> Lifted { get; } = [];
    }
}

/// <summary>Admits what a filter admits but for some edges.</summary>
internal readonly struct Counted(AdmittedOfKinds inner, IReadOnlySet<int> dropped) : IEdgeFilter
{
    private readonly IReadOnlySet<int>? _dropped = dropped.Count == 0 ? null : dropped;

    /// <inheritdoc/>
    public bool Admits(in Edge edge) => inner.Admits(edge) && _dropped?.Contains(edge.Number) != true;

    /// <inheritdoc/>
    public bool AdmitsLink(ushort mark) => inner.AdmitsLink(mark);
}
