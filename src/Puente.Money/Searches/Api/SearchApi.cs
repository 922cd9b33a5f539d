using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence;
using Puente.Evidence.Records;
using Puente.Money.Patterns;

namespace Puente.Money.Searches.Api;

/// <summary>Searches for patterns and their findings, for programs.</summary>
internal static class SearchApi
{
    private const int MostRows = 1000;

    public static void MapSearches(this RouteGroupBuilder api)
    {
        api.MapPost("/money/pattern-searches", StartAsync).Does("pattern-search.start");
        api.MapGet("/money/pattern-searches", LastAsync).Does("pattern-search.last");
        api.MapGet("/money/pattern-searches/{id}", ShowAsync).Does("pattern-search.show");
        api.MapPost("/money/pattern-searches/{id}/cancellation", CancelAsync).Does("pattern-search.cancel");
        api.MapGet("/money/findings", ListAsync).Does("finding.list");
        api.MapGet("/money/findings/{id}", FindAsync).Does("finding.show");
        api.MapPost("/money/findings/{id}/review", ReviewAsync).Does("finding.review");
    }

    private static async Task<Results<Accepted<SearchShape>, ProblemHttpResult>> StartAsync(HttpContext context, PatternSearchDesk searches, Archive archive)
    {
        var started = await searches.StartAsync(context.ViewerOf());
        if (started.Refusal is { } refusal) return Refused.Problem(refusal);
        var shown = await searches.ShowAsync(context.ViewerOf(), started.Value, context.RequestAborted);
        return TypedResults.Accepted("/api/v1/money/pattern-searches/" + archive.Text(started.Value), SearchShape.Of(shown.Value, archive));
    }

    private static async Task<Ok<SearchesShape>> LastAsync(HttpContext context, PatternSearchDesk searches, Archive archive)
    {
        var by = AskedTimes.Of(context.ViewerOf(), context.Request);
        var (busy, last) = (await searches.BusyAsync(by, context.RequestAborted), await searches.LastAsync(by, context.RequestAborted));
        return TypedResults.Ok(new SearchesShape(busy is null ? null : SearchShape.Of(busy, archive), last is null ? null : SearchShape.Of(last, archive)));
    }

    private static async Task<Results<Ok<SearchShape>, ProblemHttpResult>> ShowAsync(string id, HttpContext context, PatternSearchDesk searches, Archive archive) =>
        archive.PatternSearch(id) is { } key && await searches.ShowAsync(context.ViewerOf(), key, context.RequestAborted) is { IsOk: true } shown
            ? TypedResults.Ok(SearchShape.Of(shown.Value, archive)) : Refused.Missing;

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(string id, HttpContext context, PatternSearchDesk searches, Archive archive)
    {
        if (archive.PatternSearch(id) is not { } key) return Refused.Missing;
        return Answer(await searches.CancelAsync(context.ViewerOf(), key));
    }

    private static async Task<Results<Ok<FindingsShape>, ProblemHttpResult>> ListAsync(HttpContext context, FindingDesk findings, Archive archive, Addresses ids, Sightings sightings, string? pattern, string? state, string? after, int? take)
    {
        var by = AskedTimes.Of(context.ViewerOf(), context.Request);
        if (FindingAsk.Read(pattern, state) is not { IsOk: true } ask) return Refused.Problem(FindingAsk.Read(pattern, state).Refusal!);
        var found = await findings.ListAsync(by, ask.Value, archive.Finding(after), Math.Clamp(take ?? 20, 1, MostRows), context.RequestAborted);
        await sightings.NoteAsync(by, "/money/findings", found.Rows.SelectMany(r => r.Markings));
        return TypedResults.Ok(FindingsShape.Of(found, archive, ids));
    }

    private static async Task<Results<Ok<FindingShape>, ProblemHttpResult>> FindAsync(string id, HttpContext context, FindingDesk findings, Archive archive, Addresses ids, Sightings sightings)
    {
        var by = AskedTimes.Of(context.ViewerOf(), context.Request);
        if (archive.Finding(id) is not { } key || await findings.ShowAsync(by, key, context.RequestAborted) is not { IsOk: true } found) return Refused.Missing;
        await sightings.NoteAsync(by, archive.Text(key), found.Value.Markings);
        return TypedResults.Ok(FindingShape.Of(found.Value, archive, ids));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ReviewAsync(string id, ReviewBody body, HttpContext context, FindingDesk findings, Archive archive)
    {
        if (archive.Finding(id) is not { } key) return Refused.Missing;
        if (FindingAsk.Decision(body.Decision) is not { } decision) return Refused.Problem(new Refusal("finding.decision"));
        return Answer(await findings.ReviewAsync(context.ViewerOf(), key, decision, body.Reason));
    }

    /// <summary>What is not there and what is not seen are told alike.</summary>
    private static Results<NoContent, ProblemHttpResult> Answer(Result<Done> done) =>
        done.Refusal is not { } refusal ? TypedResults.NoContent() : refusal.Code is "finding.no-such-search" or "finding.no-such-finding" ? Refused.Missing : Refused.Problem(refusal);
}

/// <summary>What an address or a body asks of findings.</summary>
internal static class FindingAsk
{
    /// <summary>The states as addresses write them.</summary>
    public static IReadOnlyList<string> States { get; } = ["open", "accepted", "dismissed"];

    /// <summary>The filter of an address. Refuses <c>pattern.name-unknown</c> and <c>finding.state</c>.</summary>
    public static Result<FindingFilter> Read(string? pattern, string? state)
    {
        var patterns = new List<Pattern>();
        foreach (var name in pattern?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (PatternCodes.Named(name) is not { Count: > 0 } named) return new Refusal("pattern.name-unknown", ("name", name), ("names", string.Join(", ", PatternCodes.All.Select(p => p.Code()))));
            patterns.AddRange(named);
        }

        if (state is null or "") return new FindingFilter(patterns);
        if (state == "all") return new FindingFilter(patterns, null);
        return States.IndexOf(state) is >= 0 and var at ? new FindingFilter(patterns, (FindingDecision)at) : new Refusal("finding.state");
    }

    /// <summary>A decision as programs write it; null for anything else.</summary>
    public static FindingDecision? Decision(string? text) => text switch { "accept" => FindingDecision.Accepted, "dismiss" => FindingDecision.Dismissed, "reopen" => FindingDecision.Open, _ => null };

    private static int IndexOf(this IReadOnlyList<string> states, string state) => states.Index().Where(s => s.Item == state).Select(s => s.Index).DefaultIfEmpty(-1).First();
}
