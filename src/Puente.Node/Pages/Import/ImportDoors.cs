using System.Text;
using Microsoft.AspNetCore.Mvc;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Ui.Text;

namespace Puente.Node.Pages.Import;

/// <summary>Where files are sent to, and where rejected rows are fetched from.</summary>
internal static class ImportDoors
{
    private const long LargestFile = 8L << 30;

    public static void MapImports(this IEndpointRouteBuilder app)
    {
        app.MapPost("/import/receive", ReceiveAsync).WithMetadata(new RequestSizeLimitAttribute(LargestFile)).WithFormOptions(multipartBodyLengthLimit: LargestFile).ExcludeFromDescription();
        app.MapPost("/import/{id}/cancel", CancelAsync).ExcludeFromDescription();
        app.MapGet("/import/{id}/rejected.csv", RejectedAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReceiveAsync(HttpContext context, ViewerOf viewerOf, Archive archive, Uploads uploads, IFormFile? file, [FromForm] string? again)
    {
        if (viewerOf(context) is not { } viewer) return TypedResults.Unauthorized();
        if (file is null) return TypedResults.LocalRedirect("/import?refused=import.file-empty");
        await using var bytes = file.OpenReadStream();
        var received = await uploads.ReceiveAsync(viewer, file.FileName, bytes, context.RequestAborted);
        if (!received.IsOk) return TypedResults.LocalRedirect("/import?refused=" + received.Refusal!.Code);
        var sameMapping = archive.Ids.TryRead(IdKind.Import, again, out _) ? "?again=" + again : "";
        return TypedResults.LocalRedirect("/import/files/" + archive.Ids.Text(IdKind.Upload, received.Value.Id.Key) + sameMapping);
    }

    private static async Task<IResult> CancelAsync(string id, HttpContext context, ViewerOf viewerOf, Archive archive, ImportDesk desk, [FromForm] string? confirm)
    {
        if (viewerOf(context) is not { } viewer || confirm is null || !archive.Ids.TryRead(IdKind.Import, id, out var key)) return TypedResults.NotFound();
        await desk.CancelAsync(viewer, new ImportId(key));
        return TypedResults.LocalRedirect("/import/" + id);
    }

    private static async Task<IResult> RejectedAsync(string id, HttpContext context, ViewerOf viewerOf, Archive archive, ImportDesk desk, Words words, Texts t)
    {
        if (viewerOf(context) is not { } viewer || !archive.Ids.TryRead(IdKind.Import, id, out var key)) return TypedResults.NotFound();
        var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        var written = await desk.WriteRejectedAsync(viewer, new ImportId(key), text, new RejectedWords(t["import.col.line"], t["import.col.column"], t["import.col.reason"], words.Of), context.RequestAborted);
        if (!written.IsOk) return TypedResults.NotFound();
        return TypedResults.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())], "text/csv; charset=utf-8", "rejected.csv");
    }
}
