using System.Data.Common;
using System.Text.Json;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Duty;
using Puente.Evidence.Identity;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Watches;

/// <summary>
/// What officers watch for their unit. A watch is its officer's own, or needs whoever is on duty in the unit. Everything that it found is judged
/// again from what the reader sees, by the rules by which it was found: a hit that was withdrawn or hidden since is not there.
/// </summary>
/// <param name="archive">The record.</param>
/// <param name="acts">The acts.</param>
/// <param name="viewers">Makes the viewers that watches look as.</param>
/// <param name="search">Finds statements.</param>
/// <param name="identities">Who may be matched.</param>
/// <param name="duty">Who is on duty.</param>
public sealed class WatchDesk(Archive archive, ActLog acts, Viewers viewers, SearchIndex search, IdentityIndex identities, DutyDesk duty)
{
    /// <summary>Watches that an officer may have running.</summary>
    public const int MostRunning = 100;

    /// <summary>How many days a watch may last before it must be begun again with its reason.</summary>
    public const int Longest = 365;

    private const int Part = 200;
    private readonly WatchLook _look = new(search, identities);

    /// <summary>A watch began, and its first look is due.</summary>
    internal event Action? Begun;

    /// <summary>
    /// Begins a watch. Refuses <c>watch.not-allowed</c> (who sees no statements), <c>watch.no-reason</c>, <c>watch.until</c> (past, or too far),
    /// <c>watch.too-many</c>, <c>watch.no-such-entity</c>, <c>search.empty</c>, <c>search.too-many-lines</c>.
    /// </summary>
    public async Task<Result<WatchId>> AddAsync(Reading reading, NewWatch watch)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(watch);
        var by = reading.Viewer;
        if (by.Subject.Ceiling is null || reading.LooksBack) return new Refusal("watch.not-allowed");
        if (string.IsNullOrWhiteSpace(watch.Reason)) return new Refusal("watch.no-reason");
        if (watch.Until < by.Subject.Today || watch.Until > by.Subject.Today.AddDays(Longest)) return new Refusal("watch.until", ("days", $"{Longest}"));
        if (await UnfitAsync(reading, watch.What) is { } unfit) return unfit;
        var marking = await archive.Markings.InternAsync(new Marking { Owner = by.Unit.Agency, Unit = by.Unit.Code });
        var added = await archive.Database.Writer.WriteAsync<Result<WatchId>>(Lane.Prompt, async (connection, transaction) =>
        {
            var today = Day(by.Subject.Today);
            var running = await connection.ExecuteScalarAsync<long>("select count(*) from watch where officer = @officer and ended is null and until_day >= @today", new { officer = by.Officer.Id.Key, today }, transaction);
            if (running >= MostRunning) return new Refusal("watch.too-many", ("most", $"{MostRunning}"));
            var key = await SavedSearches.NextAsync(connection, transaction, "watch");
            await connection.ExecuteAsync(
                """
                insert into watch (key, officer, unit, purpose, shared, content, reason, begun, until_day, state, begun_key)
                values (@key, @officer, @unit, @Purpose, @shared, @content, @reason, @now, @until, 0, @last)
                """,
                new
                {
                    key,
                    officer = by.Officer.Id.Key,
                    unit = by.Unit.Code,
                    by.Purpose,
                    shared = watch.Shared ? 1L : 0L,
                    content = JsonSerializer.Serialize(watch.What),
                    reason = watch.Reason.Trim(),
                    now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
                    until = Day(watch.Until),
                    last = archive.Keys.Last,
                }, transaction);
            await acts.WriteAsync(connection, transaction, by, "watch.add", archive.Ids.Text(IdKind.Watch, key), marking, new
            {
                reason = watch.Reason.Trim(),
                until = Day(watch.Until),
                shared = watch.Shared,
                text = watch.What.Search?.Text,
                entity = watch.What.Entity is { } entity ? archive.Ids.Text(IdKind.Entity, entity) : null,
                lines = watch.What.Lines,
            });
            return new WatchId(key);
        });
        if (added.IsOk) Begun?.Invoke();
        return added;
    }

    /// <summary>Ends a watch of the viewer's own. Refuses <c>watch.no-such-watch</c>, and <c>watch.ended</c> when it has ended.</summary>
    public Task<Result<Done>> EndAsync(Viewer by, WatchId id) => ChangeAsync(by, id, own: true, async (connection, transaction, row) =>
    {
        if (row.Ended is not null) return new Refusal("watch.ended");
        await connection.ExecuteAsync("update watch set ended = @now where key = @Key", new { now = Now, id.Key }, transaction);
        await acts.WriteAsync(connection, transaction, by, "watch.end", archive.Ids.Text(IdKind.Watch, id.Key), null);
        return new Done();
    });

    /// <summary>
    /// Marks what a watch found up to a moment, as far as the reader sees it, as seen: it needs nobody any more. Refuses <c>watch.no-such-watch</c>.
    /// </summary>
    public async Task<Result<Done>> SeeAsync(Reading reading, WatchId id, DateTimeOffset until, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var by = reading.Viewer;
        var seen = (await HitsAsync(reading, id, false, int.MaxValue, stop)).Where(h => h.At <= until).ToList();
        return await ChangeAsync(by, id, own: false, async (connection, transaction, _) =>
        {
            foreach (var hit in seen)
                await connection.ExecuteAsync("update watch_hit set seen = @now where watch = @Key and kind = @kind and statement = @statement and line = @line",
                    new { now = Now, id.Key, kind = (long)hit.Of.Kind, statement = hit.Of.Key, line = (long)hit.Line }, transaction);
            if (seen.Count > 0) await acts.WriteAsync(connection, transaction, by, "watch.see", archive.Ids.Text(IdKind.Watch, id.Key), null);
            return new Done();
        });
    }

    /// <summary>The officer's watches in this unit and those of the unit that need whoever is on duty, latest first.</summary>
    public async Task<IReadOnlyList<WatchView>> ListAsync(Reading reading, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.LooksBack) return [];
        var views = new List<WatchView>();
        foreach (var row in await RowsAsync(reading.Viewer, stop)) views.Add(await ViewAsync(reading, row, stop));
        return views;
    }

    /// <summary>One of them; null for any other.</summary>
    public async Task<WatchView?> FindAsync(Reading reading, WatchId id, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return !reading.LooksBack && await RowAsync(reading.Viewer, id, stop) is { } row ? await ViewAsync(reading, row, stop) : null;
    }

    /// <summary>What one of them found and the reader sees, latest first.</summary>
    /// <param name="reading">Who reads.</param>
    /// <param name="id">The watch.</param>
    /// <param name="all">Also what was there when the watch began, and what was marked as seen.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IReadOnlyList<WatchHit>> HitsAsync(Reading reading, WatchId id, bool all = false, int take = 200, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return !reading.LooksBack && await RowAsync(reading.Viewer, id, stop) is { } row ? await HitsAsync(reading, row, all, take, stop) : [];
    }

    /// <summary>
    /// What needs the reader and nobody marked as seen, latest first: what the officer's own watches found, and the unit's for who is on duty or stands in.
    /// While nobody is on duty the unit's needs everybody in it.
    /// </summary>
    public async Task<IReadOnlyList<WatchHit>> WaitingAsync(Reading reading, int take = 8, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return [.. (await WaitingOfEachAsync(reading, take, stop)).OrderByDescending(h => h.At).Take(take)];
    }

    /// <summary>The same, so many at most of each watch.</summary>
    internal async Task<IReadOnlyList<WatchHit>> WaitingOfEachAsync(Reading reading, int take, CancellationToken stop)
    {
        if (reading.LooksBack) return [];
        var waiting = new List<WatchHit>();
        var (me, onDuty) = (reading.Viewer.Officer.Id, await duty.OnDutyAsync(reading.Viewer.Unit.Code, stop));
        var isOn = onDuty.Count == 0 || onDuty.Any(o => o.Officer == me);
        foreach (var row in await RowsAsync(reading.Viewer, stop))
            if (Running(row, reading.Viewer) && (isOn || row.Officer == me.Key)) waiting.AddRange(await HitsAsync(reading, row, false, take, stop));
        return waiting;
    }

    /// <summary>The purposes for which something is watched in a unit.</summary>
    internal async Task<IReadOnlyList<string>> PurposesAsync(string unit, CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        return [.. await connection.QueryAsync<string>(new CommandDefinition("select distinct purpose from watch where unit = @unit and ended is null order by purpose", new { unit }, cancellationToken: stop))];
    }

    private long Now => archive.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private bool Running(WatchRow row, Viewer reader) => row.StateAt(viewers, reader.Subject.Today) == WatchState.Following;

    private async Task<Refusal?> UnfitAsync(Reading reading, Watched what)
    {
        if (what.Lines is { } lines)
            return lines.Count > Query.MostLines ? new Refusal("search.too-many-lines", ("most", $"{Query.MostLines}")) : lines.All(string.IsNullOrWhiteSpace) ? new Refusal("search.empty") : null;
        if (what.Entity is { } entity) return await reading.EntityAsync(new EntityId(entity)) is null ? new Refusal("watch.no-such-entity") : null;
        return string.IsNullOrWhiteSpace(what.Search?.Text) ? new Refusal("search.empty") : null;
    }

    private async Task<Result<Done>> ChangeAsync(Viewer by, WatchId id, bool own, Func<DbConnection, DbTransaction, WatchRow, Task<Result<Done>>> change)
    {
        ArgumentNullException.ThrowIfNull(by);
        return await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
            await connection.QuerySingleOrDefaultAsync<WatchRow>($"{WatchRow.Select} where key = @Key", new { id.Key }, transaction) is { } row && IsFor(row, by) && (!own || row.Officer == by.Officer.Id.Key)
                ? await change(connection, transaction, row)
                : new Refusal("watch.no-such-watch"));
    }

    private static bool IsFor(WatchRow row, Viewer reader) => row.Unit == reader.Unit.Code && (row.Officer == reader.Officer.Id.Key || row.Shared == 1) && reader.Subject.Ceiling is not null;

    private async Task<IReadOnlyList<WatchRow>> RowsAsync(Viewer reader, CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        return [.. (await connection.QueryAsync<WatchRow>(new CommandDefinition($"{WatchRow.Select} where unit = @unit order by key desc", new { unit = reader.Unit.Code }, cancellationToken: stop))).Where(r => IsFor(r, reader))];
    }

    private async Task<WatchRow?> RowAsync(Viewer reader, WatchId id, CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        return await connection.QuerySingleOrDefaultAsync<WatchRow>(new CommandDefinition($"{WatchRow.Select} where key = @Key", new { id.Key }, cancellationToken: stop)) is { } row && IsFor(row, reader) ? row : null;
    }

    private async Task<WatchView> ViewAsync(Reading reading, WatchRow row, CancellationToken stop)
    {
        var what = row.What;
        return new WatchView(new WatchId(row.Key), new OfficerId(row.Officer), row.Purpose, what, what.Entity is { } entity ? await reading.EntityAsync(new EntityId(entity), stop) : null, row.Reason, row.Shared == 1,
            DateTimeOffset.FromUnixTimeMilliseconds(row.Begun), row.Until, row.StateAt(viewers, reading.Viewer.Subject.Today),
            (await HitsAsync(reading, row, false, WatchView.MostCounted + 1, stop)).Count);
    }

    private async Task<IReadOnlyList<WatchHit>> HitsAsync(Reading reading, WatchRow row, bool all, int take, CancellationToken stop)
    {
        var hits = new List<WatchHit>();
        await using var connection = await archive.Database.OpenAsync(stop);
        var which = all ? "" : " and known = 0 and seen is null";
        for (var skip = 0; hits.Count < take; skip += Part)
        {
            var kept = (await connection.QueryAsync<(long Kind, long Statement, long Line, long Entity, long At, long? Seen, long Known)>(new CommandDefinition(
                $"select kind, statement, line, entity, at, seen, known from watch_hit where watch = @Key{which} order by at desc, statement desc, line limit {Part} offset @skip", new { row.Key, skip }, cancellationToken: stop))).ToList();
            var found = await _look.AmongAsync(reading, row.What, [.. kept.Select(k => k.Entity).Distinct()], stop);
            var still = kept.Where(k => found.Contains(new Found((IdKind)k.Kind, k.Statement, (int)k.Line, k.Entity))).ToList();
            var entities = await reading.EntitiesAsync(still.Select(k => new EntityId(k.Entity)), stop);
            var attributes = await reading.AttributesAsync([.. still.Where(k => k.Kind == (long)IdKind.Attribute).Select(k => k.Statement)], stop);
            var facts = await reading.FactsAsync([.. still.Where(k => k.Kind == (long)IdKind.Fact).Select(k => new StatementId(IdKind.Fact, k.Statement))], stop);
            foreach (var k in still)
                if (entities.TryGetValue(new EntityId(k.Entity), out var entity))
                    hits.Add(new WatchHit(new WatchId(row.Key), DateTimeOffset.FromUnixTimeMilliseconds(k.At), entity, attributes.GetValueOrDefault(new StatementId(IdKind.Attribute, k.Statement)),
                        facts.GetValueOrDefault(new StatementId(IdKind.Fact, k.Statement)), (int)k.Line, k.Seen is not null || k.Known == 1));
            if (kept.Count < Part) break;
        }

        return [.. hits.Take(take)];
    }

    private static string Day(DateOnly day) => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
