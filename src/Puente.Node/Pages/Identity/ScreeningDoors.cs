using Microsoft.AspNetCore.Mvc;
using Puente.Evidence.Identity;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Ui.Text;

namespace Puente.Node.Pages.Identity;

/// <summary>Where lists are sent to.</summary>
internal static class ScreeningDoors
{
    private const long LargestList = 512L << 20;

    public static void MapScreenings(this IEndpointRouteBuilder app)
    {
        app.MapPost("/matching/lists", ReceiveAsync).WithMetadata(new RequestSizeLimitAttribute(LargestList)).WithFormOptions(multipartBodyLengthLimit: LargestList).ExcludeFromDescription();
        app.MapPost("/matching/lists/{id}/cancel", CancelAsync).ExcludeFromDescription();
        app.MapGet("/matching/lists/{id}/hits.{format}", HitsAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> CancelAsync(string id, HttpContext context, ViewerOf viewerOf, Archive archive, ScreeningDesk screenings, [FromForm] string? confirm)
    {
        if (viewerOf(context) is not { } viewer || confirm is null || !archive.Ids.TryRead(IdKind.Screening, id, out var key)) return TypedResults.NotFound();
        await screenings.CancelAsync(viewer, new ScreeningId(key));
        return TypedResults.LocalRedirect("/matching/lists/" + id);
    }

    private static async Task HitsAsync(string id, string format, HttpContext context, ViewerOf viewerOf, Archive archive, Addresses go, ScreeningDesk screenings, Departures departures, Texts texts)
    {
        if (viewerOf(context) is not { } viewer || await HitFile.SendAsync(viewer, id, format, context, archive, go, screenings, departures, texts) is not null) context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static async Task<IResult> ReceiveAsync(HttpContext context, ViewerOf viewerOf, Archive archive, Uploads uploads, ScreeningDesk screenings, IFormFile? file)
    {
        if (viewerOf(context) is not { } viewer) return TypedResults.Unauthorized();
        if (file is null) return TypedResults.LocalRedirect("/matching/lists?refused=import.file-empty");
        await using var bytes = file.OpenReadStream();
        var received = await uploads.ReceiveAsync(viewer, file.FileName, bytes, context.RequestAborted);
        if (received.Refusal is { } refusal) return TypedResults.LocalRedirect("/matching/lists?refused=" + refusal.Code);
        var started = await screenings.StartAsync(viewer, received.Value.Id, context.RequestAborted);
        return TypedResults.LocalRedirect(started.Refusal is { } wrong ? "/matching/lists?refused=" + wrong.Code : "/matching/lists/" + archive.Ids.Text(IdKind.Screening, started.Value.Key));
    }
}
