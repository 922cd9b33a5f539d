using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Records;

/// <summary>
/// The entities of which something was said or taken back: noted where it is written, told once it is committed, read by whoever follows the
/// record. What comes in under a recording that is not in force yet is told when it is.
/// </summary>
internal sealed class EntityChanges : IDisposable
{
    private const string AttributesOfRecording =
        """
        select distinct entity from attribute where recording = @Key
        union select distinct o.entity from attribute n join attribute o on o.key = n.supersedes where n.recording = @Key
        """;

    private readonly List<long> _noted = [];
    private readonly ConcurrentQueue<(bool Recording, long Key)> _changes = new();
    private readonly Archive _archive;
    private readonly IReadOnlyCollection<string>? _kinds;
    private readonly string[] _ends;

    /// <summary>Follows a record from now on.</summary>
    /// <param name="archive">The record.</param>
    /// <param name="kinds">The kinds of facts that count; null is all.</param>
    /// <param name="ends">Columns of the ends that are told.</param>
    public EntityChanges(Archive archive, IReadOnlyCollection<string>? kinds, params string[] ends)
    {
        (_archive, _kinds, _ends) = (archive, kinds, ends);
        archive.Database.Writer.Committed += OnCommitted;
        archive.Database.Writer.RolledBack += OnRolledBack;
        archive.States.Changed += OnRecording;
    }

    /// <summary>Something that was committed concerns an entity.</summary>
    public event Action? Moved;

    /// <summary>Notes statements that are being written.</summary>
    public void Note(RecordedRows rows)
    {
        if (_archive.States.Hidden.Contains(rows.Recording)) return;
        _noted.AddRange(rows.Attributes.Select(a => a.Entity.Key)
            .Concat(rows.Facts.Where(f => _kinds?.Contains(f.Kind) != false).SelectMany(Ends).OfType<EntityId>().Select(e => e.Key)).Distinct());
    }

    /// <summary>Notes a statement that is being ended or marked anew.</summary>
    public async Task NoteAsync(DbConnection connection, DbTransaction transaction, StatementId statement)
    {
        if (statement.Kind == IdKind.Attribute) _noted.Add(await connection.ExecuteScalarAsync<long>("select entity from attribute where key = @Key", new { statement.Key }, transaction));
        else if (statement.Kind == IdKind.Fact)
            foreach (var (kind, from, to, item, place) in await connection.QueryAsync<(long, long?, long?, long?, long?)>("select kind, from_key, to_key, item_key, place_key from fact where key = @Key", new { statement.Key }, transaction))
                if (_kinds?.Contains(_archive.Codes[kind]) != false)
                    _noted.AddRange(_ends.Select(e => e switch { "from_key" => from, "to_key" => to, "item_key" => item, _ => place }).OfType<long>());
    }

    /// <summary>Forgets what was told: whoever follows reads everything anew.</summary>
    public void Clear() => _changes.Clear();

    /// <summary>Hands over the entities told since the last time. When <paramref name="use"/> fails, they are handed over again the next time.</summary>
    public async Task UseAsync(DbConnection connection, Func<HashSet<long>, Task> use, CancellationToken stop)
    {
        var (taken, entities) = (new List<(bool Recording, long Key)>(), new HashSet<long>());
        try
        {
            while (_changes.TryDequeue(out var change))
            {
                taken.Add(change);
                if (!change.Recording) entities.Add(change.Key);
                else entities.UnionWith(await connection.QueryAsync<long>(new CommandDefinition(AttributesOfRecording + FactsOfRecording(), new { change.Key }, cancellationToken: stop)));
            }

            await use(entities);
        }
        catch
        {
            // Whoever asked left, or the database failed.
            foreach (var change in taken) _changes.Enqueue(change);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _archive.Database.Writer.Committed -= OnCommitted;
        _archive.Database.Writer.RolledBack -= OnRolledBack;
        _archive.States.Changed -= OnRecording;
    }

    private IEnumerable<EntityId?> Ends(NewFact fact) => _ends.Select(e => e switch { "from_key" => fact.From, "to_key" => fact.To, "item_key" => fact.Item, _ => fact.Place });

    /// <summary>Those whom a recording joins, or parts from each other.</summary>
    private string FactsOfRecording()
    {
        var of = "";
        if (_kinds is not null)
        {
            var keys = _kinds.Select(k => _archive.Codes.TryFind(k, out var key) ? key : 0).Where(k => k > 0).ToList();
            if (keys.Count == 0) return "";
            of = $" and o.kind in {Database.In(keys)}";
        }

        return string.Concat(_ends.Select(end =>
            $"\nunion select o.{end} from fact o where o.recording = @Key and o.{end} is not null{of}"
            + $"\nunion select o.{end} from fact n join fact o on o.key = n.supersedes where n.recording = @Key and o.{end} is not null{of}"));
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
}
