using System.Globalization;

namespace Puente.Ui.Text;

/// <summary>How the reader writes numbers, sums, dates and spans.</summary>
public sealed partial class Texts
{
    /// <summary>A whole number with group separators.</summary>
    public string Number(long value) => value.ToString("N0", language.Culture);

    /// <summary>A number with at most <paramref name="decimals"/> decimals, none of them padding.</summary>
    public string Number(decimal value, int decimals = 2) =>
        value.ToString("#,##0." + new string('#', decimals), language.Culture);

    /// <summary>A share between 0 and 1 as a percentage: "68 %".</summary>
    public string Percent(decimal share, int decimals = 0) => Number(decimal.Round(share * 100, decimals), decimals) + "\u00a0%";

    /// <summary>
    /// Minor units of a currency with its ISO 4217 code, so that a US dollar and a Mexican peso are never one sign:
    /// "USD 1,200.00".
    /// </summary>
    public string Money(long minor, string currency, int digits = 2) =>
        Sum(minor / (decimal)Math.Pow(10, digits), currency, digits);

    /// <summary>An amount in whole units with its ISO 4217 code.</summary>
    public string Sum(decimal amount, string currency, int digits = 2) =>
        currency + "\u00a0" + amount.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), language.Culture);

    /// <summary>A day: "12 Dec 2026", "12 dic 2026". The month is a word: the two countries order digits differently.</summary>
    public string Date(DateOnly day) => $"{day.Day}\u00a0{MonthShort(day.Month)}\u00a0{Year(day.Year)}";

    /// <summary>A day, a month or a year, as far as it is known: "12 Dec 2026", "December 2026", "2026".</summary>
    public string Date(int year, int? month, int? day) => (month, day) switch
    {
        (null, _) => Year(year),
        ({ } m, null) => Format("time.month-year", ("month", MonthLong(m)), ("year", Year(year))),
        ({ } m, { } d) => $"{d.ToString(CultureInfo.InvariantCulture)}\u00a0{MonthShort(m)}\u00a0{Year(year)}",
    };

    /// <summary>A moment, with its offset from UTC stated: "12 Dec 2026 14:05 −06:00", or "UTC".</summary>
    public string Instant(DateTimeOffset moment)
    {
        var offset = moment.Offset == TimeSpan.Zero
            ? "UTC"
            : (moment.Offset < TimeSpan.Zero ? "\u2212" : "+") + moment.Offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
        return $"{Date(DateOnly.FromDateTime(moment.DateTime))} {moment.DateTime.ToString("HH:mm", CultureInfo.InvariantCulture)}\u00a0{offset}";
    }

    /// <summary>A moment given as Unix milliseconds, in UTC.</summary>
    public string Instant(long unixMilliseconds) => Instant(DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds));

    /// <summary>A span in its two largest units: "2 h 5 min".</summary>
    public string Duration(TimeSpan span)
    {
        if (span.TotalSeconds < 1)
            return Format("time.seconds", ("count", 0));
        string[] parts =
        [
            span.Days > 0 ? Format("time.days", ("count", span.Days)) : "",
            span.Hours > 0 ? Format("time.hours", ("count", span.Hours)) : "",
            span.Minutes > 0 ? Format("time.minutes", ("count", span.Minutes)) : "",
            span.Seconds > 0 ? Format("time.seconds", ("count", span.Seconds)) : "",
        ];
        return string.Join(' ', parts.SkipWhile(p => p.Length == 0).Take(2).Where(p => p.Length > 0));
    }

    /// <summary>A size of a file in binary units.</summary>
    public string Bytes(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var value = (decimal)bytes;
        var unit = 0;
        while (value >= 1024 && unit < units.Length - 1)
        {
            value /= 1024;
            unit++;
        }
        return Number(value, value < 10 && unit > 0 ? 1 : 0) + "\u00a0" + units[unit];
    }

    private string MonthShort(int month) => language.Culture.DateTimeFormat.AbbreviatedMonthNames[month - 1].TrimEnd('.');

    private string MonthLong(int month) => language.Culture.DateTimeFormat.MonthNames[month - 1];

    private static string Year(int year) => year.ToString(CultureInfo.InvariantCulture);
}
