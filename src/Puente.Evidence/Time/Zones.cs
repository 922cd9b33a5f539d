using System.Diagnostics.CodeAnalysis;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Puente.Evidence.Time;

/// <summary>
/// Time zones with their history, by IANA name (tzdb, as shipped with NodaTime), and bare offsets as <c>UTC-07:00</c>. A local time that occurred twice
/// or never is reported, never guessed.
/// </summary>
public static class Zones
{
    private static readonly IDateTimeZoneProvider Tzdb = DateTimeZoneProviders.Tzdb;
    private static readonly OffsetPattern Minutes = OffsetPattern.CreateWithInvariantCulture("+HH:mm");
    private static readonly OffsetPattern Seconds = OffsetPattern.CreateWithInvariantCulture("+HH:mm:ss");
    private static readonly OffsetPattern Hours = OffsetPattern.CreateWithInvariantCulture("+HH");
    private static readonly OffsetPattern Compact = OffsetPattern.CreateWithInvariantCulture("+HHmm");

    /// <summary>Version of the zone data: <c>TZDB: 2025b</c>.</summary>
    public static string Version => Tzdb.VersionId;

    /// <summary>All zone names, sorted.</summary>
    public static IReadOnlyList<string> Names => Tzdb.Ids;

    /// <summary>Zones of the two countries that a form offers first.</summary>
    public static IReadOnlyList<string> Near { get; } =
    [
        "America/Tijuana", "America/Hermosillo", "America/Ciudad_Juarez", "America/Chihuahua", "America/Ojinaga", "America/Matamoros",
        "America/Monterrey", "America/Mazatlan", "America/Bahia_Banderas", "America/Mexico_City", "America/Merida", "America/Cancun",
        "America/Los_Angeles", "America/Phoenix", "America/Denver", "America/Chicago", "America/New_York",
    ];

    /// <summary>True for an IANA name or a bare offset.</summary>
    public static bool Exists(string zone) => TryGet(zone, out _);

    /// <summary>The instant of a local time in a zone, as unix milliseconds.</summary>
    /// <returns>The instant; or <c>time.ambiguous</c> with both offsets when the clocks were put back over it; or <c>time.skipped</c> with
    /// the offsets before and after when they were put forward over it; or <c>time.zone-unknown</c>.</returns>
    public static Result<long> ToInstant(LocalDateTime local, string zone)
    {
        if (!TryGet(zone, out var found)) return new Refusal("time.zone-unknown", ("zone", zone));
        var map = found.MapLocal(local);
        var text = LocalDateTimePattern.GeneralIso.Format(local);
        return map.Count switch
        {
            1 => map.Single().ToInstant().ToUnixTimeMilliseconds(),
            0 => new Refusal("time.skipped", ("local", text), ("zone", zone), ("before", Text(map.EarlyInterval.WallOffset)), ("after", Text(map.LateInterval.WallOffset))),
            _ => new Refusal("time.ambiguous", ("local", text), ("zone", zone), ("first", Text(map.EarlyInterval.WallOffset)), ("second", Text(map.LateInterval.WallOffset))),
        };
    }

    /// <summary>The instant of a local time with its offset; <c>time.offset-wrong</c> when the zone never had that offset at that time.</summary>
    public static Result<long> ToInstant(LocalDateTime local, Offset offset, string zone)
    {
        if (!TryGet(zone, out var found)) return new Refusal("time.zone-unknown", ("zone", zone));
        var instant = local.WithOffset(offset).ToInstant();
        if (found.GetUtcOffset(instant) == offset) return instant.ToUnixTimeMilliseconds();
        return new Refusal("time.offset-wrong", ("zone", zone), ("offset", Text(offset)), ("actual", Text(found.GetUtcOffset(instant))));
    }

    /// <summary>The name under which a bare offset is kept: <c>UTC</c> or <c>UTC-07:00</c>.</summary>
    public static string NameOf(Offset offset) => offset == Offset.Zero ? "UTC" : "UTC" + Text(offset);

    /// <summary>The offset of a zone at an instant: <c>-08:00</c>.</summary>
    public static string OffsetAt(long unixMs, string zone) =>
        Text(Named(zone).GetUtcOffset(NodaTime.Instant.FromUnixTimeMilliseconds(unixMs)));

    internal static DateTimeZone Named(string zone) =>
        TryGet(zone, out var found) ? found : throw new DateTimeZoneNotFoundException($"No time zone {zone}");

    private static bool TryGet(string zone, [NotNullWhen(true)] out DateTimeZone? found)
    {
        found = zone == "UTC" ? DateTimeZone.Utc : Tzdb.GetZoneOrNull(zone);
        if (found is null && zone.StartsWith("UTC", StringComparison.Ordinal)
            && Read(zone[3..]) is { } offset)
            found = DateTimeZone.ForOffset(offset);
        return found is not null;
    }

    /// <summary>An offset as <c>-07:00</c>; seconds only where local mean time had them.</summary>
    internal static string Text(Offset offset) => (offset.Seconds % 60 == 0 ? Minutes : Seconds).Format(offset);

    /// <summary>An offset written <c>-07</c>, <c>-0700</c>, <c>-07:00</c> or <c>-07:00:00</c>; null when it is none.</summary>
    internal static Offset? Read(string text)
    {
        foreach (var pattern in new[] { Minutes, Seconds, Hours, Compact })
            if (pattern.Parse(text) is { Success: true } parsed) return parsed.Value;
        return null;
    }
}
