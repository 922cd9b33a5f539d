using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;

namespace Puente.Office.SignIn;

/// <summary>Who sent a request: an officer by a session or a token, and as what viewer.</summary>
/// <param name="Officer">The officer.</param>
/// <param name="Session">The session, when it came with a cookie.</param>
/// <param name="Token">The token, when it came with one.</param>
/// <param name="Viewer">The viewer, or why there is none: no purpose declared yet, unit left.</param>
public sealed record SignedIn(Officer Officer, Session? Session, AccessToken? Token, Result<Viewer> Viewer);

/// <summary>From a request to its viewer: the one way pages and endpoints learn who asks.</summary>
public static class ViewerOfRequest
{
    /// <summary>The viewer of the request. Endpoints are only reached with one, unless they allow otherwise.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint allows anonymous requests and should have asked <see cref="TryViewer"/>.</exception>
    public static Viewer ViewerOf(this HttpContext context) => context.TryViewer() ?? throw new InvalidOperationException("No viewer on an endpoint that needs one.");

    /// <summary>The viewer of the request, or null when nobody is signed in or no purpose is declared.</summary>
    public static Viewer? TryViewer(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.SignedIn() is { Viewer: { IsOk: true } viewer } ? viewer.Value : null;
    }

    internal static SignedIn? SignedIn(this HttpContext context) => context.Features.Get<SignedIn>();
}
