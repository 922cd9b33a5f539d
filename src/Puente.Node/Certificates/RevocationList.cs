using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Puente.Node.Certificates;

/// <summary>A certificate revocation list (RFC 5280, section 5) whose signature by its authority was checked.</summary>
internal sealed class RevocationList
{
    private readonly HashSet<string> _serials;

    private RevocationList(HashSet<string> serials, DateTimeOffset until) => (_serials, Until) = (serials, until);

    /// <summary>When the next list was to appear; afterwards this one says nothing any more.</summary>
    public DateTimeOffset Until { get; }

    /// <summary>Whether a certificate of the authority is on the list.</summary>
    public bool Holds(X509Certificate2 certificate) => _serials.Contains(certificate.SerialNumber.TrimStart('0'));

    /// <summary>Reads a list in DER or PEM; null when it is none, or not signed by this authority.</summary>
    public static RevocationList? Read(byte[] file, X509Certificate2 authority)
    {
        try
        {
            var list = new AsnReader(Der(file), AsnEncodingRules.DER).ReadSequence();
            var signed = list.PeekEncodedValue();
            var content = list.ReadSequence();
            var algorithm = list.ReadSequence().ReadObjectIdentifier();
            var signature = list.ReadBitString(out var unused);
            if (unused != 0 || !IsSigned(authority, signed.Span, signature, algorithm)) return null;
            if (content.PeekTag() == Asn1Tag.Integer) content.ReadInteger();
            content.ReadSequence();
            if (!content.ReadEncodedValue().Span.SequenceEqual(authority.SubjectName.RawData)) return null;
            Time(content);
            var until = content.HasData && content.PeekTag().TagClass == TagClass.Universal && content.PeekTag().TagValue is (int)UniversalTagNumber.UtcTime or (int)UniversalTagNumber.GeneralizedTime ? Time(content) : DateTimeOffset.MaxValue;
            var serials = new HashSet<string>(StringComparer.Ordinal);
            if (content.HasData && content.PeekTag() == Asn1Tag.Sequence)
                for (var entries = content.ReadSequence(); entries.HasData;)
                    serials.Add(Convert.ToHexString(entries.ReadSequence().ReadIntegerBytes().Span).TrimStart('0'));
            return new RevocationList(serials, until);
        }
        catch (Exception unreadable) when (unreadable is AsnContentException or CryptographicException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static byte[] Der(byte[] file)
    {
        var text = System.Text.Encoding.ASCII.GetString(file);
        return PemEncoding.TryFind(text, out var fields) ? Convert.FromBase64String(text[fields.Base64Data]) : file;
    }

    private static DateTimeOffset Time(AsnReader reader) =>
        reader.PeekTag().TagValue == (int)UniversalTagNumber.UtcTime ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();

    /// <summary>Signatures by ECDSA and RSA (PKCS #1) over the SHA-2 family; an authority that signs otherwise is not believed.</summary>
    private static bool IsSigned(X509Certificate2 authority, ReadOnlySpan<byte> content, byte[] signature, string algorithm)
    {
        HashAlgorithmName? hash = algorithm switch
        {
            "1.2.840.10045.4.3.2" or "1.2.840.113549.1.1.11" => HashAlgorithmName.SHA256,
            "1.2.840.10045.4.3.3" or "1.2.840.113549.1.1.12" => HashAlgorithmName.SHA384,
            "1.2.840.10045.4.3.4" or "1.2.840.113549.1.1.13" => HashAlgorithmName.SHA512,
            _ => null,
        };
        if (hash is not { } known) return false;
        using var elliptic = authority.GetECDsaPublicKey();
        using var rsa = authority.GetRSAPublicKey();
        return elliptic?.VerifyData(content, signature, known, DSASignatureFormat.Rfc3279DerSequence) ?? rsa?.VerifyData(content, signature, known, RSASignaturePadding.Pkcs1) ?? false;
    }
}
