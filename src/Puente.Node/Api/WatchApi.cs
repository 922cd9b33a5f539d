using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Storage;
using Puente.Evidence.Watches;
using Puente.Node.SignIn;

namespace Puente.Node.Api;

/// <summary>Watches of the officer and the unit, and what they found. What is watched is sent in a body, never in an address.</summary>
internal static class WatchApi
{
    private const int Most = 500;

    public sealed record WatchBody(string? Entity, string? Text, string? Kind, string? From, string? Until, string? Place, IReadOnlyList<string>? Lines, string Reason, DateOnly LastDay, bool? Shared);

    public sealed record SeenBody(DateTimeOffset Until);

    public sealed record WatchAnswer(
        string Id, WatchKind Kind, string Officer, string Purpose, string? Text, string? Place, IReadOnlyList<string>? Lines, EntityShape? Entity, string Reason, bool Shared,
        DateTimeOffset Begun, DateOnly LastDay, WatchState State, int New, bool MoreThan);

    public sealed record WatchHitAnswer(DateTimeOffset At, EntityShape Entity, AttributeShape? Attribute, FactShape? Fact, int? Line, bool Seen);

    public static void MapWatches(this RouteGroupBuilder api)
    {
        api.MapGet("/watches", ListAsync).Does("watch.list");
        api.MapPost("/watches", AddAsync).Does("watch.add");
        api.MapGet("/watches/{id}", ShowAsync).Does("watch.show");
        api.MapGet("/watches/{id}/hits", HitsAsync).Does("watch.hits");
        api.MapPost("/watches/{id}/seen", SeeAsync).Does("watch.see");
        api.MapPost("/watches/{id}/end", EndAsync).Does("watch.end");
    }

    private static async Task<Ok<IReadOnlyList<WatchAnswer>>> ListAsync(HttpContext context, Archive archive, WatchDesk watches, RosterBook roster)
    {
        var reading = await archive.ReadAsync(context.ViewerOf(), context.RequestAborted);
        return TypedResults.Ok((IReadOnlyList<WatchAnswer>)[.. (await watches.ListAsync(reading, context.RequestAborted)).Select(w => Of(w, reading, archive, roster))]);
    }

    private static async Task<Results<Created<StatementApi.IdAnswer>, ProblemHttpResult>> AddAsync(WatchBody body, HttpContext context, Archive archive, WatchDesk watches, Addresses ids)
    {
        var reading = await archive.ReadAsync(context.ViewerOf(), context.RequestAborted);
        if (new[] { body.Entity is null, body.Text is null, body.Lines is null }.Count(missing => !missing) != 1) return Refused.Problem(new Refusal("watch.what"));
        if (SearchApi.Unfit(body.Kind, body.From, body.Until, archive.Vocabulary) is { } unfit) return Refused.Problem(unfit);
        if (body.Entity is not null && ids.Entity(body.Entity) is null) return Refused.Problem(new Refusal("watch.no-such-entity"));
        var what = body.Entity is not null ? new Watched(Entity: ids.Entity(body.Entity)!.Value.Key)
            : body.Lines is { } lines ? new Watched(Lines: [.. lines.Select(l => (l ?? "").Trim()).Where(l => l.Length > 0)])
            : new Watched(Search: new Query(body.Text!.Trim(), body.Kind, AskedTimes.Bound(body.From, last: false), AskedTimes.Bound(body.Until, last: true), body.Place));
        var added = await watches.AddAsync(reading, new NewWatch(what, body.Reason, body.LastDay, body.Shared == true));
        if (added.Refusal is { } refusal) return Refused.Problem(refusal);
        var id = archive.Ids.Text(IdKind.Watch, added.Value.Key);
        return TypedResults.Created("/api/v1/watches/" + id, new StatementApi.IdAnswer(id));
    }

    private static async Task<Results<Ok<WatchAnswer>, ProblemHttpResult>> ShowAsync(string id, HttpContext context, Archive archive, WatchDesk watches, RosterBook roster)
    {
        var reading = await archive.ReadAsync(context.ViewerOf(), context.RequestAborted);
        return Key(id, archive) is { } key && await watches.FindAsync(reading, key, context.RequestAborted) is { } watch ? TypedResults.Ok(Of(watch, reading, archive, roster)) : Refused.Missing;
    }

    private static async Task<Results<Ok<IReadOnlyList<WatchHitAnswer>>, ProblemHttpResult>> HitsAsync(string id, bool? all, int? take, HttpContext context, Archive archive, WatchDesk watches, Sightings seen)
    {
        var reading = await archive.ReadAsync(context.ViewerOf(), context.RequestAborted);
        if (Key(id, archive) is not { } key || await watches.FindAsync(reading, key, context.RequestAborted) is null) return Refused.Missing;
        var hits = await watches.HitsAsync(reading, key, all == true, Math.Clamp(take ?? 100, 1, Most), context.RequestAborted);
        await seen.NoteAsync(reading.Viewer, id, hits.SelectMany(h => h.Markings));
        var shaper = new Shaper(archive.Ids, reading.Viewer);
        return TypedResults.Ok((IReadOnlyList<WatchHitAnswer>)[.. hits.Select(h => new WatchHitAnswer(
            h.At, shaper.Of(h.Entity), h.Attribute is { } a ? shaper.Of(a) : null, h.Fact is { } f ? shaper.Of(f) : null, h.Line > 0 ? h.Line : null, h.Seen))]);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SeeAsync(string id, SeenBody body, HttpContext context, Archive archive, WatchDesk watches)
    {
        var reading = await archive.ReadAsync(context.ViewerOf(), context.RequestAborted);
        return Answer(Key(id, archive) is { } key ? await watches.SeeAsync(reading, key, body.Until, context.RequestAborted) : new Refusal("watch.no-such-watch"));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(string id, HttpContext context, Archive archive, WatchDesk watches) =>
        Answer(Key(id, archive) is { } key ? await watches.EndAsync(context.ViewerOf(), key) : new Refusal("watch.no-such-watch"));

    private static Results<NoContent, ProblemHttpResult> Answer(Result<Done> result) => result.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.NoContent();

    private static WatchId? Key(string id, Archive archive) => archive.Ids.TryRead(IdKind.Watch, id, out var key) ? new WatchId(key) : null;

    private static WatchAnswer Of(WatchView w, Reading reading, Archive archive, RosterBook roster) => new(
        archive.Ids.Text(IdKind.Watch, w.Id.Key), w.What.Kind, roster.Current.Officers.TryGetValue(w.Officer, out var officer) ? officer.Login : "", w.Purpose,
        w.What.Search?.Text, w.What.Search?.Place, w.What.Lines, w.Entity is { } entity ? new Shaper(archive.Ids, reading.Viewer).Of(entity) : null, w.Reason, w.Shared,
        w.Begun, w.Until, w.State, Math.Min(w.New, WatchView.MostCounted), w.New > WatchView.MostCounted);
}
