using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence.Acts;
using Puente.Node.SignIn;

namespace Puente.Node.Api;

/// <summary>Acts: an auditor's of everybody, anybody else's own.</summary>
internal static class ActApi
{
    public sealed record ActShape(string Id, DateTimeOffset At, string Officer, string Unit, string Purpose, string Kind, string Subject, string Content);

    public static void MapActs(this RouteGroupBuilder api)
    {
        api.MapGet("/acts", PageAsync).WithSummary("Acts, newest first");
        api.MapGet("/acts/counts", CountAsync).WithSummary("How many match, and how many of each kind are withheld; auditors only");
    }

    private static async Task<Ok<PageShape<ActShape>>> PageAsync(string? officer, string? unit, string? kind, DateOnly? from, DateOnly? until, string? after, int? take, HttpContext context, ActReading acts)
    {
        var page = await acts.PageAsync(context.ViewerOf(), new ActQuery { Officer = officer, Unit = unit, Kind = kind, From = from, Until = until }, after, Math.Clamp(take ?? 50, 1, 500), context.RequestAborted);
        return TypedResults.Ok(new PageShape<ActShape>([.. page.Acts.Select(a => new ActShape(a.Id, a.At, a.Officer, a.Unit, a.Purpose, a.Kind, a.Subject, a.Content))], page.Next));
    }

    private static async Task<Results<Ok<ActCounts>, ProblemHttpResult>> CountAsync(string? officer, string? unit, string? kind, DateOnly? from, DateOnly? until, HttpContext context, ActReading acts)
    {
        var counts = await acts.CountAsync(context.ViewerOf(), new ActQuery { Officer = officer, Unit = unit, Kind = kind, From = from, Until = until }, context.RequestAborted);
        return counts.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.Ok(counts.Value);
    }
}
