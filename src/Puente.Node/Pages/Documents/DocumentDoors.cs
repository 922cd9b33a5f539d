using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Puente.Evidence;
using Puente.Evidence.Documents;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;

namespace Puente.Node.Pages.Documents;

/// <summary>Where documents are sent to, whole by a form or in parts by its script; where they are fetched from, and where passages are quoted.</summary>
internal static class DocumentDoors
{
    /// <summary>What a form sends at once; more goes in parts.</summary>
    internal const long LargestForm = 64L << 20;

    private const long LargestPart = 32L << 20;

    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        app.MapPost("/sources/{id}/documents", AddAsync).WithMetadata(new RequestSizeLimitAttribute(LargestForm)).WithFormOptions(multipartBodyLengthLimit: LargestForm).ExcludeFromDescription();
        app.MapPost("/sources/{id}/documents/uploads", BeginAsync).ExcludeFromDescription();
        app.MapGet("/documents/uploads/{id}", OffsetAsync).ExcludeFromDescription();
        app.MapPatch("/documents/uploads/{id}", AppendAsync).WithMetadata(new RequestSizeLimitAttribute(LargestPart)).ExcludeFromDescription();
        app.MapPost("/documents/uploads/{id}/finish", FinishAsync).ExcludeFromDescription();
        app.MapPost("/documents/uploads/{id}/cancel", CancelAsync).ExcludeFromDescription();
        app.MapGet("/documents/{id}/file", FileAsync).ExcludeFromDescription();
        app.MapPost("/documents/{id}/quotes", QuoteAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> AddAsync(string id, HttpContext context, ViewerOf viewerOf, Addresses go, [FromServices] DocumentDesk desk, IFormFile? file)
    {
        if (viewerOf(context) is not { } viewer) return TypedResults.Unauthorized();
        if (go.Source(id) is not { } source) return TypedResults.NotFound();
        if (file is null) return Back(source, go, new Refusal("document.empty"));
        await using var bytes = file.OpenReadStream();
        var added = await desk.AddAsync(viewer, source, file.FileName, file.Length, bytes, context.RequestAborted);
        return added.Refusal is { } refusal ? Back(source, go, refusal) : TypedResults.LocalRedirect(go.To(added.Value));
    }

    private static RedirectHttpResult Back(SourceId source, Addresses go, Refusal refusal) => TypedResults.LocalRedirect(go.To(source) + "?refused=" + refusal.Code);

    /// <summary>Begins, or goes on with what this officer was sending of the same name and size.</summary>
    private static async Task<IResult> BeginAsync(
        string id, HttpContext context, ViewerOf viewerOf, Addresses go, [FromServices] DocumentDesk desk, Archive archive, Words words, [FromForm] string name, [FromForm] long bytes)
    {
        if (viewerOf(context) is not { } viewer) return TypedResults.Unauthorized();
        if (go.Source(id) is not { } source) return TypedResults.NotFound();
        var under = (await desk.UploadsAsync(viewer, source, context.RequestAborted)).FirstOrDefault(u => u.Name == name && u.Bytes == bytes);
        return Told(under is not null ? under : await desk.BeginAsync(viewer, source, name, bytes, context.RequestAborted), archive, words);
    }

    private static async Task<IResult> OffsetAsync(string id, HttpContext context, ViewerOf viewerOf, [FromServices] DocumentDesk desk, Archive archive, Words words)
    {
        if (viewerOf(context) is not { } viewer || Upload(id, archive) is not { } upload) return TypedResults.NotFound();
        return Told(await desk.UploadAsync(viewer, upload, context.RequestAborted), archive, words);
    }

    private static async Task<IResult> AppendAsync(string id, long offset, HttpContext context, ViewerOf viewerOf, IAntiforgery antiforgery, [FromServices] DocumentDesk desk, Archive archive, Words words)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return TypedResults.BadRequest();
        if (viewerOf(context) is not { } viewer || Upload(id, archive) is not { } upload) return TypedResults.NotFound();
        return Told(await desk.AppendAsync(viewer, upload, offset, context.Request.Body), archive, words);
    }

    private static async Task<IResult> FinishAsync(string id, HttpContext context, ViewerOf viewerOf, Addresses go, [FromServices] DocumentDesk desk, Archive archive, Words words, [FromForm] string sha256)
    {
        if (viewerOf(context) is not { } viewer || Upload(id, archive) is not { } upload) return TypedResults.NotFound();
        var made = await desk.FinishAsync(viewer, upload, sha256, context.RequestAborted);
        return made.Refusal is { } refusal ? Refused(refusal, words) : TypedResults.Ok(new { href = go.To(made.Value) });
    }

    private static async Task<IResult> CancelAsync(string id, HttpContext context, ViewerOf viewerOf, Addresses go, [FromServices] DocumentDesk desk, Archive archive, [FromForm] string? confirm)
    {
        if (confirm is null || viewerOf(context) is not { } viewer || Upload(id, archive) is not { } upload) return TypedResults.NotFound();
        var shown = await desk.UploadAsync(viewer, upload, context.RequestAborted);
        if (!shown.IsOk) return TypedResults.NotFound();
        await desk.CancelAsync(viewer, upload, context.RequestAborted);
        return TypedResults.LocalRedirect(go.To(shown.Value.Source));
    }

    /// <summary>The bytes as they came, always as a file to be saved: nothing of it is shown or run in the page.</summary>
    private static async Task<IResult> FileAsync(string id, HttpContext context, ViewerOf viewerOf, Addresses go, [FromServices] DocumentDesk desk)
    {
        if (viewerOf(context) is not { } viewer || go.Document(id) is not { } key || await desk.ShowAsync(viewer, key, context.RequestAborted) is not { IsOk: true } shown) return TypedResults.NotFound();
        var opened = await desk.DownloadAsync(viewer, key, context.RequestAborted);
        return opened.IsOk ? TypedResults.File(opened.Value, "application/octet-stream", shown.Value.Name, enableRangeProcessing: true) : TypedResults.NotFound();
    }

    /// <summary>Keeps a passage and goes on to what may be recorded of it; what was quoted is in no address.</summary>
    private static async Task<IResult> QuoteAsync(string id, HttpContext context, ViewerOf viewerOf, Addresses go, [FromServices] DocumentDesk desk, [FromForm] int page, [FromForm] string? passage)
    {
        if (viewerOf(context) is not { } viewer || go.Document(id) is not { } key) return TypedResults.NotFound();
        var quoted = await desk.QuoteAsync(viewer, key, page, passage ?? "", context.RequestAborted);
        if (quoted.Refusal is not { } refusal) return TypedResults.LocalRedirect("/record?quote=" + go.Text(quoted.Value));
        return refusal.Code.StartsWith("document.", StringComparison.Ordinal) ? TypedResults.NotFound() : TypedResults.LocalRedirect($"{go.To(key)}?page={page.ToString(System.Globalization.CultureInfo.InvariantCulture)}&refused={refusal.Code}#quote");
    }

    private static IResult Told(Result<DocumentUpload> upload, Archive archive, Words words) =>
        upload.Refusal is { } refusal ? Refused(refusal, words) : TypedResults.Ok(new { id = archive.Ids.Text(IdKind.DocumentUpload, upload.Value.Id.Key), offset = upload.Value.Offset });

    private static JsonHttpResult<RefusedAnswer> Refused(Refusal refusal, Words words) =>
        TypedResults.Json(new RefusedAnswer(refusal.Code, words.Of(refusal), refusal.Args.FirstOrDefault(a => a.Name == "offset").Value), statusCode: refusal.Code == "document.offset" ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);

    /// <summary>Why a part was not taken, in the reader's words, and where sending goes on.</summary>
    private sealed record RefusedAnswer(string Code, string Text, string? Offset);

    private static DocumentUploadId? Upload(string id, Archive archive) => archive.Ids.TryRead(IdKind.DocumentUpload, id, out var key) ? new DocumentUploadId(key) : null;
}
