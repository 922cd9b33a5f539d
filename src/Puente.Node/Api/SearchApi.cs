using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Puente.Evidence;
using Puente.Evidence.Documents;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;
using Puente.Node.Pages;
using Puente.Node.SignIn;
using Puente.Ui.Text;

namespace Puente.Node.Api;

/// <summary>Search. What is searched is sent in a body and kept under an opaque id, never in an address.</summary>
internal static class SearchApi
{
    public sealed record SearchBody(string? Text, string? Kind, string? From, string? Until, string? Place, IReadOnlyList<string>? Lines);

    public sealed record HitAnswer(EntityShape Entity, Match Match, string Property, string Value);

    public sealed record LineShape(int Line, string Text, IReadOnlyList<HitAnswer> Hits, int Count, bool MoreThan);

    public sealed record PointerAnswer(int Line, string Unit);

    public sealed record SearchAnswer(
        string Id, IReadOnlyList<HitAnswer>? Hits, int? Count, bool? MoreThan, string? Next, IReadOnlyList<LineShape>? Lines, IReadOnlyList<PointerAnswer> Pointers, bool PointersPaused,
        IReadOnlyList<DocumentApi.DocumentHitAnswer>? Documents = null, int? DocumentCount = null, bool? MoreDocuments = null, string? NextDocuments = null);

    public static void MapSearch(this RouteGroupBuilder api)
    {
        api.MapPost("/searches", AskAsync).Does("search.ask").Asks();
        api.MapGet("/searches/{id}", OpenAsync).Does("search.open");
    }

    private static async Task<Results<Ok<SearchAnswer>, ProblemHttpResult>> AskAsync(SearchBody body, int? take, HttpContext context, Archive archive, SearchIndex index, SavedSearches searches, [FromServices] DocumentDesk documents, Sightings sightings, Texts texts)
    {
        var reading = await archive.ReadAsync(context.ViewerOf(), context.RequestAborted);
        if (Unfit(body.Kind, body.From, body.Until, archive.Vocabulary) is { } unfit) return Refused.Problem(unfit);
        var asked = await searches.AskAsync(reading, new Query(body.Text ?? "", body.Kind, AskedTimes.Bound(body.From, last: false), AskedTimes.Bound(body.Until, last: true), body.Place)
        {
            Lines = [.. (body.Lines ?? []).Select(line => line ?? "")],
        });
        if (asked.Refusal is { } refusal) return Refused.Problem(refusal);
        return TypedResults.Ok(await AnswerAsync((await searches.OpenAsync(reading.Viewer, asked.Value))!, null, null, take, reading, archive, index, documents, sightings, texts, context.RequestAborted));
    }

    private static async Task<Results<Ok<SearchAnswer>, ProblemHttpResult>> OpenAsync(string id, string? after, string? documentsAfter, int? take, HttpContext context, Archive archive, SearchIndex index, SavedSearches searches, [FromServices] DocumentDesk documents, Sightings sightings, Texts texts)
    {
        var reading = await archive.ReadAsync(context.ViewerOf(), context.RequestAborted);
        if (!archive.Ids.TryRead(IdKind.Search, id, out var key) || await searches.OpenAsync(reading.Viewer, new SearchId(key), context.RequestAborted) is not { } saved) return Refused.Missing;
        return TypedResults.Ok(await AnswerAsync(saved, after, documentsAfter, take, reading, archive, index, documents, sightings, texts, context.RequestAborted));
    }

    /// <summary>What is wrong with the filters of a question; null when nothing is.</summary>
    internal static Refusal? Unfit(string? kind, string? from, string? until, Vocabulary vocabulary) =>
        kind is not null && vocabulary.Kind(kind) is null ? new Refusal("body.kind-unknown", ("kind", kind))
        : from is not null && When.Parse(from).Refusal is { } early ? early
        : until is not null && When.Parse(until).Refusal is { } late ? late
        : null;

    private static async Task<SearchAnswer> AnswerAsync(
        SavedSearch saved, string? after, string? documentsAfter, int? take, Reading reading, Archive archive, SearchIndex index, DocumentDesk documents, Sightings sightings, Texts texts, CancellationToken stop)
    {
        var shaper = new Shaper(archive.Ids, reading.Viewer);
        var id = archive.Ids.Text(IdKind.Search, saved.Id.Key);
        IReadOnlyList<PointerAnswer> pointers = [.. saved.Pointers.Select(p => new PointerAnswer(p.Line, p.Unit))];
        if (saved.Query.Lines.Count > 0)
        {
            var lines = await index.FindManyAsync(reading, saved.Query.Lines, saved.Query.Kind, stop);
            return new SearchAnswer(id, null, null, null, null,
                [.. lines.Select(l => new LineShape(l.Line, l.Text, [.. l.Hits.Select(h => Of(shaper, h))], Math.Min(l.Count, LineAnswer.MostCounted), l.Count > LineAnswer.MostCounted))], pointers, saved.PointersPaused);
        }

        var answer = await index.FindAsync(reading, saved.Query, after, Math.Clamp(take ?? 25, 1, 200), stop);
        var found = !saved.Query.OnlyWords ? DocumentAnswer.None : await documents.FindAsync(reading, saved.Query.Text, documentsAfter, Math.Clamp(take ?? 25, 1, 200), stop);
        await sightings.NoteAsync(reading.Viewer, id, found.Hits.Select(h => h.Document.Marking));
        return new SearchAnswer(id, [.. answer.Hits.Select(h => Of(shaper, h))], Math.Min(answer.Count, Answer.MostCounted), answer.MoreThanCounted, answer.Next, null, pointers, saved.PointersPaused,
            [.. found.Hits.Select(h => DocumentApi.Of(h, archive, texts))], Math.Min(found.Count, DocumentAnswer.MostCounted), found.MoreThanCounted, found.Next);
    }

    private static HitAnswer Of(Shaper shaper, Hit hit) => new(shaper.Of(hit.Entity), hit.Match, hit.Property, hit.Value);
}
