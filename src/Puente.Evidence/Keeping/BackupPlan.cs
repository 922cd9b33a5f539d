using System.Globalization;

namespace Puente.Evidence.Keeping;

/// <summary>When a node copies itself, and how many copies it keeps.</summary>
/// <param name="At">Time of day where the node stands.</param>
/// <param name="Keep">How many verified copies of the plan are kept; older ones are removed.</param>
public sealed record BackupPlan(TimeOnly At, int Keep)
{
    /// <summary>The most copies a plan may keep.</summary>
    public const int MostKept = 400;

    /// <summary>A failed copy is tried again after this long.</summary>
    public static readonly TimeSpan AgainAfter = TimeSpan.FromHours(1);

    /// <summary>A plan from what was typed. Refuses <c>backup-plan.time</c> and <c>backup-plan.keep</c>.</summary>
    public static Result<BackupPlan> Read(string at, string keep) =>
        !TimeOnly.TryParseExact(at, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? new Refusal("backup-plan.time", ("value", at))
        : !int.TryParse(keep, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > MostKept ? new Refusal("backup-plan.keep", ("value", keep), ("most", MostKept.ToString(CultureInfo.InvariantCulture)))
        : new BackupPlan(time, count);

    /// <summary>The last moment at or before <paramref name="now"/> for which the plan wants a copy.</summary>
    public DateTimeOffset LastDue(DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var day = TimeOnly.FromDateTime(local) >= At ? DateOnly.FromDateTime(local) : DateOnly.FromDateTime(local).AddDays(-1);
        var due = day.ToDateTime(At);
        // An hour that a change of the clock leaves out is met at the next one.
        if (zone.IsInvalidTime(due)) due = due.AddHours(1);
        return new DateTimeOffset(due, zone.GetUtcOffset(due)).ToUniversalTime();
    }

    /// <summary>Whether a copy is wanted now, after the last try of the plan (null when there was none).</summary>
    /// <param name="since">When the plan was made.</param>
    /// <param name="last">The last try: when it began and whether it went well.</param>
    /// <param name="now">Now.</param>
    /// <param name="zone">Where the node stands.</param>
    public bool IsDue(DateTimeOffset since, (DateTimeOffset Began, bool Well)? last, DateTimeOffset now, TimeZoneInfo zone)
    {
        var due = LastDue(now, zone);
        if (last is { Well: false } failed && now - failed.Began >= AgainAfter) return true;
        return due > since && (last is not { } tried || tried.Began < due);
    }
}
