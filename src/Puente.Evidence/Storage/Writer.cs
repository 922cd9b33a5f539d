using System.Data;
using System.Data.Common;
using System.Threading.Channels;

namespace Puente.Evidence.Storage;

/// <summary>Who goes first when several writes wait.</summary>
public enum Lane
{
    /// <summary>Acts and what an officer waits for on a page.</summary>
    Prompt,
    /// <summary>Slices of imports and other long work.</summary>
    Bulk,
}

/// <summary>
/// The one queue of writes. Each piece of work runs alone in a transaction of its own and is durable when its task completes;
/// prompt work overtakes bulk work, and bulk work comes in slices of about <see cref="Slice"/>, so an import never blocks a page.
/// Work that throws is rolled back and its task fails; the queue goes on.
/// </summary>
public sealed class Writer : IAsyncDisposable
{
    /// <summary>How long a slice of bulk work should last at most.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    private readonly Channel<Work> _prompt = Channel.CreateUnbounded<Work>(new() { SingleReader = true });
    private readonly Channel<Work> _bulk = Channel.CreateUnbounded<Work>(new() { SingleReader = true });
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly Func<CancellationToken, Task<DbConnection>> _open;
    private readonly Task _loop;
    private volatile bool _closed;

    /// <summary>Called after each commit but those of <see cref="NoteAsync"/>, before the next write and before anybody is told. It must not throw.</summary>
    internal event Action? Committed;

    /// <summary>Called when work failed and nothing of it was written. It must not throw.</summary>
    internal event Action? RolledBack;

    /// <summary>How much work waits for its turn.</summary>
    internal int Queued => _waiting.CurrentCount;

    internal Writer(Func<CancellationToken, Task<DbConnection>> open)
    {
        _open = open;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Runs <paramref name="work"/> in one transaction; completes when it is durable.</summary>
    /// <param name="lane">Its turn.</param>
    /// <param name="work">The writes.</param>
    /// <param name="settled">
    /// Brings what is kept in memory to what was committed: after the commit, before the next write and before the task completes, so that
    /// memory changes in the order of the commits. It must not throw.
    /// </param>
    public Task<T> WriteAsync<T>(Lane lane, Func<DbConnection, DbTransaction, Task<T>> work, Action<T>? settled = null) => WriteAsync(lane, work, settled, quiet: false);

    /// <summary>
    /// Runs prompt work that changes nothing of which anything is kept in memory: an act of seeing, a question that is kept. So what follows the
    /// record does not look whether it changed.
    /// </summary>
    public Task NoteAsync(Func<DbConnection, DbTransaction, Task> work) =>
        WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            await work(connection, transaction);
            return new Done();
        }, null, quiet: true);

    private Task<T> WriteAsync<T>(Lane lane, Func<DbConnection, DbTransaction, Task<T>> work, Action<T>? settled, bool quiet)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var queue = lane == Lane.Prompt ? _prompt : _bulk;
        queue.Writer.TryWrite(new Work(
            async connection =>
            {
                await using var transaction = await connection.BeginTransactionAsync();
                var value = await work(connection, transaction);
                await transaction.CommitAsync();
                settled?.Invoke(value);
                if (!quiet) Committed?.Invoke();
                done.SetResult(value);
            },
            error => done.TrySetException(error)));
        _waiting.Release();
        return done.Task;
    }

    /// <summary>Runs <paramref name="work"/> in one transaction; completes when it is durable.</summary>
    public Task WriteAsync(Lane lane, Func<DbConnection, DbTransaction, Task> work) =>
        WriteAsync(lane, async (connection, transaction) =>
        {
            await work(connection, transaction);
            return new Done();
        });

    private async Task LoopAsync()
    {
        DbConnection? connection = null;
        while (true)
        {
            await _waiting.WaitAsync();
            if (!_prompt.Reader.TryRead(out var work) && !_bulk.Reader.TryRead(out work)) break;
            try
            {
                connection ??= await _open(CancellationToken.None);
                await work.Run(connection);
            }
            catch (Exception error)
            {
                RolledBack?.Invoke();
                work.Fail(error);
                if (connection is null || (connection.State == ConnectionState.Open && error is not DbException { IsTransient: true })) continue;
                await connection.DisposeAsync();
                connection = null;
            }
        }

        if (connection is not null) await connection.DisposeAsync();
    }

    /// <summary>Ends the queue after what was queued before.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closed) return;
        _closed = true;
        _waiting.Release();
        await _loop;
        _waiting.Dispose();
    }

    private sealed record Work(Func<DbConnection, Task> Run, Action<Exception> Fail);
}
