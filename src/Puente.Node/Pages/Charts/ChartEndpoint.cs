using System.Globalization;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;

namespace Puente.Node.Pages.Charts;

/// <summary>What the page of the link chart fetches: nodes with their places and lines as JSON, and its two tables as files.</summary>
internal static class ChartEndpoint
{
    private static readonly string[] NodeHeader = ["entity", "kind", "caption", "facts", "owner", "tlp", "label"];
    private static readonly string[] LineHeader = ["from", "from_entity", "to", "to_entity", "fact", "kind", "at", "until", "owner", "tlp", "label"];

    public static void MapChart(this IEndpointRouteBuilder app)
    {
        app.MapGet("/chart.json", AnswerAsync).ExcludeFromDescription();
        app.MapGet("/chart/{what:regex(^(nodes|lines)$)}.{format}", SendAsync).ExcludeFromDescription();
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

    /// <summary>The table as a file, each row with its marking: what may not leave the node is left out, and counted nowhere.</summary>
    private static async Task SendAsync(string what, string format, HttpContext context, ViewerOf viewerOf, Archive archive, Addresses go, ChartDesk desk, Departures departures)
    {
        if (!TableWriter.Types.ContainsKey(format) || viewerOf(context) is not { } viewer)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (ask, stop) = (ChartAsk.Of(context.Request.Query, go), context.RequestAborted);
        if (ask.Wrong is { } wrong)
        {
            await Refused.Problem(wrong).ExecuteAsync(context);
            return;
        }

        var reading = await OpenAsync(context, viewer, archive);
        var chart = await desk.DrawAsync(reading, ask, stop);
        var briefs = await ChartDesk.BriefsAsync(reading, chart, stop);
        var leaving = new ChartLeaving(chart, ask, briefs.ToDictionary(b => b.Key, b => b.Value.Marking));
        context.Response.ContentType = TableWriter.Types[format];
        context.Response.Headers.ContentDisposition = $"attachment; filename={what}.{format}";
        await departures.SendAsync(reading.Viewer, leaving.Names, new { format, chart = what, entities = ask.Opened.Select(o => go.Text(o.Id)) }, async left =>
        {
            await using var to = (await TableWriter.OpenAsync(format, context.Response.Body, what == "nodes" ? NodeHeader : LineHeader))!;
            if (what == "nodes") await NodesAsync(leaving, to, left, go);
            else await LinesAsync(leaving, to, left, go);
        });
    }

    private static async Task NodesAsync(ChartLeaving leaving, TableWriter to, Action<IEnumerable<Marking>> left, Addresses go)
    {
        foreach (var (entity, facts, markings) in leaving.Nodes())
        {
            var all = Combine.All(markings);
            left(markings);
            await to.RowAsync([go.Text(entity.Id), entity.Kind, entity.Caption, facts.ToString(CultureInfo.InvariantCulture), all.Owner, all.Tlp.ToString(), all.Label]);
        }
    }

    private static async Task LinesAsync(ChartLeaving leaving, TableWriter to, Action<IEnumerable<Marking>> left, Addresses go)
    {
        foreach (var (fact, from, end, markings) in leaving.Lines())
        {
            var all = Combine.All(markings);
            left(markings);
            await to.RowAsync([from.Caption, go.Text(from.Id), end.Caption, go.Text(end.Id), go.Text(fact.Id), fact.Kind, fact.At?.ToString(), fact.Until?.ToString(), all.Owner, all.Tlp.ToString(), all.Label]);
        }
    }

    private static Task<Reading> OpenAsync(HttpContext context, Viewer viewer, Archive archive)
    {
        var past = LookBack.Of(context.Request.Query);
        return archive.ReadAsync(past.IsNow ? viewer : viewer.LookingBack(past.Known, past.AsOf), context.RequestAborted);
    }
}
