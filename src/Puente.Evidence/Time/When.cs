using NodaTime;

namespace Puente.Evidence.Time;

/// <summary>
/// A moment as far as it is known: a year, a month, a day or finer; exact or approximate; one unit or a range of units; on the
/// calendar of a time zone or on no known one. Immutable. It is not an instant: it stands for the interval from
/// <see cref="Earliest"/> to <see cref="Latest"/>.
/// </summary>
/// <remarks>
/// <para>Stored as two numbers and, apart, a zone. <see cref="StartMs"/> is the first millisecond of the first unit. <see cref="Code"/>
/// packs the rest: bits 0-2 precision, bit 3 approximate, bit 4 zoned, bits 5 and up the number of units from the first to the last
/// unit of a range (0: a single unit).</para>
/// <para>Without a zone the calendar is read as if it were UTC, so that a date of birth is the same day for every reader.</para>
/// <para>Order: by start; at one start coarser before finer (1974, January 1974, 1 January 1974), exact before approximate,
/// single before range, then by zone name.</para>
/// </remarks>
public readonly record struct When : IComparable<When>
{
    private const int ApproximateBit = 1 << 3;
    private const int ZonedBit = 1 << 4;
    private const int SpanShift = 5;

    private When(long startMs, long code, string? zone) => (StartMs, Code, Zone) = (startMs, code, zone);

    /// <summary>First millisecond of the first unit, unix time.</summary>
    public long StartMs { get; }

    /// <summary>Precision, approximation, zoned or not, and length of the range, packed as the remarks say.</summary>
    public long Code { get; }

    /// <summary>The time zone (IANA name, or UTC±hh:mm for a bare offset) on whose calendar it was noted, or null.</summary>
    public string? Zone { get; }

    /// <summary>The size of its units.</summary>
    public Precision Precision => (Precision)(Code & 7);

    /// <summary>True for "about March 1974": one unit more on either side is possible.</summary>
    public bool Approximate => (Code & ApproximateBit) != 0;

    /// <summary>True when it names more than one unit: "between March and May 1974".</summary>
    public bool IsRange => Span > 0;

    /// <summary>Units from the first to the last one; 0 when there is only one.</summary>
    public long Span => Code >> SpanShift;

    /// <summary>First millisecond it can stand for, unix time.</summary>
    public long Earliest => Approximate ? Calendar.Move(StartMs, Precision, Zone, -1) : StartMs;

    /// <summary>Last millisecond it can stand for, unix time.</summary>
    public long Latest => Calendar.Move(StartMs, Precision, Zone, Span + (Approximate ? 2 : 1)) - 1;

    /// <summary>The start of the first unit on its own calendar.</summary>
    public LocalDateTime First => Calendar.Local(StartMs, Precision, Zone);

    /// <summary>The start of the last unit on its own calendar; the same as <see cref="First"/> when there is one unit.</summary>
    public LocalDateTime Last => Calendar.Local(LastStartMs, Precision, Zone);

    /// <summary>The day of <see cref="First"/>: on its own clock where it has a zone, of UTC otherwise.</summary>
    public DateOnly FirstDay => Zone is null ? DateOnly.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(StartMs)) : First.Date.ToDateOnly();

    /// <summary>True when the day is not known: approximate, a range, or only a month or year.</summary>
    public bool IsUncertain => Approximate || IsRange || Precision < Precision.Day;

    internal long LastStartMs => Span == 0 ? StartMs : Calendar.Move(StartMs, Precision, Zone, Span);

    /// <summary>What <see cref="StartMs"/>, <see cref="Code"/> and <see cref="Zone"/> were stored from. A zoned value whose zone was not kept reads as UTC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The code is none that this type writes.</exception>
    public static When FromStored(long startMs, long code, string? zone = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(code);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code & 7, (long)Precision.Millisecond, nameof(code));
        return new When(startMs, code, (code & ZonedBit) == 0 ? null : zone ?? "UTC");
    }

    /// <summary>A whole year, on no zone's calendar.</summary>
    public static When Year(int year) => Unit(new LocalDateTime(year, 1, 1, 0, 0), Precision.Year);

    /// <summary>A whole month, on no zone's calendar.</summary>
    public static When Month(int year, int month) => Unit(new LocalDateTime(year, month, 1, 0, 0), Precision.Month);

    /// <summary>A whole day, on no zone's calendar.</summary>
    public static When Day(int year, int month, int day) => Unit(new LocalDateTime(year, month, day, 0, 0), Precision.Day);

    /// <summary>A whole day, on no zone's calendar.</summary>
    public static When Day(DateOnly day) => Day(day.Year, day.Month, day.Day);

    /// <summary>A minute of this day, on no zone's calendar.</summary>
    /// <exception cref="InvalidOperationException">This is no single day on no zone's calendar.</exception>
    public When At(TimeOnly minute)
    {
        if (Code != (long)Precision.Day) throw new InvalidOperationException("Only a known day on no zone's calendar has its minutes.");
        return new When(StartMs + minute.Hour * 3_600_000L + minute.Minute * 60_000L, (long)Precision.Minute, null);
    }

    /// <summary>A known instant, to the given precision, on a zone's calendar.</summary>
    public static When Instant(long unixMs, Precision precision = Precision.Millisecond, string zone = "UTC")
    {
        ArgumentNullException.ThrowIfNull(zone);
        return Unit(unixMs, precision, zone);
    }

    /// <summary>A unit on no zone's calendar that contains a local time.</summary>
    internal static When Unit(LocalDateTime local, Precision precision) =>
        new(Calendar.Floor(Calendar.UtcMs(local), precision, null), (long)precision, null);

    /// <summary>The unit that contains an instant, on a zone's calendar.</summary>
    internal static When Unit(long unixMs, Precision precision, string zone) =>
        new(Calendar.Floor(unixMs, precision, zone), (long)precision | ZonedBit, zone);

    /// <summary>The same, only approximately known.</summary>
    public When About() => new(StartMs, Code | ApproximateBit, Zone);

    /// <summary>
    /// From this to another moment, both included. The coarser of the two is read at the precision of the finer: from 1974 to March 1975
    /// is from January 1974 to March 1975. Both must be on the same calendar.
    /// </summary>
    /// <returns>The range, or <c>time.range-order</c> when the other ends before this starts, or <c>time.range-zones</c>.</returns>
    public Result<When> To(When other)
    {
        if (Zone != other.Zone) return new Refusal("time.range-zones");
        var precision = (Precision)Math.Max((int)Precision, (int)other.Precision);
        var end = Calendar.Move(other.StartMs, other.Precision, other.Zone, other.Span + 1) - 1;
        var units = Calendar.Units(StartMs, Calendar.Floor(end, precision, Zone), precision, Zone);
        if (units < 0) return new Refusal("time.range-order", ("first", ToString()), ("last", other.ToString()));
        var flags = (Code | other.Code) & (ApproximateBit | ZonedBit);
        return new When(StartMs, (long)precision | flags | units << SpanShift, Zone);
    }

    /// <summary>True when it may have happened within the interval, both ends included (unix ms).</summary>
    public bool Overlaps(long fromMs, long untilMs) => Earliest <= untilMs && Latest >= fromMs;

    /// <summary>Reads a text; see <see cref="WhenText.Parse"/>.</summary>
    public static Result<When> Parse(string text, DateOrder order = DateOrder.YearFirst, string? zone = null) => WhenText.Parse(text, order, zone);

    /// <summary>In words, for a page: "about March 1974", "hacia marzo de 1974".</summary>
    public string Format(string language) => WhenWords.Format(this, language);

    /// <summary>The canonical text, which <see cref="Parse"/> reads back to an equal value: <c>1974-03</c>, <c>1974-03/1974-05~</c>,
    /// <c>2008-03-05T10:00-08:00[America/Tijuana]</c>.</summary>
    public override string ToString() => WhenText.Write(this);

    /// <inheritdoc/>
    public int CompareTo(When other)
    {
        var order = StartMs.CompareTo(other.StartMs);
        if (order == 0) order = Precision.CompareTo(other.Precision);
        if (order == 0) order = Approximate.CompareTo(other.Approximate);
        if (order == 0) order = Span.CompareTo(other.Span);
        return order != 0 ? order : string.CompareOrdinal(Zone, other.Zone);
    }

    /// <summary>Whether one sorts before the other.</summary>
    public static bool operator <(When left, When right) => left.CompareTo(right) < 0;

    /// <summary>Whether one sorts after the other.</summary>
    public static bool operator >(When left, When right) => left.CompareTo(right) > 0;

    /// <summary>Whether one sorts before or with the other.</summary>
    public static bool operator <=(When left, When right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one sorts after or with the other.</summary>
    public static bool operator >=(When left, When right) => left.CompareTo(right) >= 0;
}
