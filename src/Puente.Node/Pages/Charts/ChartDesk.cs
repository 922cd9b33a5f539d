using Puente.Evidence.Identity;
using Puente.Evidence.Records;
using Puente.Graph.Layouts;

namespace Puente.Node.Pages.Charts;

/// <summary>
/// Draws who is joined with whom by the facts that a reader sees. The neighbours of an opened entity come by their latest fact; filters take away
/// and never bring another in, so that nothing moves when the window of time does. Persons who may not stand in a network are not drawn.
/// </summary>
internal sealed class ChartDesk(Addresses go)
{
    /// <summary>How many nodes one chart holds.</summary>
    public const int MostNodes = 5000;

    /// <summary>How many facts one chart holds.</summary>
    public const int MostFacts = 20_000;

    /// <summary>How many facts of an opened entity are read for its neighbours.</summary>
    public const int FactsRead = 2000;

    /// <summary>The entities of a question that this reader sees and that may be drawn; the others are as if they were not asked for.</summary>
    public async Task<LinkChart> DrawAsync(Reading reading, ChartAsk ask, CancellationToken stop)
    {
        var asked = await reading.EntitiesAsync(ask.Opened.Select(o => o.Id), stop);
        var near = new Dictionary<EntityId, (List<EntityView> Others, bool AtLeast)>();
        foreach (var (id, _) in ask.Opened.Where(o => asked.ContainsKey(o.Id))) near[id] = await NearAsync(reading, id, stop);
        var all = asked.Values.Concat(near.Values.SelectMany(n => n.Others)).DistinctBy(e => e.Id).ToList();
        var may = await Drawable.AmongAsync(reading, all, stop);

        var (drawn, more) = (new Dictionary<EntityId, EntityView>(), new Dictionary<EntityId, Many>());
        foreach (var (id, _) in ask.Opened.Where(o => near.ContainsKey(o.Id) && may.Contains(o.Id))) drawn[id] = asked[id];
        var cut = false;
        foreach (var (id, count) in ask.Opened.Where(o => drawn.ContainsKey(o.Id)))
        {
            var others = near[id].Others.Where(e => may.Contains(e.Id)).ToList();
            foreach (var other in others.Take(count))
            {
                if (drawn.Count < MostNodes) drawn.TryAdd(other.Id, other);
                else cut = true;
            }

            more[id] = new Many(Math.Max(0, others.Count - count), near[id].AtLeast);
        }

        var facts = await reading.FactsAmongAsync(drawn.Keys, MostFacts, stop);
        var made = Draw(ask, drawn, more, facts);
        return made with { Withheld = all.Count(e => !may.Contains(e.Id)), Cut = cut || facts.Count == MostFacts };
    }

    /// <summary>How the entities of a chart stand in lists: the markings of their names.</summary>
    public static Task<IReadOnlyDictionary<EntityId, EntityBrief>> BriefsAsync(Reading reading, LinkChart chart, CancellationToken stop) =>
        reading.BriefsAsync(chart.Nodes.SelectMany(n => n.Members).Select(m => m.Id), stop);

    /// <summary>Whom the latest facts of an entity join with it, the latest first, and whether there may be more.</summary>
    private static async Task<(List<EntityView> Others, bool AtLeast)> NearAsync(Reading reading, EntityId id, CancellationToken stop)
    {
        var page = await reading.FactsAsync(id, take: FactsRead, stop: stop);
        return ([.. page.Rows.SelectMany(f => f.Ends).Where(e => e.Id != id).DistinctBy(e => e.Id)], page.Next is not null);
    }

    private LinkChart Draw(ChartAsk ask, Dictionary<EntityId, EntityView> drawn, Dictionary<EntityId, Many> more, IReadOnlyList<FactView> facts)
    {
        var keys = Keys(ask, drawn);
        var members = drawn.Values.GroupBy(e => keys[e.Id]).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        var lines = Lines(facts, keys);
        // Whatever is hidden or filtered keeps its place, so that the rest stays where it is.
        var order = members.Keys.Index().ToDictionary(k => k.Item, k => k.Index, StringComparer.Ordinal);
        var spots = ForceLayout.Place(order.Count, [.. lines.Select(l => (order[l.From], order[l.To]))]);

        var (hidden, open) = (ask.Hidden.ToHashSet(), more.Keys.ToHashSet());
        var left = drawn.Keys.Where(id => !hidden.Contains(id)).ToDictionary(id => id, id => keys[id]);
        var standing = facts.Where(f => f.Ends.Count(e => left.ContainsKey(e.Id)) > 1).ToList();
        var ofKind = standing.Where(f => ask.Kinds.Count == 0 || ask.Kinds.Contains(f.Kind)).ToList();
        var shown = ofKind.Where(ask.Admits).ToList();
        var shownLines = Lines(shown, left);
        var count = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in shownLines)
            foreach (var end in (ReadOnlySpan<string>)[line.From, line.To]) count[end] = count.GetValueOrDefault(end) + line.Facts.Count;

        return new LinkChart
        {
            Nodes =
            [
                .. members.Select(m => (m.Key, Members: m.Value.Where(e => left.ContainsKey(e.Id)).ToList()))
                    .Where(m => m.Members.Count > 0 && (count.ContainsKey(m.Key) || m.Members.Exists(e => open.Contains(e.Id))))
                    .Select(m => new ChartNode(m.Key, m.Members, spots[order[m.Key]])
                    {
                        Open = m.Members.Exists(e => open.Contains(e.Id)),
                        More = m.Members.Count == 1 ? more.GetValueOrDefault(m.Members[0].Id) : default,
                        Facts = count.GetValueOrDefault(m.Key),
                    }),
            ],
            Lines = shownLines,
            Facts = shown,
            Kinds = [.. standing.Select(f => f.Kind).Distinct(StringComparer.Ordinal)],
            Bars = Histogram.Of(ofKind),
            Undated = ofKind.Count(f => (f.At ?? f.Until) is null),
        };
    }

    /// <summary>By which node each entity is drawn.</summary>
    private Dictionary<EntityId, string> Keys(ChartAsk ask, Dictionary<EntityId, EntityView> drawn)
    {
        var keys = drawn.Keys.ToDictionary(id => id, go.Text);
        if (ask.ByKind)
            foreach (var kind in drawn.Values.Where(e => ask.Opened.All(o => o.Id != e.Id)).GroupBy(e => e.Kind).Where(g => g.Skip(1).Any()))
                foreach (var entity in kind) keys[entity.Id] = "kind-" + kind.Key;
        foreach (var (number, group) in ask.Together.Index())
            foreach (var id in group.Where(keys.ContainsKey)) keys[id] = $"group-{number + 1}";
        return keys;
    }

    /// <summary>One line for all facts between the same two, from the first end of a fact that is drawn to each other one.</summary>
    private static List<ChartLine> Lines(IEnumerable<FactView> facts, Dictionary<EntityId, string> keys)
    {
        var lines = new Dictionary<(string, string), (List<FactView> Facts, bool There, bool Back)>();
        foreach (var fact in facts)
        {
            var ends = fact.Ends.Select(e => keys.GetValueOrDefault(e.Id)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            foreach (var other in ends.Skip(1))
            {
                var there = string.CompareOrdinal(ends[0], other) < 0;
                var pair = there ? (ends[0], other) : (other, ends[0]);
                var line = lines.GetValueOrDefault(pair, ([], false, false));
                line.Facts.Add(fact);
                lines[pair] = (line.Facts, line.There || there, line.Back || !there);
            }
        }

        return [.. lines.Select(l => new ChartLine(l.Key.Item1, l.Key.Item2, l.Value.Facts) { Points = (l.Value.There, l.Value.Back) })];
    }
}
