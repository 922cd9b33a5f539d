using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Node.SignIn;

namespace Puente.Node.Api;

/// <summary>Agencies, units, officers and reading rights, for who keeps them. Nothing of the record is here.</summary>
internal static class RosterApi
{
    public sealed record AgencyBody(string Code, string Country, string NameEn, string NameEs, IReadOnlyList<string> Functions, DateOnly? From, DateOnly? Until, string? Successor);

    public sealed record UnitBody(string Code, string Agency, string NameEn, string NameEs);

    public sealed record ClearanceBody(DateOnly From, DateOnly? Until, string ClearedBy);

    public sealed record UnitAnswer(string Code, string Agency, string NameEn, string NameEs, IReadOnlyList<ClearanceBody> Cleared);

    public sealed record OfficerBody(string Login, string Name, IReadOnlyList<string> Units, Role Roles, string Language);

    public sealed record OfficerAnswer(string Login, string Name, IReadOnlyList<string> Units, IReadOnlyList<string> Roles, bool Active, string Language);

    public sealed record CodeAnswer(string Code);

    public sealed record OutsideBody(OutsideKind Kind, string Issuer, string Subject);

    public sealed record OutsideAnswer(long Number, OutsideKind Kind, string Issuer, string Subject);

    public sealed record RightBody(string Officer, string Agency, Tlp Ceiling, DateOnly From, DateOnly? Until);

    public sealed record RightAnswer(string Id, string Officer, string Agency, Tlp Ceiling, DateOnly From, DateOnly? Until, IReadOnlyList<string> Units, bool Approved);

    public static void MapRoster(this RouteGroupBuilder api)
    {
        api.MapGet("/roster/agencies", Agencies).Needs(Role.Administrator).Does("roster.agencies");
        api.MapPost("/roster/agencies", AddAgencyAsync).Needs(Role.Administrator).Does("roster.agency-add");
        api.MapPut("/roster/agencies", ChangeAgencyAsync).Needs(Role.Administrator).Does("roster.agency-change");
        api.MapGet("/roster/units", Units).Needs(Role.Administrator).Does("roster.units");
        api.MapPost("/roster/units", AddUnitAsync).Needs(Role.Administrator).Does("roster.unit-add");
        api.MapPut("/roster/units", ChangeUnitAsync).Needs(Role.Administrator).Does("roster.unit-change");
        api.MapPost("/roster/clearances", ClearAsync).Needs(Role.Administrator).Does("roster.unit-clear");
        api.MapGet("/roster/officers", Officers).Needs(Role.Administrator).Does("roster.officers");
        api.MapPost("/roster/officers", AddOfficerAsync).Needs(Role.Administrator).Does("roster.officer-add");
        api.MapPut("/roster/officers", ChangeOfficerAsync).Needs(Role.Administrator).Does("roster.officer-change");
        api.MapPost("/roster/officers/{login}/leaving", LeaveAsync).Needs(Role.Administrator).Does("roster.officer-leave");
        api.MapPost("/roster/officers/{login}/enrolment", EnrolAsync).Needs(Role.Administrator).Does("roster.enrol").Asks();
        api.MapGet("/roster/officers/{login}/outside", OutsideAsync).Needs(Role.Administrator).Does("roster.outside");
        api.MapPost("/roster/officers/{login}/outside", JoinAsync).Needs(Role.Administrator).Does("roster.outside-join");
        api.MapPost("/roster/officers/{login}/outside/{number:long}/parting", PartAsync).Needs(Role.Administrator).Does("roster.outside-part");
        api.MapGet("/roster/rights", Rights).Does("right.list");
        api.MapPost("/roster/rights", ProposeAsync).Does("right.propose");
        api.MapPost("/roster/rights/{id}/approval", ApproveAsync).Does("right.approve");
        api.MapPost("/roster/rights/{id}/ending", EndAsync).Does("right.end");
    }

    public sealed record UnitClearanceBody(string Unit, DateOnly From, DateOnly? Until, string ClearedBy);

    private static Ok<IReadOnlyList<AgencyBody>> Agencies(RosterBook book) => TypedResults.Ok((IReadOnlyList<AgencyBody>)[.. book.Current.Agencies.Values.OrderBy(a => a.Code, StringComparer.Ordinal)
        .Select(a => new AgencyBody(a.Code, a.Country, a.NameEn, a.NameEs, a.Functions, a.From, a.Until, a.Successor))]);

    private static async Task<Results<NoContent, ProblemHttpResult>> AddAgencyAsync(AgencyBody body, HttpContext context, RosterBook book) => Answer(await book.AddAgencyAsync(context.ViewerOf(), Read(body)));

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAgencyAsync(AgencyBody body, HttpContext context, RosterBook book) => Answer(await book.ChangeAgencyAsync(context.ViewerOf(), Read(body)));

    private static Ok<IReadOnlyList<UnitAnswer>> Units(RosterBook book) => TypedResults.Ok((IReadOnlyList<UnitAnswer>)[.. book.Current.Units.Values.OrderBy(u => u.Code, StringComparer.Ordinal)
        .Select(u => new UnitAnswer(u.Code, u.Agency, u.NameEn, u.NameEs, [.. u.Vetting.Select(v => new ClearanceBody(v.From, v.Until, v.ClearedBy))]))]);

    private static async Task<Results<NoContent, ProblemHttpResult>> AddUnitAsync(UnitBody body, HttpContext context, RosterBook book) =>
        Answer(await book.AddUnitAsync(context.ViewerOf(), new Unit(body.Code, body.Agency, body.NameEn, body.NameEs)));

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeUnitAsync(UnitBody body, HttpContext context, RosterBook book) =>
        Answer(await book.ChangeUnitAsync(context.ViewerOf(), new Unit(body.Code, body.Agency, body.NameEn, body.NameEs)));

    private static async Task<Results<NoContent, ProblemHttpResult>> ClearAsync(UnitClearanceBody body, HttpContext context, RosterBook book) =>
        Answer(await book.ClearUnitAsync(context.ViewerOf(), body.Unit, new Vetting(body.From, body.Until, body.ClearedBy)));

    private static Ok<IReadOnlyList<OfficerAnswer>> Officers(RosterBook book) => TypedResults.Ok((IReadOnlyList<OfficerAnswer>)[.. book.Current.Officers.Values.OrderBy(o => o.Login, StringComparer.Ordinal)
        .Select(o => new OfficerAnswer(o.Login, o.Name, o.Units, o.Roles.ToString().Split(", "), o.Active, o.Language))]);

    private static async Task<Results<NoContent, ProblemHttpResult>> AddOfficerAsync(OfficerBody body, HttpContext context, RosterBook book) =>
        (await book.AddOfficerAsync(context.ViewerOf(), Read(body))).Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.NoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeOfficerAsync(OfficerBody body, HttpContext context, RosterBook book) =>
        Answer(Known(book, body.Login) is { } id ? await book.ChangeOfficerAsync(context.ViewerOf(), id, Read(body)) : new Refusal("officer.unknown", ("officer", body.Login)));

    private static async Task<Results<NoContent, ProblemHttpResult>> LeaveAsync(string login, HttpContext context, RosterBook book) =>
        Answer(Known(book, login) is { } id ? await book.EndAsync(context.ViewerOf(), id) : new Refusal("officer.unknown", ("officer", login)));

    private static async Task<Results<Ok<CodeAnswer>, ProblemHttpResult>> EnrolAsync(string login, HttpContext context, RosterBook book, OneTimeCodes codes)
    {
        if (Known(book, login) is not { } id) return Refused.Problem(new Refusal("officer.unknown", ("officer", login)));
        var made = await codes.NewEnrolmentAsync(context.ViewerOf(), id);
        return made.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.Ok(new CodeAnswer(made.Value));
    }

    private static async Task<Results<Ok<IReadOnlyList<OutsideAnswer>>, ProblemHttpResult>> OutsideAsync(string login, RosterBook book, OutsideSubjects outside) => Known(book, login) is { } id
        ? TypedResults.Ok((IReadOnlyList<OutsideAnswer>)[.. (await outside.OfAsync(id)).Select(s => new OutsideAnswer(s.Key, s.Kind, s.Issuer, s.Subject))])
        : Refused.Problem(new Refusal("officer.unknown", ("officer", login)));

    private static async Task<Results<NoContent, ProblemHttpResult>> JoinAsync(string login, OutsideBody body, HttpContext context, RosterBook book, OutsideSubjects outside) =>
        Answer(Known(book, login) is { } id ? await outside.JoinAsync(context.ViewerOf(), id, body.Kind, body.Issuer, body.Subject) : new Refusal("officer.unknown", ("officer", login)));

    private static async Task<Results<NoContent, ProblemHttpResult>> PartAsync(string login, long number, HttpContext context, RosterBook book, OutsideSubjects outside) =>
        Answer(Known(book, login) is { } id ? await outside.PartAsync(context.ViewerOf(), id, number) : new Refusal("officer.unknown", ("officer", login)));

    /// <summary>Those of the own agency, and for administrators all: as the page shows them.</summary>
    private static Ok<IReadOnlyList<RightAnswer>> Rights(HttpContext context, RosterBook book, Archive archive)
    {
        var by = context.ViewerOf();
        return TypedResults.Ok((IReadOnlyList<RightAnswer>)[.. book.Current.Rights.SelectMany(r => r).Where(r => by.Roles.HasFlag(Role.Administrator) || r.Agency == by.Subject.Agency).OrderBy(r => r.Id.Key)
            .Select(r => new RightAnswer(archive.Ids.Text(IdKind.Right, r.Id.Key), book.Current.Officers[r.Officer].Login, r.Agency, r.Ceiling, r.From, r.Until, r.Units, r.ApprovedBy is not null))]);
    }

    private static async Task<Results<Created<StatementApi.IdAnswer>, ProblemHttpResult>> ProposeAsync(RightBody body, HttpContext context, RosterBook book, Archive archive)
    {
        var proposed = await book.ProposeRightAsync(context.ViewerOf(), Known(book, body.Officer) ?? new OfficerId(-1), body.Agency, body.Ceiling, body.From, body.Until);
        if (proposed.Refusal is { } refusal) return Refused.Problem(refusal);
        var id = archive.Ids.Text(IdKind.Right, proposed.Value.Key);
        return TypedResults.Created("/api/v1/roster/rights/" + id, new StatementApi.IdAnswer(id));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ApproveAsync(string id, HttpContext context, RosterBook book, Archive archive) =>
        Answer(archive.Ids.TryRead(IdKind.Right, id, out var key) ? await book.ApproveRightAsync(context.ViewerOf(), new RightId(key)) : new Refusal("right.unknown"));

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(string id, HttpContext context, RosterBook book, Archive archive) =>
        Answer(archive.Ids.TryRead(IdKind.Right, id, out var key) ? await book.EndRightAsync(context.ViewerOf(), new RightId(key)) : new Refusal("right.unknown"));

    private static Results<NoContent, ProblemHttpResult> Answer(Result<Done> result) => result.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.NoContent();

    private static OfficerId? Known(RosterBook book, string login) => book.Current.ByLogin(login)?.Id;

    private static Agency Read(AgencyBody a) => new(a.Code, a.Country, a.NameEn, a.NameEs, [.. a.Functions], a.From, a.Until, a.Successor);

    private static OfficerEntry Read(OfficerBody o) => new(o.Login, o.Name, [.. o.Units], o.Roles, o.Language);
}
