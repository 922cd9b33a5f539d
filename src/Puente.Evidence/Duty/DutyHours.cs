using NodaTime;
using Puente.Evidence.Agencies;
using Puente.Evidence.Time;

namespace Puente.Evidence.Duty;

/// <summary>Who is on duty at a moment. Pure: the same entries and moment always give the same.</summary>
public static class DutyHours
{
    /// <summary>
    /// Who is on duty, by officer. A time that the clocks skip counts as the moment to which they were put forward, one that comes twice as the first:
    /// hours that meet on the wall leave no gap and do not overlap.
    /// </summary>
    public static IReadOnlyList<OnDuty> At(IReadOnlyCollection<DutyEntry> entries, DateTimeOffset moment)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var at = Instant.FromDateTimeOffset(moment);
        var off = entries.Where(e => e.Kind == DutyKind.Off).ToList();
        var own = new SortedDictionary<long, Instant>();
        foreach (var entry in entries.Where(e => e.Kind is DutyKind.Weekly or DutyKind.Extra))
            if (Hours(entry, at, day => entry.Kind == DutyKind.Weekly && off.Exists(o => o.Officer == entry.Officer && Includes(o, day))) is { } until
                && (!own.TryGetValue(entry.Officer.Key, out var known) || until > known)) own[entry.Officer.Key] = until;

        var found = new List<OnDuty>();
        foreach (var (officer, until) in own)
        {
            var standIn = entries.Where(e => e is { Kind: DutyKind.StandIn, StandIn: not null } && e.Officer.Key == officer).FirstOrDefault(e => StandsIn(e, at));
            found.Add(standIn is null
                ? new OnDuty(new OfficerId(officer), null, until.ToDateTimeOffset())
                : new OnDuty(standIn.StandIn!.Value, standIn.Officer, Instant.Min(until, Last(standIn) ?? until).ToDateTimeOffset()));
        }

        return found;
    }

    /// <summary>When the hours end that a moment lies in; null when it lies in none.</summary>
    private static Instant? Hours(DutyEntry entry, Instant at, Func<LocalDate, bool> isOff)
    {
        var zone = Zones.Named(entry.Zone);
        var today = at.InZone(zone).Date;
        // Hours that began yesterday may go past midnight.
        foreach (var day in (ReadOnlySpan<LocalDate>)[today, today.PlusDays(-1)])
        {
            if (!Includes(entry, day) || (entry.Kind == DutyKind.Weekly && !entry.Weekdays.Contains(day.DayOfWeek)) || isOff(day)) continue;
            var end = zone.AtLeniently((entry.Until > entry.From ? day : day.PlusDays(1)) + entry.Until).ToInstant();
            if (at >= zone.AtLeniently(day + entry.From).ToInstant() && at < end) return end;
        }

        return null;
    }

    private static bool StandsIn(DutyEntry entry, Instant at) =>
        at >= Zones.Named(entry.Zone).AtLeniently(entry.FirstDay + entry.From).ToInstant() && !(at >= Last(entry));

    private static Instant? Last(DutyEntry standIn) =>
        standIn.LastDay is { } last ? Zones.Named(standIn.Zone).AtLeniently(last + standIn.Until).ToInstant() : null;

    private static bool Includes(DutyEntry entry, LocalDate day) => day >= entry.FirstDay && !(day > entry.LastDay);
}
