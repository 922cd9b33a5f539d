using System.Data.Common;
using Dapper;

namespace Puente.Evidence.Storage;

/// <summary>Gives row keys of statements, entities, sources and recordings. One node writes, so a counter in memory is enough;
/// it starts above the highest key in the store. Thread-safe.</summary>
public sealed class Keys
{
    private long _last;

    /// <summary>Keys start above <paramref name="last"/>.</summary>
    public Keys(long last) => _last = last;

    /// <summary>The next key.</summary>
    public long Next() => Interlocked.Increment(ref _last);

    /// <summary>The first of <paramref name="count"/> keys in a row.</summary>
    public long Next(int count) => Interlocked.Add(ref _last, count) - count + 1;

    /// <summary>The last that was given.</summary>
    internal long Last => Volatile.Read(ref _last);

    /// <summary>Goes on above <paramref name="last"/>: worlds that must agree on later keys skip the same gap.</summary>
    internal void SkipTo(long last) => Volatile.Write(ref _last, last);

    internal static async Task<Keys> AboveAllAsync(DbConnection connection)
    {
        var last = await connection.ExecuteScalarAsync<long?>(
            """
            select max(k) from (
              select max(key) k from entity union all select max(key) from attribute union all select max(key) from fact
              union all select max(key) from same_as union all select max(key) from source union all select max(key) from recording
              union all select max(key) from document_file union all select max(key) from document union all select max(key) from document_upload union all select max(key) from quote) as tops
            """);
        return new Keys(last ?? 0);
    }
}
