using System.Collections.Immutable;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Graph;
using Puente.Graph.Filters;

namespace Puente.Evidence.Walks;

/// <summary>
/// The graph of facts open for one viewer, as it stood when it was opened. Whoever asks it must ask with a filter of this walk: it admits
/// what the viewer may walk and nothing else. Dispose it soon; it holds memory.
/// </summary>
public sealed class Walk : IDisposable
{
    private readonly GraphBuild _build;
    private readonly Archive _archive;
    private readonly bool _own;
    private readonly SlotSet _marks;
    private readonly ImmutableDictionary<long, (long Left, long Right, ushort Mark)> _sameFacts;

    internal Walk(GraphBuild build, Archive archive, SlotSet marks, bool own)
    {
        (_build, _archive, _marks, _own) = (build, archive, marks, own);
        (Snapshot, _sameFacts) = (build.Graph.Open(), build.SameFacts);
        Filter = Snapshot.Filter(marks);
    }

    /// <summary>The graph.</summary>
    public Snapshot Snapshot { get; }

    /// <summary>The number of the build that is open. Who keeps numbers of vertices or edges keeps it with them: once the graph was packed anew they stand for others.</summary>
    public long Build => _build.Number;

    /// <summary>Admits what the viewer may walk.</summary>
    public Admitted Filter { get; }

    /// <summary>Admits what the viewer may walk of some kinds.</summary>
    public AdmittedOfKinds Of(Func<WalkSort, bool> kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        var set = new SlotSet();
        for (var i = 0; i < _build.Sorts.Count; i++) set[(ushort)i] = kinds(Sort((ushort)i));
        return Snapshot.Filter(_marks, set);
    }

    /// <summary>Kind and currency of an edge.</summary>
    public WalkSort Sort(ushort kind)
    {
        var (code, currency) = _build.Sorts[kind];
        return new WalkSort(_archive.Codes[code], currency == 0 ? null : _archive.Codes[currency]);
    }

    /// <summary>The vertex of an entity; null when no fact or link names it. Says nothing of whether the viewer sees the entity.</summary>
    public int? Vertex(EntityId entity) => _build.Vertices.Find(entity) is { } vertex && vertex < Snapshot.VertexCount ? vertex : null;

    /// <summary>The vertex of an account as rows name it, however it is written. Says nothing of whether the viewer sees a row that does.</summary>
    public int? Vertex(string account) => _build.Vertices.Find(account) is { } vertex && vertex < Snapshot.VertexCount ? vertex : null;

    /// <summary>What a vertex stands for; an account as a row writes it that the viewer may walk. Ask it only of vertices that an admitted edge has led to.</summary>
    public WalkEnd End(int vertex) => _build.Vertices.End(vertex, _marks);

    /// <summary>Where an admitted edge comes from; null once it was removed.</summary>
    public WalkSource? Source(int edge) => Snapshot.ReferenceOf(edge) is not 0 and var reference ? _build.Source(reference) : null;

    /// <summary>The edges that come from some facts or rows, as far as they stand. Says nothing of whether the viewer may walk them: ask the filter of each.</summary>
    public IReadOnlyDictionary<WalkSource, int> Find(IReadOnlyCollection<WalkSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var (wanted, found) = (new Dictionary<long, WalkSource>(), new Dictionary<WalkSource, int>());
        foreach (var source in sources)
            if (_build.Reference(source) is { } reference) wanted[reference] = source;
        for (var edge = 0; edge < Snapshot.EdgeCount && found.Count < wanted.Count; edge++)
            if (Snapshot.ReferenceOf(edge) is not 0 and var reference && wanted.TryGetValue(reference, out var source)) found[source] = edge;
        return found;
    }

    /// <summary>Facts that are one by a statement that the viewer may walk. Says nothing of whether he may walk the facts: ask the filter of their edges.</summary>
    public IReadOnlyList<(StatementId Left, StatementId Right)> SameFacts() =>
        [.. _sameFacts.Where(s => _marks[s.Value.Mark]).OrderBy(s => s.Key).Select(s => (new StatementId(Storage.IdKind.Fact, s.Value.Left), new StatementId(Storage.IdKind.Fact, s.Value.Right)))];

    /// <summary>The currencies that any edge has.</summary>
    public IReadOnlyList<string> Currencies() =>
        [.. Enumerable.Range(0, _build.Sorts.Count).Select(i => Sort((ushort)i).Currency).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The markings of admitted edges, each once, by the marks that they carry.</summary>
    public IReadOnlyList<Marking> Markings(IEnumerable<ushort> marks) =>
        [.. marks.Distinct().Where(m => m < _build.Slots.Count).Select(m => _archive.Markings[new MarkingId(_build.Slots[m].Marking)]).Distinct()];

    /// <summary>The moment of an edge's time; null when its fact has none.</summary>
    public static DateTimeOffset? Time(long time) => time == GraphBuild.NoTime ? null : DateTimeOffset.FromUnixTimeMilliseconds(time);

    /// <inheritdoc/>
    public void Dispose()
    {
        Snapshot.Dispose();
        if (_own) _build.Dispose();
    }
}
