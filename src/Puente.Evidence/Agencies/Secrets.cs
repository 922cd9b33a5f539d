using System.Security.Cryptography;
using System.Text;

namespace Puente.Evidence.Agencies;

/// <summary>Secrets that are handed out once and kept as hashes. Random, from the operating system.</summary>
internal static class Secrets
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Rounds = 600_000;

    /// <summary>256 random bits for a machine to keep.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>80 random bits for a person to write down: four groups of four, no letter that looks like a digit.</summary>
    public static string NewCode()
    {
        var text = RandomNumberGenerator.GetString(Alphabet, 16);
        return $"{text[..4]}-{text[4..8]}-{text[8..12]}-{text[12..]}";
    }

    /// <summary>What was meant by what was typed: case, spaces and dashes do not count, o is 0, i and l are 1.</summary>
    public static string Plain(string typed)
    {
        var plain = new StringBuilder(16);
        foreach (var c in typed)
        {
            if (c is '-' or ' ' or '\t') continue;
            plain.Append(char.ToLowerInvariant(c) switch { 'o' => '0', 'i' or 'l' => '1', var other => other });
        }

        return plain.ToString();
    }

    /// <summary>The hash of a secret of <see cref="New"/>: as many bits as the hash, so a quick one serves.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The slow hash of a pass phrase that somebody chose, as typed but for spaces around it.</summary>
    public static byte[] SlowPhrase(string phrase, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(phrase.Trim().Normalize(), salt, Rounds, HashAlgorithmName.SHA256, 32);

    /// <summary>The slow hash of a code of <see cref="NewCode"/> (PBKDF2 with SHA-256, NIST SP 800-132).</summary>
    public static byte[] SlowHash(string code, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(Plain(code), salt, Rounds, HashAlgorithmName.SHA256, 32);
}
