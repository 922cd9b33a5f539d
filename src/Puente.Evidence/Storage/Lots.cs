using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;

namespace Puente.Evidence.Storage;

/// <summary>
/// Rows that are read until enough of them show. PostgreSQL sends every row that was asked for before a reader can be left, so what may
/// end early is asked for in lots.
/// </summary>
internal static class Lots
{
    /// <summary>Rows of the first lot: enough for most pages.</summary>
    public const int First = 200;

    /// <summary>Rows of every further lot.</summary>
    public const int Further = 5_000;

    /// <summary>
    /// Rows by falling key, those below <paramref name="below"/>. <paramref name="sql"/> ends in a condition and names <c>@below</c>.
    /// </summary>
    public static async IAsyncEnumerable<T> NewestFirstAsync<T>(
        DbConnection connection, string sql, object? values, Func<T, long> key, long below = long.MaxValue, [EnumeratorCancellation] CancellationToken stop = default)
    {
        for (var lot = First; ; lot = Further)
        {
            var parameters = new DynamicParameters(values);
            parameters.Add("below", below);
            parameters.Add("lot", lot);
            var rows = (await connection.QueryAsync<T>(new CommandDefinition(sql + " order by key desc limit @lot", parameters, cancellationToken: stop))).AsList();
            foreach (var row in rows) yield return row;
            if (rows.Count < lot) yield break;
            below = key(rows[^1]);
        }
    }
}
