using System.Collections.Concurrent;
using Dapper;

namespace Puente.Evidence.Storage;

/// <summary>Vocabulary codes, currencies and zones as small integers. Thread-safe; only grows.</summary>
public sealed class CodeBook
{
    private readonly ConcurrentDictionary<string, long> _byText = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, string> _byKey = new();
    private readonly Database _database;

    private CodeBook(Database database) => _database = database;

    internal static async Task<CodeBook> LoadAsync(Database database, CancellationToken stop = default)
    {
        var book = new CodeBook(database);
        await using var connection = await database.OpenAsync(stop);
        foreach (var (key, text) in await connection.QueryAsync<(long, string)>("select key, text from code")) book.Keep(key, text);
        return book;
    }

    /// <summary>The code of a key.</summary>
    public string this[long key] => _byKey[key];

    /// <summary>The key of a code that was recorded before; false when no row can have it.</summary>
    public bool TryFind(string text, out long key) => _byText.TryGetValue(text, out key);

    /// <summary>The key of a code that was interned.</summary>
    internal long Key(string text) => _byText[text];

    /// <summary>Makes sure every code has a key.</summary>
    public async Task<IReadOnlyDictionary<string, long>> InternAsync(IEnumerable<string> codes)
    {
        var wanted = codes.Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Exists(code => !_byText.ContainsKey(code)))
            await _database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
            {
                foreach (var text in wanted.Where(code => !_byText.ContainsKey(code)))
                {
                    var key = _byKey.Count + 1L;
                    await connection.ExecuteAsync("insert into code (key, text) values (@key, @text)", new { key, text }, transaction);
                    Keep(key, text);
                }
            });
        return wanted.ToDictionary(code => code, code => _byText[code], StringComparer.Ordinal);
    }

    private void Keep(long key, string text)
    {
        _byKey[key] = text;
        _byText[text] = key;
    }
}
