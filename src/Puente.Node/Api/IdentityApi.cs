using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Identity;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Matching.Names;
using Puente.Node.Pages.Identity;
using Puente.Node.SignIn;
using Puente.Ui.Text;

namespace Puente.Node.Api;

/// <summary>Who may be one with whom, what persons decide of it, and lists to screen against.</summary>
internal static class IdentityApi
{
    private const int Most = 500;

    public sealed record ReasonAnswer(string Code, double Weight, string Text, string? Left, string? Right);

    public sealed record CandidateAnswer(EntityShape Left, EntityShape Right, double Score, MatchDecision Decision, IReadOnlyList<ReasonAnswer> Reasons);

    public sealed record AroundAnswer(IReadOnlyList<CandidateAnswer> Candidates, IReadOnlyList<CandidateAnswer> Others);

    public sealed record BesideAnswer(string Property, Agreement Agreement, IReadOnlyList<AttributeShape> Left, IReadOnlyList<AttributeShape> Right);

    public sealed record RejectionAnswer(string Id, string Left, string Right, DateTimeOffset At, string Reason, double Score);

    public sealed record SheetAnswer(CandidateAnswer Pair, bool Open, IReadOnlyList<BesideAnswer> Lines, RejectionAnswer? Rejected, IReadOnlyList<SameAsShape> Said);

    public sealed record AcceptBody(string Left, string Right, string? Source, SourceBody? NewSource, string? Evaluation, string? Language, MarkingBody? Marking);

    public sealed record RejectBody(string Left, string Right, string Reason);

    public sealed record ScreenBody(string Upload);

    public sealed record ScreeningAnswer(string Id, string List, long Entries, long Problems, ScreeningState State, DateTimeOffset Asked, DateTimeOffset? Finished, long Compared, long Total, string? Fault, IReadOnlyList<HitAnswer>? Hits);

    public sealed record HitAnswer(EntityShape Entity, string Entry, string Name, IReadOnlyList<string> Programs, double Score, MatchDecision Decision, IReadOnlyList<ReasonAnswer> Reasons);

    public static void MapIdentity(this RouteGroupBuilder api)
    {
        api.MapGet("/identity/entities/{id}", AroundAsync).Does("match.around");
        api.MapGet("/identity/entities/{id}/matches/{other}", SheetAsync).Does("match.show");
        api.MapGet("/identity/queue", QueueAsync).Does("match.queue");
        api.MapPost("/identity/acceptances", AcceptAsync).Needs(Role.Recorder).Does("match.accept");
        api.MapGet("/identity/rejections", RejectionsAsync).Does("match.rejections");
        api.MapPost("/identity/rejections", RejectAsync).Needs(Role.Recorder).Does("match.reject");
        api.MapPost("/identity/rejections/{id}/undoing", UndoAsync).Needs(Role.Recorder).Does("match.undo");
        api.MapGet("/identity/screenings", ScreeningsAsync).Does("screening.list");
        api.MapPost("/identity/screenings", ScreenAsync).Needs(Role.Importer).Does("screening.start");
        api.MapPost("/identity/screenings/{id}/cancellation", CancelAsync).Needs(Role.Importer).Does("screening.cancel");
        api.MapGet("/identity/screenings/{id}/hits.{format}", HitsFileAsync).Does("screening.hits");
        api.MapGet("/identity/screenings/{id}", ScreeningAsync).Does("screening.show");
    }

    private static async Task<Results<Ok<AroundAnswer>, ProblemHttpResult>> AroundAsync(string id, HttpContext context, Archive archive, MatchDesk matches, Addresses ids, Sightings seen)
    {
        var (reading, shaper) = await EntityApi.OpenAsync(context, archive);
        if (ids.Entity(id) is not { } key || await reading.EntityAsync(key) is null) return Refused.Missing;
        var (found, others) = (await matches.CandidatesAsync(reading, key), await matches.OthersAsync(reading, key));
        await seen.NoteAsync(reading.Viewer, id, await MarkingsAsync(reading, found.Concat(others).Select(c => c.Right.Id).Append(key)));
        return TypedResults.Ok(new AroundAnswer([.. found.Select(c => Of(c, shaper, context))], [.. others.Select(c => Of(c, shaper, context))]));
    }

    private static async Task<Results<Ok<SheetAnswer>, ProblemHttpResult>> SheetAsync(string id, string other, HttpContext context, Archive archive, MatchDesk matches, Addresses ids, Sightings seen)
    {
        var (reading, shaper) = await EntityApi.OpenAsync(context, archive);
        if (ids.Entity(id) is not { } left || ids.Entity(other) is not { } right || await matches.SheetAsync(reading, left, right) is not { } sheet) return Refused.Missing;
        await seen.NoteAsync(reading.Viewer, id, sheet.Lines.SelectMany(l => l.Left.Concat(l.Right)).Select(a => a.Origin.Marking));
        return TypedResults.Ok(new SheetAnswer(Of(sheet.Pair, shaper, context), sheet.IsOpen,
            [.. sheet.Lines.Select(l => new BesideAnswer(l.Property, l.Agreement, [.. l.Left.Select(shaper.Of)], [.. l.Right.Select(shaper.Of)]))],
            sheet.Rejected is { } rejected ? Of(rejected, archive) : null, [.. sheet.Said.Select(shaper.Of)]));
    }

    private static async Task<Ok<PageShape<CandidateAnswer>>> QueueAsync(HttpContext context, Archive archive, MatchDesk matches, NameKind? kind, string? after, int? take)
    {
        var (reading, shaper) = await EntityApi.OpenAsync(context, archive);
        var page = await matches.QueueAsync(reading, kind ?? NameKind.Unknown, after, Math.Clamp(take ?? 50, 1, Most));
        return TypedResults.Ok(new PageShape<CandidateAnswer>([.. page.Rows.Select(c => Of(c, shaper, context))], page.Next));
    }

    private static async Task<Results<Created<StatementApi.IdAnswer>, ProblemHttpResult>> AcceptAsync(
        AcceptBody body, HttpContext context, Archive archive, Recorder recorder, MatchDesk matches, FormPresets presets, Regimes regimes, Addresses ids)
    {
        var by = context.ViewerOf();
        if (ids.Entity(body.Left) is not { } left || ids.Entity(body.Right) is not { } right) return Refused.Problem(new Refusal("match.no-such-pair"));
        // Asked before a source is added, which would remain.
        if (await matches.SheetAsync(await archive.ReadAsync(by), left, right) is not { } sheet) return Refused.Problem(new Refusal("match.no-such-pair"));
        if (!sheet.IsOpen) return Refused.Problem(new Refusal("match.decided"));
        var provenance = await new ProvenanceReader(recorder, presets, regimes, ids).ReadAsync(by, new RecordBody(body.Source, body.NewSource, body.Evaluation, body.Language, body.Marking, null, null, null, null), null);
        if (provenance.Refusal is { } wrong) return Refused.Problem(wrong);
        var accepted = await matches.AcceptAsync(by, left, right, provenance.Value);
        if (accepted.Refusal is { } refusal) return Refused.Problem(refusal);
        var id = ids.Text(accepted.Value);
        return TypedResults.Created("/api/v1/statements/" + id, new StatementApi.IdAnswer(id));
    }

    private static async Task<Ok<IReadOnlyList<RejectionAnswer>>> RejectionsAsync(HttpContext context, Archive archive, MatchDesk matches) =>
        TypedResults.Ok((IReadOnlyList<RejectionAnswer>)[.. (await matches.RejectionsAsync(await archive.ReadAsync(context.ViewerOf()))).Select(r => Of(r, archive))]);

    private static async Task<Results<Created<StatementApi.IdAnswer>, ProblemHttpResult>> RejectAsync(RejectBody body, HttpContext context, Archive archive, MatchDesk matches, Addresses ids)
    {
        if (ids.Entity(body.Left) is not { } left || ids.Entity(body.Right) is not { } right) return Refused.Problem(new Refusal("match.no-such-pair"));
        var rejected = await matches.RejectAsync(context.ViewerOf(), left, right, body.Reason);
        if (rejected.Refusal is { } refusal) return Refused.Problem(refusal);
        var id = archive.Ids.Text(IdKind.Rejection, rejected.Value.Key);
        return TypedResults.Created("/api/v1/identity/rejections/" + id, new StatementApi.IdAnswer(id));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> UndoAsync(string id, HttpContext context, Archive archive, MatchDesk matches)
    {
        if (!archive.Ids.TryRead(IdKind.Rejection, id, out var key)) return Refused.Problem(new Refusal("match.no-such-rejection"));
        var undone = await matches.UndoAsync(context.ViewerOf(), new RejectionId(key));
        return undone.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.NoContent();
    }

    private static async Task<Ok<IReadOnlyList<ScreeningAnswer>>> ScreeningsAsync(HttpContext context, Archive archive, ScreeningDesk screenings) =>
        TypedResults.Ok((IReadOnlyList<ScreeningAnswer>)[.. (await screenings.ListAsync(context.ViewerOf(), Most)).Select(s => Of(s, archive, null))]);

    private static async Task<Results<Created<StatementApi.IdAnswer>, ProblemHttpResult>> ScreenAsync(ScreenBody body, HttpContext context, Archive archive, ScreeningDesk screenings)
    {
        if (!archive.Ids.TryRead(IdKind.Upload, body.Upload, out var upload)) return Refused.Problem(new Refusal("screening.no-such-file"));
        var started = await screenings.StartAsync(context.ViewerOf(), new UploadId(upload));
        if (started.Refusal is { } refusal) return Refused.Problem(refusal);
        var id = archive.Ids.Text(IdKind.Screening, started.Value.Key);
        return TypedResults.Created("/api/v1/identity/screenings/" + id, new StatementApi.IdAnswer(id));
    }

    private static async Task<Results<Ok<ScreeningAnswer>, ProblemHttpResult>> ScreeningAsync(string id, HttpContext context, Archive archive, ScreeningDesk screenings, Sightings seen)
    {
        var (reading, shaper) = await EntityApi.OpenAsync(context, archive);
        if (!archive.Ids.TryRead(IdKind.Screening, id, out var key) || await screenings.FindAsync(reading.Viewer, new ScreeningId(key)) is not { } found) return Refused.Missing;
        var hits = await screenings.HitsAsync(reading, found.Id, Most);
        await seen.NoteAsync(reading.Viewer, id, hits.SelectMany(h => h.Markings));
        return TypedResults.Ok(Of(found, archive, [.. hits.Select(h => new HitAnswer(shaper.Of(h.Entity), h.Entry.Id, h.Name, h.Entry.Programs, h.Score, h.Decision, Of(h.Reasons, context)))]));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(string id, HttpContext context, Archive archive, ScreeningDesk screenings)
    {
        if (!archive.Ids.TryRead(IdKind.Screening, id, out var key)) return Refused.Problem(new Refusal("screening.no-such-screening"));
        var cancelled = await screenings.CancelAsync(context.ViewerOf(), new ScreeningId(key));
        return cancelled.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.NoContent();
    }

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> HitsFileAsync(string id, string format, HttpContext context, Archive archive, Addresses ids, ScreeningDesk screenings, Departures departures, Texts texts) =>
        await HitFile.SendAsync(context.ViewerOf(), id, format, context, archive, ids, screenings, departures, texts) is { } refusal ? Refused.Problem(refusal) : TypedResults.Empty;

    private static async Task<IEnumerable<Marking>> MarkingsAsync(Reading reading, IEnumerable<EntityId> entities)
    {
        var markings = new List<Marking>();
        foreach (var entity in entities.Distinct()) markings.AddRange((await reading.AttributesAsync(entity)).Select(a => a.Origin.Marking));
        return markings;
    }

    private static CandidateAnswer Of(Candidate c, Shaper shaper, HttpContext context) => new(shaper.Of(c.Left), shaper.Of(c.Right), c.Score, c.Decision, Of(c.Reasons, context));

    private static List<ReasonAnswer> Of(IReadOnlyList<Reason> reasons, HttpContext context)
    {
        var language = context.RequestServices.GetRequiredService<Puente.Ui.Text.Texts>().Language.Code;
        return [.. reasons.Select(r => new ReasonAnswer(r.Code, r.Weight, ReasonWords.Of(r, language), r.Left, r.Right))];
    }

    private static RejectionAnswer Of(Rejection r, Archive archive) =>
        new(archive.Ids.Text(IdKind.Rejection, r.Id.Key), archive.Ids.Text(IdKind.Entity, r.Left.Key), archive.Ids.Text(IdKind.Entity, r.Right.Key), r.At, r.Reason, r.Score);

    private static ScreeningAnswer Of(ScreeningView s, Archive archive, IReadOnlyList<HitAnswer>? hits) =>
        new(archive.Ids.Text(IdKind.Screening, s.Id.Key), s.List, s.Entries, s.Problems, s.State, s.Asked, s.Finished, s.Compared, s.Total, s.Fault, hits);
}
