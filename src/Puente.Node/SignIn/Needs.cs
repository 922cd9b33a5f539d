using Microsoft.AspNetCore.Authorization;
using Puente.Evidence.Agencies;

namespace Puente.Node.SignIn;

/// <summary>On a page or endpoint: only for viewers with at least one of these roles.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(Role roles) : Attribute, IAuthorizeData
{
    /// <summary>Any one of these opens the page.</summary>
    public Role Roles => roles;

    string? IAuthorizeData.Policy { get => Permissions.Prefix + (int)roles; set => throw new NotSupportedException(); }

    string? IAuthorizeData.Roles { get => null; set => throw new NotSupportedException(); }

    string? IAuthorizeData.AuthenticationSchemes { get => null; set => throw new NotSupportedException(); }
}

/// <summary>Who reaches an endpoint. Without any word of its own an endpoint needs a viewer: what is forgotten stays closed.</summary>
public static class Permissions
{
    /// <summary>Signed in, with or without a declared purpose: for the page on which it is declared, and sign-out.</summary>
    public const string SignedIn = "signed-in";

    internal const string Prefix = "role-";

    /// <summary>Only for viewers with at least one of these roles.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, Role roles)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(new NeedsAttribute(roles));

    internal static void Configure(AuthorizationOptions options)
    {
        var viewer = new AuthorizationPolicyBuilder(SignInHandler.SchemeName).RequireAuthenticatedUser().RequireAssertion(c => Viewer(c) is not null).Build();
        options.DefaultPolicy = viewer;
        options.FallbackPolicy = viewer;
        options.AddPolicy(SignedIn, p => p.AddAuthenticationSchemes(SignInHandler.SchemeName).RequireAuthenticatedUser());
        for (var roles = 1; roles < 1 << 7; roles++)
        {
            var wanted = (Role)roles;
            options.AddPolicy(Prefix + roles, p => p.AddAuthenticationSchemes(SignInHandler.SchemeName).RequireAuthenticatedUser().RequireAssertion(c => Viewer(c) is { } v && (v.Roles & wanted) != 0));
        }
    }

    private static Evidence.Sharing.Viewer? Viewer(AuthorizationHandlerContext context) => (context.Resource as HttpContext)?.TryViewer();
}
