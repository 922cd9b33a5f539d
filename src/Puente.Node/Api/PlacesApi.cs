using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence;
using Puente.Evidence.Places;

namespace Puente.Node.Api;

/// <summary>The gazetteer, for programs.</summary>
internal static class PlacesApi
{
    private const int Most = 200;

    /// <summary>A place that the node knows by itself: <c>level</c> is <c>state</c>, <c>district</c> (county, municipality) or <c>port</c>; without a point when its tables have none.</summary>
    public sealed record PlaceShape(string Country, string Code, string Level, string Name, string State, double? Latitude, double? Longitude, string? Across);

    public static void MapPlaces(this RouteGroupBuilder api) => api.MapGet("/places", Find).Does("places.find");

    private static Results<Ok<IReadOnlyList<PlaceShape>>, ProblemHttpResult> Find(string q, int? take)
    {
        if (q.Trim().Length == 0) return Refused.Problem(new Refusal("places.empty"));
        return TypedResults.Ok<IReadOnlyList<PlaceShape>>([.. Gazetteer.Find(q, Math.Clamp(take ?? 50, 1, Most)).Select(Of)]);
    }

    internal static PlaceShape Of(NamedPlace place) => new(
        place.Country, place.Code, Level(place.Level), place.Name, Gazetteer.StateOf(place).Name, place.Point?.Latitude, place.Point?.Longitude, place.Across);

    private static string Level(PlaceLevel level) => level switch { PlaceLevel.State => "state", PlaceLevel.Port => "port", _ => "district" };
}
