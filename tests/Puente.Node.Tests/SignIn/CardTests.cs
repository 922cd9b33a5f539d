using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Puente.Evidence.Agencies;
using Puente.Node.Certificates;
using Puente.Node.Setup;

namespace Puente.Node.Tests.SignIn;

/// <summary>Sign-in by a certificate on a card, over TLS on a port of its own.</summary>
public sealed class CardTests : IDisposable
{
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly X509Certificate2 _authority, _stranger;
    private readonly int _port = FreePort(), _cards = FreePort();

    public CardTests() => (_authority, _stranger) = (Authority(), Authority());

    [Fact]
    public async Task A_card_of_the_agency_that_was_joined_lets_in_and_any_other_does_not()
    {
        await using var door = await OpenAsync(null);
        using var mine = Card(_authority, "CN=Rivas Soto, O=FGR");
        (await door.Of<OutsideSubjects>().JoinAsync(Author.Machine, door.Officer("rivas").Id, OutsideKind.Card, mine.Issuer, mine.Subject)).Refusal.ShouldBeNull();

        using var rivas = Browser(door, mine);
        (await EnterAsync(rivas)).ShouldBe("/sign-in/done/card");
        (await rivas.GetStringAsync(new Uri($"https://localhost:{_port}/session"))).ShouldContain("Rivas");
        (await WithAsync(door, null)).ShouldBe("/sign-in/unknown/card-none");
        using var forged = Card(_stranger, "CN=Rivas Soto, O=FGR");
        (await WithAsync(door, forged)).ShouldBe("/sign-in/unknown/card-authority");
        using var unknown = Card(_authority, "CN=Nobody, O=FGR");
        (await WithAsync(door, unknown)).ShouldBe("/sign-in/unknown/outside-unknown");
        using var forServers = Card(_authority, "CN=Rivas Soto, O=FGR", use: "1.3.6.1.5.5.7.3.1");
        (await WithAsync(door, forServers)).ShouldBe("/sign-in/unknown/card-authority");
        using var ended = Card(_authority, "CN=Rivas Soto, O=FGR", until: _now.AddDays(-1));
        (await WithAsync(door, ended)).ShouldBe("/sign-in/unknown/card-authority");
    }

    [Fact]
    public async Task A_revoked_card_is_refused_and_so_is_every_card_once_the_list_has_ended()
    {
        using var lost = Card(_authority, "CN=Rivas Soto, O=FGR");
        using var found = Card(_authority, "CN=Rivas Soto, O=FGR");
        var list = new CertificateRevocationListBuilder();
        list.AddEntry(lost, _now);
        await using var door = await OpenAsync(list.Build(_authority, 1, _now.AddHours(2), HashAlgorithmName.SHA256, null, _now.AddHours(-1)));
        (await door.Of<OutsideSubjects>().JoinAsync(Author.Machine, door.Officer("rivas").Id, OutsideKind.Card, lost.Issuer, lost.Subject)).Refusal.ShouldBeNull();
        (await WithAsync(door, lost)).ShouldBe("/sign-in/unknown/card-revoked");
        (await WithAsync(door, found)).ShouldBe("/sign-in/done/card");
        door.Clock.Advance(TimeSpan.FromHours(3));
        (await WithAsync(door, found)).ShouldBe("/sign-in/unknown/card-list");
    }

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
    }

    private Task<Doorway> OpenAsync(byte[]? revoked) => Doorway.OpenAsync(
        settings: new NodeSettings("Sonora", "MX", ["localhost"], $"https://127.0.0.1:{_port}") { Cards = new CardSettings(_cards, "cards.crt") { RevocationFile = revoked is null ? null : "cards.crl" } },
        at: _now, urls: $"https://127.0.0.1:{_port}", before: folder =>
        {
            using var certificates = new ServerCertificates(folder, TimeProvider.System);
            certificates.MakeOwn("Sonora", ["localhost"]);
            File.WriteAllText(Path.Combine(folder, "cards.crt"), _authority.ExportCertificatePem());
            if (revoked is not null) File.WriteAllBytes(Path.Combine(folder, "cards.crl"), revoked);
        });

    private async Task<string> WithAsync(Doorway door, X509Certificate2? card)
    {
        using var browser = Browser(door, card);
        return await EnterAsync(browser);
    }

    private async Task<string> EnterAsync(HttpClient browser)
    {
        using var sent = await browser.GetAsync(new Uri($"https://localhost:{_port}/sign-in/card"));
        sent.Headers.Location!.Port.ShouldBe(_cards);
        using var answer = await browser.GetAsync(sent.Headers.Location);
        answer.Headers.Location!.Port.ShouldBe(_port);
        return answer.Headers.Location.AbsolutePath;
    }

    private static HttpClient Browser(Doorway door, X509Certificate2? card) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { door.Of<ServerCertificates>().Root()! }, RevocationMode = X509RevocationMode.NoCheck },
            ClientCertificateContext = card is null ? null : SslStreamCertificateContext.Create(card, null, offline: true),
        },
    });

    private X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Cards of the agency", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(_now.AddDays(-10), _now.AddYears(5));
    }

    private X509Certificate2 Card(X509Certificate2 authority, string subject, string use = "1.3.6.1.5.5.7.3.2", DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        using var signed = request.Create(authority, _now.AddDays(-9), until ?? _now.AddYears(1), RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
