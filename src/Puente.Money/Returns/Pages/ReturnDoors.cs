using Microsoft.AspNetCore.Mvc;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Pairing;

namespace Puente.Money.Returns.Pages;

/// <summary>Where the pages of orders and pairs send files and decisions.</summary>
internal static class ReturnDoors
{
    private const long LargestFile = 8L << 30;

    /// <summary>Maps them.</summary>
    public static void MapReturnDoors(this IEndpointRouteBuilder app)
    {
        app.MapPost("/money/orders/{id}/receive", ReceiveAsync).WithMetadata(new RequestSizeLimitAttribute(LargestFile)).WithFormOptions(multipartBodyLengthLimit: LargestFile).ExcludeFromDescription();
        app.MapPost("/money/pairs/{id}", DecideAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReceiveAsync(string id, HttpContext context, Archive archive, OrderDesk orders, Uploads uploads, IFormFile? file)
    {
        if (context.TryViewer() is not { } viewer || archive.Order(id) is not { } key || await orders.ShowAsync(viewer, key) is not { IsOk: true }) return TypedResults.NotFound();
        if (file is null) return TypedResults.LocalRedirect(archive.Path(key));
        await using var bytes = file.OpenReadStream();
        var received = await uploads.ReceiveAsync(viewer, file.FileName, bytes, context.RequestAborted);
        return TypedResults.LocalRedirect(received.IsOk ? $"{archive.Path(key)}/files/{archive.Ids.Text(IdKind.Upload, received.Value.Id.Key)}" : archive.Path(key));
    }

    private static async Task<IResult> DecideAsync(string id, HttpContext context, Archive archive, PairDesk pairs, [FromForm(Name = "do")] string? decision, [FromForm] string? reason)
    {
        if (context.TryViewer() is not { } viewer || archive.Pair(id) is not { } key || decision is not ("accept" or "dismiss")) return TypedResults.NotFound();
        var decided = await pairs.DecideAsync(viewer, key, decision == "accept", reason);
        if (decided.Refusal is { Code: "pair.no-such-pair" }) return TypedResults.NotFound();
        return TypedResults.LocalRedirect(decided.Refusal is { } refusal ? "/money/pairs?refused=" + refusal.Code : "/money/pairs");
    }
}
