using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Walks;
using Puente.Graph;
using Puente.Graph.Filters;
using Puente.Money.Following;
using Puente.Money.Records;
using Puente.Money.Returns.Pairing;

namespace Puente.Money.Tracing.Node;

/// <summary>One transfer as it is gathered; ends are vertices, or negative for a seizure, which is an end of its own.</summary>
internal readonly record struct Entry(int From, int To, long Time, long Amount, string Currency, string Kind, ushort Mark, WalkSource Source);

/// <summary>
/// Gathers what a viewer may walk into a table: accounts in the order in which money can have reached them, each with all its transfers, those that are one
/// once. Entities and accounts that are one to the viewer are one account. Nothing here depends on the numbers of the graph.
/// </summary>
internal sealed class BookReading(Walk walk, SameTransfers pairs, long until, int mostRows)
{
    private readonly AdmittedOfKinds _filter = walk.Of(s => s.Currency is not null && FollowDesk.Kinds.Contains(s.Kind));
    private readonly Dictionary<int, int> _classes = [];
    private readonly Dictionary<int, Entry> _entries = [];
    private readonly HashSet<int> _loaded = [];
    private readonly HashSet<int> _undated = [];
    private readonly Dictionary<int, string> _names = [];

    /// <summary>The account that a vertex is of.</summary>
    public int Account(int vertex)
    {
        if (vertex < 0) return vertex;
        if (_classes.TryGetValue(vertex, out var known)) return known;
        var all = walk.Snapshot.ClassOf(vertex, walk.Filter);
        var first = all.Min();
        foreach (var one in all) _classes[one] = first;
        return first;
    }

    /// <summary>The transfer of an edge that the viewer may walk and that counts; null for any other.</summary>
    public Entry? Single(int edge)
    {
        if (pairs.Replaced.TryGetValue(edge, out var other)) edge = other;
        var from = walk.Snapshot.FromOf(edge);
        foreach (var one in walk.Snapshot.Out(from))
            if (one.Number == edge && _filter.Admits(one)) return Add(from, one.Neighbour, one) ? _entries[edge] : null;
        return null;
    }

    /// <summary>Gathers forward from accounts, each with the time from which money there matters, until so many payments on. Gives how many were gathered whole.</summary>
    public (int Hops, bool Cut) Gather(IReadOnlyDictionary<int, long> starts, int hops)
    {
        var (earliest, layer) = (new Dictionary<int, long>(starts), new Dictionary<int, long>(starts));
        for (var hop = 0; hop <= hops && layer.Count > 0; hop++)
        {
            var (before, next) = (_entries.Count, new Dictionary<int, long>());
            foreach (var account in layer.Keys)
            {
                Load(account);
                if (_entries.Count > mostRows && hop > 0) return (hop - 1, true);
            }

            foreach (var (account, since) in layer)
                foreach (var entry in Leaving(account))
                {
                    if (entry.Time < since || Account(entry.To) is var to && to < 0) continue;
                    if (earliest.TryGetValue(to, out var known) && known <= entry.Time) continue;
                    earliest[to] = next[to] = entry.Time;
                }

            layer = next;
        }

        return (hops, false);
    }

    /// <summary>Whether an edge was left out because its record has no time.</summary>
    public bool IsUndated(int edge) => _undated.Contains(edge);

    /// <summary>Datasets that gathered rows are of.</summary>
    public IReadOnlyCollection<DatasetId> Datasets => _entries.Values.Select(e => e.Source.Dataset).OfType<DatasetId>().ToHashSet();

    /// <summary>The name that an account has in the table; null when it is not in it.</summary>
    public string? Name(int account) => _names.GetValueOrDefault(account);

    /// <summary>The table of what was gathered.</summary>
    public async Task<Book> TableAsync(Reading reading, Archive archive, ISet<DatasetId> newestFirst, (int Hops, bool Cut) reach, CancellationToken stop)
    {
        var entries = _entries.Values.ToList();
        entries.Sort((a, b) => Order(a, b, newestFirst));
        var named = await WalkEnds.OfAsync(walk, reading, entries.SelectMany(e => new[] { e.From, e.To }).Where(v => v >= 0).Select(Account).Distinct(), stop);
        var names = new BookNames(named, archive);
        var (table, sources, ends, marks) = (new TransfersBuilder(), new List<WalkSource>(), new List<FollowedEnd>(), new List<Evidence.Sharing.Marking>());
        var markings = entries.Select(e => e.Mark).Distinct().ToDictionary(m => m, m => walk.Markings([m])[0]);
        var seized = await SeizersAsync(reading, entries, stop);
        var (accounts, known) = (new Dictionary<string, int>(StringComparer.Ordinal), 0);
        foreach (var entry in entries)
        {
            var id = BookNames.Id(archive, entry.Source);
            var (from, to) = (names.Of(Account(entry.From), id), entry.To < 0 ? BookNames.Seizure(seized[entry.To], id) : names.Of(Account(entry.To), id));
            if (from.Name == to.Name && Account(entry.From) != Account(entry.To)) to = ("?" + to.Name, to.End);
            _names[Account(entry.From)] = from.Name;
            _names[Account(entry.To)] = to.Name;
            foreach (var end in (IEnumerable<(string Name, FollowedEnd End)>)[from, to])
                if (accounts.TryAdd(end.Name, known))
                {
                    ends.Add(end.End);
                    known++;
                }

            table.Add(new Transfer(id, from.Name, to.Name, entry.Time, entry.Amount, entry.Currency, entry.Kind) { Line = entry.Source.Dataset is null ? 0 : (int)entry.Source.Row });
            sources.Add(entry.Source);
            marks.Add(markings[entry.Mark]);
        }

        return new Book(table.Build(), sources, ends, marks, sources.Sum(pairs.Others), _undated.Count, reach.Hops, reach.Cut);
    }

    /// <summary>The account of the table by the number that a bank or officer writes, or by the public id of an entity; -1 when the table has none.</summary>
    public int Find(Book book, string text, Archive archive)
    {
        if (book.Table.Accounts.Find(text) is >= 0 and var named) return named;
        var vertex = archive.Ids.TryRead(Evidence.Storage.IdKind.Entity, text, out var key) ? walk.Vertex(new EntityId(key)) : walk.Vertex(text);
        return vertex is { } known && _names.TryGetValue(Account(known), out var name) ? book.Table.Accounts.Find(name) : -1;
    }

    /// <summary>What leaves an account, also by a report that does not name it but stands for one that does.</summary>
    private IEnumerable<Entry> Leaving(int account)
    {
        var told = new HashSet<WalkSource>();
        foreach (var member in walk.Snapshot.ClassOf(account, walk.Filter))
            foreach (var edge in walk.Snapshot.Out(member).ToArray())
                if (Standing(edge.Number) is { } entry && Account(entry.From) == Account(account) && told.Add(entry.Source)) yield return entry;
    }

    private Entry? Standing(int edge) =>
        _entries.TryGetValue(edge, out var entry) || (pairs.Replaced.TryGetValue(edge, out var other) && _entries.TryGetValue(other, out entry)) ? entry : null;

    private void Load(int account)
    {
        if (!_loaded.Add(account)) return;
        foreach (var member in walk.Snapshot.ClassOf(account, walk.Filter))
        {
            foreach (var edge in walk.Snapshot.Out(member))
                if (_filter.Admits(edge)) Add(member, edge.Neighbour, edge);
            foreach (var edge in walk.Snapshot.In(member))
                if (_filter.Admits(edge)) Add(edge.Neighbour, member, edge);
        }
    }

    private bool Add(int from, int to, in Edge edge)
    {
        if (pairs.Replaced.TryGetValue(edge.Number, out var stands) && Single(stands) is not null) return false;
        if (edge.Time > until || walk.Snapshot.AmountOf(edge) < 0) return false;
        if (Walk.Time(edge.Time) is null)
        {
            _undated.Add(edge.Number);
            return false;
        }

        if (_entries.ContainsKey(edge.Number)) return true;
        if (walk.Source(edge.Number) is not { } source) return false;
        var sort = walk.Sort(edge.Kind);
        var reached = sort.Kind == FollowDesk.Seizure ? ~edge.Number : pairs.Told.TryGetValue(edge.Number, out var told) && walk.End(to) == default ? told : to;
        var payer = pairs.Paid.TryGetValue(edge.Number, out var paid) && walk.End(from) == default ? paid : from;
        _entries[edge.Number] = new Entry(payer, reached, edge.Time, walk.Snapshot.AmountOf(edge), sort.Currency!, sort.Kind, edge.Mark, source);
        return true;
    }

    private async Task<Dictionary<int, FollowedEnd>> SeizersAsync(Reading reading, IEnumerable<Entry> entries, CancellationToken stop)
    {
        var seizers = new Dictionary<int, FollowedEnd>();
        foreach (var entry in entries.Where(e => e.To < 0))
            seizers[entry.To] = await reading.FactAsync(entry.Source.Fact!.Value, stop) is { To: { } body } ? new FollowedEnd(body.Id, body.Caption, body.Kind) : new FollowedEnd(null, "", "");
        return seizers;
    }

    /// <summary>By time; at one time statements in the order in which they were recorded, then rows in the order in which they were booked.</summary>
    private static int Order(in Entry a, in Entry b, ISet<DatasetId> newestFirst)
    {
        if (a.Time.CompareTo(b.Time) is not 0 and var time) return time;
        if ((a.Source.Fact?.Key ?? long.MaxValue).CompareTo(b.Source.Fact?.Key ?? long.MaxValue) is not 0 and var fact) return fact;
        if ((a.Source.Dataset?.Key ?? 0).CompareTo(b.Source.Dataset?.Key ?? 0) is not 0 and var dataset) return dataset;
        var row = a.Source.Row.CompareTo(b.Source.Row);
        return a.Source.Dataset is { } of && newestFirst.Contains(of) ? -row : row;
    }
}
