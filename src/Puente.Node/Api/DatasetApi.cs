using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Puente.Evidence;
using Puente.Evidence.Datasets;
using Puente.Evidence.Identity;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Node.Pages;
using Puente.Node.Pages.Record;
using Puente.Node.SignIn;
using Puente.Ui.Text;

namespace Puente.Node.Api;

/// <summary>Datasets that the viewer may see: made by imports, read by rows, exported, lifted into statements.</summary>
internal static class DatasetApi
{
    public sealed record DatasetAnswer(string Id, string Title, string Source, IReadOnlyList<DatasetColumn> Columns, long Rows, long Rejected, DateTimeOffset Made);

    public sealed record SeekBody(string? Column, string Text, long? After, int? Take);

    public static void MapDatasets(this RouteGroupBuilder api)
    {
        api.MapGet("/datasets", ListAsync).Does("dataset.list");
        api.MapGet("/datasets/{id}", ShowAsync).Does("dataset.show");
        api.MapGet("/datasets/{id}/rows", RowsAsync).Does("dataset.rows");
        api.MapPost("/datasets/{id}/rows/search", SeekAsync).Does("dataset.seek").Asks();
        api.MapGet("/datasets/{id}/rows.parquet", ExportAsync).Does("dataset.parquet");
        api.MapGet("/datasets/{id}/rejected.csv", RejectedAsync).Does("dataset.rejected");
        api.MapPost("/datasets/{id}/rows/{number:long}/lifting", LiftAsync).Does("dataset.lift");
    }

    private static async Task<Ok<IReadOnlyList<DatasetAnswer>>> ListAsync(HttpContext context, [FromServices] DatasetDesk desk, Archive archive) =>
        TypedResults.Ok((IReadOnlyList<DatasetAnswer>)[.. (await desk.ListAsync(context.ViewerOf(), context.RequestAborted)).Select(d => Of(d, archive))]);

    private static async Task<Results<Ok<DatasetAnswer>, ProblemHttpResult>> ShowAsync(string id, HttpContext context, [FromServices] DatasetDesk desk, Archive archive, Addresses ids)
    {
        if (ids.Dataset(id) is not { } key) return Refused.Missing;
        var shown = await desk.ShowAsync(context.ViewerOf(), key, context.RequestAborted);
        return shown.Refusal is not null ? Refused.Missing : TypedResults.Ok(Of(shown.Value, archive));
    }

    private static async Task<Results<Ok<DatasetRows>, ProblemHttpResult>> RowsAsync(string id, long? after, int? take, HttpContext context, [FromServices] DatasetDesk desk, Addresses ids)
    {
        if (ids.Dataset(id) is not { } key) return Refused.Missing;
        var rows = await desk.RowsAsync(context.ViewerOf(), key, after ?? 0, take ?? 50, null, context.RequestAborted);
        return rows.Refusal is not null ? Refused.Missing : TypedResults.Ok(rows.Value);
    }

    private static async Task<Results<Ok<DatasetRows>, ProblemHttpResult>> SeekAsync(string id, SeekBody body, HttpContext context, [FromServices] DatasetDesk desk, Addresses ids)
    {
        var by = context.ViewerOf();
        if (ids.Dataset(id) is not { } key || await desk.ShowAsync(by, key, context.RequestAborted) is not { IsOk: true } found) return Refused.Missing;
        var names = found.Value.Columns.Select(c => c.Name).ToList();
        if (body.Column is { } column && !names.Contains(column)) return Refused.Problem(new Refusal("dataset.no-such-column", ("column", column)));
        var rows = await desk.RowsAsync(by, key, body.After ?? 0, body.Take ?? 50, new DatasetFilter(body.Column is { } named ? names.IndexOf(named) : null, body.Text), context.RequestAborted);
        return rows.Refusal is not null ? Refused.Missing : TypedResults.Ok(rows.Value);
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> ExportAsync(string id, HttpContext context, [FromServices] DatasetDesk desk, Addresses ids)
    {
        if (ids.Dataset(id) is not { } key) return Refused.Missing;
        var plain = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        var written = await desk.ExportAsync(context.ViewerOf(), key, plain, context.RequestAborted);
        plain.Position = 0;
        if (written.Refusal is not { } refusal) return TypedResults.File(plain, "application/vnd.apache.parquet", "rows.parquet");
        await plain.DisposeAsync();
        return refusal.Code == "dataset.no-such-dataset" ? Refused.Missing : Refused.Problem(refusal);
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> RejectedAsync(string id, HttpContext context, [FromServices] DatasetDesk desk, Addresses ids, Texts texts)
    {
        if (ids.Dataset(id) is not { } key) return Refused.Missing;
        await using var csv = new StringWriter();
        var written = await desk.WriteRejectedAsync(context.ViewerOf(), key, csv, new RejectedWords("line", "column", "reason", p => texts.Format(p.Code, [.. p.Args.Select(a => (a.Name, (object?)a.Value))])), context.RequestAborted);
        return written.Refusal is not null ? Refused.Missing : TypedResults.Content(csv.ToString(), "text/csv", System.Text.Encoding.UTF8);
    }

    private static async Task<Results<Created<StatementApi.RecordedAnswer>, ProblemHttpResult>> LiftAsync(
        string id, long number, RecordBody body, HttpContext context, Archive archive, FormPresets presets, [FromServices] DatasetDesk desk, Addresses ids, Texts texts)
    {
        var by = context.ViewerOf();
        if (ids.Dataset(id) is not { } key || await desk.ShowAsync(by, key, context.RequestAborted) is not { IsOk: true } dataset) return Refused.Missing;
        var marking = (body.Marking ?? MarkingBody.Internal).Read(by, presets);
        if (marking.Refusal is { } unmarked) return Refused.Problem(unmarked);
        if (!Evaluation.TryParse(body.Evaluation ?? "X4", out var evaluation)) return Refused.Problem(new Refusal("body.evaluation", ("value", body.Evaluation!)));
        var reader = new BodyReader(archive, ids);
        var reading = await archive.ReadAsync(by);
        var batch = await reader.ReadAsync(body, reading);
        if (reader.Problems.Count > 0) return Refused.Input(reader.Problems);
        var doubts = await Doubts.OfAsync(reading, archive.Vocabulary, batch, context.RequestAborted);
        var lifted = await desk.LiftAsync(by, key, number, evaluation, marking.Value, body.Language ?? by.Officer.Language, batch, context.RequestAborted);
        if (lifted.Refusal is { } refusal) return refusal.Code == "dataset.no-such-dataset" ? Refused.Missing : Refused.Problem(refusal);
        return StatementApi.Answer(body, batch, lifted.Value, dataset.Value.Source, doubts, archive, ids, texts);
    }

    private static DatasetAnswer Of(DatasetView d, Archive archive) =>
        new(archive.Ids.Text(IdKind.Dataset, d.Id.Key), d.Title, archive.Ids.Text(IdKind.Source, d.Source.Key), d.Columns, d.Rows, d.Rejected, d.Made);
}
