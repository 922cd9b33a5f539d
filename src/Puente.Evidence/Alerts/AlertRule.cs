using NodaTime;
using Puente.Evidence.Agencies;
using Puente.Evidence.Time;

namespace Puente.Evidence.Alerts;

/// <summary>How an officer wants to be alerted outside the browser.</summary>
/// <param name="Address">E-mail address.</param>
/// <param name="On">Whether at all.</param>
/// <param name="Every">At most one alert in this time.</param>
/// <param name="Quiet">From and until when none is sent, by the clock of the zone; null is never.</param>
/// <param name="Zone">IANA name.</param>
public sealed record AlertRule(string Address, bool On, TimeSpan Every, (LocalTime From, LocalTime Until)? Quiet, string Zone)
{
    /// <summary>The intervals that an officer can choose.</summary>
    public static IReadOnlyList<TimeSpan> Intervals { get; } = [TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromDays(1)];

    /// <summary>When an alert that is wanted now goes out: not sooner after the last than the interval, and not in the quiet hours.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="last">When the last one went out or will.</param>
    public DateTimeOffset Due(DateTimeOffset now, DateTimeOffset? last)
    {
        var due = last is { } before && before + Every > now ? before + Every : now;
        if (Quiet is not var (from, until) || from == until) return due;
        var zone = Zones.Named(Zone);
        var at = Instant.FromDateTimeOffset(due);
        var day = at.InZone(zone).Date;
        // Quiet hours that began the evening before may reach into this morning.
        foreach (var begins in (ReadOnlySpan<LocalDate>)[day.PlusDays(-1), day])
        {
            var end = zone.AtLeniently((until > from ? begins : begins.PlusDays(1)) + until).ToInstant();
            if (at >= zone.AtLeniently(begins + from).ToInstant() && at < end) return end.ToDateTimeOffset();
        }

        return due;
    }
}

/// <summary>How an alert in the outbox stands.</summary>
public enum MailState
{
    /// <summary>Waits for its time or another try.</summary>
    Waiting = 0,
    /// <summary>Is being sent.</summary>
    Sending = 1,
    /// <summary>The mail server took it.</summary>
    Sent = 2,
    /// <summary>Given up after a day.</summary>
    GivenUp = 3,
    /// <summary>The node stopped while it was being sent. It is not sent again: it may have arrived.</summary>
    Unsure = 4,
}

/// <summary>An alert in the outbox, as its administrator sees it.</summary>
/// <param name="Key">Its number; its message id is made of it.</param>
/// <param name="Officer">For whom.</param>
/// <param name="Address">Where it goes.</param>
/// <param name="Made">When something needed the officer.</param>
/// <param name="Due">When it goes out, or is tried again.</param>
/// <param name="State">How it stands.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Finished">When it was sent or given up.</param>
/// <param name="Fault">What the last try failed of.</param>
public sealed record AlertMail(long Key, OfficerId Officer, string Address, DateTimeOffset Made, DateTimeOffset Due, MailState State, int Attempts, DateTimeOffset? Finished, string? Fault);
