using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Duty;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Node.SignIn;

namespace Puente.Node.Api;

/// <summary>Who is on duty, and the duty rosters of the units.</summary>
internal static class DutyApi
{
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public sealed record OnDutyAnswer(string Unit, string Officer, string? For, DateTimeOffset Until);

    public sealed record DutyAnswer(string Id, string Unit, DutyKind Kind, string Officer, string? StandIn, IReadOnlyList<int> Weekdays, string From, string Until, DateOnly FirstDay, DateOnly? LastDay, string Zone);

    public sealed record DutyBody(string? Unit, DutyKind Kind, string Officer, string? StandIn, IReadOnlyList<int>? Weekdays, string? From, string? Until, DateOnly FirstDay, DateOnly? LastDay, string Zone);

    public static void MapDuty(this RouteGroupBuilder api)
    {
        api.MapGet("/duty/now", NowAsync).Does("duty.now");
        api.MapGet("/duty", ListAsync).Does("duty.list");
        api.MapPost("/duty", AddAsync).Does("duty.add");
        api.MapPost("/duty/{id}/end", EndAsync).Does("duty.end");
    }

    private static async Task<Ok<IReadOnlyList<OnDutyAnswer>>> NowAsync(HttpContext context, DutyDesk duty, RosterBook roster) =>
        TypedResults.Ok((IReadOnlyList<OnDutyAnswer>)[.. from unit in await duty.NowAsync(context.ViewerOf(), context.RequestAborted) from held in unit.OnDuty
            select new OnDutyAnswer(unit.Unit.Code, Login(held.Officer, roster), held.For is { } whom ? Login(whom, roster) : null, held.Until)]);

    private static async Task<Ok<IReadOnlyList<DutyAnswer>>> ListAsync(string? unit, HttpContext context, Archive archive, DutyDesk duty, RosterBook roster)
    {
        var by = context.ViewerOf();
        return TypedResults.Ok((IReadOnlyList<DutyAnswer>)[.. (await duty.ListAsync(by, unit ?? by.Unit.Code, context.RequestAborted)).Select(e => new DutyAnswer(
            archive.Ids.Text(IdKind.Duty, e.Id.Key), e.Unit, e.Kind, Login(e.Officer, roster), e.StandIn is { } other ? Login(other, roster) : null, [.. e.Weekdays.Select(d => (int)d)],
            Clock.Format(e.From), Clock.Format(e.Until), e.FirstDay.ToDateOnly(), e.LastDay?.ToDateOnly(), e.Zone))]);
    }

    private static async Task<Results<Created<StatementApi.IdAnswer>, ProblemHttpResult>> AddAsync(DutyBody body, HttpContext context, Archive archive, DutyDesk duty, RosterBook roster)
    {
        var by = context.ViewerOf();
        var unit = body.Unit ?? by.Unit.Code;
        var (from, until) = (Clock.Parse(body.From ?? "00:00"), Clock.Parse(body.Until ?? "00:00"));
        if (!from.Success) return Refused.Problem(new Refusal("duty.time", ("value", body.From!)));
        if (!until.Success) return Refused.Problem(new Refusal("duty.time", ("value", body.Until!)));
        if ((body.Weekdays ?? []).Any(d => d is < 1 or > 7)) return Refused.Problem(new Refusal("duty.weekdays.missing"));
        if (roster.Current.ByLogin(body.Officer) is not { } officer) return Refused.Problem(new Refusal("duty.no-such-officer", ("unit", unit)));
        if (body.StandIn is { } name && roster.Current.ByLogin(name) is null) return Refused.Problem(new Refusal("duty.stand-in.missing", ("unit", unit)));
        var added = await duty.AddAsync(by, new DutyEntry(unit, body.Kind, officer.Id, from.Value, until.Value, LocalDate.FromDateOnly(body.FirstDay), body.LastDay is { } last ? LocalDate.FromDateOnly(last) : null, body.Zone)
        {
            StandIn = body.StandIn is { } other ? roster.Current.ByLogin(other)?.Id : null,
            Weekdays = [.. (body.Weekdays ?? []).Distinct().Order().Select(d => (IsoDayOfWeek)d)],
        });
        if (added.Refusal is { } refusal) return Refused.Problem(refusal);
        var id = archive.Ids.Text(IdKind.Duty, added.Value.Key);
        return TypedResults.Created("/api/v1/duty/" + id, new StatementApi.IdAnswer(id));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(string id, HttpContext context, Archive archive, DutyDesk duty)
    {
        if (!archive.Ids.TryRead(IdKind.Duty, id, out var key)) return Refused.Problem(new Refusal("duty.no-such-entry"));
        return (await duty.EndAsync(context.ViewerOf(), new DutyId(key))).Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.NoContent();
    }

    private static string Login(OfficerId id, RosterBook roster) => roster.Current.Officers.TryGetValue(id, out var officer) ? officer.Login : "";
}
