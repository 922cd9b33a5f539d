using System.Text;
using Puente.Evidence.Import.Mappings;

namespace Puente.Money.Records.Plain;

/// <summary>What came of reading an amount.</summary>
internal enum AmountState
{
    /// <summary>Read, exactly.</summary>
    Exact,

    /// <summary>Read, and rounded to the minor unit.</summary>
    Rounded,

    /// <summary>No number under this decimal sign.</summary>
    Unreadable,

    /// <summary>Beyond 64 bits of minor units.</summary>
    TooLarge,

    /// <summary>More decimals than the currency, and the mapping refuses such.</summary>
    TooFine,
}

/// <summary>Reads amounts into minor units, exactly, without floating point.</summary>
internal static class AmountReading
{
    private const long Most = long.MaxValue / 10 - 1;

    public static AmountState Read(ReadOnlySpan<byte> text, char decimalSign, int digits, Rounding rounding, out long minor)
    {
        if (Plain(text, (byte)decimalSign, digits, rounding, out minor) is var state and not AmountState.Unreadable) return state;
        var written = Encoding.UTF8.GetString(text);
        if (written.Contains('\uFFFD', StringComparison.Ordinal)) written = Encoding.Latin1.GetString(text);
        return Numbers.Canonical(written, decimalSign) is { } plain ? Plain(Encoding.ASCII.GetBytes(plain), (byte)'.', digits, rounding, out minor) : AmountState.Unreadable;
    }

    /// <summary>Digits with at most one decimal sign and a minus before them: nearly every amount of nearly every file.</summary>
    private static AmountState Plain(ReadOnlySpan<byte> text, byte decimalSign, int digits, Rounding rounding, out long minor)
    {
        var (value, at, seen) = (0L, 0, 0);
        minor = 0;
        var negative = text.Length > 0 && text[0] == '-';
        if (negative) at = 1;
        for (; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++, seen++)
        {
            if (value > Most) return AmountState.TooLarge;
            value = value * 10 + (text[at] - '0');
        }

        var left = digits;
        var (half, rest, above) = (0, false, false);
        if (at < text.Length && text[at] == decimalSign)
        {
            for (at++; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++, seen++)
            {
                var digit = text[at] - '0';
                if (left > 0)
                {
                    if (value > Most) return AmountState.TooLarge;
                    value = value * 10 + digit;
                    left--;
                }
                else if (!above) (half, above) = (digit, true);
                else rest |= digit != 0;
            }
        }

        if (at < text.Length || seen == 0) return AmountState.Unreadable;
        for (; left > 0; left--)
        {
            if (value > Most) return AmountState.TooLarge;
            value *= 10;
        }

        var exact = half == 0 && !rest;
        if (!exact && rounding == Rounding.Refuse) return AmountState.TooFine;
        if (!exact && rounding != Rounding.Down && (half > 5 || half == 5 && (rest || rounding == Rounding.HalfUp || (value & 1) == 1))) value++;
        minor = negative ? -value : value;
        return exact ? AmountState.Exact : AmountState.Rounded;
    }
}
