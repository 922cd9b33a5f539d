using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Puente.Node.Certificates;

namespace Puente.Tests.Certificates;

/// <summary>The authority of a node: what its certificates are for, what its root can vouch for, and what is taken in from another.</summary>
public sealed class NodeAuthorityTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Hosts = ["puente.fgr.example"];
    private readonly string _folder = Directory.CreateTempSubdirectory("puente-tls-").FullName;
    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _clock = new(Now);

    [Fact]
    public void A_client_that_trusts_the_root_accepts_the_server_by_its_names()
    {
        using var root = NodeAuthority.NewRoot("Sonora", Hosts, Now);
        using var server = NodeAuthority.Issue(root, Hosts, Now);
        Trusts(root, server).ShouldBeTrue();
        server.MatchesHostname("puente.fgr.example").ShouldBeTrue();
        server.MatchesHostname("localhost").ShouldBeTrue();
        server.MatchesHostname("bank.example").ShouldBeFalse();
        (root.NotAfter - root.NotBefore).TotalDays.ShouldBeInRange(3652, 3654);
        (server.NotAfter - server.NotBefore).TotalDays.ShouldBeInRange(365, 366);
        server.GetECDsaPublicKey()!.ExportParameters(false).Curve.Oid.Value.ShouldBe("1.2.840.10045.3.1.7");
    }

    [Theory]
    [InlineData("bank.example")]
    [InlineData("fgr.example")]
    [InlineData("203.0.113.7")]
    public void The_root_vouches_for_no_other_site(string other)
    {
        using var root = NodeAuthority.NewRoot("Sonora", Hosts, Now);
        using var forged = NodeAuthority.Issue(root, [other], Now);
        Trusts(root, forged).ShouldBeFalse();
    }

    [Fact]
    public void A_node_reached_by_an_address_has_it_in_its_certificate()
    {
        using var root = NodeAuthority.NewRoot("Sonora", ["10.1.2.3"], Now);
        using var server = NodeAuthority.Issue(root, ["10.1.2.3"], Now);
        Trusts(root, server).ShouldBeTrue();
        server.MatchesHostname("10.1.2.3").ShouldBeTrue();
        using var other = NodeAuthority.Issue(root, ["10.1.2.4"], Now);
        Trusts(root, other).ShouldBeFalse();
    }

    [Fact]
    public void A_certificate_is_renewed_in_its_last_month_and_shown_without_a_restart()
    {
        using var certificates = new ServerCertificates(_folder, _clock);
        certificates.MakeOwn("Sonora", Hosts);
        var first = certificates.Context!.TargetCertificate.Thumbprint;
        certificates.RenewIfDue(Hosts).Value.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromDays(340));
        certificates.RenewIfDue(Hosts).Value.ShouldBeTrue();
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "tls", "server.crt"), new DateTime(2027, 3, 1, 0, 0, 0, DateTimeKind.Utc));
        certificates.Context!.TargetCertificate.Thumbprint.ShouldNotBe(first);
        using var server = certificates.Server()!;
        server.NotAfter.ToUniversalTime().ShouldBe(_clock.GetUtcNow().AddDays(365).UtcDateTime, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_host_that_the_root_was_not_made_for_is_refused_and_the_root_stays_where_it_covers_all()
    {
        using var certificates = new ServerCertificates(_folder, _clock);
        certificates.MakeOwn("Sonora", ["puente.fgr.example", "10.1.2.3"]);
        var first = Root();
        foreach (var other in new[] { "bank.example", "fgr.example", "10.1.2.4", "2001:db8::7", "xpuente.fgr.example" })
        {
            var refused = certificates.Issue([.. Hosts, other]).Refusal!;
            (refused.Code, refused.Args[0].Value).ShouldBe(("certificate.not-permitted", other));
        }

        certificates.Issue(["PUENTE.fgr.example", "10.1.2.3", "localhost", "archive.puente.fgr.example"]).IsOk.ShouldBeTrue();
        certificates.MakeOwn("Sonora", Hosts);
        Root().ShouldBe(first);
        certificates.MakeOwn("Sonora", ["puente.fgr.example", "bank.example"]);
        Root().ShouldNotBe(first);

        string Root()
        {
            using var root = certificates.Root()!;
            return root.Thumbprint;
        }
    }

    [Fact]
    public void A_certificate_that_cannot_be_read_leaves_the_last_good_one_in_use_and_is_made_anew()
    {
        using var certificates = new ServerCertificates(_folder, _clock);
        certificates.MakeOwn("Sonora", Hosts);
        var good = certificates.Context!.TargetCertificate.Thumbprint;
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256)) File.WriteAllText(At("server.key"), key.ExportPkcs8PrivateKeyPem());
        File.SetLastWriteTimeUtc(At("server.crt"), new DateTime(2027, 3, 1, 0, 0, 0, DateTimeKind.Utc));
        certificates.Context!.TargetCertificate.Thumbprint.ShouldBe(good, "the key beside it is another's");
        certificates.RenewIfDue(Hosts).Value.ShouldBeTrue();
        certificates.Context!.TargetCertificate.Thumbprint.ShouldNotBe(good);

        File.WriteAllText(At("server.crt"), "nothing");
        certificates.Server().ShouldBeNull();
        certificates.Context.ShouldNotBeNull();
        certificates.RenewIfDue(Hosts).Value.ShouldBeTrue();
        certificates.Server().ShouldNotBeNull().Dispose();

        string At(string name) => Path.Combine(_folder, "tls", name);
    }

    [Fact]
    public void A_private_file_takes_over_nothing_of_an_earlier_attempt_and_leaves_nothing_when_it_is_not_finished()
    {
        var file = Path.Combine(_folder, "sheet.txt");
        File.WriteAllText(file + ".part", "of an earlier attempt");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file + ".part", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        PrivateFile.Write(file, "code");
        File.ReadAllText(file).ShouldBe("code");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        PrivateFile.Open(file).Dispose();
        File.ReadAllText(file).ShouldBe("code");
        Directory.GetFiles(_folder).ShouldBe([file]);
    }

    [Fact]
    public void Keys_are_for_the_account_of_the_node_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        using var certificates = new ServerCertificates(_folder, _clock);
        certificates.MakeOwn("Sonora", Hosts);
        foreach (var key in Directory.GetFiles(Path.Combine(_folder, "tls"), "*.key"))
            File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(Path.Combine(_folder, "tls"), "*.part").ShouldBeEmpty();
    }

    [Fact]
    public void What_the_agency_signed_for_the_request_is_taken_in_and_nothing_else()
    {
        using var certificates = new ServerCertificates(_folder, _clock);
        certificates.MakeRequest(Hosts);
        certificates.Waits.ShouldBeTrue();
        using var agency = NodeAuthority.NewRoot("Agency", Hosts, Now);
        var request = CertificateRequest.LoadSigningRequestPem(File.ReadAllText(certificates.RequestFile), HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);

        using (var other = NodeAuthority.Issue(agency, Hosts, Now)) Take(other).ShouldBe("certificate.other-key");
        using (var renamed = Sign(new CertificateRequest(new X500DistinguishedName("CN=x"), request.PublicKey, HashAlgorithmName.SHA256))) Take(renamed).ShouldBe("certificate.host");
        Take().ShouldBe("certificate.unreadable");
        certificates.IsReady.ShouldBeFalse();

        using var signed = Sign(request);
        Take(signed, agency).ShouldBeNull();
        certificates.Waits.ShouldBeFalse();
        certificates.Context!.TargetCertificate.Thumbprint.ShouldBe(signed.Thumbprint);
        certificates.HasOwnAuthority.ShouldBeFalse();
        File.Exists(certificates.RequestFile).ShouldBeTrue("it is signed again when the certificate ends");
        using var root = certificates.Root()!;
        root.Thumbprint.ShouldBe(agency.Thumbprint);
        _clock.Advance(TimeSpan.FromDays(4000));
        Take(signed).ShouldBe("certificate.ended");

        X509Certificate2 Sign(CertificateRequest asked) => asked.Create(agency, Now, Now.AddDays(90), [1, 2, 3]);

        string? Take(params X509Certificate2[] given)
        {
            var file = Path.Combine(_folder, "signed.pem");
            File.WriteAllText(file, string.Join('\n', given.Select(c => c.ExportCertificatePem())));
            return certificates.Take(file, Hosts).Refusal?.Code;
        }
    }

    [Fact]
    public void A_fingerprint_is_read_aloud_in_pairs()
    {
        using var root = NodeAuthority.NewRoot("Sonora", Hosts, Now);
        ServerCertificates.Fingerprint(root).ShouldBe(string.Join(' ', SHA256.HashData(root.RawData).Select(b => b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture))));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool Trusts(X509Certificate2 root, X509Certificate2 server)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = Now.AddDays(1).UtcDateTime;
        return chain.Build(server);
    }
}
