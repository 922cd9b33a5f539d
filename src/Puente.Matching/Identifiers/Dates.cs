using System.Globalization;

namespace Puente.Matching.Identifiers;

/// <summary>Dates of six figures, year without its century first.</summary>
internal static class Dates
{
    /// <summary>The date in a century; null when the calendar has no such day.</summary>
    public static DateOnly? In(int century, ReadOnlySpan<char> yymmdd)
    {
        if (yymmdd.Length != 6 || yymmdd.ContainsAnyExceptInRange('0', '9')) return null;
        var (year, month, day) = (century + Two(yymmdd), Two(yymmdd[2..]), Two(yymmdd[4..]));
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int Two(ReadOnlySpan<char> figures) => ((figures[0] - '0') * 10) + figures[1] - '0';
}
