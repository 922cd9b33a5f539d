using Puente.Evidence.Places;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;

namespace Puente.Node.Pages.Charts;

/// <summary>
/// What of a chart may leave the node in a file. That two are joined is what a fact says: a fact that may not leave neither counts nor brings an
/// entity into the file.
/// </summary>
internal sealed class ChartLeaving
{
    private readonly LinkChart _chart;
    private readonly HashSet<EntityId> _opened;
    private readonly Dictionary<EntityId, Marking> _names;
    private readonly List<FactView> _facts;

    /// <summary>What may leave of a chart, by the combined marking of each of its entities.</summary>
    public ChartLeaving(LinkChart chart, ChartAsk ask, IReadOnlyDictionary<EntityId, Marking> names)
    {
        (_chart, _opened) = (chart, [.. ask.Opened.Select(o => o.Id)]);
        _names = names.Where(n => MayLeave(n.Value)).ToDictionary();
        _facts = [.. chart.Facts.Where(f => MayLeave(f.Origin.Marking))];
    }

    /// <summary>The markings of the entities that may leave.</summary>
    public IEnumerable<Marking> Names => _names.Values;

    /// <summary>The entities that were opened or that a fact which may leave names, with the number of such facts and every marking behind the row.</summary>
    public IEnumerable<(EntityView Entity, int Facts, IReadOnlyList<Marking> Markings)> Nodes()
    {
        var of = _facts.SelectMany(f => f.Ends.Select(e => (e.Id, f.Origin.Marking))).ToLookup(p => p.Id, p => p.Marking);
        foreach (var entity in _chart.Nodes.SelectMany(n => n.Members).Where(e => _names.ContainsKey(e.Id) && (_opened.Contains(e.Id) || of.Contains(e.Id))))
            yield return (entity, of[entity.Id].Count(), [.. of[entity.Id].Prepend(_names[entity.Id]).Distinct()]);
    }

    /// <summary>Each fact from its first end that is drawn to each other one; a fact whose first end may not leave stays.</summary>
    public IEnumerable<(FactView Fact, EntityView From, EntityView To, IReadOnlyList<Marking> Markings)> Lines()
    {
        var drawn = _chart.Nodes.SelectMany(n => n.Members).Select(e => e.Id).ToHashSet();
        foreach (var fact in _facts)
        {
            var ends = fact.Ends.Where(e => drawn.Contains(e.Id)).ToList();
            if (ends.Count == 0 || !_names.TryGetValue(ends[0].Id, out var first)) continue;
            foreach (var end in ends.Skip(1).Where(e => _names.ContainsKey(e.Id)))
                yield return (fact, ends[0], end, [.. new[] { fact.Origin.Marking, first, _names[end.Id] }.Distinct()]);
        }
    }

    /// <summary>
    /// The places of a map of which both the name and every statement that says where they are may leave, counted by the facts that may.
    /// A place that a fact brought in which may not leave is not among them.
    /// </summary>
    public IEnumerable<(EntityView Entity, Location At, int Facts, IReadOnlyList<Marking> Markings)> Places(PlaceMap map)
    {
        var at = map.Places.ToDictionary(p => p.Entity.Id, p => p.At);
        foreach (var (entity, facts, markings) in Nodes())
            if (at.TryGetValue(entity.Id, out var location) && location.Markings.All(MayLeave)) yield return (entity, location, facts, [.. markings.Concat(location.Markings).Distinct()]);
    }

    private static bool MayLeave(Marking marking) => marking.Actions.HasFlag(Permission.Export);
}
