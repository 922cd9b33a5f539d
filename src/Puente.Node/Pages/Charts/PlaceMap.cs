using Puente.Evidence.Places;
using Puente.Evidence.Records;
using Puente.Evidence.Terms;

namespace Puente.Node.Pages.Charts;

/// <summary>A place on a map.</summary>
/// <param name="Entity">The place.</param>
/// <param name="At">Where it is, and how surely.</param>
/// <param name="Facts">How many of the facts shown name it.</param>
public sealed record PlacedEntity(EntityView Entity, Location At, int Facts);

/// <summary>That an entity was at one place and, by its next fact in time, at another. Nothing is said of the way between.</summary>
/// <param name="Who">The entity.</param>
/// <param name="Before">The fact that has it at the first place.</param>
/// <param name="After">The fact that has it at the second, surely not earlier.</param>
/// <param name="From">The first place.</param>
/// <param name="To">The second.</param>
public sealed record Move(EntityView Who, FactView Before, FactView After, PlacedEntity From, PlacedEntity To);

/// <summary>The places among what a chart shows, as one reader may know where they are.</summary>
public sealed record PlaceMap
{
    /// <summary>How many places one map holds.</summary>
    public const int Most = 2000;

    /// <summary>Degrees beside the outermost points, and how many a map spans at least: a single ranch is shown in its state.</summary>
    private const double Margin = 1.2, Narrowest = 8;

    /// <summary>The places that are drawn, those with most facts first.</summary>
    public IReadOnlyList<PlacedEntity> Places { get; init; } = [];

    /// <summary>Places of which nothing visible says where they are.</summary>
    public IReadOnlyList<EntityView> Nowhere { get; init; } = [];

    /// <summary>Where the opened entities were one after the other.</summary>
    public IReadOnlyList<Move> Moves { get; init; } = [];

    /// <summary>Whether there were more places than a map holds.</summary>
    public bool Cut { get; init; }

    /// <summary>States of the United States whose counties are drawn, by FIPS code: those in which little more than the county is known, five at most.</summary>
    public IReadOnlyList<string> Counties => [.. Places.Select(p => p.At).Where(a => a.Sureness == Sureness.District).Select(a => a.Named!).Where(n => n is { Country: "us", Level: PlaceLevel.District }).GroupBy(n => n.State).OrderByDescending(g => g.Count()).Select(g => g.Key).Take(5)];

    /// <summary>What the map shows: west, south, east, north. Both countries when nothing is drawn.</summary>
    public (double West, double South, double East, double North) Box => BoxOf(Places.Select(p => p.At.Point));

    /// <summary>What a map of some points shows, with a margin: west, south, east, north. Both countries when there are none.</summary>
    public static (double West, double South, double East, double North) BoxOf(IEnumerable<GeoPoint> of)
    {
        var points = of.ToList();
        if (points.Count == 0) return (-125, 14, -66, 50);
        var (west, east) = Around(points.Min(p => p.Longitude), points.Max(p => p.Longitude));
        var (south, north) = Around(points.Min(p => p.Latitude), points.Max(p => p.Latitude));
        return (Math.Max(-180, west), Math.Max(-85, south), Math.Min(180, east), Math.Min(85, north));

        static (double From, double To) Around(double least, double most)
        {
            var beside = Math.Max(Margin, (Narrowest - (most - least)) / 2);
            return (least - beside, most + beside);
        }
    }

    /// <summary>Whether entities of a kind are places.</summary>
    public static bool IsPlace(Vocabulary vocabulary, EntityView entity)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(entity);
        return vocabulary.Kind(entity.Kind)?.Property("latitude") is not null;
    }

    /// <summary>The places among the nodes of a chart; a group is taken apart.</summary>
    public static async Task<PlaceMap> OfAsync(Reading reading, Vocabulary vocabulary, LinkChart chart, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var count = chart.Facts.SelectMany(f => f.Ends.Select(e => e.Id)).CountBy(id => id).ToDictionary();
        var all = chart.Nodes.SelectMany(n => n.Members).Where(e => IsPlace(vocabulary, e)).OrderByDescending(e => count.GetValueOrDefault(e.Id)).ThenBy(e => e.Caption, StringComparer.Ordinal).ThenBy(e => e.Id.Key).ToList();
        var some = all.Take(Most).ToList();
        var at = await Whereabouts.OfAsync(reading, [.. some.Select(e => e.Id)], stop);
        var placed = some.Where(e => at.ContainsKey(e.Id)).Select(e => new PlacedEntity(e, at[e.Id], count.GetValueOrDefault(e.Id))).ToList();
        return new PlaceMap
        {
            Places = placed,
            Nowhere = [.. some.Where(e => !at.ContainsKey(e.Id))],
            Moves = [.. chart.Nodes.Where(n => n is { Open: true, IsGroup: false }).SelectMany(n => MovesOf(n.Members[0], chart.Facts, placed.ToDictionary(p => p.Entity.Id)))],
            Cut = all.Count > Most,
        };
    }

    /// <summary>Two facts follow each other only when the first surely ended before the second may have begun; others are left out.</summary>
    private static IEnumerable<Move> MovesOf(EntityView who, IReadOnlyList<FactView> facts, Dictionary<EntityId, PlacedEntity> placed)
    {
        PlacedEntity? Place(FactView fact) => fact.Ends.Reverse().Where(e => e.Id != who.Id).Select(e => placed.GetValueOrDefault(e.Id)).FirstOrDefault(p => p is not null);
        var stays = facts.Where(f => f.At is not null && f.Ends.Any(e => e.Id == who.Id)).Select(f => (Fact: f, Place: Place(f))).Where(s => s.Place is not null)
            .OrderBy(s => s.Fact.At!.Value.Earliest).ThenBy(s => s.Fact.At!.Value.Latest).ToList();
        return stays.Zip(stays.Skip(1))
            .Where(p => p.First.Place!.At.Point != p.Second.Place!.At.Point && (p.First.Fact.Until ?? p.First.Fact.At)!.Value.Latest <= p.Second.Fact.At!.Value.Earliest)
            .Select(p => new Move(who, p.First.Fact, p.Second.Fact, p.First.Place!, p.Second.Place!));
    }
}
