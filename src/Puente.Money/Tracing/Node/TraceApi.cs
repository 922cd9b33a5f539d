using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence;
using Puente.Evidence.Records;
using Puente.Evidence.Walks;
using Puente.Money.Returns.Rates;

namespace Puente.Money.Tracing.Node;

/// <summary>Tracing, for programs.</summary>
internal static class TraceApi
{
    /// <summary>What is asked: proceeds by id of a statement, or <c>DATASET/ROW</c>, as followed paths name them.</summary>
    public sealed record TraceBody(IReadOnlyList<string>? Proceeds, IReadOnlyList<string>? Openings, string? Offence, string? Until, int? Hops, string? Rule, string? Reporting = null);

    /// <summary>Whose funds: an entity by its public id, or an account as rows write it.</summary>
    public sealed record FundsBody(string? Entity, string? Account, string? Until);

    public static void MapTracing(this RouteGroupBuilder api)
    {
        api.MapPost("/money/trace", AskAsync).Does("money.trace").Asks();
        api.MapPost("/money/trace/exhibit", ExhibitAsync).Does("money.exhibit").Asks();
        api.MapPost("/money/funds", FundsAsync).Does("money.funds").Asks();
    }

    private static async Task<Results<Utf8ContentHttpResult, ProblemHttpResult>> AskAsync(TraceBody body, HttpContext context, TraceDesk desk, RateDesk rates, Archive archive, Sightings sightings)
    {
        var traced = await TraceAsync(body, context, desk, archive);
        if (traced.Refusal is { } refusal) return Told(refusal);
        await sightings.NoteAsync(AskedTimes.Of(context.ViewerOf(), context.Request), "/money/trace", traced.Value.Markings);
        IReadOnlyList<RuleCode> rules = body.Rule is null or "all" ? RuleCodes.All : [.. RuleCodes.All.Where(r => r.Code == body.Rule)];
        if (rules.Count == 0) return Refused.Problem(new Refusal("trace.rule-unknown", ("rule", body.Rule!)));
        if (body.Reporting is null) return Json(NodeTraceJson.Of(traced.Value, rules, archive));
        var reading = await archive.ReadAsync(AskedTimes.Of(context.ViewerOf(), context.Request), context.RequestAborted);
        var days = await TransferDays.ReadAsync(reading, archive, traced.Value.Answer.Lines.Where(l => l.Traced.Poison > 0).Select(l => traced.Value.Book.Sources[l.Row]), context.RequestAborted);
        return Json(NodeTraceJson.Of(traced.Value, rules, archive, await Reporting.ReadAsync(rates, context.ViewerOf(), body.Reporting, context.RequestAborted), days));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExhibitAsync(TraceBody body, HttpContext context, TraceDesk desk, NodeExhibit exhibits, Archive archive)
    {
        var traced = await TraceAsync(body, context, desk, archive);
        if (traced.Refusal is { } refusal) return Told(refusal);
        var book = await exhibits.MakeAsync(context.ViewerOf(), traced.Value);
        return book.Refusal is { } kept ? Told(kept) : TypedResults.File(book.Value, NodeExhibit.ContentType, "trace.xlsx");
    }

    private static async Task<Results<Utf8ContentHttpResult, ProblemHttpResult>> FundsAsync(FundsBody body, HttpContext context, TraceDesk desk, Archive archive, Addresses ids, Sightings sightings)
    {
        var by = AskedTimes.Of(context.ViewerOf(), context.Request);
        EntityId? entity = null;
        if (body.Entity is { } text && (entity = ids.Entity(text)) is null) return Refused.Missing;
        var (until, refusal) = Day(body.Until);
        if (refusal is not null) return Told(refusal);
        var funds = await desk.FundsAsync(await archive.ReadAsync(by, context.RequestAborted), entity, body.Account, until, context.RequestAborted);
        if (funds.Refusal is { } none) return Told(none);
        await sightings.NoteAsync(by, "/money/funds", funds.Value.Book.Marked);
        return Json(NodeTraceJson.Of(funds.Value, archive));
    }

    private static async Task<Result<NodeTrace>> TraceAsync(TraceBody body, HttpContext context, TraceDesk desk, Archive archive)
    {
        var ((offence, wrong), (until, late)) = (Day(body.Offence), Day(body.Until));
        if ((wrong ?? late) is { } refusal) return refusal;
        var proceeds = new List<WalkSource>();
        foreach (var id in body.Proceeds ?? [])
        {
            if (BookNames.Source(archive, id) is not { } source) return new Refusal("trace.no-such-proceeds");
            proceeds.Add(source);
        }

        var reading = await archive.ReadAsync(AskedTimes.Of(context.ViewerOf(), context.Request), context.RequestAborted);
        return await desk.AskAsync(reading, new TraceAsk(proceeds) { Openings = body.Openings ?? [], Offence = offence, Until = until, Hops = body.Hops ?? 5 }, context.RequestAborted);
    }

    private static (DateOnly? Day, Refusal? Refusal) Day(string? text)
    {
        if (text is null) return (null, null);
        return DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (day, null) : (null, new Refusal("trace.date", ("text", text)));
    }

    private static ProblemHttpResult Told(Refusal refusal) => refusal.Code is "trace.no-such-proceeds" or "follow.no-such-start" ? Refused.Missing : Refused.Problem(refusal);

    private static Utf8ContentHttpResult Json(byte[] body) => TypedResults.Text(body, "application/json; charset=utf-8");
}
