using Microsoft.AspNetCore.Mvc;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Storage;
using Puente.Evidence.Time;

namespace Puente.Node.Pages.Search;

/// <summary>Where searches are posted to. The answer is an address with an opaque id; what was searched stays on the node.</summary>
internal static class SearchDoors
{
    public static void MapSearches(this IEndpointRouteBuilder app)
    {
        app.MapPost("/search", AskAsync).WithOrder(-1).ExcludeFromDescription();
        app.MapPost("/search/list", ListAsync).ExcludeFromDescription();
    }

    private static Task<IResult> AskAsync(
        HttpContext context, ViewerOf viewerOf, Archive archive, SavedSearches searches,
        [FromForm] string? text, [FromForm] string? kind, [FromForm] string? from, [FromForm] string? until, [FromForm] string? place) =>
        SaveAsync(context, viewerOf, archive, searches, new Query(text?.Trim() ?? "", Filled(kind), Moment(from, w => w.Earliest), Moment(until, w => w.Latest), Filled(place)));

    private static Task<IResult> ListAsync(HttpContext context, ViewerOf viewerOf, Archive archive, SavedSearches searches, [FromForm] string? lines) =>
        SaveAsync(context, viewerOf, archive, searches, new Query("")
        {
            Lines = [.. (lines ?? "").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)],
        });

    private static async Task<IResult> SaveAsync(HttpContext context, ViewerOf viewerOf, Archive archive, SavedSearches searches, Query query)
    {
        if (viewerOf(context) is not { } viewer) return TypedResults.Unauthorized();
        var id = await searches.AskAsync(await archive.ReadAsync(viewer, context.RequestAborted), query);
        return TypedResults.LocalRedirect(id.IsOk ? "/search/" + archive.Ids.Text(IdKind.Search, id.Value.Key) : "/search?refused=" + id.Refusal!.Code);
    }

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateTimeOffset? Moment(string? text, Func<When, long> edge) =>
        Filled(text) is { } typed && When.Parse(typed) is { IsOk: true } when ? DateTimeOffset.FromUnixTimeMilliseconds(edge(when.Value)) : null;
}
