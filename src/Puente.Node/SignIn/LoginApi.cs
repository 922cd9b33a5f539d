using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Node.Api;
using Puente.Node.Hosting;

namespace Puente.Node.SignIn;

/// <summary>Signing in from the command line, and the token that comes of it.</summary>
internal static class LoginApi
{
    private static readonly TimeSpan TokenLasts = TimeSpan.FromHours(12);

    public sealed record StartBody(string? Client);

    public sealed record Started(string DeviceCode, string UserCode, string Path, int ExpiresIn, int Interval);

    public sealed record PollBody(string DeviceCode);

    public sealed record DemoBody(string Officer, string? Unit, string? Purpose);

    public sealed record Granted(string Token, string Officer, string Unit, string Purpose, DateTimeOffset Expires);

    public sealed record Whoami(string Officer, string Name, string Unit, string Agency, string Purpose, string[] Roles, DateTimeOffset? Expires);

    public static void MapLoginApi(this IEndpointRouteBuilder app, NodeOptions options)
    {
        app.MapPost("/api/v1/login/start", Start).Does("login.start").Asks().AllowAnonymous();
        app.MapPost("/api/v1/login/poll", Poll).Does("login.poll").Asks().AllowAnonymous();
        app.MapPost("/api/v1/login/end", EndAsync).Does("login.end").Asks();
        app.MapGet("/api/v1/login", Who).Does("login.show");
        if (options.Demo) app.MapPost("/api/v1/login/demo", DemoAsync).AllowAnonymous();
    }

    /// <summary>Approves a waiting login as the viewer.</summary>
    public static async Task ApproveAsync(DeviceLogin login, Viewer by, AccessTokens tokens)
    {
        var (secret, token) = await tokens.CreateAsync(by, login.Client, TokenLasts);
        (login.Expires, login.Secret) = (token.Expires, secret);
    }

    private static Results<Ok<Started>, ProblemHttpResult> Start(StartBody body, HttpContext context, DeviceLogins logins, Attempts attempts)
    {
        if (attempts.Count(context) is not null) return Problem(StatusCodes.Status429TooManyRequests, "access.too-many");
        var started = logins.Start(body.Client is { Length: > 0 and <= 80 } client ? client : "puente");
        if (started.Refusal is { } refusal) return Problem(StatusCodes.Status429TooManyRequests, refusal.Code);
        var (device, login) = started.Value;
        return TypedResults.Ok(new Started(device, login.UserCode, "/login/device", (int)DeviceLogins.Lasts.TotalSeconds, 2));
    }

    private static async Task<Results<Ok<Granted>, Accepted, ProblemHttpResult>> Poll(PollBody body, DeviceLogins logins, AccessTokens tokens, RosterBook roster)
    {
        if (logins.Poll(body.DeviceCode) is not { } login) return Problem(StatusCodes.Status410Gone, "login.expired");
        if (login.Declined) return Problem(StatusCodes.Status403Forbidden, "login.declined");
        if (login.Secret is not { } secret || await tokens.FindAsync(secret) is not { } token) return TypedResults.Accepted((string?)null);
        return TypedResults.Ok(new Granted(secret, roster.Current.Officers[token.Officer].Login, token.Unit, token.Purpose, token.Expires));
    }

    private static async Task<Results<Ok<Granted>, ProblemHttpResult>> DemoAsync(DemoBody body, AccessTokens tokens, RosterBook roster, Viewers viewers)
    {
        if (roster.Current.ByLogin(body.Officer) is not { } officer) return Refused.Problem(new Refusal("viewer.unknown-officer"), StatusCodes.Status404NotFound);
        var opened = viewers.Open(officer.Id, body.Unit ?? officer.Units[0], body.Purpose ?? DemoPurpose(officer));
        if (opened.Refusal is { } refusal) return Refused.Problem(refusal, StatusCodes.Status403Forbidden);
        var (secret, token) = await tokens.CreateAsync(opened.Value, "demo", TokenLasts);
        return TypedResults.Ok(new Granted(secret, officer.Login, token.Unit, token.Purpose, token.Expires));
    }

    private static Whoami Who(HttpContext context)
    {
        var viewer = context.ViewerOf();
        return new Whoami(viewer.Officer.Login, viewer.Officer.Name, viewer.Unit.Code, viewer.Subject.Agency, viewer.Purpose,
            viewer.Roles.ToString().Split(", "), context.SignedIn()!.Token?.Expires);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(HttpContext context, AccessTokens tokens)
    {
        if (context.SignedIn()?.Token is not { } token) return Problem(StatusCodes.Status400BadRequest, "token.unknown");
        await tokens.RevokeAsync(context.ViewerOf(), token.Key);
        return TypedResults.NoContent();
    }

    /// <summary>The purpose an invented officer comes with, so that one click is enough.</summary>
    public static string DemoPurpose(Officer officer) =>
        officer.Roles.HasFlag(Role.Administrator) ? "administration"
        : officer.Roles.HasFlag(Role.Auditor) ? "audit"
        : "investigation";

    private static ProblemHttpResult Problem(int status, string code) =>
        TypedResults.Problem(statusCode: status, extensions: [new("code", code)]);
}
