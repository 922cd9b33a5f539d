using System.Globalization;
using Puente.Evidence.Import.Mappings;

namespace Puente.Money.Returns.Layouts;

/// <summary>Amounts as banks print them: a sign before or after, <c>CR</c> and <c>DR</c>, brackets, groups.</summary>
internal static class PrintedAmount
{
    /// <summary>Minor units, or null when the text is no amount under this decimal sign. Dashes alone mean nothing was printed.</summary>
    public static long? Read(string text, char decimalSign, string currency)
    {
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

    /// <summary>Whether a cell says that there is no amount.</summary>
    public static bool IsNothing(string text) => text.AsSpan().Trim().Trim("-–—").IsEmpty;

    /// <summary>Minor units as a person writes them, with the decimals of the currency.</summary>
    public static string Write(long minor, string currency) => Numbers.Major(minor, currency).ToString(CultureInfo.InvariantCulture);

    private static readonly (string Ending, bool Minus)[] Endings = [("-", true), (" DR", true), (" CR", false)];
}
