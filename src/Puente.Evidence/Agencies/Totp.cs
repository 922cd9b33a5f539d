using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Puente.Evidence.Agencies;

/// <summary>Time-based one-time passwords, RFC 6238 over RFC 4226, as authenticator apps make them: SHA-1, steps of 30 seconds. Pure.</summary>
public static class Totp
{
    /// <summary>Seconds of a step.</summary>
    public const int Step = 30;

    /// <summary>Digits of a code.</summary>
    public const int Digits = 6;

    /// <summary>Steps before and after the present one that are accepted: clocks of telephones differ.</summary>
    public const int Window = 1;

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret of 160 bits.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    /// <summary>The step of a moment.</summary>
    public static long StepOf(DateTimeOffset moment) => moment.ToUnixTimeSeconds() / Step;

    /// <summary>The code of a step.</summary>
    public static string Code(byte[] secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 4226 is over SHA-1, and so are the apps; as a keyed hash it stands.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fff_ffff;
        return (number % (int)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>The step whose code was typed, near this moment and later than <paramref name="after"/>; null when it is none. Takes the same time for any code.</summary>
    public static long? Match(byte[] secret, string typed, DateTimeOffset moment, long after)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var code = Encoding.ASCII.GetBytes(typed.Replace(" ", "", StringComparison.Ordinal));
        long? match = null;
        for (var step = StepOf(moment) - Window; step <= StepOf(moment) + Window; step++)
            if (CryptographicOperations.FixedTimeEquals(code, Encoding.ASCII.GetBytes(Code(secret, step))) && step > after) match = step;
        return match;
    }

    /// <summary>A secret as apps take it when it is typed (RFC 4648, without padding).</summary>
    public static string Text(byte[] secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var (text, buffer, bits) = (new StringBuilder(32), 0, 0);
        foreach (var b in secret)
        {
            buffer = ((buffer << 8) | b) & 0xffff;
            for (bits += 8; bits >= 5; bits -= 5) text.Append(Base32[(buffer >> (bits - 5)) & 31]);
        }

        if (bits > 0) text.Append(Base32[(buffer << (5 - bits)) & 31]);
        return text.ToString();
    }

    /// <summary>The address that an authenticator app reads from a picture.</summary>
    public static string Address(byte[] secret, string node, string login) =>
        $"otpauth://totp/{Uri.EscapeDataString(node)}:{Uri.EscapeDataString(login)}?secret={Text(secret)}&issuer={Uri.EscapeDataString(node)}&algorithm=SHA1&digits=6&period=30";
}
