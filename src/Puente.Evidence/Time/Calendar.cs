using NodaTime;

namespace Puente.Evidence.Time;

/// <summary>Units of time on a zone's calendar, or on no zone's, by their first millisecond.</summary>
internal static class Calendar
{
    /// <summary>The millisecond after the last day of the year 9999, where every interval ends at the latest.</summary>
    public const long End = 253_402_300_800_000;

    /// <summary>The first unit's local time at an instant.</summary>
    public static LocalDateTime Local(long ms, Precision precision, string? zone) =>
        Floor(Local(ms, zone), precision);

    /// <summary>The first millisecond of the unit that contains an instant.</summary>
    public static long Floor(long ms, Precision precision, string? zone)
    {
        var local = Local(ms, zone);
        var floor = Floor(local, precision);
        if (zone is not null && precision <= Precision.Day) return StartOfDay(floor.Date, zone);
        return ms - (UtcMs(local) - UtcMs(floor));
    }

    /// <summary>The first millisecond of the unit that lies so many units after (or before) the unit that starts here.</summary>
    public static long Move(long startMs, Precision precision, string? zone, long units)
    {
        if (Length(precision) is var length and > 0 && (zone is null || precision > Precision.Day))
            return Math.Min(startMs + units * length, End);
        var date = Local(startMs, precision, zone).Date;
        var moved = precision switch
        {
            Precision.Year => Month(date.Year + units, 1),
            Precision.Month => Month(date.Year, date.Month + units),
            _ => date.PlusDays(checked((int)units)),
        };
        if (moved is not { } start) return End;
        return zone is null ? UtcMs(start.AtMidnight()) : StartOfDay(start, zone);
    }

    /// <summary>How many units lie between two starts of units; rounded up where a change of the zone's clock left a broken one.</summary>
    public static long Units(long first, long last, Precision precision, string? zone)
    {
        var (from, to) = (Local(first, zone).Date, Local(last, zone).Date);
        return precision switch
        {
            Precision.Year => to.Year - from.Year,
            Precision.Month => (to.Year - from.Year) * 12 + to.Month - from.Month,
            Precision.Day => Period.DaysBetween(from, to),
            _ => (long)Math.Ceiling((last - first) / (double)Length(precision)),
        };
    }

    /// <summary>A local time read as if it were UTC.</summary>
    public static long UtcMs(LocalDateTime local) => local.InUtc().ToInstant().ToUnixTimeMilliseconds();

    private static LocalDateTime Local(long ms, string? zone)
    {
        var instant = Instant.FromUnixTimeMilliseconds(ms);
        return zone is null ? instant.InUtc().LocalDateTime : instant.InZone(Zones.Named(zone)).LocalDateTime;
    }

    private static LocalDateTime Floor(LocalDateTime local, Precision precision) => precision switch
    {
        Precision.Year => new LocalDateTime(local.Year, 1, 1, 0, 0),
        Precision.Month => new LocalDateTime(local.Year, local.Month, 1, 0, 0),
        Precision.Day => local.Date.AtMidnight(),
        Precision.Hour => local.With(TimeAdjusters.TruncateToHour),
        Precision.Minute => local.With(TimeAdjusters.TruncateToMinute),
        Precision.Second => local.With(TimeAdjusters.TruncateToSecond),
        _ => local,
    };

    /// <summary>Milliseconds of a unit of fixed length; 0 for months and years.</summary>
    private static long Length(Precision precision) => precision switch
    {
        Precision.Day => NodaConstants.MillisecondsPerDay,
        Precision.Hour => NodaConstants.MillisecondsPerHour,
        Precision.Minute => NodaConstants.MillisecondsPerMinute,
        Precision.Second => NodaConstants.MillisecondsPerSecond,
        Precision.Millisecond => 1,
        _ => 0,
    };

    private static LocalDate? Month(long year, long month)
    {
        var months = year * 12 + month - 1;
        var (y, m) = (Math.DivRem(months, 12).Quotient, Math.DivRem(months, 12).Remainder);
        if (m < 0) (y, m) = (y - 1, m + 12);
        return y > 9999 ? null : new LocalDate((int)y, (int)m + 1, 1);
    }

    private static long StartOfDay(LocalDate date, string zone) =>
        Zones.Named(zone).AtStartOfDay(date).ToInstant().ToUnixTimeMilliseconds();
}
