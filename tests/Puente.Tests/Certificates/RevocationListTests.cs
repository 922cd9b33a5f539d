using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Puente.Node.Certificates;

namespace Puente.Tests.Certificates;

/// <summary>A list of revoked certificates counts only from the authority that made them.</summary>
public sealed class RevocationListTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void Entries_and_the_end_are_read_from_either_kind_of_key_and_either_form(bool rsa, bool pem)
    {
        using var authority = Authority("CN=Cards", rsa);
        byte[] serial = [0x00, 0x9a, 0x01];
        using var revoked = Issue(authority, serial);
        using var good = Issue(authority, [0x10, 0x02]);
        var builder = new CertificateRevocationListBuilder();
        builder.AddEntry(revoked, Now);
        builder.AddEntry([0x7f, 0x01], Now);
        var der = builder.Build(authority, 1, Now.AddDays(7), HashAlgorithmName.SHA256, rsa ? RSASignaturePadding.Pkcs1 : null, Now);
        var list = RevocationList.Read(pem ? System.Text.Encoding.ASCII.GetBytes(PemEncoding.WriteString("X509 CRL", der)) : der, authority)!;
        list.Until.ShouldBe(Now.AddDays(7));
        list.Holds(revoked).ShouldBeTrue();
        list.Holds(good).ShouldBeFalse();
    }

    [Fact]
    public void A_list_of_another_or_a_changed_list_is_none()
    {
        using var authority = Authority("CN=Cards", false);
        using var impostor = Authority("CN=Cards", false);
        var der = new CertificateRevocationListBuilder().Build(authority, 1, Now.AddDays(7), HashAlgorithmName.SHA256, null, Now);
        RevocationList.Read(der, authority).ShouldNotBeNull();
        RevocationList.Read(der, impostor).ShouldBeNull();
        for (var i = 0; i < der.Length; i++)
        {
            var changed = der.ToArray();
            changed[i] ^= 0x01;
            RevocationList.Read(changed, authority).ShouldBeNull($"byte {i}");
        }

        RevocationList.Read([], authority).ShouldBeNull();
        RevocationList.Read(der[..20], authority).ShouldBeNull();
    }

    private static X509Certificate2 Authority(string name, bool rsa)
    {
        using var elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var big = RSA.Create(2048);
        var request = rsa ? new CertificateRequest(name, big, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : new CertificateRequest(name, elliptic, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(Now.AddDays(-1), Now.AddYears(5));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, byte[] serial)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Ana", key, HashAlgorithmName.SHA256);
        return request.Create(authority.SubjectName, Generator(authority), Now, Now.AddYears(1), serial);
    }

    private static X509SignatureGenerator Generator(X509Certificate2 authority) =>
        authority.GetECDsaPrivateKey() is { } elliptic ? X509SignatureGenerator.CreateForECDsa(elliptic) : X509SignatureGenerator.CreateForRSA(authority.GetRSAPrivateKey()!, RSASignaturePadding.Pkcs1);
}
