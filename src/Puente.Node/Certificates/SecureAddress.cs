using System.Net;

namespace Puente.Node.Certificates;

/// <summary>
/// Where the node has HTTPS, a request from another machine without it gets the page of the root, and for everything else the address with
/// HTTPS; while its certificate is still to be signed, there is no such address to send to. The machine itself is let through: the commands on it
/// speak to the node so.
/// </summary>
/// <param name="next">What follows.</param>
/// <param name="secure">The address with HTTPS.</param>
internal sealed class SecureAddress(RequestDelegate next, Uri secure)
{
    public Task InvokeAsync(HttpContext context, ServerCertificates certificates)
    {
        if (context.Request.IsHttps || IsHere(context.Connection) || IsOpen(context.Request)) return next(context);
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        else if (!certificates.IsReady)
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else
            context.Response.Redirect(There(context.Request));
        return Task.CompletedTask;
    }

    /// <summary>The same path and query on the own host: a path that looks like another host, as <c>//host/</c>, stays a path.</summary>
    private string There(HttpRequest request) => new UriBuilder(secure) { Path = request.Path.ToUriComponent(), Query = request.QueryString.ToUriComponent() }.Uri.AbsoluteUri;

    private static bool IsHere(ConnectionInfo connection) => connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>The page of the root with its looks; nothing that asks who reads.</summary>
    private static bool IsOpen(HttpRequest request) =>
        request.Path.StartsWithSegments(CertificateDoors.InstallPath, StringComparison.Ordinal)
        || (HttpMethods.IsGet(request.Method) && Path.GetExtension(request.Path.Value) is (".css" or ".js" or ".svg" or ".woff2" or ".ico"));
}
