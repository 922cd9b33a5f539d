using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Identity;

/// <content>What was written is noted where it is written and read from the store once it is committed, before the next question is answered.</content>
public sealed partial class IdentityIndex
{
    private readonly List<long> _noted = [];
    private readonly ConcurrentQueue<(bool Recording, long Key)> _changes = new();

    /// <summary>Something that was committed may have changed who meets whom.</summary>
    internal event Action? Moved;

    IReadOnlyCollection<string> IDerived.Tables => [];

    Task<long> IDerived.DifferencesAsync(CancellationToken stop) => Task.FromResult(0L);

    Task IDerived.RecordedAsync(DbConnection connection, DbTransaction transaction, RecordedRows rows)
    {
        // What comes in under a recording that is not in force yet is read when it is.
        if (!_archive.States.Hidden.Contains(rows.Recording))
            _noted.AddRange(rows.Attributes.Select(a => a.Entity.Key).Concat(rows.Facts.Where(f => Holdings.Facts.ContainsKey(f.Kind)).SelectMany(f => new[] { f.From, f.To }).OfType<EntityId>().Select(e => e.Key)).Distinct());
        return Task.CompletedTask;
    }

    Task IDerived.EndedAsync(DbConnection connection, DbTransaction transaction, StatementId statement, RecordingId by) => NoteAsync(connection, transaction, statement);

    Task IDerived.RemarkedAsync(DbConnection connection, DbTransaction transaction, StatementId statement, MarkingId marking) => NoteAsync(connection, transaction, statement);

    async Task IDerived.RebuildAsync(IProgress<long>? progress, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        _read = false;
        _turn.Release();
    }

    private async Task NoteAsync(DbConnection connection, DbTransaction transaction, StatementId statement)
    {
        if (statement.Kind == IdKind.Attribute) _noted.Add(await connection.ExecuteScalarAsync<long>("select entity from attribute where key = @Key", new { statement.Key }, transaction));
        else if (statement.Kind == IdKind.Fact)
            foreach (var (kind, from, to) in await connection.QueryAsync<(long, long?, long?)>("select kind, from_key, to_key from fact where key = @Key", new { statement.Key }, transaction))
                if (Holdings.Facts.ContainsKey(_archive.Codes[kind])) _noted.AddRange(new[] { from, to }.OfType<long>());
    }

    private void OnRecording(long recording, bool inForce)
    {
        _changes.Enqueue((true, recording));
        Moved?.Invoke();
    }

    private void OnCommitted()
    {
        if (_noted.Count == 0) return;
        foreach (var entity in _noted) _changes.Enqueue((false, entity));
        _noted.Clear();
        Moved?.Invoke();
    }

    private void OnRolledBack() => _noted.Clear();

    private async Task CatchUpAsync(DbConnection connection, CancellationToken stop)
    {
        var (taken, entities) = (new List<(bool Recording, long Key)>(), new HashSet<long>());
        try
        {
            while (_changes.TryDequeue(out var change))
            {
                taken.Add(change);
                if (!change.Recording) entities.Add(change.Key);
                else entities.UnionWith(await connection.QueryAsync<long>(new CommandDefinition(OfRecording + HoldingsOfRecording(), new { change.Key }, cancellationToken: stop)));
            }

            foreach (var chunk in WithHolders(entities).ToList().Chunk(Chunk)) Replace(chunk, await ProfilesAsync(connection, chunk, stop));
        }
        catch
        {
            // Whoever asked left, or the database failed: the next question reads it all.
            foreach (var change in taken) _changes.Enqueue(change);
            throw;
        }
    }

    /// <summary>Those whom a recording joins to things, or parts from them.</summary>
    private string HoldingsOfRecording()
    {
        var kinds = HoldingKinds();
        if (kinds.Count == 0) return "";
        var of = $"kind in {Database.In(kinds.Keys)}";
        const string ended = "from fact n join fact o on o.key = n.supersedes where n.recording = @Key and o.";
        return $"\nunion select from_key from fact where recording = @Key and from_key is not null and {of} union select to_key from fact where recording = @Key and to_key is not null and {of}"
            + $"\nunion select o.from_key {ended}{of} and o.from_key is not null union select o.to_key {ended}{of} and o.to_key is not null";
    }

    /// <summary>Entities that a recording says something of, or whose statements it ended.</summary>
    private const string OfRecording =
        """
        select distinct entity from attribute where recording = @Key
        union select distinct o.entity from attribute n join attribute o on o.key = n.supersedes where n.recording = @Key
        """;
}
