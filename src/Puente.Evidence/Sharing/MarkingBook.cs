using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Sharing;

/// <summary>Key of an interned marking.</summary>
public readonly record struct MarkingId(long Key);

/// <summary>All markings of the node, each once, by small integer key. Thread-safe; only grows.</summary>
public sealed class MarkingBook
{
    private readonly ConcurrentDictionary<string, MarkingId> _byText = new();
    private readonly ConcurrentDictionary<long, Marking> _byKey = new();
    private readonly Database _database;
    private long _last;

    private MarkingBook(Database database) => _database = database;

    internal static async Task<MarkingBook> LoadAsync(Database database, CancellationToken stop = default)
    {
        var book = new MarkingBook(database);
        await using var connection = await database.OpenAsync(stop);
        foreach (var (key, canon) in await connection.QueryAsync<(long, string)>("select key, canon from marking order by key")) book.Keep(key, canon);
        return book;
    }

    /// <summary>The highest key given so far.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>The marking of a key.</summary>
    public Marking this[MarkingId id] => _byKey[id.Key];

    /// <summary>The key of <paramref name="marking"/>; written to the store the first time it is seen.</summary>
    public async Task<MarkingId> InternAsync(Marking marking)
    {
        var canon = MarkingText.Write(marking);
        if (_byText.TryGetValue(canon, out var known)) return known;
        return await _database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            if (_byText.TryGetValue(canon, out var raced)) return raced;
            var key = Last + 1;
            await connection.ExecuteAsync("insert into marking (key, canon) values (@key, @canon)", new { key, canon }, transaction);
            Keep(key, canon);
            return new MarkingId(key);
        });
    }

    private void Keep(long key, string canon)
    {
        _byKey[key] = MarkingText.Read(canon);
        _byText[canon] = new MarkingId(key);
        Volatile.Write(ref _last, Math.Max(_last, key));
    }
}
