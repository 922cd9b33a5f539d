using System.Data.Common;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;

namespace Puente.Evidence.Identity;

/// <content>What was written is noted where it is written and read from the store once it is committed, before the next question is answered.</content>
public sealed partial class IdentityIndex
{
    private readonly EntityChanges _changes;

    /// <summary>Something that was committed may have changed who meets whom.</summary>
    internal event Action? Moved
    {
        add => _changes.Moved += value;
        remove => _changes.Moved -= value;
    }

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
        _read = false;
        _turn.Release();
    }

    private Task CatchUpAsync(DbConnection connection, CancellationToken stop) => _changes.UseAsync(connection, async entities =>
    {
        foreach (var chunk in WithHolders(entities).ToList().Chunk(Chunk)) Replace(chunk, await ProfilesAsync(connection, chunk, stop));
    }, stop);
}
