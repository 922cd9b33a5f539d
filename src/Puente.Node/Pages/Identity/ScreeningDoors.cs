using Microsoft.AspNetCore.Mvc;
using Puente.Evidence.Identity;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;

namespace Puente.Node.Pages.Identity;

/// <summary>Where lists are sent to.</summary>
internal static class ScreeningDoors
{
    private const long LargestList = 512L << 20;

    public static void MapScreenings(this IEndpointRouteBuilder app) =>
        app.MapPost("/matching/lists", ReceiveAsync).WithMetadata(new RequestSizeLimitAttribute(LargestList)).WithFormOptions(multipartBodyLengthLimit: LargestList).ExcludeFromDescription();

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
