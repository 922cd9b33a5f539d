using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Puente.Evidence.Time;

/// <summary>Reads one date with an optional time from folded text: lower case, no accents.</summary>
internal static partial class DateReading
{
    private static readonly string[][] Months =
    [
        ["jan", "january", "ene", "enero"], ["feb", "february", "febrero"], ["mar", "march", "marzo"], ["apr", "april", "abr", "abril"],
        ["may", "mayo"], ["jun", "june", "junio"], ["jul", "july", "julio"], ["aug", "august", "ago", "agosto"],
        ["sep", "sept", "september", "set", "septiembre", "setiembre"], ["oct", "october", "octubre"], ["nov", "november", "noviembre"],
        ["dec", "december", "dic", "diciembre"],
    ];

    public static Result<When> Read(string text, DateOrder order, string? zone)
    {
        foreach (var pattern in new[] { Iso(), Compact(), DayName(), NameDay(), NameYear(), MonthYear() })
            if (pattern.Match(text) is { Success: true } match) return Build(match.Groups, match.Groups["y"], match.Groups["m"], match.Groups["d"], zone);
        if (Figures().Match(text) is { Success: true } figures)
        {
            if (figures.Groups["y"].Length != 4) return new Refusal("time.year-two-digits", ("text", text));
            return order switch
            {
                DateOrder.DayFirst => Build(figures.Groups, figures.Groups["y"], figures.Groups["b"], figures.Groups["a"], zone),
                DateOrder.MonthFirst => Build(figures.Groups, figures.Groups["y"], figures.Groups["a"], figures.Groups["b"], zone),
                _ => new Refusal("time.order-needed", ("text", text)),
            };
        }

        return new Refusal("time.unreadable", ("text", text));
    }

    private static Result<When> Build(GroupCollection groups, Group yearText, Group monthText, Group dayText, string? zone)
    {
        var (year, month, day) = (Number(yearText, 0), MonthOf(monthText), Number(dayText, 1));
        if (month == 0) return new Refusal("time.unreadable");
        if (year < 1 || month > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
            return new Refusal("time.no-such-date", ("year", yearText.Value), ("month", monthText.Value), ("day", dayText.Value));
        var (hour, minute, second) = (Number(groups["h"], 0), Number(groups["i"], 0), Number(groups["s"], 0));
        if (groups["half"].Success)
        {
            if (hour is < 1 or > 12) return new Refusal("time.no-such-time", ("hour", groups["h"].Value));
            hour = hour % 12 + (groups["half"].Value[0] == 'p' ? 12 : 0);
        }

        if (hour > 23 || minute > 59 || second > 59) return new Refusal("time.no-such-time", ("hour", groups["h"].Value), ("minute", groups["i"].Value), ("second", groups["s"].Value));
        var precision = groups["f"].Success ? Precision.Millisecond : groups["s"].Success ? Precision.Second : groups["i"].Success ? Precision.Minute
            : groups["h"].Success ? Precision.Hour : dayText.Success ? Precision.Day : monthText.Success ? Precision.Month : Precision.Year;
        var local = new LocalDateTime(year, month, day, hour, minute, second, Milliseconds(groups["f"]));
        return Place(local, precision, groups["o"], zone);
    }

    /// <summary>Puts a local time on its calendar: of the offset, of the zone, of both, or of none.</summary>
    private static Result<When> Place(LocalDateTime local, Precision precision, Group offsetText, string? zone)
    {
        if (zone is null && !offsetText.Success) return When.Unit(local, precision);
        Offset? offset = !offsetText.Success ? null : offsetText.Value == "z" ? Offset.Zero : Zones.Read(offsetText.Value);
        if (offsetText.Success && offset is null) return new Refusal("time.unreadable");
        zone ??= Zones.NameOf(offset!.Value);
        if (local.Year is < 2 or > 9998) return new Refusal("time.no-such-date", ("year", local.Year.ToString(CultureInfo.InvariantCulture)));
        if (precision <= Precision.Day)
            return When.Unit(Zones.Named(zone).AtStartOfDay(local.Date).ToInstant().ToUnixTimeMilliseconds(), precision, zone);
        var instant = offset is null ? Zones.ToInstant(local, zone)
            : offsetText.Value == "z" ? local.InUtc().ToInstant().ToUnixTimeMilliseconds()
            : Zones.ToInstant(local, offset.Value, zone);
        return instant.IsOk ? When.Unit(instant.Value, precision, zone) : instant.Refusal!;
    }

    private static int Number(Group group, int otherwise) =>
        group.Success ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;

    private static int Milliseconds(Group group) =>
        group.Success ? int.Parse(group.Value.PadRight(3, '0').AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    /// <summary>1 to 12, 13 and up for figures that are no month, 0 for letters that are no month.</summary>
    private static int MonthOf(Group group)
    {
        if (!group.Success) return 1;
        if (char.IsAsciiDigit(group.Value[0])) return Number(group, 1) is var number and > 0 ? number : 13;
        return Array.FindIndex(Months, names => names.Contains(group.Value)) + 1;
    }

    private const string Clock =
        @"(?:(?:,?\s+|t)(?<h>\d{1,2})(?::?(?<i>\d{2})(?::?(?<s>\d{2})(?:[.,](?<f>\d{1,9}))?)?)?\s*(?:(?<half>[ap])\.?\s?m\.?|hrs?\.?|horas|h)?\s*(?<o>z|[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?)?)?$";

    [GeneratedRegex(@"^(?<y>\d{4})(?:[-/](?<m>\d{1,2})(?:[-/](?<d>\d{1,2})" + Clock + @")?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})" + Clock, RegexOptions.CultureInvariant)]
    private static partial Regex Compact();

    [GeneratedRegex(@"^(?<d>\d{1,2})(?:st|nd|rd|th|o\.?)?[\s\-/]+(?:(?:de|of)\s+)?(?<m>[a-z]+)\.?,?[\s\-/]+(?:del?\s+)?(?<y>\d{4})" + Clock, RegexOptions.CultureInvariant)]
    private static partial Regex DayName();

    [GeneratedRegex(@"^(?<m>[a-z]+)\.?\s+(?<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<y>\d{4})" + Clock, RegexOptions.CultureInvariant)]
    private static partial Regex NameDay();

    [GeneratedRegex(@"^(?<m>[a-z]+)\.?,?[\s\-/]+(?:del?\s+)?(?<y>\d{4})$", RegexOptions.CultureInvariant)]
    private static partial Regex NameYear();

    [GeneratedRegex(@"^(?<m>\d{1,2})[-/.](?<y>\d{4})$", RegexOptions.CultureInvariant)]
    private static partial Regex MonthYear();

    [GeneratedRegex(@"^(?<a>\d{1,2})[-/.](?<b>\d{1,2})[-/.](?<y>\d{4}|\d{2})" + Clock, RegexOptions.CultureInvariant)]
    private static partial Regex Figures();
}
