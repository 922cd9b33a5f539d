using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence.Records;
using Puente.Evidence.Time;
using Puente.Node.Pages.Charts;

namespace Puente.Node.Api;

/// <summary>The link chart, for programs: who is joined with whom by the facts that the viewer sees, with places to draw them at; and where on earth the places among them are.</summary>
internal static class ChartApi
{
    /// <summary>An entity to open, and how many of its neighbours are wanted.</summary>
    public sealed record OpenBody(string Id, int? Neighbours = null);

    /// <summary>What is asked. A time is as partial as one likes; facts without a time are left out only when <c>undated</c> is false.</summary>
    public sealed record ChartBody(IReadOnlyList<OpenBody> Entities, IReadOnlyList<string>? Hidden = null, IReadOnlyList<string>? Kinds = null, string? From = null, string? Until = null, bool? Undated = null, bool? ByKind = null, IReadOnlyList<IReadOnlyList<string>>? Together = null);

    /// <summary>Where a place is on earth: <c>sureness</c> is <c>point</c>, <c>around</c> (within so many metres), <c>district</c> or <c>state</c>; of the last two the point is one in the named place.</summary>
    public sealed record LocationShape(string Entity, double Latitude, double Longitude, string Sureness, double? Metres, PlacesApi.PlaceShape? Place, bool Disputed);

    /// <summary>A node with its place in the drawing; <c>more</c> is how many neighbours of an opened entity are not drawn, <c>atLeast</c> whether there may be yet more.</summary>
    public sealed record NodeShape(string Key, IReadOnlyList<EntityShape> Entities, double X, double Y, bool Opened, int More, bool AtLeast, int Facts);

    /// <summary>A line with the statements behind it.</summary>
    public sealed record LineShape(string From, string To, IReadOnlyList<string> Kinds, bool There, bool Back, bool Uncertain, IReadOnlyList<string> Facts);

    /// <summary>The chart: <c>withheld</c> counts persons whom the viewer sees but who may not stand in a network, <c>undated</c> the facts of the wanted kinds without a time.</summary>
    public sealed record ChartShape(IReadOnlyList<NodeShape> Nodes, IReadOnlyList<LineShape> Lines, IReadOnlyList<LocationShape> Locations, int Withheld, int Undated, bool Cut);

    public static void MapChart(this RouteGroupBuilder api) =>
        api.MapPost("/chart", DrawAsync).Does("chart.draw").Asks();

    private static async Task<Results<Ok<ChartShape>, ProblemHttpResult>> DrawAsync(ChartBody body, HttpContext context, Archive archive, Addresses ids, ChartDesk desk, Sightings sightings)
    {
        if (SearchApi.Unfit(null, body.From, body.Until, archive.Vocabulary) is { } unfit) return Refused.Problem(unfit);
        if (body.Kinds?.Select(k => k ?? "").FirstOrDefault(k => archive.Vocabulary.Fact(k) is null) is { } kind) return Refused.Problem(new Evidence.Refusal("body.kind-unknown", ("kind", kind)));
        if (body.Entities.Count is 0 or > ChartAsk.MostOpened || body.Entities.Any(e => e is null)) return Refused.Problem(new Evidence.Refusal("chart.entities", ("most", ChartAsk.MostOpened.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        var (reading, shaper) = await EntityApi.OpenAsync(context, archive);
        var stop = context.RequestAborted;
        var opened = body.Entities.Select(e => (Id: ids.Entity(e.Id), e.Neighbours)).ToList();
        var seen = await reading.EntitiesAsync(opened.Select(o => o.Id).OfType<EntityId>(), stop);
        if (opened.Exists(o => o.Id is not { } id || !seen.ContainsKey(id))) return Refused.Missing;
        List<EntityId> Named(IEnumerable<string>? texts) => [.. (texts ?? []).Select(ids.Entity).OfType<EntityId>()];
        var chart = await desk.DrawAsync(reading, new ChartAsk
        {
            Opened = [.. opened.Select(o => new Opened(o.Id!.Value, Math.Clamp(o.Neighbours ?? ChartAsk.Step, 1, ChartAsk.MostNeighbours))).DistinctBy(o => o.Id)],
            Hidden = Named(body.Hidden),
            Together = [.. (body.Together ?? []).Select(Named)],
            ByKind = body.ByKind == true,
            Kinds = body.Kinds ?? [],
            From = Time(body.From),
            Until = Time(body.Until),
            Undated = body.Undated != false,
        }, stop);
        var map = await PlaceMap.OfAsync(reading, archive.Vocabulary, chart, stop);
        await sightings.NoteAsync(reading.Viewer, "/chart", chart.Markings.Concat((await ChartDesk.BriefsAsync(reading, chart, stop)).Values.Select(b => b.Marking)).Concat(map.Places.SelectMany(p => p.At.Markings)));
        return TypedResults.Ok(new ChartShape(
            [.. chart.Nodes.Select(n => new NodeShape(n.Key, [.. n.Members.Select(shaper.Of)], n.Spot.X, n.Spot.Y, n.Open, n.More.Count, n.More.AtLeast, n.Facts))],
            [.. chart.Lines.Select(l => new LineShape(l.From, l.To, [.. l.Kinds.Select(k => k.Kind)], l.Points.There, l.Points.Back, l.Uncertain, [.. l.Facts.Select(f => shaper.Id(f.Id))]))],
            [.. map.Places.Select(p => new LocationShape(shaper.Of(p.Entity).Id, p.At.Point.Latitude, p.At.Point.Longitude, PlaceWords.Code(p.At.Sureness), p.At.Metres, p.At.Named is null ? null : PlacesApi.Of(p.At.Named), p.At.Disputed))],
            chart.Withheld, chart.Undated, chart.Cut));
    }

    private static When? Time(string? text) => text is { Length: > 0 } && When.Parse(text) is { IsOk: true } when ? when.Value : null;
}
