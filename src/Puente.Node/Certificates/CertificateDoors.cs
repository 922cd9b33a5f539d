using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Puente.Node.Hosting;

namespace Puente.Node.Certificates;

/// <summary>The doors of certificates: what HTTPS shows, where unsecured requests are sent, and the root for clients.</summary>
internal static class CertificateDoors
{
    /// <summary>The page that explains the root and offers it.</summary>
    public const string InstallPath = "/install-root";

    /// <summary>The certificates of the node's folder, and their renewal while it runs.</summary>
    public static IServiceCollection AddCertificates(this IServiceCollection services, string folder) =>
        services.AddSingleton(at => new ServerCertificates(folder, at.GetRequiredService<TimeProvider>())).AddHostedService<CertificateRenewal>();

    /// <summary>Every handshake shows the certificate of the moment, so that a renewed one needs no restart.</summary>
    public static void ShowCertificatesOf(this HttpsConnectionAdapterOptions https, ServerCertificates certificates)
    {
        https.ServerCertificateSelector = (_, _) => certificates.Context?.TargetCertificate;
        https.OnAuthenticate = (_, handshake) =>
        {
            handshake.ServerCertificateSelectionCallback = null;
            handshake.ServerCertificateContext = certificates.Context;
        };
    }

    /// <summary>
    /// Where the node has HTTPS, a request from another machine without it gets the page of the root, and for everything else the address with
    /// HTTPS. The machine itself is let through: a web server before the node speaks to it so.
    /// </summary>
    public static WebApplication UseSecureAddress(this WebApplication app)
    {
        if (app.Services.GetRequiredService<NodeOptions>().Settings is not { Secure: { } secure }) return app;
        app.Use((context, next) =>
        {
            if (context.Request.IsHttps || IsHere(context.Connection) || IsOpen(context.Request)) return next(context);
            if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
                context.Response.Redirect(new Uri(secure, context.Request.Path.ToUriComponent()).AbsoluteUri);
            else
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
        return app;
    }

    /// <summary>The root as clients take it in.</summary>
    public static void MapRootCertificate(this WebApplication app) => app.MapGet(InstallPath + "/root.crt", Root).AllowAnonymous();

    private static Results<FileContentHttpResult, NotFound> Root(ServerCertificates certificates)
    {
        using var root = certificates.Root();
        return root is null ? TypedResults.NotFound() : TypedResults.File(root.Export(X509ContentType.Cert), "application/x-x509-ca-cert", "puente-root.crt");
    }

    private static bool IsHere(ConnectionInfo connection) => connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>The page of the root with its looks, and the languages; nothing that asks who reads.</summary>
    private static bool IsOpen(HttpRequest request) =>
        request.Path.StartsWithSegments(InstallPath, StringComparison.Ordinal)
        || (HttpMethods.IsGet(request.Method) && Path.GetExtension(request.Path.Value) is (".css" or ".js" or ".svg" or ".woff2" or ".ico"));
}
