using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Puente.Node.Hosting;
using Puente.Node.SignIn;

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
    public static void ShowCertificatesOf(this HttpsConnectionAdapterOptions https, ServerCertificates certificates, int? cardPort)
    {
        https.ServerCertificateSelector = (_, _) => certificates.Context?.TargetCertificate;
        https.OnAuthenticate = (connection, handshake) =>
        {
            handshake.ServerCertificateSelectionCallback = null;
            handshake.ServerCertificateContext = certificates.Context;
            CardSignIn.AskOn(cardPort, connection, handshake);
        };
    }

    /// <summary>Sends requests without HTTPS to the address that has it, where there is one. First in the pipeline.</summary>
    public static WebApplication UseSecureAddress(this WebApplication app)
    {
        if (app.Services.GetRequiredService<NodeOptions>().Settings is { Secure: { } secure }) app.UseMiddleware<SecureAddress>(secure);
        return app;
    }

    /// <summary>The root as clients take it in.</summary>
    public static void MapRootCertificate(this WebApplication app) => app.MapGet(InstallPath + "/root.crt", Root).AllowAnonymous();

    private static Results<FileContentHttpResult, NotFound> Root(ServerCertificates certificates)
    {
        using var root = certificates.Root();
        return root is null ? TypedResults.NotFound() : TypedResults.File(root.Export(X509ContentType.Cert), "application/x-x509-ca-cert", "puente-root.crt");
    }
}
