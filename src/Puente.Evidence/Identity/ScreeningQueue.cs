using System.Data.Common;
using System.Text.Json;
using System.Threading.Channels;
using Dapper;
using Puente.Evidence.Agencies;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Identity;

/// <summary>Runs screenings one after another, each as the officer who asked, in that unit and for that purpose. One that was interrupted is done again.</summary>
public sealed class ScreeningQueue : IAsyncDisposable
{
    private const int Slice = 500;
    private readonly Channel<long> _waiting = Channel.CreateUnbounded<long>(new() { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly Archive _archive;
    private readonly IdentityIndex _index;
    private readonly Uploads _uploads;
    private readonly Viewers _viewers;
    private readonly Action<Exception> _failed;
    private readonly Task _loop;
    private readonly Lock _turn = new();
    private (long Key, CancellationTokenSource Stop)? _running;

    /// <summary>Starts the queue.</summary>
    /// <param name="archive">The record.</param>
    /// <param name="index">Who is to be screened.</param>
    /// <param name="uploads">The lists.</param>
    /// <param name="viewers">Makes the viewer whose sight is screened.</param>
    /// <param name="failed">Told of unexpected failures, which fail their screening and no other.</param>
    public ScreeningQueue(Archive archive, IdentityIndex index, Uploads uploads, Viewers viewers, Action<Exception> failed)
    {
        (_archive, _index, _uploads, _viewers, _failed) = (archive, index, uploads, viewers, failed);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Puts screenings back in the queue that a stop interrupted.</summary>
    public async Task ResumeAsync(CancellationToken stop = default)
    {
        await using var connection = await _archive.Database.OpenAsync(stop);
        foreach (var key in (await connection.QueryAsync<long>(new CommandDefinition("select key from screening where state in (0, 1) order by key", cancellationToken: stop))).ToList()) _waiting.Writer.TryWrite(key);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _closing.CancelAsync();
        await _loop;
        _closing.Dispose();
    }

    /// <summary>Stops one that is running; it was ended before.</summary>
    internal void Cancel(ScreeningId id)
    {
        lock (_turn)
        {
            if (_running is var (key, stop) && key == id.Key) stop.Cancel();
        }
    }

    internal void Add(ScreeningId id) => _waiting.Writer.TryWrite(id.Key);

    private async Task LoopAsync()
    {
        try
        {
            await foreach (var key in _waiting.Reader.ReadAllAsync(_closing.Token))
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
                lock (_turn) _running = (key, stop);
                try
                {
                    await RunAsync(key, stop.Token);
                }
                catch (OperationCanceledException) when (!_closing.IsCancellationRequested)
                {
                    // Its officer broke it off.
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    _failed(error);
                    await EndAsync(key, ScreeningState.Failed, "screening.fault");
                }
                finally
                {
                    lock (_turn) _running = null;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops; what is not done is done again after the next start.
        }
    }

    private async Task RunAsync(long key, CancellationToken stop)
    {
        await using var connection = await _archive.Database.OpenAsync(stop);
        if (!await BeginAsync(key)) return;
        var (officer, unit, purpose, upload, name) = await connection.QuerySingleAsync<(long, string, string, long, string)>("select officer, unit, purpose, upload, list from screening where key = @key", new { key });
        if (_viewers.Open(new OfficerId(officer), unit, purpose) is not { IsOk: true } viewer) { await EndAsync(key, ScreeningState.Failed, "screening.officer-left"); return; }
        var path = _uploads.PathOf(upload);
        if (!File.Exists(path) || ListFiles.Read(path, name) is not { Entries.Count: > 0 } list) { await EndAsync(key, ScreeningState.Failed, "screening.list-unread"); return; }
        await _index.WarmAsync(stop);
        var reading = await _archive.ReadAsync(viewer.Value, stop);
        var everybody = _index.Everybody(reading.Sight, viewer.Value.Subject.Today);
        await _archive.Database.Writer.WriteAsync(Lane.Bulk, (open, transaction) =>
            open.ExecuteAsync("update screening set entries = @entries, problems = @problems, total = @total where key = @key and state = 1",
                new { key, entries = list.Entries.Count, problems = list.Problems.Count, total = everybody.Count }, transaction));
        var search = new ListSearch(list);
        foreach (var slice in everybody.Chunk(Slice).Index())
        {
            stop.ThrowIfCancellationRequested();
            var hits = slice.Item.SelectMany(seen => search.Find(seen).Select(e => (Seen: seen, Entry: e))).ToList();
            await _archive.Database.Writer.WriteAsync(Lane.Bulk, async (open, transaction) =>
            {
                if (await open.ExecuteAsync("update screening set done = @done where key = @key and state = 1", new { key, done = (slice.Index * Slice) + slice.Item.Length }, transaction) == 0) return;
                foreach (var (seen, entry) in hits)
                    await open.ExecuteAsync("insert into screening_hit (screening, entity, entry_id, entry) values (@key, @Entity, @Id, @json)",
                        new { key, seen.Of.Entity, entry.Id, json = JsonSerializer.Serialize(entry) }, transaction);
            });
        }

        await EndAsync(key, ScreeningState.Done, null);
    }

    /// <summary>Begins one that has not ended, without what was found before it was interrupted; false when it has, and then it stays as it is.</summary>
    private Task<bool> BeginAsync(long key) => _archive.Database.Writer.WriteAsync(Lane.Bulk, async (connection, transaction) =>
    {
        if (await connection.ExecuteAsync("update screening set state = 1, done = 0 where key = @key and state in (0, 1)", new { key }, transaction) == 0) return false;
        await connection.ExecuteAsync("delete from screening_hit where screening = @key", new { key }, transaction);
        return true;
    });

    private Task<int> EndAsync(long key, ScreeningState state, string? fault) =>
        _archive.Database.Writer.WriteAsync(Lane.Bulk, (connection, transaction) => EndAsync(connection, transaction, key, state, fault, _archive.Clock));

    /// <summary>Ends one that has not ended; 0 when it has. Only one that was done keeps its hits.</summary>
    internal static async Task<int> EndAsync(DbConnection connection, DbTransaction transaction, long key, ScreeningState state, string? fault, TimeProvider clock)
    {
        var ended = await connection.ExecuteAsync("update screening set state = @state, fault = @fault, finished = @now where key = @key and state in (0, 1)",
            new { key, state = (long)state, fault, now = clock.GetUtcNow().ToUnixTimeMilliseconds() }, transaction);
        if (ended > 0 && state != ScreeningState.Done) await connection.ExecuteAsync("delete from screening_hit where screening = @key", new { key }, transaction);
        return ended;
    }
}
