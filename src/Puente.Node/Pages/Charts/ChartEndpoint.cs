using Puente.Evidence.Places;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Ui.Text;

namespace Puente.Node.Pages.Charts;

/// <summary>What the page of the link chart fetches: nodes with their places and lines as JSON, the same on a map, and files.</summary>
internal static class ChartEndpoint
{
    public static void MapChart(this IEndpointRouteBuilder app)
    {
        app.MapGet("/chart.json", AnswerAsync).ExcludeFromDescription();
        app.MapGet("/chart/map.json", MapAsync).ExcludeFromDescription();
        app.MapGet("/chart/{what:regex(^(nodes|lines|places|chart)$)}.{format}", ChartFiles.SendAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, ViewerOf viewerOf, Archive archive, Addresses go, Words words, ChartWords say, ChartDesk desk, Sightings sightings)
    {
        if (viewerOf(context) is not { } viewer) return TypedResults.NotFound();
        words.Reader = viewer.Subject;
        var (ask, stop) = (ChartAsk.Of(context.Request.Query, go), context.RequestAborted);
        var reading = await OpenAsync(context, viewer, archive);
        var chart = await desk.DrawAsync(reading, ask, stop);
        await sightings.NoteAsync(reading.Viewer, "/chart", chart.Markings.Concat((await ChartDesk.BriefsAsync(reading, chart, stop)).Values.Select(b => b.Marking)));
        return TypedResults.Json(new
        {
            nodes = chart.Nodes.Select(n => new
            {
                id = n.Key,
                label = say.Name(n),
                kind = n.Members[0].Kind,
                href = (ask with { Node = n.Key, Line = null }).Href(go),
                subject = n.Open,
                group = n.IsGroup,
                picked = n.Key == ask.Node,
                x = n.Spot.X,
                y = n.Spot.Y,
            }),
            edges = chart.Lines.Select(l => new
            {
                id = l.Key,
                from = l.From,
                to = l.To,
                label = say.Name(l),
                href = (ask with { Line = l.Key, Node = null }).Href(go),
                uncertain = l.Uncertain,
                there = l.Points.There,
                back = l.Points.Back,
                picked = l.Key == ask.Line,
            }),
        });
    }

    private static async Task<IResult> MapAsync(HttpContext context, ViewerOf viewerOf, Archive archive, Addresses go, Words words, Texts t, ChartDesk desk, PlaceWords say, Sightings sightings)
    {
        if (viewerOf(context) is not { } viewer) return TypedResults.NotFound();
        words.Reader = viewer.Subject;
        var (ask, stop) = (ChartAsk.Of(context.Request.Query, go), context.RequestAborted);
        var reading = await OpenAsync(context, viewer, archive);
        var chart = await desk.DrawAsync(reading, ask, stop);
        var map = await PlaceMap.OfAsync(reading, archive.Vocabulary, chart, stop);
        var briefs = await ChartDesk.BriefsAsync(reading, chart, stop);
        await sightings.NoteAsync(reading.Viewer, "/chart", chart.Markings.Concat(briefs.Values.Select(b => b.Marking)).Concat(map.Places.SelectMany(p => p.At.Markings)));
        return TypedResults.Json(new
        {
            box = new[] { map.Box.West, map.Box.South, map.Box.East, map.Box.North },
            counties = map.Counties,
            names = Enum.GetValues<Sureness>().ToDictionary(PlaceWords.Code, say.Sign),
            points = map.Places.GroupBy(p => (p.At.Point, p.At.Sureness)).Select(g => new
            {
                name = words.Caption(g.First().Entity) + (g.Skip(1).Any() ? " " + t.Format("map.and-more", ("count", g.Count() - 1)) : ""),
                at = Of(g.Key.Point),
                sureness = PlaceWords.Code(g.Key.Sureness),
                metres = g.Max(p => p.At.Metres),
                size = Math.Min(28, 10 + 3 * Math.Sqrt(g.Sum(p => p.Facts))),
                href = (ask with { Node = go.Text(g.First().Entity.Id), Line = null }).Href(go),
                picked = g.Any(p => go.Text(p.Entity.Id) == ask.Node),
            }),
            lines = map.Moves.Select(m => new
            {
                name = $"{words.Caption(m.Who)}: {words.Caption(m.From.Entity)} ({words.When(m.Before.At)}) \u2192 {words.Caption(m.To.Entity)} ({words.When(m.After.At)})",
                from = Of(m.From.At.Point),
                to = Of(m.To.At.Point),
                href = go.To(m.After.Id),
            }),
        });
    }

    private static double[] Of(GeoPoint point) => [point.Longitude, point.Latitude];

    internal static Task<Reading> OpenAsync(HttpContext context, Viewer viewer, Archive archive)
    {
        var past = LookBack.Of(context.Request.Query);
        return archive.ReadAsync(past.IsNow ? viewer : viewer.LookingBack(past.Known, past.AsOf), context.RequestAborted);
    }
}
