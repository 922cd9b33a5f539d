using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Evidence.Time;
using Puente.Node.Pages;
using Puente.Node.Pages.Record;
using Puente.Node.SignIn;
using Puente.Ui.Text;

namespace Puente.Node.Api;

/// <summary>Files, previews and imports of the viewer's unit.</summary>
internal static class ImportApi
{
    private const long LargestFile = 64L << 30;

    public sealed record UploadAnswer(string Id, string Name, long Bytes, string Sha256);

    public sealed record PreviewBody(string? Mapping, int? Take);

    public sealed record StartBody(
        string Upload, string Mapping, string? Preset, string? Title, string? Reference, string? Evaluation, string? Language, string? Published, string? Regime, MarkingBody? Marking, StandingBody? Persons);

    public sealed record ImportAnswer(
        string Id, string File, string Mapping, string Source, ImportState State, Problem? Fault, DateTimeOffset Asked, DateTimeOffset? Finished, Tally Tally, string? Dataset, double? Done, double? RowsPerSecond, double? SecondsLeft);

    public sealed record MappingBody(string Mapping);

    public sealed record MappingAnswer(string Name, string Title, string Mapping, DateTimeOffset Saved);

    public static void MapImports(this RouteGroupBuilder api)
    {
        api.MapPost("/uploads", ReceiveAsync).Needs(Role.Importer).WithMetadata(new RequestSizeLimitAttribute(LargestFile)).Does("upload.receive").Asks();
        api.MapPost("/uploads/{id}/preview", PreviewAsync).Needs(Role.Importer).Does("upload.preview").Asks();
        api.MapGet("/mappings", MappingsAsync).Needs(Role.Importer).Does("mapping.list");
        api.MapPost("/mappings", KeepAsync).Needs(Role.Importer).Does("mapping.save");
        api.MapPost("/imports", StartAsync).Needs(Role.Importer).Does("import.start");
        api.MapGet("/imports", ListAsync).Needs(Role.Importer).Does("import.list");
        api.MapGet("/imports/{id}", ShowAsync).Needs(Role.Importer).Does("import.show");
        api.MapPost("/imports/{id}/cancellation", CancelAsync).Needs(Role.Importer).Does("import.cancel");
        api.MapGet("/imports/{id}/undoing", EffectAsync).Needs(Role.Importer).Does("import.undoing-effect");
        api.MapPost("/imports/{id}/undoing", UndoAsync).Needs(Role.Importer).Does("import.undo");
        api.MapGet("/imports/{id}/rejected.csv", RejectedAsync).Needs(Role.Importer).Does("import.rejected");
    }

    private static async Task<Results<Ok<UploadAnswer>, ProblemHttpResult>> ReceiveAsync(string name, HttpContext context, [FromServices] Uploads uploads, Archive archive)
    {
        var received = await uploads.ReceiveAsync(context.ViewerOf(), name, context.Request.Body, context.RequestAborted);
        if (received.Refusal is { } refusal) return Refused.Problem(refusal);
        var file = received.Value;
        return TypedResults.Ok(new UploadAnswer(archive.Ids.Text(IdKind.Upload, file.Id.Key), file.Name, file.Bytes, file.Digest));
    }

    private static async Task<Results<Ok<FilePreview>, Ok<MappingTrial>, ProblemHttpResult>> PreviewAsync(string id, PreviewBody body, HttpContext context, [FromServices] Previews previews, Archive archive)
    {
        if (!archive.Ids.TryRead(IdKind.Upload, id, out var key)) return Refused.Missing;
        var take = Math.Clamp(body.Take ?? 50, 1, 500);
        if (body.Mapping is null)
        {
            var file = await previews.OfFileAsync(context.ViewerOf(), new UploadId(key), new FileShape().Options(), take, context.RequestAborted);
            return file.Refusal is { } broken ? Refused.Problem(broken) : TypedResults.Ok(file.Value);
        }

        var mapping = MappingReader.Read(body.Mapping);
        if (mapping.Mapping is not { } read) return Refused.Input(mapping.Problems);
        var trial = await previews.OfMappingAsync(context.ViewerOf(), new UploadId(key), read, take, context.RequestAborted);
        return trial.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.Ok(trial.Value);
    }

    private static async Task<Results<Accepted<ImportAnswer>, ProblemHttpResult>> StartAsync(StartBody body, HttpContext context, [FromServices] ImportDesk desk, [FromServices] Uploads uploads, FormPresets presets, Archive archive)
    {
        var by = context.ViewerOf();
        if (!archive.Ids.TryRead(IdKind.Upload, body.Upload, out var upload) || await uploads.FindAsync(by, new UploadId(upload), context.RequestAborted) is not { } file)
            return Refused.Problem(new Refusal("import.no-such-file"));
        var reading = MappingReader.Read(body.Mapping);
        if (reading.Mapping is not { } mapping) return Refused.Input(reading.Problems);
        var preset = body.Preset ?? mapping.Source.Preset ?? "internal";
        var chosen = presets.Find(by, preset);
        if (chosen is null && body.Marking is null) return Refused.Problem(new Refusal("marking.preset-unknown", ("preset", preset)));
        var marking = body.Marking is { } own ? own.Read(by, presets) : chosen!.Marking;
        if (marking.Refusal is { } unmarked) return Refused.Problem(unmarked);
        if (!Evaluation.TryParse(body.Evaluation ?? mapping.Source.Evaluation ?? "X4", out var evaluation)) return Refused.Problem(new Refusal("body.evaluation", ("value", body.Evaluation ?? "")));
        var published = (body.Published ?? mapping.Source.Published) is { } text ? When.Parse(text) : (Result<When>?)null;
        if (published is { Refusal: { } undated }) return Refused.Problem(undated);
        var source = new NewSource("dataset", body.Title ?? mapping.Source.Title ?? file.Name, body.Reference ?? mapping.Source.Reference, body.Regime ?? chosen?.Preset.Regime ?? "agency-record", published?.Value, marking.Value);
        var terms = new ImportTerms(source, evaluation, marking.Value, body.Language ?? mapping.Source.Language ?? by.Officer.Language);
        if (body.Persons is { } persons) terms = terms with { Persons = new Standing(persons.Role, persons.Ground, persons.Case, persons.ReviewBy) };
        var started = await desk.StartAsync(by, new ImportOrder(new UploadId(upload), mapping, terms), context.RequestAborted);
        if (started.Refusal is { } refusal) return Refused.Problem(refusal);
        return TypedResults.Accepted("/api/v1/imports/" + archive.Ids.Text(IdKind.Import, started.Value.Key), Of(archive, (await desk.ShowAsync(by, started.Value)).Value));
    }

    private static async Task<Ok<IReadOnlyList<MappingAnswer>>> MappingsAsync(HttpContext context, [FromServices] MappingShelf shelf) =>
        TypedResults.Ok((IReadOnlyList<MappingAnswer>)[.. (await shelf.ListAsync(context.ViewerOf(), context.RequestAborted)).Select(m => new MappingAnswer(m.Name, m.Title, m.Text, m.Saved))]);

    private static async Task<Results<NoContent, ProblemHttpResult>> KeepAsync(MappingBody body, HttpContext context, [FromServices] MappingShelf shelf)
    {
        var reading = MappingReader.Read(body.Mapping);
        if (reading.Mapping is not { } mapping) return Refused.Input(reading.Problems);
        return (await shelf.SaveAsync(context.ViewerOf(), mapping)).Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.NoContent();
    }

    private static async Task<Ok<IReadOnlyList<ImportAnswer>>> ListAsync(HttpContext context, [FromServices] ImportDesk desk, Archive archive) =>
        TypedResults.Ok((IReadOnlyList<ImportAnswer>)[.. (await desk.ListAsync(context.ViewerOf(), stop: context.RequestAborted)).Select(i => Of(archive, i))]);

    private static async Task<Results<Ok<ImportAnswer>, ProblemHttpResult>> ShowAsync(string id, HttpContext context, [FromServices] ImportDesk desk, Archive archive)
    {
        if (Import(id, archive) is not { } key) return Refused.Missing;
        var shown = await desk.ShowAsync(context.ViewerOf(), key, context.RequestAborted);
        return shown.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.Ok(Of(archive, shown.Value));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(string id, HttpContext context, [FromServices] ImportDesk desk, Archive archive)
    {
        if (Import(id, archive) is not { } key) return Refused.Missing;
        var done = await desk.CancelAsync(context.ViewerOf(), key);
        return done.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.NoContent();
    }

    private static async Task<Results<Ok<Effect>, ProblemHttpResult>> EffectAsync(string id, HttpContext context, [FromServices] ImportDesk desk, Archive archive)
    {
        if (Import(id, archive) is not { } key) return Refused.Missing;
        var effect = await desk.EffectOfUndoingAsync(context.ViewerOf(), key, context.RequestAborted);
        return effect.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.Ok(effect.Value);
    }

    private static async Task<Results<Ok<Effect>, ProblemHttpResult>> UndoAsync(string id, StatementApi.ReasonBody body, HttpContext context, [FromServices] ImportDesk desk, Archive archive)
    {
        if (Import(id, archive) is not { } key) return Refused.Missing;
        var effect = await desk.UndoAsync(context.ViewerOf(), key, body.Reason);
        return effect.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.Ok(effect.Value);
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> RejectedAsync(string id, HttpContext context, [FromServices] ImportDesk desk, Archive archive, Texts texts)
    {
        if (Import(id, archive) is not { } key) return Refused.Missing;
        await using var csv = new StringWriter();
        var written = await desk.WriteRejectedAsync(context.ViewerOf(), key, csv, new RejectedWords("line", "column", "reason", p => texts.Format(p.Code, [.. p.Args.Select(a => (a.Name, (object?)a.Value))])), context.RequestAborted);
        return written.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.Content(csv.ToString(), "text/csv", System.Text.Encoding.UTF8);
    }

    private static ImportId? Import(string id, Archive archive) => archive.Ids.TryRead(IdKind.Import, id, out var key) ? new ImportId(key) : null;

    private static ImportAnswer Of(Archive archive, ImportView i) => new(
        archive.Ids.Text(IdKind.Import, i.Id.Key), i.File, i.Mapping, archive.Ids.Text(IdKind.Source, i.Source.Key), i.State, i.Fault, i.Asked, i.Finished, i.Tally, i.Dataset is { } d ? archive.Ids.Text(IdKind.Dataset, d.Key) : null, i.Done, i.RowsPerSecond, i.Left?.TotalSeconds);
}
