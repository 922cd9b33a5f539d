using System.Globalization;
using System.Xml;
using Puente.Evidence.Places;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;

namespace Puente.Node.Pages.Charts;

/// <summary>
/// The tables of a chart as files, its places as GeoJSON (RFC 7946) too, and the whole as GraphML. Each row bears its marking: what may not leave
/// the node is left out, and counted nowhere.
/// </summary>
internal static class ChartFiles
{
    private const string GraphMl = "http://graphml.graphdrawing.org/xmlns";
    private static readonly string[] NodeHeader = ["entity", "kind", "caption", "facts", "owner", "tlp", "label"];
    private static readonly string[] LineHeader = ["from", "from_entity", "to", "to_entity", "fact", "kind", "at", "until", "owner", "tlp", "label"];
    private static readonly string[] PlaceHeader = ["entity", "kind", "caption", "facts", "latitude", "longitude", "sureness", "metres", "place", "place_code", "disputed", "owner", "tlp", "label"];
    private static readonly string[] NodeData = ["kind", "caption", "facts", "owner", "tlp", "label"];
    private static readonly string[] EdgeData = ["kind", "at", "until", "amount", "currency", "owner", "tlp", "label"];

    public static async Task SendAsync(string what, string format, HttpContext context, ViewerOf viewerOf, Archive archive, Addresses go, ChartDesk desk, Departures departures)
    {
        if (TypeOf(what, format) is not { } type || viewerOf(context) is not { } viewer)
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

        var reading = await ChartEndpoint.OpenAsync(context, viewer, archive);
        var chart = await desk.DrawAsync(reading, ask, stop);
        var briefs = await ChartDesk.BriefsAsync(reading, chart, stop);
        var leaving = new ChartLeaving(chart, ask, briefs.ToDictionary(b => b.Key, b => b.Value.Marking));
        var map = what == "places" ? await PlaceMap.OfAsync(reading, archive.Vocabulary, chart, stop) : null;
        context.Response.ContentType = type;
        context.Response.Headers.ContentDisposition = $"attachment; filename={what}.{format}";
        await departures.SendAsync(reading.Viewer, leaving.Names, new { format, chart = what, entities = ask.Opened.Select(o => go.Text(o.Id)) }, async left =>
        {
            if (what == "chart")
            {
                await GraphAsync(leaving, context.Response.Body, left, go);
                return;
            }

            await using var to = format == "geojson" ? new GeoJsonWriter(context.Response.Body, PlaceHeader) : (await TableWriter.OpenAsync(format, context.Response.Body, what switch { "nodes" => NodeHeader, "lines" => LineHeader, _ => PlaceHeader }))!;
            if (map is not null) await PlacesAsync(leaving, map, to, left, go);
            else if (what == "nodes") await NodesAsync(leaving, to, left, go);
            else await LinesAsync(leaving, to, left, go);
        });
    }

    private static string? TypeOf(string what, string format) => (what, format) switch
    {
        ("chart", "graphml") => "application/graphml+xml",
        ("chart", _) => null,
        ("places", "geojson") => GeoJsonWriter.Type,
        _ => TableWriter.Types.GetValueOrDefault(format),
    };

    private static async Task NodesAsync(ChartLeaving leaving, TableWriter to, Action<IEnumerable<Marking>> left, Addresses go)
    {
        foreach (var (entity, facts, markings) in leaving.Nodes())
        {
            left(markings);
            await to.RowAsync([go.Text(entity.Id), entity.Kind, entity.Caption, facts.ToString(CultureInfo.InvariantCulture), .. Marks(markings)]);
        }
    }

    private static async Task LinesAsync(ChartLeaving leaving, TableWriter to, Action<IEnumerable<Marking>> left, Addresses go)
    {
        foreach (var (fact, from, end, markings) in leaving.Lines())
        {
            left(markings);
            await to.RowAsync([from.Caption, go.Text(from.Id), end.Caption, go.Text(end.Id), go.Text(fact.Id), fact.Kind, fact.At?.ToString(), fact.Until?.ToString(), .. Marks(markings)]);
        }
    }

    private static async Task PlacesAsync(ChartLeaving leaving, PlaceMap map, TableWriter to, Action<IEnumerable<Marking>> left, Addresses go)
    {
        static string? Number(double? of) => of?.ToString(CultureInfo.InvariantCulture);
        foreach (var (entity, at, facts, markings) in leaving.Places(map))
        {
            left(markings);
            await to.RowAsync(
            [
                go.Text(entity.Id), entity.Kind, entity.Caption, facts.ToString(CultureInfo.InvariantCulture), Number(at.Point.Latitude), Number(at.Point.Longitude),
                PlaceWords.Code(at.Sureness), Number(at.Metres), at.Named is null ? null : PlaceWords.Name(at.Named), at.Named?.Code, at.Disputed ? "yes" : null, .. Marks(markings),
            ]);
        }
    }

    /// <summary>GraphML 1.0 (graphml.graphdrawing.org): an edge for each fact and pair of its ends.</summary>
    private static async Task GraphAsync(ChartLeaving leaving, Stream to, Action<IEnumerable<Marking>> left, Addresses go)
    {
        await using var xml = XmlWriter.Create(to, new XmlWriterSettings { Async = true, Indent = true, CloseOutput = false });
        await xml.WriteStartElementAsync(null, "graphml", GraphMl);
        foreach (var (of, names) in new[] { ("node", NodeData), ("edge", EdgeData) })
            foreach (var name in names) await ElementAsync(xml, "key", null, ("id", $"{of[0]}-{name}"), ("for", of), ("attr.name", name), ("attr.type", name is "facts" or "amount" ? "long" : "string"));
        await xml.WriteStartElementAsync(null, "graph", GraphMl);
        await xml.WriteAttributeStringAsync(null, "edgedefault", null, "directed");
        var nodes = new HashSet<EntityId>();
        foreach (var (entity, facts, markings) in leaving.Nodes())
        {
            left(markings);
            nodes.Add(entity.Id);
            await xml.WriteStartElementAsync(null, "node", GraphMl);
            await xml.WriteAttributeStringAsync(null, "id", null, go.Text(entity.Id));
            await DataAsync(xml, 'n', NodeData, [entity.Kind, entity.Caption, facts.ToString(CultureInfo.InvariantCulture), .. Marks(markings)]);
            await xml.WriteEndElementAsync();
        }

        foreach (var (fact, from, end, markings) in leaving.Lines().Where(l => nodes.Contains(l.From.Id) && nodes.Contains(l.To.Id)))
        {
            left(markings);
            await xml.WriteStartElementAsync(null, "edge", GraphMl);
            foreach (var (name, value) in new[] { ("id", $"{go.Text(fact.Id)}-{go.Text(end.Id)}"), ("source", go.Text(from.Id)), ("target", go.Text(end.Id)) }) await xml.WriteAttributeStringAsync(null, name, null, value);
            await DataAsync(xml, 'e', EdgeData, [fact.Kind, fact.At?.ToString(), fact.Until?.ToString(), fact.Amount?.ToString(CultureInfo.InvariantCulture), fact.Currency, .. Marks(markings)]);
            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndDocumentAsync();
    }

    private static async Task DataAsync(XmlWriter xml, char of, string[] names, IReadOnlyList<string?> values)
    {
        foreach (var (name, value) in names.Zip(values))
            if (!string.IsNullOrEmpty(value)) await ElementAsync(xml, "data", string.Concat(value.Where(XmlConvert.IsXmlChar)), ("key", $"{of}-{name}"));
    }

    private static async Task ElementAsync(XmlWriter xml, string name, string? text, params (string Name, string Value)[] attributes)
    {
        await xml.WriteStartElementAsync(null, name, GraphMl);
        foreach (var (attribute, value) in attributes) await xml.WriteAttributeStringAsync(null, attribute, null, value);
        if (text is not null) await xml.WriteStringAsync(text);
        await xml.WriteEndElementAsync();
    }

    private static string?[] Marks(IReadOnlyList<Marking> markings)
    {
        var all = Combine.All(markings);
        return [all.Owner, all.Tlp.ToString(), all.Label];
    }
}
