using Microsoft.AspNetCore.Authorization;
using Puente.Evidence.Agencies;

namespace Puente.Node.SignIn;

/// <summary>What each word of <see cref="Permissions"/> asks of a request. Without any, an endpoint needs a viewer.</summary>
internal static class Policies
{
    public static void Configure(AuthorizationOptions options)
    {
        var viewer = new AuthorizationPolicyBuilder(SignInHandler.SchemeName).RequireAuthenticatedUser().RequireAssertion(c => Viewer(c) is not null).Build();
        options.DefaultPolicy = viewer;
        options.FallbackPolicy = viewer;
        options.AddPolicy(Permissions.SignedIn, p => p.AddAuthenticationSchemes(SignInHandler.SchemeName).RequireAuthenticatedUser());
        for (var roles = 1; roles < 1 << 7; roles++)
        {
            var wanted = (Role)roles;
            options.AddPolicy(Permissions.Prefix + roles, p => p.AddAuthenticationSchemes(SignInHandler.SchemeName).RequireAuthenticatedUser().RequireAssertion(c => Viewer(c) is { } v && (v.Roles & wanted) != 0));
        }
    }

    private static Evidence.Sharing.Viewer? Viewer(AuthorizationHandlerContext context) => (context.Resource as HttpContext)?.TryViewer();
}
