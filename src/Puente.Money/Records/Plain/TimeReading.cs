using Puente.Evidence.Time;

namespace Puente.Money.Records.Plain;

/// <summary>How times are written.</summary>
public enum TimeUnit
{
    /// <summary>As dates, with or without a time of day.</summary>
    Text,

    /// <summary>Seconds since the start.</summary>
    Seconds,

    /// <summary>Milliseconds since the start.</summary>
    Milliseconds,

    /// <summary>Hours since the start.</summary>
    Hours,

    /// <summary>Days since the start: the steps of a simulation.</summary>
    Days,
}

/// <summary>Reads times into milliseconds since 1970. A time without an offset is taken as UTC unless the mapping names its zone.</summary>
internal sealed class TimeReading(TimeUnit unit, DateOrder order, string? zone, long start)
{
    private const long Day = 86_400_000;
    private long _dayKey = -1, _dayStart;

    /// <summary>The time, or why not.</summary>
    public bool Read(ReadOnlySpan<byte> text, out long time)
    {
        if (unit != TimeUnit.Text) return Count(text, out time);
        return zone is null && Figures(text, out time) || Written(text, out time);
    }

    private bool Count(ReadOnlySpan<byte> text, out long time)
    {
        time = 0;
        if (AmountReading.Read(text, '.', 3, Rounding.Down, out var thousandths) is AmountState.Unreadable or AmountState.TooLarge) return false;
        var each = unit switch { TimeUnit.Seconds => 1000L, TimeUnit.Hours => 3_600_000L, TimeUnit.Days => Day, _ => 1L };
        if (Math.Abs(thousandths) > long.MaxValue / 2 / each) return false;
        time = start + thousandths * each / 1000;
        return true;
    }

    /// <summary>2017-01-03T00:00:00.123Z, 2022/09/01 00:06, 20220901, or figures in the stated order: read without making a text of it.</summary>
    private bool Figures(ReadOnlySpan<byte> text, out long time)
    {
        time = 0;
        int year, month, day, at;
        if (text.Length >= 10 && text[4] is (byte)'-' or (byte)'/' or (byte)'.' && text[7] == text[4] && Number(text[..4], out year) && Number(text[5..7], out month) && Number(text[8..10], out day)) at = 10;
        else if (text.Length >= 8 && order == DateOrder.YearFirst && Number(text[..4], out year) && Number(text[4..6], out month) && Number(text[6..8], out day)) at = 8;
        else if (text.Length >= 10 && order != DateOrder.YearFirst && text[2] is (byte)'-' or (byte)'/' or (byte)'.' && text[5] == text[2] && Number(text[6..10], out year)
            && Number(text[..2], out var first) && Number(text[3..5], out var second))
            (day, month, at) = order == DateOrder.DayFirst ? (first, second, 10) : (second, first, 10);
        else return false;
        if (!Midnight(year, month, day, out var midnight)) return false;
        return Clock(text[at..], out var within) && (time = midnight + within) == time;
    }

    private bool Midnight(int year, int month, int day, out long midnight)
    {
        var key = year * 512L + month * 32 + day;
        midnight = _dayStart;
        if (key == _dayKey) return true;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        (_dayKey, _dayStart) = (key, (new DateOnly(year, month, day).DayNumber - 719_162L) * Day);
        midnight = _dayStart;
        return true;
    }

    private static bool Clock(ReadOnlySpan<byte> text, out long within)
    {
        within = 0;
        if (text.Length == 0) return true;
        if (text.Length < 6 || text[0] is not ((byte)' ' or (byte)'T') || text[3] != ':' || !Number(text[1..3], out var hour) || !Number(text[4..6], out var minute) || hour > 23 || minute > 59) return false;
        within = (hour * 60L + minute) * 60_000;
        text = text[6..];
        if (text.Length >= 3 && text[0] == ':' && Number(text[1..3], out var second) && second < 60)
        {
            within += second * 1000L;
            text = text[3..];
            if (text.Length >= 2 && text[0] is (byte)'.' or (byte)',')
            {
                var scale = 100;
                for (text = text[1..]; text.Length > 0 && text[0] is >= (byte)'0' and <= (byte)'9'; text = text[1..], scale /= 10) within += (text[0] - '0') * scale;
            }
        }

        return text.Length == 0 || text is [(byte)'Z'];
    }

    /// <summary>Everything else that the record's own reading of time knows: months in letters, offsets, zones.</summary>
    private bool Written(ReadOnlySpan<byte> text, out long time)
    {
        time = 0;
        if (When.Parse(System.Text.Encoding.UTF8.GetString(text), order, zone) is not { IsOk: true, Value: { IsRange: false } when } || when.Precision < Precision.Day) return false;
        time = when.StartMs;
        return true;
    }

    private static bool Number(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (var b in text)
        {
            if (b is < (byte)'0' or > (byte)'9') return false;
            number = number * 10 + (b - '0');
        }

        return true;
    }
}
