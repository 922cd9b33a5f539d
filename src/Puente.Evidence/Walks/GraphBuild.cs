using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Graph;

namespace Puente.Evidence.Walks;

/// <summary>
/// The facts of the record as a graph, with the books that say what its numbers stand for. Derived: it can be thrown away and built anew
/// from the store and the datasets. One thread at a time writes; walks read while it does.
/// </summary>
internal sealed partial class GraphBuild : IDisposable
{
    /// <summary>The time of an edge whose fact has none: before everything.</summary>
    public const long NoTime = -Edge.LatestTime;

    private static long _builds;
    private static readonly string[] Ends = ["from", "to", "item", "place"];
    private readonly Func<long, bool> _inForce;
    private readonly Archive _archive;
    private readonly List<Stretch> _stretches = [];
    private readonly Dictionary<long, int> _links = [];
    private readonly List<long> _datasets = [];
    private readonly Dictionary<DatasetId, RowsTold> _told = [];

    /// <param name="inForce">Whether a recording is in force.</param>
    /// <param name="archive">The record.</param>
    public GraphBuild(Func<long, bool> inForce, Archive archive) => (_inForce, _archive, Slots) = (inForce, archive, new SlotBook(Visible));

    /// <summary>Which build this is of all that the program made: vertices and edges of another have other numbers.</summary>
    public long Number { get; } = Interlocked.Increment(ref _builds);

    public TemporalGraph Graph { get; private set; } = new();

    public VertexBook Vertices { get; private init; } = new();

    public VisibleBy Visible { get; } = new();

    public SlotBook Slots { get; }

    public SortBook Sorts { get; } = new();

    /// <summary>By key of the same-as statement, the keys of two facts that are one and the mark by which that is seen.</summary>
    public ImmutableDictionary<long, (long Left, long Right, ushort Mark)> SameFacts { get; private set; } = ImmutableDictionary<long, (long, long, ushort)>.Empty;

    /// <summary>Consecutive edges whose references ascend.</summary>
    private readonly record struct Stretch(long FirstReference, long LastReference, int FirstEdge, int Count);

    /// <summary>Reads everything.</summary>
    public async Task LoadAsync(DbConnection connection, CancellationToken stop)
    {
        await foreach (var (entity, recording, marking, ended) in connection.QueryUnbufferedAsync<(long, long, long, long?)>(
            "select entity, recording, marking, ended from attribute").WithCancellation(stop))
            if (Stands(recording, ended)) Visible.Add(entity, marking);
        await AddFactsAsync(connection, "", stop);
        await AddLinksAsync(connection, "", stop);
    }

    /// <summary>Adds the facts that a condition selects and that are in force.</summary>
    public async Task AddFactsAsync(DbConnection connection, string where, CancellationToken stop)
    {
        var edges = new EdgeList();
        await foreach (var fact in connection.QueryUnbufferedAsync<FactEdge>($"{FactEdge.Select} {where} order by key").WithCancellation(stop))
            if (Stands(fact.Recording, fact.Ended) && EdgeOf(fact.Key) is null) edges.Add(Made(fact));
        Append(edges);
    }

    /// <summary>Adds the same-as statements that a condition selects and that are in force: between entities as links, between facts beside the graph.</summary>
    public async Task AddLinksAsync(DbConnection connection, string where, CancellationToken stop)
    {
        foreach (var (key, facts, left, right, recording, marking, ended) in await connection.QueryAsync<(long, long, long, long, long, long, long?)>(new CommandDefinition(
            $"select key, facts, left_key, right_key, recording, marking, ended from same_as where 1 = 1 {where} order by key", cancellationToken: stop)))
        {
            if (!Stands(recording, ended)) continue;
            if (facts == 1) SameFacts = SameFacts.SetItem(key, (left, right, Slots.Of(new Slot(marking, -1, -1))));
            else if (!_links.ContainsKey(key)) _links[key] = Graph.AddLink(Vertices.Of(left), Vertices.Of(right), Slots.Of(new Slot(marking, Visible[left], Visible[right])));
        }
    }

    /// <summary>Adds rows of datasets.</summary>
    /// <param name="edges">All of them, those of one dataset after those of the one before.</param>
    /// <param name="rows">The datasets in the order of their ordinals, each with where its edges end.</param>
    public void AddRows(EdgeList edges, IReadOnlyList<(DatasetId Dataset, RowsTold Told, int End)> rows)
    {
        var (first, start) = (Add(edges), 0);
        foreach (var (dataset, told, end) in rows)
        {
            _datasets.Add(dataset.Key);
            _told[dataset] = told;
            if (end > start) _stretches.Add(new Stretch(edges[start], edges[end - 1], first + start, end - start));
            start = end;
        }
    }

    /// <summary>Datasets whose rows are in the graph, with what is known besides their rows.</summary>
    public IReadOnlyDictionary<DatasetId, RowsTold> Datasets => _told;

    /// <summary>
    /// Says of rows of a dataset what is known besides them now. False when the graph lacks one of them; then nothing is said and all rows must be read again. What leaves one account is
    /// looked through once, however many of its rows there are.
    /// </summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="rows">The rows, each once and ascending: what is added for them is searched by halves.</param>
    /// <param name="reading">What is known of each row besides it.</param>
    /// <param name="mark">Slot of the dataset.</param>
    public bool Retell(DatasetId dataset, IReadOnlyList<long> rows, IRowReading reading, ushort mark)
    {
        var found = new List<(long Row, long Reference, int Number)>(rows.Count);
        foreach (var row in rows)
        {
            if (Reference(new WalkSource(null, dataset, row)) is not { } reference || EdgeOf(reference) is not { } number) return false;
            found.Add((row, reference, number));
        }

        RowsChanged();
        using var snapshot = Graph.Open();
        var (before, edges) = (EdgesOf(snapshot, found.Select(f => f.Number)), new EdgeList());
        foreach (var (row, reference, number) in found) Retell(dataset, row, reference, before[number], snapshot, reading, mark, edges);
        Append(edges);
        return true;
    }

    private void Retell(DatasetId dataset, long row, long reference, (int From, Edge Edge) before, Snapshot snapshot, IRowReading reading, ushort mark, EdgeList edges)
    {
        var (from, edge) = before;
        var (kind, currency) = Sorts[edge.Kind];
        var told = _told[dataset];
        var (namedFrom, namedTo) = (told.Froms.Contains(row) ? null : Vertices.Account(from), told.Tos.Contains(row) ? null : Vertices.Account(edge.Neighbour));
        var read = new RowFact(namedFrom, namedTo, edge.Time, snapshot.AmountOf(edge), _archive.Codes[currency], _archive.Codes[kind]);
        if (reading.Told(row, read) is not { } now)
        {
            Graph.Remark(edge.Number, SlotBook.Unnumbered);
            return;
        }

        if (now.From == Vertices.Account(from) && now.To == Vertices.Account(edge.Neighbour))
        {
            Graph.Remark(edge.Number, mark);
            return;
        }

        told.Note(row, read, now);
        Graph.Remove(edge.Number);
        edges.Add(new NewEdge(Vertex(now.From, from), Vertex(now.To, edge.Neighbour), now.Time, now.Amount, edge.Kind, mark, reference));

        // An end that stays is not named again: how it was first written may be known to other viewers only.
        int Vertex(string? account, int before) => account == Vertices.Account(before) ? before : account is null ? Vertices.Open() : Vertices.Of(account, mark);
    }

    /// <summary>The ordinal that the next dataset gets.</summary>
    public int NextOrdinal => _datasets.Count + 1;

    /// <summary>Takes the rows of a dataset out.</summary>
    public void RemoveRows(long dataset)
    {
        RowsChanged();
        var ordinal = _datasets.LastIndexOf(dataset) + 1;
        foreach (var stretch in _stretches.Where(s => s.FirstReference < 0 && WalkSource.Read(s.LastReference).Ordinal == ordinal))
            for (var edge = stretch.FirstEdge; edge < stretch.FirstEdge + stretch.Count; edge++) Graph.Remove(edge);
        _stretches.RemoveAll(s => s.FirstReference < 0 && WalkSource.Read(s.LastReference).Ordinal == ordinal);
        _datasets[ordinal - 1] = 0;
        _told.Remove(new DatasetId(dataset));
    }

    /// <summary>Where an edge comes from.</summary>
    public WalkSource Source(long reference)
    {
        if (reference > 0) return new WalkSource(new StatementId(Storage.IdKind.Fact, reference), null, 0);
        var (ordinal, row) = WalkSource.Read(reference);
        return new WalkSource(null, new DatasetId(_datasets[ordinal - 1]), row);
    }

    /// <summary>The reference that the edge of a fact or row carries; null for a row of a dataset that is not in the graph.</summary>
    public long? Reference(WalkSource source)
    {
        if (source.Fact is { } fact) return fact.Kind == Storage.IdKind.Fact ? fact.Key : null;
        var ordinal = source.Dataset is { Key: not 0 } dataset ? _datasets.LastIndexOf(dataset.Key) + 1 : 0;
        return ordinal == 0 || source.Row is < 1 or >= 1L << 40 ? null : WalkSource.Reference(ordinal, source.Row);
    }

    /// <summary>Reads again a fact that was ended, re-marked or corrected.</summary>
    public async Task RefreshFactAsync(DbConnection connection, long key)
    {
        var fact = await connection.QuerySingleOrDefaultAsync<FactEdge>($"{FactEdge.Select} where key = @key", new { key });
        var edge = EdgeOf(key);
        if (fact is null || !Stands(fact.Recording, fact.Ended))
        {
            if (edge is { } gone) Graph.Remove(gone);
        }
        else if (edge is { } standing) Graph.Remark(standing, Slots.Of(SlotOf(fact)));
        else await AddFactsAsync(connection, $"where key = {key}", CancellationToken.None);
    }

    /// <summary>Reads again a same-as statement that was ended or re-marked.</summary>
    public async Task RefreshLinkAsync(DbConnection connection, long key)
    {
        RemoveLink(key);
        await AddLinksAsync(connection, $"and key = {key}", CancellationToken.None);
    }

    /// <summary>Takes out the facts and links of a recording that went out of force.</summary>
    public async Task RemoveRecordingAsync(DbConnection connection, long recording, CancellationToken stop)
    {
        await foreach (var key in connection.QueryUnbufferedAsync<long>($"select key from fact where recording = {recording}").WithCancellation(stop))
            if (EdgeOf(key) is { } edge) Graph.Remove(edge);
        foreach (var key in await connection.QueryAsync<long>($"select key from same_as where recording = {recording}")) RemoveLink(key);
        await RefreshCorrectedAsync(connection, recording);
    }

    /// <summary>Reads again the facts that a recording corrects: they stand again once it is out of force.</summary>
    public async Task RefreshCorrectedAsync(DbConnection connection, long recording)
    {
        foreach (var key in (await connection.QueryAsync<long>($"select supersedes from fact where recording = {recording} and supersedes is not null")).ToList())
            await RefreshFactAsync(connection, key);
    }

    /// <summary>Reads again by what markings entities can be seen, and marks anew the edges and links of those that changed.</summary>
    public async Task RefreshEntitiesAsync(DbConnection connection, IEnumerable<long> entities, CancellationToken stop)
    {
        foreach (var chunk in entities.Distinct().Chunk(400))
        {
            var seen = (await connection.QueryAsync<(long Entity, long Recording, long Marking, long? Ended)>(new CommandDefinition(
                    $"select distinct entity, recording, marking, ended from attribute where entity in {Storage.Database.In(chunk)}", cancellationToken: stop)))
                .Where(r => Stands(r.Recording, r.Ended)).ToLookup(r => r.Entity, r => r.Marking);
            foreach (var entity in chunk)
                if (Visible.Set(entity, seen[entity])) await RemarkAroundAsync(connection, entity, stop);
            await LinkNumbersAsync(connection, chunk, stop);
        }
    }

    public void Dispose() => Graph.Dispose();

    private async Task RemarkAroundAsync(DbConnection connection, long entity, CancellationToken stop)
    {
        var keys = (await connection.QueryAsync<long>(new CommandDefinition(string.Join(" union ", Ends.Select(end => $"select key from fact where {_archive.Runs.Condition} and {end}_key = {entity}")), cancellationToken: stop))).ToList();
        foreach (var chunk in keys.Chunk(400))
            foreach (var fact in await connection.QueryAsync<FactEdge>(new CommandDefinition($"{FactEdge.Select} where key in {Storage.Database.In(chunk)}", cancellationToken: stop)))
                if (EdgeOf(fact.Key) is { } edge) Graph.Remark(edge, Slots.Of(SlotOf(fact)));
        foreach (var (key, left, right, marking) in await connection.QueryAsync<(long, long, long, long)>(new CommandDefinition(
            $"select key, left_key, right_key, marking from same_as where facts = 0 and (left_key = {entity} or right_key = {entity})", cancellationToken: stop)))
            if (_links.TryGetValue(key, out var link)) Graph.RemarkLink(link, Slots.Of(new Slot(marking, Visible[left], Visible[right])));
    }

    private void RemoveLink(long key)
    {
        if (_links.Remove(key, out var link)) Graph.RemoveLink(link);
        else SameFacts = SameFacts.Remove(key);
    }

    private bool Stands(long recording, long? ended) => _inForce(recording) && !(ended is { } end && _inForce(end));

    private NewEdge Made(FactEdge fact) => new(
        fact.From_Key is { } from ? Vertices.Of(from) : Vertices.Open(), fact.To_Key is { } to ? Vertices.Of(to) : Vertices.Open(),
        fact.At ?? NoTime, fact.Amount ?? 0, Sorts.Of(fact.Kind, fact.Currency ?? 0), Slots.Of(SlotOf(fact)), fact.Key);

    private Slot SlotOf(FactEdge fact) => new(fact.Marking, End(fact.From_Key), End(fact.To_Key), End(fact.Item_Key), End(fact.Place_Key));

    private int End(long? entity) => entity is { } key ? Visible[key] : -1;

    private void Append(EdgeList edges)
    {
        if (edges.Count > 0) _stretches.Add(new Stretch(edges[0], edges[edges.Count - 1], Add(edges), edges.Count));
    }

    /// <summary>Puts edges into the graph; the number of the first.</summary>
    private int Add(EdgeList edges)
    {
        if (edges.Count == 0) return Graph.EdgeCount;
        if (Graph.EdgeCount > 0 || _links.Count > 0 || _numbers.Count > 0) return Graph.Append(edges.Columns);
        // An empty graph is packed at once instead of growing; whoever has it open finds nothing in it, as before.
        var empty = Graph;
        Graph = TemporalGraph.Build(edges.Columns);
        empty.Dispose();
        return 0;
    }

    /// <summary>Edges by their numbers, each with the vertex that it leaves.</summary>
    private static Dictionary<int, (int From, Edge Edge)> EdgesOf(Snapshot snapshot, IEnumerable<int> numbers)
    {
        var found = new Dictionary<int, (int, Edge)>();
        foreach (var from in numbers.GroupBy(snapshot.FromOf))
        {
            var wanted = from.ToHashSet();
            foreach (var edge in snapshot.Out(from.Key))
                if (wanted.Contains(edge.Number)) found[edge.Number] = (from.Key, edge);
        }

        return found;
    }

    /// <summary>
    /// The standing edge of a fact or row. The references of a stretch ascend for facts and descend for rows, but for those that were removed, which are 0.
    /// </summary>
    private int? EdgeOf(long reference)
    {
        for (var i = _stretches.Count - 1; i >= 0; i--)
        {
            var stretch = _stretches[i];
            if (Math.Sign(stretch.FirstReference) != Math.Sign(reference) || Math.Abs(reference) < Math.Abs(stretch.FirstReference) || Math.Abs(reference) > Math.Abs(stretch.LastReference)) continue;
            if (Search(stretch, Math.Abs(reference)) is { } edge) return edge;
        }

        return null;
    }

    private int? Search(Stretch stretch, long reference)
    {
        using var snapshot = Graph.Open();
        var (low, high) = (stretch.FirstEdge, stretch.FirstEdge + stretch.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var at = middle;
            while (at <= high && snapshot.ReferenceOf(at) == 0) at++;
            if (at > high) high = middle - 1;
            else if (Math.Abs(snapshot.ReferenceOf(at)) == reference) return at;
            else if (Math.Abs(snapshot.ReferenceOf(at)) < reference) low = at + 1;
            else high = middle - 1;
        }

        return null;
    }
}
