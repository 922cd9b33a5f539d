using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Puente.Node.Certificates;

/// <summary>
/// A certificate authority for one node (ECDSA P-256, RFC 5280). Its root is constrained to the node's own names, so that a client that
/// trusts it trusts it for nothing else. Pure: keys come in and go out, nothing is kept.
/// </summary>
internal static class NodeAuthority
{
    /// <summary>How long a root counts.</summary>
    public const int RootYears = 10;

    /// <summary>How long a server certificate counts.</summary>
    public const int ServerDays = 365;

    private const string NameConstraints = "2.5.29.30", ServerAuthentication = "1.3.6.1.5.5.7.3.1", Localhost = "localhost";

    private static readonly Asn1Tag NameTag = new(TagClass.ContextSpecific, 2), AddressTag = new(TagClass.ContextSpecific, 7);

    /// <summary>A root of its own for these hosts; it carries its private key.</summary>
    public static X509Certificate2 NewRoot(string node, IReadOnlyList<string> hosts, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject(node + " root"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(Constraints(hosts));
        return request.CreateSelfSigned(now.AddHours(-1), now.AddYears(RootYears));
    }

    /// <summary>A server certificate for these hosts, signed by the root; it carries its private key.</summary>
    public static X509Certificate2 Issue(X509Certificate2 root, IReadOnlyList<string> hosts, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(hosts, key);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, true, false));
        var until = now.AddDays(ServerDays);
        using var signed = request.Create(root, now.AddHours(-1), until < root.NotAfter ? until : root.NotAfter, Serial());
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>Whether clients accept a certificate of this root for a host: its constraints permit the host, or a domain above it.</summary>
    public static bool Permits(X509Certificate2 root, string host)
    {
        if (root.Extensions[NameConstraints] is not { } constraints) return true;
        var sequence = new AsnReader(constraints.RawData, AsnEncodingRules.DER).ReadSequence();
        var address = IPAddress.TryParse(host, out var read) ? read.GetAddressBytes() : null;
        for (var permitted = sequence.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)); permitted.HasData;)
        {
            var subtree = permitted.ReadSequence();
            if (subtree.PeekTag().HasSameClassAndValue(AddressTag))
            {
                var own = subtree.ReadOctetString(AddressTag);
                if (address is not null && own.Length == 2 * address.Length && own.AsSpan(0, address.Length).SequenceEqual(address)) return true;
            }
            else if (address is null && subtree.ReadCharacterString(UniversalTagNumber.IA5String, NameTag) is var name
                && (host.Equals(name, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + name, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A signing request for these hosts, for the authority of the agency (PKCS #10).</summary>
    public static string SigningRequest(IReadOnlyList<string> hosts, ECDsa key) => Request(hosts, key).CreateSigningRequestPem();

    /// <summary>The names a certificate is for, beside <c>localhost</c>, by which the machine's own programs reach the node.</summary>
    public static IReadOnlyList<string> Named(IReadOnlyList<string> hosts) => [.. hosts.Append(Localhost).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static CertificateRequest Request(IReadOnlyList<string> hosts, ECDsa key)
    {
        var request = new CertificateRequest(Subject(hosts[0]), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in Named(hosts))
        {
            if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
            else names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    /// <summary>Permits the hosts and nothing else: RFC 5280, 4.2.1.10. Where no address is permitted, every address is excluded.</summary>
    private static X509Extension Constraints(IReadOnlyList<string> hosts)
    {
        var (names, addresses) = (new List<string>(), new List<IPAddress>());
        foreach (var host in Named(hosts))
        {
            if (IPAddress.TryParse(host, out var address)) addresses.Add(address);
            else names.Add(host);
        }

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                foreach (var name in names) Subtree(() => writer.WriteCharacterString(UniversalTagNumber.IA5String, name, NameTag));
                foreach (var address in addresses)
                    Subtree(() => writer.WriteOctetString([.. address.GetAddressBytes(), .. Enumerable.Repeat((byte)0xff, address.GetAddressBytes().Length)], AddressTag));
            }

            if (addresses.Count == 0)
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
                    foreach (var length in (int[])[8, 32])
                        Subtree(() => writer.WriteOctetString(new byte[length], AddressTag));
        }

        return new X509Extension(NameConstraints, writer.Encode(), true);

        void Subtree(Action name)
        {
            using (writer.PushSequence()) name();
        }
    }

    private static X500DistinguishedName Subject(string name)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCommonName(name.Length > 64 ? name[..64] : name);
        return builder.Build();
    }

    /// <summary>Sixteen random bytes, positive and not zero.</summary>
    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7f) | 0x40);
        return serial;
    }
}
