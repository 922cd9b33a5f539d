using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Documents;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Node.SignIn;
using Puente.Ui.Text;

namespace Puente.Node.Api;

/// <summary>
/// Documents of sources: sent in parts over a poor line, read page by page, fetched. Sending: begin with name and size, send bytes at an offset as often as
/// the line breaks (asking where it stands in between), finish with the SHA-256 of all.
/// </summary>
internal static class DocumentApi
{
    public sealed record DocumentAnswer(
        string Id, string Name, string Source, long Bytes, int Pages, TextState Text, ProblemShape? Note, string Unit, DateTimeOffset Added, string? Sha256 = null);

    public sealed record BeginBody(string Name, long Bytes);

    public sealed record FinishBody(string Sha256);

    public sealed record UploadAnswer(string Id, string Source, string Name, long Bytes, long Offset, DateTimeOffset Expires);

    public sealed record PageAnswer(int Number, string Name, IReadOnlyList<string> Lines, int Confidence, string? Unread);

    public sealed record DocumentHitAnswer(DocumentAnswer Document, IReadOnlyList<int> Pages, string Name, string Snippet);

    public sealed record QuoteAnswer(string Document, string Name, int Page, string Passage);

    public static void MapDocuments(this RouteGroupBuilder api)
    {
        api.MapGet("/sources/{id}/documents", ListAsync).Does("document.list");
        api.MapPost("/sources/{id}/documents", BeginAsync).Needs(Role.Recorder | Role.Importer).Does("document.begin");
        api.MapGet("/sources/{id}/documents/uploads", UploadsAsync).Needs(Role.Recorder | Role.Importer).Does("document.uploads");
        api.MapGet("/documents/uploads/{id}", UploadAsync).Needs(Role.Recorder | Role.Importer).Does("document.offset");
        api.MapPatch("/documents/uploads/{id}", AppendAsync).Needs(Role.Recorder | Role.Importer).WithMetadata(new RequestSizeLimitAttribute(DocumentDesk.MostBytes + 1)).Does("document.append");
        api.MapPost("/documents/uploads/{id}/finish", FinishAsync).Needs(Role.Recorder | Role.Importer).Does("document.finish");
        api.MapDelete("/documents/uploads/{id}", CancelAsync).Needs(Role.Recorder | Role.Importer).Does("document.cancel");
        api.MapGet("/documents/{id}", ShowAsync).Does("document.show");
        api.MapGet("/documents/{id}/pages/{number:long}", PageAsync).Does("document.page");
        api.MapGet("/documents/{id}/file", FileAsync).Does("document.file");
        api.MapGet("/statements/{id}/quote", QuoteAsync).Does("statement.quote");
    }

    /// <summary>The answer of a document.</summary>
    public static DocumentAnswer Of(DocumentView d, Archive archive, Texts texts, string? sha256 = null) => new(
        archive.Ids.Text(IdKind.Document, d.Id.Key), d.Name, archive.Ids.Text(IdKind.Source, d.Source.Key), d.Bytes, d.Pages, d.Text,
        d.Note is { } note ? ProblemShape.Of(note) with { Text = texts.Format(note.Code, [.. note.Args.Select(a => (a.Name, (object?)a.Value))]) } : null, d.Unit, d.Added, sha256);

    /// <summary>The answer of a document that was found.</summary>
    public static DocumentHitAnswer Of(DocumentHit hit, Archive archive, Texts texts) => new(Of(hit.Document, archive, texts), hit.Pages, hit.Name, hit.Snippet);

    private static async Task<Results<Ok<IReadOnlyList<DocumentAnswer>>, ProblemHttpResult>> ListAsync(string id, HttpContext context, [FromServices] DocumentDesk desk, Archive archive, Addresses ids, Texts texts) =>
        ids.Source(id) is { } source ? TypedResults.Ok((IReadOnlyList<DocumentAnswer>)[.. (await desk.OfSourceAsync(context.ViewerOf(), source, context.RequestAborted)).Select(d => Of(d, archive, texts))]) : Refused.Missing;

    private static async Task<Results<Created<UploadAnswer>, ProblemHttpResult>> BeginAsync(string id, BeginBody body, HttpContext context, [FromServices] DocumentDesk desk, Archive archive, Addresses ids)
    {
        if (ids.Source(id) is not { } source) return Refused.Problem(new Refusal("record.no-such-source"));
        var begun = await desk.BeginAsync(context.ViewerOf(), source, body.Name, body.Bytes, context.RequestAborted);
        if (begun.Refusal is { } refusal) return Refused.Problem(refusal);
        var upload = Of(begun.Value, archive);
        return TypedResults.Created("/api/v1/documents/uploads/" + upload.Id, upload);
    }

    private static async Task<Results<Ok<IReadOnlyList<UploadAnswer>>, ProblemHttpResult>> UploadsAsync(string id, HttpContext context, [FromServices] DocumentDesk desk, Archive archive, Addresses ids) =>
        ids.Source(id) is { } source ? TypedResults.Ok((IReadOnlyList<UploadAnswer>)[.. (await desk.UploadsAsync(context.ViewerOf(), source, context.RequestAborted)).Select(u => Of(u, archive))]) : Refused.Missing;

    private static async Task<Results<Ok<UploadAnswer>, ProblemHttpResult>> UploadAsync(string id, HttpContext context, [FromServices] DocumentDesk desk, Archive archive) =>
        Upload(id, archive) is not { } key ? Refused.Missing : Answer(await desk.UploadAsync(context.ViewerOf(), key, context.RequestAborted), archive);

    private static async Task<Results<Ok<UploadAnswer>, ProblemHttpResult>> AppendAsync(string id, long offset, HttpContext context, [FromServices] DocumentDesk desk, Archive archive) =>
        Upload(id, archive) is not { } key ? Refused.Missing : Answer(await desk.AppendAsync(context.ViewerOf(), key, offset, context.Request.Body), archive);

    private static async Task<Results<Created<DocumentAnswer>, ProblemHttpResult>> FinishAsync(string id, FinishBody body, HttpContext context, [FromServices] DocumentDesk desk, Archive archive, Texts texts)
    {
        if (Upload(id, archive) is not { } key) return Refused.Missing;
        var by = context.ViewerOf();
        var made = await desk.FinishAsync(by, key, body.Sha256, context.RequestAborted);
        if (made.Refusal is { } refusal) return Refused.Problem(refusal);
        var shown = await desk.ShowAsync(by, made.Value, context.RequestAborted);
        return shown.Refusal is not null ? Refused.Missing : TypedResults.Created("/api/v1/documents/" + archive.Ids.Text(IdKind.Document, made.Value.Key), Of(shown.Value, archive, texts, body.Sha256.ToLowerInvariant()));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(string id, HttpContext context, [FromServices] DocumentDesk desk, Archive archive)
    {
        if (Upload(id, archive) is not { } key) return Refused.Missing;
        var ended = await desk.CancelAsync(context.ViewerOf(), key, context.RequestAborted);
        return ended.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.NoContent();
    }

    private static async Task<Results<Ok<DocumentAnswer>, ProblemHttpResult>> ShowAsync(string id, HttpContext context, [FromServices] DocumentDesk desk, Archive archive, Addresses ids, Texts texts)
    {
        if (ids.Document(id) is not { } key || await desk.ShowAsync(context.ViewerOf(), key, context.RequestAborted) is not { IsOk: true } shown) return Refused.Missing;
        return TypedResults.Ok(Of(shown.Value, archive, texts, (await desk.HashAsync(context.ViewerOf(), key, context.RequestAborted)).Value));
    }

    private static async Task<Results<Ok<PageAnswer>, ProblemHttpResult>> PageAsync(string id, long number, HttpContext context, [FromServices] DocumentDesk desk, Addresses ids, Sightings sightings)
    {
        var by = context.ViewerOf();
        if (ids.Document(id) is not { } key || await desk.ShowAsync(by, key, context.RequestAborted) is not { IsOk: true } shown) return Refused.Missing;
        var read = await desk.PageAsync(by, key, (int)Math.Clamp(number, 0, int.MaxValue), context.RequestAborted);
        if (read.Refusal is { } refusal) return Refused.Problem(refusal);
        await sightings.NoteAsync(by, id, [shown.Value.Marking]);
        var page = read.Value;
        return TypedResults.Ok(new PageAnswer(page.Number, page.Name, page.Lines, page.Confidence, page.Unread.Length == 0 ? null : page.Unread));
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> FileAsync(string id, HttpContext context, [FromServices] DocumentDesk desk, Addresses ids)
    {
        var by = context.ViewerOf();
        if (ids.Document(id) is not { } key || await desk.ShowAsync(by, key, context.RequestAborted) is not { IsOk: true } shown) return Refused.Missing;
        var opened = await desk.DownloadAsync(by, key, context.RequestAborted);
        return opened.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.File(opened.Value, "application/octet-stream", shown.Value.Name, enableRangeProcessing: true);
    }

    private static async Task<Results<Ok<QuoteAnswer>, ProblemHttpResult>> QuoteAsync(string id, HttpContext context, [FromServices] DocumentDesk desk, Archive archive, Addresses ids)
    {
        var by = context.ViewerOf();
        if (ids.Statement(id) is not { } statement) return Refused.Missing;
        var reading = await archive.ReadAsync(by, context.RequestAborted);
        var origin = (await reading.AttributeAsync(statement, context.RequestAborted))?.Origin ?? (await reading.FactAsync(statement, context.RequestAborted))?.Origin;
        if (origin is null || await desk.QuoteOfAsync(by, origin, context.RequestAborted) is not { } quote) return Refused.Missing;
        return TypedResults.Ok(new QuoteAnswer(archive.Ids.Text(IdKind.Document, quote.Document.Id.Key), quote.Document.Name, quote.Page, quote.Passage));
    }

    private static Results<Ok<UploadAnswer>, ProblemHttpResult> Answer(Result<DocumentUpload> upload, Archive archive) =>
        upload.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.Ok(Of(upload.Value, archive));

    private static UploadAnswer Of(DocumentUpload u, Archive archive) =>
        new(archive.Ids.Text(IdKind.DocumentUpload, u.Id.Key), archive.Ids.Text(IdKind.Source, u.Source.Key), u.Name, u.Bytes, u.Offset, u.Expires);

    private static DocumentUploadId? Upload(string id, Archive archive) => archive.Ids.TryRead(IdKind.DocumentUpload, id, out var key) ? new DocumentUploadId(key) : null;
}
