using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Node.Setup;

namespace Puente.Node.SignIn;

/// <summary>
/// Sign-in by the directory of the agency (OpenID Connect Core 1.0, authorization code with PKCE). The subject must be joined to an officer
/// beforehand; nobody is made, and unit and purpose are declared here as after every other way in.
/// </summary>
internal static class DirectorySignIn
{
    public const string SchemeName = "directory", Begin = "/sign-in/directory", Done = "/sign-in/done/directory";

    /// <summary>Adds the scheme where settings name a directory.</summary>
    public static AuthenticationBuilder AddDirectory(this AuthenticationBuilder builder, DirectorySettings? directory) => directory is null ? builder : builder.AddOpenIdConnect(SchemeName, options =>
    {
        options.Authority = directory.Authority;
        options.ClientId = directory.ClientId;
        options.ClientSecret = directory.ClientSecret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.CallbackPath = "/sign-in/directory/callback";
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.MapInboundClaims = false;
        // A subject means something only beside its issuer, which is left out otherwise.
        options.ClaimActions.Remove("iss");
        options.GetClaimsFromUserInfoEndpoint = false;
        options.SaveTokens = false;
        options.SignInScheme = SignInHandler.SchemeName;
        options.RequireHttpsMetadata = !(Uri.TryCreate(directory.Authority, UriKind.Absolute, out var authority) && authority.IsLoopback);
        options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Events.OnTicketReceived = ReceivedAsync;
        options.Events.OnRemoteFailure = FailedAsync;
    });

    /// <summary>Sends the browser to the directory.</summary>
    public static void MapDirectory(this WebApplication app) => app.MapGet(Begin, (HttpContext context, Attempts attempts) =>
        attempts.CountStart(context) is null
            ? Results.Challenge(new AuthenticationProperties { RedirectUri = Done }, [SchemeName])
            : Results.StatusCode(StatusCodes.Status429TooManyRequests)).AllowAnonymous();

    private static Task ReceivedAsync(TicketReceivedContext context)
    {
        var (issuer, subject) = (context.Principal?.FindFirst("iss")?.Value ?? "", context.Principal?.FindFirst("sub")?.Value ?? "");
        return AnswerAsync(context, () => (issuer, subject));
    }

    private static Task FailedAsync(RemoteFailureContext context) => AnswerAsync(context, () => new Refusal("outside.failed"));

    private static async Task AnswerAsync(HandleRequestContext<RemoteAuthenticationOptions> context, Func<Result<(string Issuer, string Subject)>> who)
    {
        var signed = await context.HttpContext.RequestServices.GetRequiredService<SignInDesk>().FromOutsideAsync(context.HttpContext, OutsideKind.Directory, who);
        context.Response.Redirect(signed.Refusal is { } why ? SignInDesk.UnknownAt(why) : Done);
        context.HandleResponse();
    }
}
