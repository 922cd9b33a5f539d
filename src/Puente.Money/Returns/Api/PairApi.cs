using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Money.Returns.Pairing;
using Puente.Money.Returns.Rates;

namespace Puente.Money.Returns.Api;

/// <summary>Transfers that two banks report, and the rates a unit states.</summary>
internal static class PairApi
{
    public static void MapPairs(this RouteGroupBuilder api)
    {
        api.MapGet("/money/pairs", ListAsync).Does("pair.list");
        api.MapPost("/money/pairs/run", RunAsync).Needs(Role.Recorder | Role.Importer).Does("pair.run");
        api.MapPost("/money/pairs/{id}/decision", DecideAsync).Needs(Role.Recorder | Role.Importer).Does("pair.decide");
        api.MapGet("/money/rates", RatesAsync).Does("rate.list");
        api.MapPost("/money/rates", KeepRatesAsync).Needs(Role.Recorder | Role.Importer).Does("rate.keep");
    }

    private static async Task<Results<Ok<IReadOnlyList<PairAnswer>>, ProblemHttpResult>> ListAsync(HttpContext context, PairDesk pairs, Archive archive, string? @return, PairStanding? standing, PairDecision? decision, int? take)
    {
        if (@return is not null && archive.Return(@return) is null) return Refused.Missing;
        var found = await pairs.ListAsync(context.ViewerOf(), new PairFilter(archive.Return(@return), standing, decision), Math.Clamp(take ?? 200, 1, 10_000), context.RequestAborted);
        return TypedResults.Ok((IReadOnlyList<PairAnswer>)[.. found.Select(p => PairAnswer.Of(p, archive))]);
    }

    private static async Task<Results<Ok<PairCounts>, ProblemHttpResult>> RunAsync(HttpContext context, PairDesk pairs)
    {
        var counts = await pairs.RunAsync(context.ViewerOf(), context.RequestAborted);
        return counts.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.Ok(counts.Value);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DecideAsync(string id, DecisionBody body, HttpContext context, PairDesk pairs, Archive archive)
    {
        if (archive.Pair(id) is not { } key) return Refused.Missing;
        var decided = await pairs.DecideAsync(context.ViewerOf(), key, body.Accept, body.Reason);
        if (decided.Refusal is not { } refusal) return TypedResults.NoContent();
        return refusal.Code == "pair.no-such-pair" ? Refused.Missing : Refused.Problem(refusal);
    }

    private static async Task<Ok<IReadOnlyList<Rate>>> RatesAsync(HttpContext context, RateDesk rates) => TypedResults.Ok(await rates.ListAsync(context.ViewerOf(), context.RequestAborted));

    private static async Task<Results<NoContent, ProblemHttpResult>> KeepRatesAsync(IReadOnlyList<Rate> body, HttpContext context, RateDesk rates)
    {
        var kept = await rates.KeepAsync(context.ViewerOf(), body);
        return kept.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.NoContent();
    }
}
