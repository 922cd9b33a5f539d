using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Node.Hosting;
using Puente.Node.Pages.Acts;
using Puente.Node.Setup;
using Puente.Ui.Layout;

namespace Puente.Node.SignIn;

/// <summary>The doors of sign-in: services, then the pipeline, then the endpoints.</summary>
public static class SignInDoors
{
    /// <summary>Adds sessions, passkeys, tokens, and the rule that an endpoint needs a viewer unless it says otherwise.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, NodeSettings? settings)
    {
        services.AddSingleton<Authenticators>().AddSingleton<OutsideSubjects>().AddSingleton<CardSignIn>();
        services.AddSingleton<Sessions>().AddSingleton<AccessTokens>().AddSingleton<OneTimeCodes>().AddSingleton<Passkeys>().AddSingleton<ProtectionKeys>();
        services.AddSingleton<ActReading>().AddSingleton<ActPaper>();
        services.AddSingleton<SessionCookie>().AddSingleton<Attempts>().AddSingleton<FirstRun>().AddSingleton<DeviceLogins>().AddSingleton<UsedStates>();
        services.AddScoped<OfficerAccounts>().AddScoped<PasskeyCeremony>().AddScoped<SignInDesk>();
        services.AddScoped<IReaderSource, SignInReader>();
        services.AddSingleton<ViewerOf>(_ => static context => context.TryViewer());
        services.AddNavigation(
            new NavItem(NavGroup.Oversight, "nav.acts", "/acts", "acts", 10),
            new NavItem(NavGroup.Administration, "nav.rights", "/rights", "shield", 10),
            new NavItem(NavGroup.Administration, "nav.account", "/account", "key", 20),
            new NavItem(NavGroup.Administration, "nav.admin.officers", "/admin/officers", "people", 30, nameof(Role.Administrator)),
            new NavItem(NavGroup.Administration, "nav.admin.agencies", "/admin/agencies", "organization", 40, nameof(Role.Administrator)),
            new NavItem(NavGroup.Administration, "nav.admin.alerts", "/admin/alerts", "clock", 45, nameof(Role.Administrator)),
            new NavItem(NavGroup.Administration, "nav.admin.node", "/admin", "settings", 50, nameof(Role.Administrator)),
            new NavItem(NavGroup.Administration, "nav.admin.backups", "/admin/backups", "export", 60, nameof(Role.Administrator)));

        services.AddDataProtection().SetApplicationName("puente");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(at =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = at.GetRequiredService<ProtectionKeys>()));

        services.AddIdentityCore<Officer>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        services.AddScoped<IUserStore<Officer>>(at => at.GetRequiredService<OfficerAccounts>());
        services.AddScoped<IPasskeyHandler<Officer>, PasskeyHandler<Officer>>();
        services.Configure<IdentityPasskeyOptions>(passkey =>
        {
            passkey.ResidentKeyRequirement = "required";
            passkey.UserVerificationRequirement = "required";
            passkey.AuthenticatorTimeout = TimeSpan.FromMinutes(3);
            passkey.ValidateOrigin = static answer => ValueTask.FromResult(IsOurs(answer));
        });

        services.AddAuthentication(SignInHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, SignInHandler>(SignInHandler.SchemeName, null).AddDirectory(settings?.Directory);
        services.AddAuthorization(Policies.Configure);
        return services;
    }

    /// <summary>Adds recognition of the sender, the rules who reaches what, and anti-forgery, in this order. After routing.</summary>
    public static WebApplication UseSignIn(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        return app;
    }

    /// <summary>Maps the endpoints that passkeys, sign-out and the command line need; the pages are pages.</summary>
    public static WebApplication MapSignIn(this WebApplication app)
    {
        app.MapPost("/sign-in/options", SignInOptionsAsync).AllowAnonymous();
        app.MapPost("/account/passkey/options", RegisterOptionsAsync).RequireAuthorization(Permissions.SignedIn);
        app.MapPost("/sign-out", SignOutAsync).AllowAnonymous();
        if (app.Services.GetRequiredService<NodeOptions>().Settings is { } settings)
        {
            if (settings.Directory is not null) app.MapDirectory();
            if (settings.Cards is not null) CardSignIn.Map(app);
        }

        app.MapActs();
        app.MapLoginApi(app.Services.GetRequiredService<NodeOptions>());
        return app;
    }

    /// <summary>The code to print on the console when the node has no administrator who can sign in; else null.</summary>
    public static Task<string?> SetupCodeAsync(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Services.GetRequiredService<FirstRun>().CodeAsync();
    }

    /// <summary>The page that asked the authenticator is of this node. Pages send no referrer, so the request's own Origin says nothing.</summary>
    private static bool IsOurs(PasskeyOriginValidationContext answer) =>
        !answer.CrossOrigin && answer.TopOrigin is null
        && answer.Origin == $"{answer.HttpContext.Request.Scheme}://{answer.HttpContext.Request.Host.Value}";

    private static async Task<Results<Ok<CeremonyStart>, ProblemHttpResult>> SignInOptionsAsync(
        HttpContext context, IAntiforgery antiforgery, PasskeyCeremony passkeys, Attempts attempts)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest);
        if (attempts.CountStart(context) is not null) return TypedResults.Problem(statusCode: StatusCodes.Status429TooManyRequests);
        return TypedResults.Ok(await passkeys.StartSigningInAsync(context));
    }

    private static async Task<Results<Ok<CeremonyStart>, ProblemHttpResult>> RegisterOptionsAsync(HttpContext context, IAntiforgery antiforgery, PasskeyCeremony passkeys)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest);
        return TypedResults.Ok(await passkeys.StartRegisteringAsync(context.SignedIn()!.Officer, context));
    }

    private static async Task<Results<RedirectHttpResult, ProblemHttpResult>> SignOutAsync(HttpContext context, IAntiforgery antiforgery, SignInDesk desk)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest);
        await desk.SignOutAsync(context);
        return TypedResults.LocalRedirect("/sign-in");
    }
}
