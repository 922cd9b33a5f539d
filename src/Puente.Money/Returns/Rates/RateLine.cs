using System.Globalization;

namespace Puente.Money.Returns.Rates;

/// <summary>A rate on a line: <c>2025-06-30, USD, MXN, 18.8332, Banco de México FIX</c>.</summary>
internal static class RateLine
{
    /// <summary>The rate, or null when the line is none.</summary>
    public static Rate? Read(string line)
    {
        var parts = line.Split(',', 5, StringSplitOptions.TrimEntries);
        return parts is [var day, var currency, var reporting, var value, var source]
            && DateOnly.TryParseExact(day, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
            && decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
            ? new Rate(currency.ToUpperInvariant(), reporting.ToUpperInvariant(), on, rate, source) : null;
    }
}
