using Microsoft.AspNetCore.Mvc;
using Puente.Evidence.Duty;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;

namespace Puente.Node.Pages.Duty;

/// <summary>Where an entry of a duty roster is ended.</summary>
internal static class DutyDoors
{
    public static void MapDutyDoors(this IEndpointRouteBuilder app) => app.MapPost("/duty/{id}/end", EndAsync).ExcludeFromDescription();

    private static async Task<IResult> EndAsync(string id, HttpContext context, ViewerOf viewerOf, Archive archive, DutyDesk duty, [FromForm] string? confirm)
    {
        if (viewerOf(context) is not { } viewer || confirm is null || !archive.Ids.TryRead(IdKind.Duty, id, out var key)) return TypedResults.NotFound();
        return (await duty.EndAsync(viewer, new DutyId(key))).IsOk ? TypedResults.LocalRedirect("/duty") : TypedResults.NotFound();
    }
}
