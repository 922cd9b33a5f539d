using System.Globalization;
using Puente.Evidence.Import.Mappings;

namespace Puente.Money.Returns.Layouts;

/// <summary>Amounts as banks print them: a sign before or after, <c>CR</c> and <c>DR</c>, brackets, groups.</summary>
internal static class PrintedAmount
{
    private const int MostFigures = 17;

    /// <summary>Minor units, or null when the text is no amount under this decimal sign. Dashes alone mean nothing was printed.</summary>
    public static long? Read(string text, char decimalSign, string currency)
    {
        if (Simple(text, decimalSign, currency) is { } simple) return simple;
        var trimmed = text.Trim();
        if (IsNothing(trimmed)) return null;
        var negative = false;
        foreach (var (ending, minus) in Endings)
            if (trimmed.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                (trimmed, negative) = (trimmed[..^ending.Length].TrimEnd(), minus);
                break;
            }

        if (trimmed.StartsWith(currency, StringComparison.OrdinalIgnoreCase)) trimmed = trimmed[currency.Length..];
        else if (trimmed.EndsWith(currency, StringComparison.OrdinalIgnoreCase)) trimmed = trimmed[..^currency.Length];
        return Numbers.Canonical(trimmed, decimalSign) is { } plain && Numbers.Minor(plain, currency) is { } minor ? negative ? -minor : minor : null;
    }

    /// <summary>What most cells hold: figures, perhaps after a minus, with as many decimals as the currency has. Null for anything else.</summary>
    private static long? Simple(string text, char decimalSign, string currency)
    {
        var (at, negative) = text.StartsWith('-') ? (1, true) : (0, false);
        var digits = Evidence.Import.Mappings.Currencies.MinorPerMajor(currency) switch { 1 => 0, 100 => 2, _ => 3 };
        if (text.Length - at is > MostFigures or 0 || digits == 0 || text.Length - at < digits + 2 || text[^(digits + 1)] != decimalSign) return null;
        var value = 0L;
        for (; at < text.Length; at++)
        {
            if (at == text.Length - digits - 1) continue;
            if (!char.IsAsciiDigit(text[at])) return null;
            value = value * 10 + (text[at] - '0');
        }

        return negative ? -value : value;
    }

    /// <summary>Whether a cell says that there is no amount.</summary>
    public static bool IsNothing(string text) => text.AsSpan().Trim().Trim("-–—").IsEmpty;

    /// <summary>Minor units as a person writes them, with the decimals of the currency.</summary>
    public static string Write(long minor, string currency) => Numbers.Major(minor, currency).ToString(CultureInfo.InvariantCulture);

    private static readonly (string Ending, bool Minus)[] Endings = [("-", true), (" DR", true), (" CR", false)];
}
