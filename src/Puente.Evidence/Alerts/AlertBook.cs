using Dapper;
using NodaTime;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Time;
using Puente.Evidence.Watches;

namespace Puente.Evidence.Alerts;

/// <summary>
/// Who is alerted when, and the outbox of alerts. An officer is alerted of what the first page would show in one of the officer's units; nothing of it
/// is in the alert. What was told is not told again, and one that was begun is never sent twice.
/// </summary>
/// <param name="archive">The record.</param>
/// <param name="acts">The acts.</param>
/// <param name="viewers">Makes the viewers as which is looked.</param>
/// <param name="roster">The roster of the moment.</param>
/// <param name="watches">What watches found.</param>
public sealed class AlertBook(Archive archive, ActLog acts, Viewers viewers, Func<Roster> roster, WatchDesk watches)
{
    /// <summary>For how long an alert is tried.</summary>
    public static readonly TimeSpan Tried = TimeSpan.FromDays(1);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1), LongestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    private const string MailColumns = "select key, officer, address, made, due, state, attempts, finished, fault from alert_mail";

    /// <summary>How an officer wants to be alerted; null when it was never said.</summary>
    public async Task<AlertRule?> RuleAsync(OfficerId officer, CancellationToken stop = default)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        return (await connection.QuerySingleOrDefaultAsync<RuleRow>(new CommandDefinition($"{RuleRow.Select} where officer = @Key", new { officer.Key }, cancellationToken: stop)))?.Rule;
    }

    /// <summary>Says how the viewer wants to be alerted. Refuses <c>alert.address</c>, <c>alert.every</c>, <c>time.zone-unknown</c>.</summary>
    public async Task<Result<Done>> ChooseAsync(Viewer by, AlertRule rule)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(rule);
        if (!System.Net.Mail.MailAddress.TryCreate(rule.Address, out var read) || read.Address != rule.Address || rule.Address.Any(char.IsControl)) return new Refusal("alert.address", ("value", rule.Address));
        if (!AlertRule.Intervals.Contains(rule.Every)) return new Refusal("alert.every");
        if (!Zones.Exists(rule.Zone)) return new Refusal("time.zone-unknown", ("zone", rule.Zone));
        await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            // What waits already is on the page on which this is chosen; only what comes from now on is told.
            await connection.ExecuteAsync(
                """
                insert into alert_rule (officer, address, every, quiet_from, quiet_until, zone, on_off, told) values (@officer, @Address, @every, @from, @until, @Zone, @on, @now)
                on conflict (officer) do update set address = excluded.address, every = excluded.every, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, zone = excluded.zone, on_off = excluded.on_off
                """,
                new
                {
                    officer = by.Officer.Id.Key,
                    rule.Address,
                    every = (long)rule.Every.TotalMinutes,
                    from = Minute(rule.Quiet?.From),
                    until = Minute(rule.Quiet?.Until),
                    rule.Zone,
                    on = rule.On ? 1L : 0L,
                    now = Now,
                }, transaction);
            await acts.WriteAsync(connection, transaction, by, "alert.choose", by.Officer.Login, null, new { on = rule.On });
        });
        return new Done();
    }

    /// <summary>
    /// Alerts that could not be sent, were given up or are unsure, latest first, for the administrator. Those that went out are not told: they would say
    /// that something was recorded.
    /// </summary>
    public async Task<IReadOnlyList<AlertMail>> TroubleAsync(int take = 100, CancellationToken stop = default)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        return [.. (await connection.QueryAsync<MailRow>(new CommandDefinition($"{MailColumns} where (state < 2 and fault is not null) or state > 2 order by key desc limit @take", new { take }, cancellationToken: stop))).Select(r => r.Mail)];
    }

    /// <summary>Puts an alert into the outbox for every officer whom something new needs. Says how many.</summary>
    public async Task<int> CollectAsync(CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        var made = 0;
        foreach (var row in (await connection.QueryAsync<RuleRow>(new CommandDefinition($"{RuleRow.Select} where on_off = 1 order by officer", cancellationToken: stop))).ToList())
        {
            var told = (await connection.QueryAsync<(long Watch, long At)>(new CommandDefinition("select watch, at from alert_told where officer = @Officer", new { row.Officer }, cancellationToken: stop))).ToDictionary(t => t.Watch, t => t.At);
            var fresh = (await NewestAsync(new OfficerId(row.Officer), stop)).Where(n => n.Value > told.GetValueOrDefault(n.Key, row.Told)).ToList();
            if (fresh.Count == 0) continue;
            await PutAsync(row, fresh);
            made++;
        }

        return made;
    }

    /// <summary>
    /// Begins to send the alert that is due first; null when none is. It is marked before it leaves the node: what a stop interrupts is unsure, and not sent again.
    /// It goes where its officer wants it now; one that is not wanted any more is dropped, and in the quiet hours none is tried.
    /// </summary>
    public Task<AlertMail?> TakeNextAsync() => archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
    {
        while (await connection.QueryFirstOrDefaultAsync<MailRow>($"{MailColumns} where state = 0 and due <= @now order by due, key limit 1", new { now = Now }, transaction) is { } row)
        {
            var rule = (await connection.QuerySingleOrDefaultAsync<RuleRow>($"{RuleRow.Select} where officer = @Officer", new { row.Officer }, transaction))?.Rule;
            if (rule is not { On: true } || !roster().Officers.TryGetValue(new OfficerId(row.Officer), out var officer) || !officer.Active)
            {
                await connection.ExecuteAsync("delete from alert_mail where key = @Key", new { row.Key }, transaction);
                continue;
            }

            var due = rule.Due(archive.Clock.GetUtcNow(), null).ToUnixTimeMilliseconds();
            if (due > Now)
            {
                await connection.ExecuteAsync("update alert_mail set due = @due where key = @Key", new { due, row.Key }, transaction);
                continue;
            }

            await connection.ExecuteAsync("update alert_mail set state = 1, attempts = attempts + 1, address = @Address where key = @Key", new { rule.Address, row.Key }, transaction);
            return row.Mail with { Address = rule.Address };
        }

        return null;
    });

    /// <summary>After a start: nobody knows whether what was being sent arrived.</summary>
    public Task ResumeAsync() => archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
    {
        await connection.ExecuteAsync("update alert_mail set state = 4, finished = @now where state = 1", new { now = Now }, transaction);
        await connection.ExecuteAsync("delete from alert_told where watch in (select key from watch where ended is not null)", transaction: transaction);
        await connection.ExecuteAsync("delete from alert_mail where finished < @old", new { old = Now - (long)Kept.TotalMilliseconds }, transaction);
    });

    /// <summary>Notes how sending ended: taken by the server when there is no fault, else tried again after a pause that doubles, for a day.</summary>
    public Task EndAsync(AlertMail mail, string? fault) => archive.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) =>
    {
        var now = archive.Clock.GetUtcNow();
        var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(mail.Attempts, 10)));
        var state = fault is null ? MailState.Sent : now - mail.Made >= Tried ? MailState.GivenUp : MailState.Waiting;
        return connection.ExecuteAsync("update alert_mail set state = @state, due = @due, finished = @finished, fault = @fault where key = @Key",
            new
            {
                mail.Key,
                state = (long)state,
                due = (state == MailState.Waiting ? now + pause : mail.Due).ToUnixTimeMilliseconds(),
                finished = state == MailState.Waiting ? null : (long?)now.ToUnixTimeMilliseconds(),
                fault,
            }, transaction);
    });

    private long Now => archive.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>When the latest of what needs an officer was found, by watch, in any unit and for any purpose of the officer's watches and the units'.</summary>
    private async Task<Dictionary<long, long>> NewestAsync(OfficerId id, CancellationToken stop)
    {
        var newest = new Dictionary<long, long>();
        if (!roster().Officers.TryGetValue(id, out var officer) || !officer.Active) return newest;
        foreach (var unit in officer.Units)
            foreach (var purpose in await watches.PurposesAsync(unit, stop))
                if (viewers.Open(id, unit, purpose) is { IsOk: true } viewer)
                    foreach (var hit in await watches.WaitingOfEachAsync(await archive.ReadAsync(viewer.Value, stop), 1, stop))
                        newest[hit.Watch.Key] = Math.Max(newest.GetValueOrDefault(hit.Watch.Key), hit.At.ToUnixTimeMilliseconds());
        return newest;
    }

    private Task PutAsync(RuleRow row, IEnumerable<KeyValuePair<long, long>> fresh) => archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
    {
        foreach (var (watch, at) in fresh)
            await connection.ExecuteAsync("insert into alert_told (officer, watch, at) values (@Officer, @watch, @at) on conflict (officer, watch) do update set at = excluded.at", new { row.Officer, watch, at }, transaction);
        // One that waits will say it too.
        if (await connection.ExecuteScalarAsync<long>("select count(*) from alert_mail where officer = @Officer and state = 0", new { row.Officer }, transaction) > 0) return;
        var last = await connection.ExecuteScalarAsync<long?>("select max(coalesce(finished, due)) from alert_mail where officer = @Officer and state <> 3", new { row.Officer }, transaction);
        var due = row.Rule.Due(archive.Clock.GetUtcNow(), last is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null);
        await connection.ExecuteAsync("insert into alert_mail (key, officer, address, made, due, state, attempts) values (@key, @Officer, @Address, @now, @due, 0, 0)",
            new { key = await SavedSearches.NextAsync(connection, transaction, "alert_mail"), row.Officer, row.Address, now = Now, due = due.ToUnixTimeMilliseconds() }, transaction);
    });

    private static long? Minute(LocalTime? time) => time is { } at ? (at.Hour * 60) + at.Minute : null;

    private sealed record RuleRow
    {
        public const string Select = "select officer, address, every, quiet_from, quiet_until, zone, on_off, told from alert_rule";

        public long Officer { get; init; }
        public string Address { get; init; } = "";
        public long Every { get; init; }
        public long? Quiet_From { get; init; }
        public long? Quiet_Until { get; init; }
        public string Zone { get; init; } = "";
        public long On_Off { get; init; }
        public long Told { get; init; }

        public AlertRule Rule => new(Address, On_Off == 1, TimeSpan.FromMinutes(Every),
            (Quiet_From, Quiet_Until) is ({ } from, { } until) ? (LocalTime.FromMinutesSinceMidnight((int)from), LocalTime.FromMinutesSinceMidnight((int)until)) : null, Zone);
    }

    private sealed record MailRow
    {
        public long Key { get; init; }
        public long Officer { get; init; }
        public string Address { get; init; } = "";
        public long Made { get; init; }
        public long Due { get; init; }
        public long State { get; init; }
        public long Attempts { get; init; }
        public long? Finished { get; init; }
        public string? Fault { get; init; }

        public AlertMail Mail => new(Key, new OfficerId(Officer), Address, DateTimeOffset.FromUnixTimeMilliseconds(Made), DateTimeOffset.FromUnixTimeMilliseconds(Due), (MailState)State, (int)Attempts,
            Finished is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null, Fault);
    }
}
