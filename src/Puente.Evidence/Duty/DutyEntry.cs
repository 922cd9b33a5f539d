using System.Collections.Immutable;
using NodaTime;
using Puente.Evidence.Agencies;

namespace Puente.Evidence.Duty;

/// <summary>Key of an entry of a duty roster.</summary>
public readonly record struct DutyId(long Key);

/// <summary>What an entry of a duty roster says.</summary>
public enum DutyKind
{
    /// <summary>On duty every week on some days.</summary>
    Weekly,
    /// <summary>On duty on some days besides.</summary>
    Extra,
    /// <summary>The weekly hours that begin on these days do not count.</summary>
    Off,
    /// <summary>Another stands in, from a time on the first day until a time on the last.</summary>
    StandIn,
}

/// <summary>One entry. Days and times are those of the clock on the wall of its zone: a night in which the clocks change is shorter or longer.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Officer">Of whom.</param>
/// <param name="From">Begins.</param>
/// <param name="Until">Ends; at or before <paramref name="From"/> it is the time of the next day.</param>
/// <param name="FirstDay">First day.</param>
/// <param name="LastDay">Last day; null goes on.</param>
/// <param name="Zone">IANA name.</param>
public sealed record DutyEntry(string Unit, DutyKind Kind, OfficerId Officer, LocalTime From, LocalTime Until, LocalDate FirstDay, LocalDate? LastDay, string Zone)
{
    /// <summary>Key; 0 before it is kept.</summary>
    public DutyId Id { get; init; }

    /// <summary>Days of the week on which weekly hours begin.</summary>
    public ImmutableArray<IsoDayOfWeek> Weekdays { get; init; } = [];

    /// <summary>Who stands in.</summary>
    public OfficerId? StandIn { get; init; }
}

/// <summary>Somebody on duty.</summary>
/// <param name="Officer">Who.</param>
/// <param name="For">For whom, when standing in.</param>
/// <param name="Until">Until when, as far as these hours go.</param>
public sealed record OnDuty(OfficerId Officer, OfficerId? For, DateTimeOffset Until);
