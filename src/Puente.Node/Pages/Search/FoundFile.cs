using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Node.Api;
using Puente.Node.Pages.Entities;

namespace Puente.Node.Pages.Search;

/// <summary>What a search or a pasted list found as a file, each line with its marking. What a marking does not let out is left out.</summary>
internal static class FoundFile
{
    private const int Lot = 200;
    private static readonly string[] Header = ["line", "entity", "kind", "property", "value", "match", "owner", "tlp", "label"];

    public static void MapFoundFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/search/{id}/found.{format}", FoundAsync).ExcludeFromDescription();
        app.MapGet("/entities/{id}/statements.{format}", StatementsAsync).ExcludeFromDescription();
    }

    private static async Task FoundAsync(string id, string format, HttpContext context, ViewerOf viewerOf, Archive archive, Addresses go, SavedSearches searches, SearchIndex index, Departures departures)
    {
        var stop = context.RequestAborted;
        if (!TableWriter.Types.ContainsKey(format) || viewerOf(context) is not { } viewer || !archive.Ids.TryRead(IdKind.Search, id, out var key)
            || await searches.OpenAsync(viewer, new SearchId(key), stop) is not { } saved)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var reading = await archive.ReadAsync(viewer, stop);
        Begin(context, format, "found");
        await departures.SendAsync(viewer, [], new { format, search = id }, async left =>
        {
            await using var to = (await TableWriter.OpenAsync(format, context.Response.Body, Header))!;
            async Task HitsAsync(string line, IReadOnlyList<Hit> hits)
            {
                var briefs = await reading.BriefsAsync(hits.Select(h => h.Entity.Id), stop);
                foreach (var hit in hits)
                {
                    if (!briefs.TryGetValue(hit.Entity.Id, out var brief) || !brief.Marking.Actions.HasFlag(Permission.Export)) continue;
                    left([brief.Marking]);
                    await to.RowAsync([line, go.Text(hit.Entity.Id), hit.Entity.Kind, hit.Property, hit.Value, hit.Match.ToString(), brief.Marking.Owner, brief.Marking.Tlp.ToString(), brief.Marking.Label]);
                }
            }

            if (saved.Query.Lines.Count > 0)
            {
                foreach (var line in await index.FindManyAsync(reading, saved.Query.Lines, saved.Query.Kind, stop))
                    await HitsAsync(line.Text, line.Hits);
                return;
            }

            string? after = null;
            do
            {
                var answer = await index.FindAsync(reading, saved.Query, after, Lot, stop);
                await HitsAsync("", answer.Hits);
                after = answer.Next;
            }
            while (after is not null);
        });
    }

    private static async Task StatementsAsync(string id, string format, HttpContext context, ViewerOf viewerOf, Archive archive, Addresses go, Departures departures)
    {
        var stop = context.RequestAborted;
        if (TableWriter.Types.ContainsKey(format) && viewerOf(context) is { } viewer && go.Entity(id) is { } key)
        {
            var lookBack = LookBack.Of(context.Request.Query);
            var reading = await archive.ReadAsync(lookBack.IsNow ? viewer : viewer.LookingBack(lookBack.Known, lookBack.AsOf), stop);
            if (await reading.EntityAsync(key, stop) is not null)
            {
                Begin(context, format, "statements");
                var about = (await reading.BriefsAsync([key], stop)).Values.Select(b => b.Marking);
                await departures.SendAsync(viewer, about, new { format, entities = new[] { id } }, async left =>
                {
                    await using var to = (await TableWriter.OpenAsync(format, context.Response.Body, ExportApi.Header))!;
                    await ExportApi.WriteStatementsAsync(reading, new Shaper(archive.Ids, reading.Viewer), [], [key], to, left, stop);
                });
                return;
            }
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static void Begin(HttpContext context, string format, string name)
    {
        context.Response.ContentType = TableWriter.Types[format];
        context.Response.Headers.ContentDisposition = $"attachment; filename={name}.{format}";
    }
}
