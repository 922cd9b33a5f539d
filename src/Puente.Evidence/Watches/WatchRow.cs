using System.Text.Json;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;

namespace Puente.Evidence.Watches;

/// <summary>A watch as it is kept.</summary>
internal sealed record WatchRow
{
    public const string Select = "select key, officer, unit, purpose, shared, content, reason, begun, until_day, ended, state, begun_key from watch";

    /// <summary>Its state in the store until everything that it finds from the start is known.</summary>
    public const long Beginning = 0;

    /// <summary>Its state in the store from then on.</summary>
    public const long Following = 1;

    /// <summary>Its state in the store when it finds too much.</summary>
    public const long TooWide = 2;

    public long Key { get; init; }
    public long Officer { get; init; }
    public string Unit { get; init; } = "";
    public string Purpose { get; init; } = "";
    public long Shared { get; init; }
    public string Content { get; init; } = "";
    public string Reason { get; init; } = "";
    public long Begun { get; init; }
    public string Until_Day { get; init; } = "";
    public long? Ended { get; init; }
    public long State { get; init; }
    public long Begun_Key { get; init; }

    public Watched What => JsonSerializer.Deserialize<Watched>(Content)!;

    public DateOnly Until => DateOnly.ParseExact(Until_Day, "O");

    /// <summary>How it stands. It is judged from the roster of the moment, so that a right that lapsed lets it rest at once.</summary>
    public WatchState StateAt(Viewers viewers, DateOnly today) =>
        Ended is not null ? WatchState.Ended : today > Until ? WatchState.Over : State == TooWide ? WatchState.TooWide : Viewer(viewers) is null ? WatchState.Resting : WatchState.Following;

    /// <summary>Who it looks as; null while the officer may not read there. What many are told is what all of the unit who read as high may see.</summary>
    public Viewer? Viewer(Viewers viewers) =>
        viewers.Open(new OfficerId(Officer), Unit, Purpose, forUnit: Shared == 1) is { IsOk: true, Value: { Subject.Ceiling: not null } viewer } ? viewer : null;
}
