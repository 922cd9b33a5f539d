using System.Globalization;

namespace Puente.Matching.Linkage;

/// <summary>A date as far as it is known: a year, a month of a year, or a day; about or exactly. Gregorian. Immutable.</summary>
/// <param name="Year">The year, 1 to 9999.</param>
/// <param name="Month">The month, 1 to 12, or 0 when not known.</param>
/// <param name="Day">The day, or 0 when not known.</param>
/// <param name="About">Only approximately known ("circa").</param>
public readonly record struct PartialDate(int Year, int Month = 0, int Day = 0, bool About = false)
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd", "d MMM yyyy", "dd MMM yyyy", "MMM yyyy", "yyyy-MM", "yyyy"];

    /// <summary>Reads 1974, 1974-03, 1974-03-05, 19740305, 5 Mar 1974, Mar 1974, and the same after "circa".</summary>
    /// <returns>False when the text is none of these.</returns>
    public static bool TryParse(string? text, out PartialDate date)
    {
        date = default;
        if (string.IsNullOrWhiteSpace(text)) return false;
        text = text.Trim();
        var about = text.StartsWith("circa ", StringComparison.OrdinalIgnoreCase);
        if (about) text = text[6..].Trim();
        for (var i = 0; i < Formats.Length; i++)
        {
            if (!DateTime.TryParseExact(text, Formats[i], CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)) continue;
            date = new PartialDate(read.Year, Formats[i] == "yyyy" ? 0 : read.Month, Formats[i] is "yyyy" or "yyyy-MM" or "MMM yyyy" ? 0 : read.Day, about);
            return true;
        }

        return false;
    }

    /// <summary>As 1974, 1974-03 or 1974-03-05, with ~ behind when only about.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Year:0000}{(Month > 0 ? $"-{Month:00}" : "")}{(Day > 0 ? $"-{Day:00}" : "")}{(About ? "~" : "")}");
}
