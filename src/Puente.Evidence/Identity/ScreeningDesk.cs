using System.Text.Json;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Matching.Linkage;
using Puente.Matching.Names;

namespace Puente.Evidence.Identity;

/// <summary>
/// Lists against everybody whom an officer may match. A screening is its officer's own; each hit is judged again from what the officer sees
/// when it is read, so that one whose statements are gone is gone with them.
/// </summary>
public sealed class ScreeningDesk(Archive archive, ActLog acts, IdentityIndex index, Uploads uploads, ScreeningQueue queue)
{
    private const string Columns = "select key, list, entries, problems, state, asked, finished, done, total, fault from screening";

    /// <summary>Puts a screening against a received file into the queue. Refuses <c>screening.not-allowed</c> and <c>screening.no-such-file</c>.</summary>
    public async Task<Result<ScreeningId>> StartAsync(Viewer by, UploadId file, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Roles.HasFlag(Role.Importer) || by.Subject.Ceiling is null) return new Refusal("screening.not-allowed");
        if (await uploads.FindAsync(by, file, stop) is not { } upload) return new Refusal("screening.no-such-file");
        var id = await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var key = await SavedSearches.NextAsync(connection, transaction, "screening");
            await connection.ExecuteAsync(
                """
                insert into screening (key, unit, officer, purpose, upload, list, entries, problems, state, asked, done, total)
                values (@key, @unit, @officer, @Purpose, @upload, @Name, 0, 0, 0, @now, 0, 0)
                """,
                new { key, unit = by.Unit.Code, officer = by.Officer.Id.Key, by.Purpose, upload = file.Key, upload.Name, now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds() }, transaction);
            await acts.WriteAsync(connection, transaction, by, "match.screen", archive.Ids.Text(IdKind.Screening, key), null, new { list = upload.Digest });
            return new ScreeningId(key);
        });
        queue.Add(id);
        return id;
    }

    /// <summary>Breaks off one of the officer's screenings. Refuses <c>screening.no-such-screening</c>, and <c>screening.over</c> when it has ended.</summary>
    public async Task<Result<Done>> CancelAsync(Viewer by, ScreeningId id)
    {
        if (await FindAsync(by, id) is null) return new Refusal("screening.no-such-screening");
        var isOver = await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            if (await ScreeningQueue.EndAsync(connection, transaction, id.Key, ScreeningState.Cancelled, null, archive.Clock) == 0) return true;
            await acts.WriteAsync(connection, transaction, by, "match.screen.cancel", archive.Ids.Text(IdKind.Screening, id.Key), null, new { });
            return false;
        });
        if (isOver) return new Refusal("screening.over");
        queue.Cancel(id);
        return new Done();
    }

    /// <summary>The officer's screenings in this unit, latest first.</summary>
    public async Task<IReadOnlyList<ScreeningView>> ListAsync(Viewer by, int take = 50, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await archive.Database.OpenAsync(stop);
        return [.. (await connection.QueryAsync<Row>(new CommandDefinition(Columns + " where officer = @officer and unit = @unit order by key desc limit @take",
            new { officer = by.Officer.Id.Key, unit = by.Unit.Code, take }, cancellationToken: stop))).Select(r => r.View())];
    }

    /// <summary>One of the officer's screenings; null for any other.</summary>
    public async Task<ScreeningView?> FindAsync(Viewer by, ScreeningId id, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await archive.Database.OpenAsync(stop);
        return (await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(Columns + " where key = @Key and officer = @officer and unit = @unit",
            new { id.Key, officer = by.Officer.Id.Key, unit = by.Unit.Code }, cancellationToken: stop)))?.View();
    }

    /// <summary>The hits of one of the officer's screenings, as they are now, best first.</summary>
    public async Task<IReadOnlyList<ListHit>> HitsAsync(Reading reading, ScreeningId id, int take = 500, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.LooksBack || await FindAsync(reading.Viewer, id, stop) is null) return [];
        await index.WarmAsync(stop);
        await using var connection = await archive.Database.OpenAsync(stop);
        var entries = new Dictionary<string, Listed>(StringComparer.Ordinal);
        var found = new List<(Seen Seen, Listed Entry, NameScore Score, LinkageRecord One, LinkageRecord Other)>();
        foreach (var (entity, entryId, entry) in await connection.QueryAsync<(long, string, string)>(new CommandDefinition(
            "select entity, entry_id, entry from screening_hit where screening = @Key order by entity, entry_id", new { id.Key }, cancellationToken: stop)))
        {
            if (!entries.TryGetValue(entryId, out var listed)) entries[entryId] = listed = new Listed(JsonSerializer.Deserialize<Puente.Matching.Screening.ListEntry>(entry)!);
            if (index.One(reading.Sight, reading.Viewer.Subject.Today, entity) is { } seen && listed.Best(seen) is var (score, one, other)) found.Add((seen, listed, score, one, other));
        }

        var best = found.OrderByDescending(f => f.Score.Score).ThenBy(f => f.Seen.Of.Entity).ThenBy(f => f.Entry.Entry.Id, StringComparer.Ordinal).Take(take).ToList();
        var names = await reading.EntitiesAsync(best.Select(f => new EntityId(f.Seen.Of.Entity)), stop);
        return [.. best.Where(f => names.ContainsKey(new EntityId(f.Seen.Of.Entity))).Select(f => new ListHit(
            names[new EntityId(f.Seen.Of.Entity)], f.Entry.Entry, f.Other.Name.Original, f.Score.Score, f.Score.Decision, RecordMatcher.Compare(f.One, f.Other).Reasons, [.. f.Seen.Markings.Select(m => archive.Markings[new MarkingId(m)])]))];
    }

    private sealed record Row
    {
        public long Key { get; init; }
        public string List { get; init; } = "";
        public long Entries { get; init; }
        public long Problems { get; init; }
        public long State { get; init; }
        public long Asked { get; init; }
        public long? Finished { get; init; }
        public long Done { get; init; }
        public long Total { get; init; }
        public string? Fault { get; init; }

        public ScreeningView View() => new(new ScreeningId(Key), List, Entries, Problems, (ScreeningState)State, DateTimeOffset.FromUnixTimeMilliseconds(Asked),
            Finished is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null, Done, Total, Fault);
    }
}
