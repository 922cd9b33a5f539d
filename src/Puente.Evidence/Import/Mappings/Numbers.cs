using System.Globalization;
using System.Text;

namespace Puente.Evidence.Import.Mappings;

/// <summary>Numbers as people write them: groups, a decimal sign, currency signs, accountants' brackets.</summary>
public static class Numbers
{
    /// <summary>Plain text with a point and without needless zeros before it; the decimals stay as written. Null when it is no number
    /// under this decimal sign: groups must be of three digits, so that 1.234 is never read as one when commas are decimal.</summary>
    public static string? Canonical(string text, char decimalSign)
    {
        var digits = new StringBuilder(text.Length);
        var negative = false;
        var seenDecimal = false;
        var sinceGroup = -1;
        var signSeen = false;
        var trimmed = Strip(text, ref negative);
        foreach (var c in trimmed)
        {
            if (char.IsAsciiDigit(c))
            {
                digits.Append(c);
                if (sinceGroup >= 0)
                    sinceGroup++;
            }
            else if (c == decimalSign && !seenDecimal)
            {
                if (sinceGroup is >= 0 and not 3)
                    return null;
                (seenDecimal, sinceGroup) = (true, -1);
                digits.Append('.');
            }
            else if (c is '-' or '+' or '−' && digits.Length == 0 && !signSeen)
                (signSeen, negative) = (true, negative ^ c is '-' or '−');
            else if (IsGroup(c, decimalSign) && !seenDecimal && digits.Length > 0 && sinceGroup is -1 or 3)
                sinceGroup = 0;
            else
                return null;
        }
        if (sinceGroup is >= 0 and not 3)
            return null;
        return Plain(digits.ToString(), negative);
    }

    /// <summary>Minor units of an amount in plain text, or null when it has more decimals than the currency or is too large.</summary>
    public static long? Minor(string plain, string currency)
    {
        if (!decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount))
            return null;
        var factor = Currencies.MinorPerMajor(currency);
        if (Math.Abs(amount) > long.MaxValue / factor)
            return null;
        var minor = amount * factor;
        return minor == decimal.Truncate(minor) ? (long)minor : null;
    }

    /// <summary>The text of minor units, without needless decimals: <c>113969.15</c>, <c>100000</c>.</summary>
    public static string Major(long minor, string currency)
    {
        var factor = Currencies.MinorPerMajor(currency);
        var amount = (decimal)minor / factor;
        return amount == decimal.Truncate(amount)
            ? decimal.Truncate(amount).ToString(CultureInfo.InvariantCulture)
            : amount.ToString(factor == 1000 ? "0.000" : "0.00", CultureInfo.InvariantCulture);
    }

    private static ReadOnlySpan<char> Strip(string text, ref bool negative)
    {
        var span = text.AsSpan().Trim();
        if (span.Length > 2 && span[0] == '(' && span[^1] == ')')
        {
            negative = true;
            span = span[1..^1].Trim();
        }
        while (span.Length > 0 && !char.IsAsciiDigit(span[0]) && span[0] is not ('-' or '+' or '−' or '.' or ','))
        {
            if (!IsCurrency(span[0]))
                return span;
            span = span[1..];
        }
        while (span.Length > 0 && !char.IsAsciiDigit(span[^1]) && IsCurrency(span[^1]))
            span = span[..^1];
        return span;
    }

    private static bool IsCurrency(char c) => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol;

    private static bool IsGroup(char c, char decimalSign) =>
        c is ' ' or '\u00a0' or '\u202f' or '\'' or '’' || c == (decimalSign == ',' ? '.' : ',');

    private static string? Plain(string digits, bool negative)
    {
        if (digits.Length == 0 || digits == ".")
            return null;
        if (digits[^1] == '.')
            digits = digits[..^1];
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var whole = (point < 0 ? digits : digits[..point]).TrimStart('0');
        var plain = (whole.Length == 0 ? "0" : whole) + (point < 0 ? "" : digits[point..]);
        return negative && plain.AsSpan().IndexOfAnyInRange('1', '9') >= 0 ? "-" + plain : plain;
    }
}

/// <summary>How many minor units make one of a currency (ISO 4217, list one).</summary>
public static class Currencies
{
    private static readonly HashSet<string> None = ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"];
    private static readonly HashSet<string> Three = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>1, 100 or 1000.</summary>
    public static int MinorPerMajor(string currency) => None.Contains(currency) ? 1 : Three.Contains(currency) ? 1000 : 100;

    /// <summary>True for three capital letters.</summary>
    public static bool LooksRight(string currency) => currency.Length == 3 && currency.All(char.IsAsciiLetterUpper);
}
