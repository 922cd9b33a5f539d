using System.Globalization;
using NodaTime;

namespace Puente.Evidence.Time;

/// <summary>Moments in words. Months are always in letters, so that no reader mistakes day and month.</summary>
internal static class WhenWords
{
    private static readonly string[] English =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] Spanish =
        ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

    public static string Format(When when, string language)
    {
        var spanish = language.StartsWith("es", StringComparison.OrdinalIgnoreCase);
        var text = One(when.First, when.Precision, spanish);
        if (when.IsRange)
        {
            var last = One(when.Last, when.Precision, spanish);
            text = spanish ? $"entre {text} y {last}" : $"between {text} and {last}";
        }

        if (when.Approximate) text = (spanish, when.IsRange) switch
        {
            (false, false) => "about " + text,
            (false, true) => "roughly " + text,
            (true, false) => "hacia " + text,
            (true, true) => "aproximadamente " + text,
        };
        return when.Zone is { } zone && when.Precision > Precision.Day ? $"{text} ({Place(zone, when.StartMs)})" : text;
    }

    private static string One(LocalDateTime local, Precision precision, bool spanish)
    {
        var year = local.Year.ToString(CultureInfo.InvariantCulture);
        if (precision == Precision.Year) return year;
        var month = (spanish ? Spanish : English)[local.Month - 1];
        if (precision == Precision.Month) return spanish ? $"{month} de {year}" : $"{month} {year}";
        var day = local.Day.ToString(CultureInfo.InvariantCulture);
        var date = spanish ? $"{day} de {month} de {year}" : $"{day} {month} {year}";
        return precision switch
        {
            Precision.Day => date,
            Precision.Hour => $"{date}, {local.ToString("HH", CultureInfo.InvariantCulture)} h",
            Precision.Minute => $"{date}, {local.ToString("HH:mm", CultureInfo.InvariantCulture)}",
            Precision.Second => $"{date}, {local.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}",
            _ => $"{date}, {local.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)}",
        };
    }

    /// <summary>The zone with its offset at that moment: which hour it was for whom can be checked.</summary>
    private static string Place(string zone, long ms) =>
        zone.StartsWith("UTC", StringComparison.Ordinal) ? zone.Replace('-', '−') : $"{zone}, UTC{Zones.OffsetAt(ms, zone).Replace('-', '−')}";
}
