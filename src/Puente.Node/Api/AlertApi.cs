using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime.Text;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Alerts;
using Puente.Node.Alerts;
using Puente.Node.SignIn;

namespace Puente.Node.Api;

/// <summary>How officers are alerted outside the browser, and through which mail server.</summary>
internal static class AlertApi
{
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public sealed record AlertRuleBody(bool On, string Address, int EveryMinutes, string? QuietFrom, string? QuietUntil, string Zone);

    public sealed record MailBody(string NodeName, string Link, string Host, int Port, MailSecurity Security, string From, string? User, string? Password);

    public sealed record TroubleAnswer(string Officer, DateTimeOffset Made, MailState State, int Attempts, string? Fault, DateTimeOffset? Next);

    public static void MapAlerts(this RouteGroupBuilder api)
    {
        api.MapGet("/alerts", RuleAsync).Does("alert.rule");
        api.MapPut("/alerts", ChooseAsync).Does("alert.choose");
        api.MapGet("/node/mail", MailAsync).Needs(Role.Administrator).Does("alert.mail");
        api.MapPut("/node/mail", KeepAsync).Needs(Role.Administrator).Does("alert.mail-keep");
        api.MapGet("/node/mail/trouble", TroubleAsync).Needs(Role.Administrator).Does("alert.trouble");
    }

    private static async Task<Results<Ok<AlertRuleBody>, ProblemHttpResult>> RuleAsync(HttpContext context, AlertBook alerts) =>
        await alerts.RuleAsync(context.ViewerOf().Officer.Id, context.RequestAborted) is { } rule
            ? TypedResults.Ok(new AlertRuleBody(rule.On, rule.Address, (int)rule.Every.TotalMinutes, rule.Quiet is var (from, _) ? Clock.Format(from) : null, rule.Quiet is var (_, until) ? Clock.Format(until) : null, rule.Zone))
            : Refused.Missing;

    private static async Task<Results<NoContent, ProblemHttpResult>> ChooseAsync(AlertRuleBody body, HttpContext context, AlertBook alerts)
    {
        foreach (var time in new[] { body.QuietFrom, body.QuietUntil }.OfType<string>())
            if (!Clock.Parse(time).Success) return Refused.Problem(new Refusal("duty.time", ("value", time)));
        (NodaTime.LocalTime, NodaTime.LocalTime)? quiet = body is { QuietFrom: { } from, QuietUntil: { } until } ? (Clock.Parse(from).Value, Clock.Parse(until).Value) : null;
        var chosen = await alerts.ChooseAsync(context.ViewerOf(), new AlertRule(body.Address, body.On, TimeSpan.FromMinutes(body.EveryMinutes), quiet, body.Zone));
        return chosen.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.NoContent();
    }

    /// <summary>The password never comes back.</summary>
    private static async Task<Results<Ok<MailBody>, ProblemHttpResult>> MailAsync(HttpContext context, MailSettingsBook settings) =>
        await settings.ReadAsync(context.RequestAborted) is { } kept
            ? TypedResults.Ok(new MailBody(kept.NodeName, kept.Link, kept.Host, kept.Port, kept.Security, kept.From, kept.User, null))
            : Refused.Missing;

    private static async Task<Results<NoContent, ProblemHttpResult>> KeepAsync(MailBody body, HttpContext context, MailSettingsBook settings)
    {
        var kept = await settings.WriteAsync(context.ViewerOf(), new MailSettings(body.NodeName, body.Link, body.Host, body.Port, body.Security, body.From, body.User ?? "", body.Password ?? ""));
        return kept.Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.NoContent();
    }

    private static async Task<Ok<IReadOnlyList<TroubleAnswer>>> TroubleAsync(HttpContext context, AlertBook alerts, RosterBook roster) =>
        TypedResults.Ok((IReadOnlyList<TroubleAnswer>)[.. (await alerts.TroubleAsync(stop: context.RequestAborted)).Select(m => new TroubleAnswer(
            roster.Current.Officers.TryGetValue(m.Officer, out var officer) ? officer.Login : "", m.Made, m.State, m.Attempts, m.Fault, m.State == MailState.Waiting ? m.Due : null))]);
}
