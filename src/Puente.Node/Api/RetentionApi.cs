using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence;
using Puente.Evidence.Records;
using Puente.Evidence.Retention;
using Puente.Node.Pages.Retention;
using Puente.Node.SignIn;

namespace Puente.Node.Api;

/// <summary>What the unit must look at again before it may go on keeping it.</summary>
internal static class RetentionApi
{
    public sealed record DueAnswer(string Id, DueKind Kind, DateOnly Day, bool ByLaw, EntityShape? Entity, string? Role, string? Ground, SourceShape? Source, string? Hold);

    public sealed record RenewalBody(string Ground, DateOnly Next, bool? Expiry);

    public sealed record GroundBody(string Ground, bool? Expiry);

    public static void MapRetention(this RouteGroupBuilder api)
    {
        api.MapGet("/retention", ListAsync).Does("retention.list");
        api.MapPost("/retention/{id}/renewal", RenewAsync).Does("retention.renew");
        api.MapPost("/retention/{id}/expiry", ExpireAsync).Does("retention.expire");
        api.MapPost("/retention/{id}/ending", EndAsync).Does("retention.end");
    }

    private static async Task<Ok<IReadOnlyList<DueAnswer>>> ListAsync(DateOnly? by, HttpContext context, Archive archive, RetentionDesk retention)
    {
        var reading = await archive.ReadAsync(context.ViewerOf(), context.RequestAborted);
        var shaper = new Shaper(archive.Ids, reading.Viewer);
        return TypedResults.Ok((IReadOnlyList<DueAnswer>)[.. (await retention.ListAsync(reading, by ?? reading.Viewer.Subject.Today.AddDays(RetentionDesk.Ahead), 500, context.RequestAborted)).Select(d => new DueAnswer(
            RetentionWords.Id(d, archive), d.Kind, d.Day, d.ByLaw, d.Entity is { } person ? shaper.Of(person) : null, d.Standing?.Role, d.Standing?.Ground, d.Recording is { } recording ? shaper.Of(recording.Source) : null, d.Hold?.Reason))]);
    }

    private static Task<Results<NoContent, ProblemHttpResult>> RenewAsync(string id, RenewalBody body, HttpContext context, Archive archive, RetentionDesk retention) =>
        DecideAsync(id, body.Expiry, context, archive, retention, (reading, item) => retention.RenewAsync(reading, item, body.Ground, body.Next));

    private static Task<Results<NoContent, ProblemHttpResult>> ExpireAsync(string id, GroundBody body, HttpContext context, Archive archive, RetentionDesk retention) =>
        DecideAsync(id, true, context, archive, retention, (reading, item) => retention.LetExpireAsync(reading, item, body.Ground));

    private static Task<Results<NoContent, ProblemHttpResult>> EndAsync(string id, GroundBody body, HttpContext context, Archive archive, RetentionDesk retention) =>
        DecideAsync(id, body.Expiry, context, archive, retention, (reading, item) => retention.EndAsync(reading, item, body.Ground));

    private static async Task<Results<NoContent, ProblemHttpResult>> DecideAsync(string id, bool? expiry, HttpContext context, Archive archive, RetentionDesk retention, Func<Reading, DueItem, Task<Result<Done>>> decide)
    {
        var reading = await archive.ReadAsync(context.ViewerOf(), context.RequestAborted);
        if (await RetentionWords.FindAsync(id, expiry == true, reading, archive, retention, context.RequestAborted) is not { } item) return Refused.Problem(new Refusal("retention.no-such-item"));
        return (await decide(reading, item)).Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.NoContent();
    }
}
