using System.Data.Common;
using Dapper;
using Puente.Evidence.Identity;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Watches;

/// <summary>
/// Follows the record for the watches: what a watch finds is kept once, and never again, whatever happens in between. After a start, on a new day
/// and when the rights of its officer changed, a watch looks at the whole record; otherwise at the entities of which something was said or taken back.
/// </summary>
public sealed class WatchFollower : IDerived, IDisposable
{
    /// <summary>A watch that finds more than this is too wide.</summary>
    public const int Most = 20_000;

    private const int Slice = 500;
    private readonly Archive _archive;
    private readonly Viewers _viewers;
    private readonly WatchLook _look;
    private readonly EntityChanges _changes;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<long, string> _looked = [];
    private readonly int _most;

    /// <summary>Follows a record from now on.</summary>
    /// <param name="archive">The record.</param>
    /// <param name="viewers">Makes the viewers as which is looked.</param>
    /// <param name="search">The search.</param>
    /// <param name="identities">What is near a line of a list.</param>
    /// <param name="most">A watch that finds more than this is too wide.</param>
    public WatchFollower(Archive archive, Viewers viewers, SearchIndex search, IdentityIndex identities, int most = Most)
    {
        ArgumentNullException.ThrowIfNull(archive);
        (_archive, _viewers, _look, _most) = (archive, viewers, new WatchLook(search, identities), most);
        _changes = new EntityChanges(archive, null, "from_key", "to_key", "item_key", "place_key");
        archive.Derived.Add(this);
    }

    /// <summary>Something that was committed may have been waited for, or a watch began.</summary>
    internal event Action? Moved
    {
        add => _changes.Moved += value;
        remove => _changes.Moved -= value;
    }

    /// <summary>Something new was found, for somebody.</summary>
    public event Action? FoundSomething;

    IReadOnlyCollection<string> IDerived.Tables => [];

    Task<long> IDerived.DifferencesAsync(CancellationToken stop) => Task.FromResult(0L);

    Task IDerived.RecordedAsync(DbConnection connection, DbTransaction transaction, RecordedRows rows)
    {
        _changes.Note(rows);
        return Task.CompletedTask;
    }

    Task IDerived.EndedAsync(DbConnection connection, DbTransaction transaction, StatementId statement, RecordingId by) => _changes.NoteAsync(connection, transaction, statement);

    Task IDerived.RemarkedAsync(DbConnection connection, DbTransaction transaction, StatementId statement, MarkingId marking) => _changes.NoteAsync(connection, transaction, statement);

    async Task IDerived.RebuildAsync(IProgress<long>? progress, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        _looked.Clear();
        _turn.Release();
    }

    /// <summary>Keeps what the watches find of everything committed until now. Says how many new hits there are.</summary>
    internal async Task<int> CatchUpAsync(CancellationToken stop = default)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await using var connection = await _archive.Database.OpenAsync(stop);
            var found = 0;
            await _changes.UseAsync(connection, async entities =>
            {
                var rows = (await connection.QueryAsync<WatchRow>(new CommandDefinition($"{WatchRow.Select} where ended is null and state < 2 order by key", cancellationToken: stop))).ToList();
                foreach (var row in rows) found += await LookAsync(connection, row, entities, stop);
            }, stop);
            if (found > 0) FoundSomething?.Invoke();
            return found;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _changes.Dispose();
        _turn.Dispose();
    }

    private async Task<int> LookAsync(DbConnection connection, WatchRow row, HashSet<long> entities, CancellationToken stop)
    {
        if (row.Viewer(_viewers) is not { } viewer || viewer.Subject.Today > row.Until)
        {
            _looked.Remove(row.Key);
            return 0;
        }

        var (sight, what) = (Written(viewer.Subject), row.What);
        var reading = await _archive.ReadAsync(viewer, stop);
        // A place is a thing of its own: what is said of it concerns entities that were not touched.
        var wide = row.State == WatchRow.Beginning || _looked.GetValueOrDefault(row.Key) != sight || (what.Search?.Place is not null && entities.Count > 0);
        if (!wide && entities.Count == 0) return 0;
        _looked.Remove(row.Key);
        var found = wide ? await _look.AllAsync(reading, what, _most, stop) : await _look.AmongAsync(reading, what, entities, stop);
        if (found.Count > _most)
        {
            await SetStateAsync(row, WatchRow.TooWide);
            return 0;
        }

        var fresh = found.Except(await KeptAsync(connection, row.Key, stop)).OrderBy(f => f.Key).ThenBy(f => f.Line).ToList();
        // What comes in between the beginning of a watch and its first look is new already.
        foreach (var slice in fresh.Chunk(Slice)) await KeepAsync(row, slice, f => row.State == WatchRow.Beginning && (f.Key <= row.Begun_Key || what.Kind == WatchKind.List));
        if (row.State == WatchRow.Beginning) await SetStateAsync(row, WatchRow.Following);
        _looked[row.Key] = sight;
        return row.State == WatchRow.Beginning ? 0 : fresh.Count;
    }

    private static async Task<HashSet<Found>> KeptAsync(DbConnection connection, long watch, CancellationToken stop) =>
        [.. (await connection.QueryAsync<(long Kind, long Statement, long Line, long Entity)>(new CommandDefinition(
            "select kind, statement, line, entity from watch_hit where watch = @watch", new { watch }, cancellationToken: stop))).Select(r => new Found((IdKind)r.Kind, r.Statement, (int)r.Line, r.Entity))];

    private Task KeepAsync(WatchRow row, IEnumerable<Found> found, Func<Found, bool> known) => _archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
    {
        var now = _archive.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var f in found)
            await connection.ExecuteAsync(
                "insert into watch_hit (watch, kind, statement, line, entity, at, known) values (@watch, @kind, @Key, @Line, @Entity, @now, @known) on conflict (watch, kind, statement, line) do nothing",
                new { watch = row.Key, kind = (long)f.Kind, f.Key, Line = (long)f.Line, f.Entity, now, known = known(f) ? 1L : 0L }, transaction);
    });

    private async Task SetStateAsync(WatchRow row, long state) => await _archive.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) =>
        connection.ExecuteAsync("update watch set state = @state where key = @Key", new { state, row.Key }, transaction));

    /// <summary>Everything that decides what a subject sees, as one text.</summary>
    private static string Written(Subject s) => string.Join('|',
        s.Country, s.Agency, string.Join(',', s.Agencies.Order(StringComparer.Ordinal)), string.Join(',', s.Functions.Order(StringComparer.Ordinal)),
        s.Unit, s.Officer, string.Join(',', s.Cases.Order(StringComparer.Ordinal)), s.Purpose, s.Ceiling, s.Today.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
}
