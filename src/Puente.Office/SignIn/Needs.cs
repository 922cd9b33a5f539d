using Microsoft.AspNetCore.Authorization;
using Puente.Evidence.Agencies;

namespace Puente.Office.SignIn;

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

    /// <summary>The policy of a set of roles begins so; its number follows.</summary>
    public const string Prefix = "role-";

    /// <summary>Only for viewers with at least one of these roles.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, Role roles)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(new NeedsAttribute(roles));
}
