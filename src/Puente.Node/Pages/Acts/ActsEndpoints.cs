using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Puente.Evidence;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Node.SignIn;

namespace Puente.Node.Pages.Acts;

/// <summary>Acts as files and for programs.</summary>
internal static class ActsEndpoints
{
    public static void MapActs(this IEndpointRouteBuilder app)
    {
        app.MapPost("/acts/paper", PaperAsync).Needs(Role.Auditor);
        app.MapGet("/api/v1/acts", PageAsync).Does("act.list");
        app.MapPost("/api/v1/acts/paper", PaperOfProgramAsync).Needs(Role.Auditor).Does("act.paper").Asks();
    }

    /// <summary>A query as typed; empty fields are any. Refuses <c>form.day</c>.</summary>
    public static Result<ActQuery> Query(string? officer, string? unit, string? kind, string? from, string? until)
    {
        if (!Day(from, out var first)) return new Refusal("form.day", ("value", from!));
        if (!Day(until, out var last)) return new Refusal("form.day", ("value", until!));
        return new ActQuery(Text(officer), Text(kind), Text(unit), first, last);
    }

    /// <summary>Which acts, and how large a sample of them by which seed.</summary>
    public sealed record PaperBody(string? Officer, string? Unit, string? Kind, string? From, string? Until, int? Sample, long? Seed);

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> PaperOfProgramAsync(PaperBody body, HttpContext context, ActPaper papers) =>
        WriteAsync(context, papers, Query(body.Officer, body.Unit, body.Kind, body.From, body.Until), body.Sample, body.Seed);

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> PaperAsync(
        HttpContext context, ActPaper papers, [FromForm] string? officer, [FromForm] string? unit, [FromForm] string? kind, [FromForm] string? from, [FromForm] string? until,
        [FromForm] string? sample, [FromForm] string? seed) =>
        WriteAsync(context, papers, Query(officer, unit, kind, from, until), int.TryParse(sample, out var size) ? size : null, long.TryParse(seed, out var lot) ? lot : null);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> WriteAsync(HttpContext context, ActPaper papers, Result<ActQuery> asked, int? sample, long? seed)
    {
        if (asked.Refusal is { } refusal) return Problem(refusal);
        var paper = await papers.WriteAsync(context.ViewerOf(), asked.Value, sample, seed ?? 1, context.RequestAborted);
        return paper.Refusal is { } refused ? Problem(refused) : TypedResults.File(Encoding.UTF8.GetBytes(paper.Value.Json), "application/json", $"acts-{paper.Value.Hash[..12]}.json");
    }

    private static async Task<Results<Ok<ActPage>, ProblemHttpResult>> PageAsync(
        HttpContext context, ActReading reading, string? officer, string? unit, string? kind, string? from, string? until, string? after)
    {
        var asked = Query(officer, unit, kind, from, until);
        return asked.Refusal is { } refusal ? Problem(refusal) : TypedResults.Ok(await reading.PageAsync(context.ViewerOf(), asked.Value, after, stop: context.RequestAborted));
    }

    private static ProblemHttpResult Problem(Refusal refusal) =>
        TypedResults.Problem(statusCode: refusal.Code == "acts.not-auditor" ? StatusCodes.Status403Forbidden : StatusCodes.Status422UnprocessableEntity, extensions: [new("code", refusal.Code)]);

    private static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    private static bool Day(string? typed, out DateOnly? day)
    {
        day = null;
        if (Text(typed) is not { } text) return true;
        if (!DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)) return false;
        day = read;
        return true;
    }
}
