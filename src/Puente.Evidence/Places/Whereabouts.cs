using System.Globalization;
using Puente.Evidence.Records;

namespace Puente.Evidence.Places;

/// <summary>Finds where entities are from the statements that a viewer sees: stated points first, then codes, then names.</summary>
public static class Whereabouts
{
    private const double Apart = 1000;
    private static readonly string[] s_properties = ["latitude", "longitude", "radius", "municipalityCode", "portCode", "municipality", "state", "country"];

    /// <summary>Where some entities are; those that nothing visible places are not in the answer.</summary>
    /// <param name="reading">Whose view.</param>
    /// <param name="ids">Entities that the viewer sees.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<IReadOnlyDictionary<EntityId, Location>> OfAsync(Reading reading, IReadOnlyCollection<EntityId> ids, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var found = new Dictionary<EntityId, Location>();
        foreach (var of in (await reading.AttributesAmongAsync(ids, s_properties, stop)).GroupBy(a => a.Entity))
            if (Of([.. of]) is { } location) found[of.Key] = location;
        return found;
    }

    /// <summary>Where the attributes of one entity place it, or null. Values that are hidden or no points on the earth count as absent.</summary>
    public static Location? Of(IReadOnlyList<AttributeView> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var stated = attributes.Where(a => !a.Ended && a.Value is not null).ToList();
        return Stated(stated) ?? Named(stated);
    }

    /// <summary>Latitude and longitude belong together when one recording stated them.</summary>
    private static Location? Stated(List<AttributeView> stated)
    {
        var points = stated.GroupBy(a => a.Origin.Recording)
            .Select(g => (Latitude: g.LastOrDefault(a => a.Property == "latitude"), Longitude: g.LastOrDefault(a => a.Property == "longitude"), Radius: g.LastOrDefault(a => a.Property == "radius")))
            .Where(p => p.Latitude is not null && p.Longitude is not null)
            .Select(p => (Point: new GeoPoint(Number(p.Latitude), Number(p.Longitude)), Metres: p.Radius is null ? (double?)null : Number(p.Radius), From: new[] { p.Latitude!, p.Longitude!, p.Radius }.OfType<AttributeView>().ToList()))
            .Where(p => p.Point.IsValid)
            .OrderBy(p => p.From.Max(a => a.Origin.Recorded)).ThenBy(p => p.From.Max(a => a.Id.Key))
            .ToList();
        if (points.Count == 0) return null;
        var (point, metres, from) = points[^1];
        var around = metres is > 0 and < double.PositiveInfinity ? metres : null;
        var disputed = points.Where(p => p.Point.MetresTo(point) > Apart).ToList();
        return new Location(point, around is null ? Sureness.Point : Sureness.Around, around, null, disputed.Count > 0, [.. from, .. disputed.SelectMany(p => p.From)]);
    }

    /// <summary>
    /// Names and codes belong together when one recording stated them: a state of one source does not complete the town of another. The surest
    /// stand before the others, and among those the one recorded last.
    /// </summary>
    private static Location? Named(List<AttributeView> stated)
    {
        var places = stated.GroupBy(a => a.Origin.Recording).Select(g => OfOne([.. g])).OfType<Location>()
            .OrderByDescending(l => l.Sureness).ThenBy(l => l.From.Max(a => a.Origin.Recorded)).ThenBy(l => l.From.Max(a => a.Id.Key)).ToList();
        if (places.Count == 0) return null;
        // A source that knows only the state agrees with one that knows the municipality in it.
        var (drawn, others) = (places[^1], places.Where(l => !Agree(l.Named!, places[^1].Named!)).ToList());
        return others.Count == 0 ? drawn : drawn with { Disputed = true, From = [.. drawn.From, .. others.SelectMany(l => l.From)] };
    }

    private static bool Agree(NamedPlace one, NamedPlace other) =>
        one == other || (one.Level == PlaceLevel.State || other.Level == PlaceLevel.State) && Gazetteer.StateOf(one) == Gazetteer.StateOf(other);

    private static Location? OfOne(List<AttributeView> stated)
    {
        AttributeView? Last(string property) => stated.LastOrDefault(a => a.Property == property);
        var (country, state) = (Last("country"), Last("state"));
        var code = country?.Value is { } c && c.Trim().ToLowerInvariant() is "us" or "mx" ? country.Value!.Trim().ToLowerInvariant() : null;
        var states = state is null ? [] : Gazetteer.States(state.Value!, code);
        Location? At(IReadOnlyList<NamedPlace> places, Sureness sureness, params AttributeView?[] from) =>
            places is [{ Point: { } point } only] ? new Location(point, sureness, null, only, false, [.. from.OfType<AttributeView>()]) : null;

        if (Last("portCode") is { } port && At([.. Gazetteer.ByCode(port.Value!).Where(p => p.Level == PlaceLevel.Port)], Sureness.District, port) is { } byPort) return byPort;
        if (Last("municipalityCode") is { } key)
        {
            // A code of five digits may be of either country: the country or the state must say of which.
            var meant = Gazetteer.ByCode(key.Value!, code).Where(p => p.Level == PlaceLevel.District && (states.Count == 0 || states.Any(s => s.Country == p.Country && s.Code == p.State))).ToList();
            if (At(meant, Sureness.District, key, country, state) is { } byCode) return byCode;
        }

        // The town of an address says nothing of its county: Houston is not in Houston County.
        return states.Count != 1 ? null
            : Last("municipality") is { } name && At(Gazetteer.Districts(name.Value!, states[0]), Sureness.District, name, state, country) is { } byName ? byName
            : At(states, Sureness.State, state, country);
    }

    private static double Number(AttributeView? of) => double.TryParse(of?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}
