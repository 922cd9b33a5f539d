using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;

namespace Puente.Node.SignIn;

/// <summary>
/// Recognises the sender by a bearer token or by the session cookie. A cookie changes nothing under <c>/api</c>: programs come with a
/// token, forms with an anti-forgery token. Every request makes its viewer anew, so that what an administrator changed counts at once.
/// </summary>
internal sealed class SignInHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder,
    Sessions sessions, AccessTokens tokens, RosterBook roster, Viewers viewers, SessionCookie cookie, FirstRun firstRun)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string SchemeName = "puente";

    private bool IsApi => Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var signedIn = await RecogniseAsync();
        if (signedIn is null) return AuthenticateResult.NoResult();
        Context.Features.Set(signedIn);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, signedIn.Officer.Login)], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (IsApi) await ProblemAsync(StatusCodes.Status401Unauthorized, "access.sign-in");
        else Response.Redirect(await firstRun.IsOpenAsync() ? "/setup" : "/sign-in" + Next());
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var refused = Context.SignedIn()?.Viewer.Refusal;
        if (IsApi) return ProblemAsync(StatusCodes.Status403Forbidden, refused?.Code ?? "access.not-allowed");
        if (refused is null) Response.StatusCode = StatusCodes.Status403Forbidden;
        else Response.Redirect("/session" + Next());
        return Task.CompletedTask;
    }

    private async Task<SignedIn?> RecogniseAsync()
    {
        const string bearer = "Bearer ";
        string? header = Request.Headers.Authorization;
        if (header is not null)
        {
            return header.StartsWith(bearer, StringComparison.OrdinalIgnoreCase) && await tokens.FindAsync(header[bearer.Length..].Trim()) is { } token
                ? Of(token.Officer, null, token, token.Unit, token.Purpose)
                : null;
        }

        if (IsApi && !HttpMethods.IsGet(Request.Method) && !HttpMethods.IsHead(Request.Method)) return null;
        return cookie.Read(Request) is { Length: 64 } secret && await sessions.FindAsync(secret) is { } session
            ? Of(session.Officer, session, null, session.Unit, session.Purpose)
            : null;
    }

    private SignedIn? Of(OfficerId id, Session? session, AccessToken? token, string unit, string purpose) =>
        roster.Current.Officers.TryGetValue(id, out var officer)
            ? new SignedIn(officer, session, token, purpose.Length == 0 ? new Refusal("viewer.no-purpose") : viewers.Open(id, unit, purpose))
            : null;

    private string Next() =>
        HttpMethods.IsGet(Request.Method) && Request.Path != "/" ? QueryString.Create("next", Request.Path).ToString() : "";

    private async Task ProblemAsync(int status, string code)
    {
        Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized) Response.Headers.WWWAuthenticate = "Bearer";
        await Context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(
            new() { HttpContext = Context, ProblemDetails = { Status = status, Extensions = { ["code"] = code } } });
    }
}
