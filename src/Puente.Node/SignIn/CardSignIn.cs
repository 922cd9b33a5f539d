using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Keeping;
using Puente.Node.Certificates;
using Puente.Node.Hosting;
using Puente.Node.Setup;

namespace Puente.Node.SignIn;

/// <summary>
/// Sign-in by a certificate on a card. The browser is asked for it on a port of its own; it must be made by the agency's authority for signing in, be in
/// force, not be on the authority's list of revoked ones, and its subject be joined to an officer.
/// </summary>
internal sealed class CardSignIn(NodeOptions options, DataFolder folder, TimeProvider clock)
{
    /// <summary>Where the browser is asked for its certificate.</summary>
    public const string Path = "/sign-in/card";

    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>Asks for a certificate on the port of cards only; whether it counts is decided with the request.</summary>
    public static void AskOn(int? port, ConnectionContext connection, SslServerAuthenticationOptions handshake)
    {
        if (connection.LocalEndPoint is not IPEndPoint { Port: var here } || here != port) return;
        handshake.ClientCertificateRequired = true;
        // A resumed session would bring the card of an earlier one, or none.
        handshake.AllowTlsResume = false;
#pragma warning disable CA5359 // It is the client's, and Examine decides with the request, so that a page can say why not.
        handshake.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
    }

    /// <summary>Whether the certificate counts. Refuses <c>card.none</c>, <c>card.authority</c>, <c>card.list</c>, <c>card.revoked</c>.</summary>
    public Result<Done> Examine(X509Certificate2? certificate)
    {
        if (certificate is null || options.Settings?.Cards is not { } cards) return new Refusal("card.none");
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(System.IO.Path.Combine(folder.Root, cards.AuthorityFile));
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = clock.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new(ClientAuthentication));
        if (!chain.Build(certificate)) return new Refusal("card.authority");
        if (cards.RevocationFile is null) return new Done();
        var issuer = chain.ChainElements[1].Certificate;
        var list = RevocationList.Read(File.ReadAllBytes(System.IO.Path.Combine(folder.Root, cards.RevocationFile)), issuer);
        if (list is null || list.Until < clock.GetUtcNow()) return new Refusal("card.list");
        return list.Holds(certificate) ? new Refusal("card.revoked") : new Done();
    }

    /// <summary>Maps the page that takes the certificate.</summary>
    public static void Map(WebApplication app) => app.MapGet(Path, async (HttpContext context, CardSignIn cards, SignInDesk desk, NodeOptions options) =>
    {
        if (options.Settings is not { Cards.Port: var port, Secure: { } secure }) return Results.NotFound();
        // From the ordinary port the browser is sent to the one that asks for the card.
        if (context.Connection.LocalPort != port) return Results.Redirect(new UriBuilder(secure) { Port = port, Path = Path }.Uri.AbsoluteUri);
        var certificate = await context.Connection.GetClientCertificateAsync(context.RequestAborted);
        var signed = await desk.FromOutsideAsync(context, OutsideKind.Card, () => cards.Examine(certificate).Refusal is { } refusal ? refusal : (certificate!.Issuer, certificate.Subject));
        return Results.Redirect(new Uri(secure, signed.Refusal is { } why ? SignInDesk.UnknownAt(why) : "/sign-in/done/card").AbsoluteUri);
    }).AllowAnonymous();
}
