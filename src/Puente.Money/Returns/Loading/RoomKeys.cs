using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Puente.Money.Returns.Loading;

/// <summary>Keys of this room's own rows, given inside the one writer's transaction.</summary>
internal static class RoomKeys
{
    /// <summary>The next key of a table.</summary>
    public static async Task<long> NextAsync(DbConnection connection, DbTransaction transaction, string table) =>
        await connection.ExecuteScalarAsync<long?>($"select max(key) from {table}", transaction: transaction) + 1 ?? 1;

    /// <summary>The first of so many keys of pairs, none of which a pair had before.</summary>
    public static async Task<long> NextPairsAsync(DbConnection connection, DbTransaction transaction, int count) =>
        await connection.ExecuteScalarAsync<long>("update money_pair_key set last = last + @count where one = 1 returning last", new { count }, transaction) - count + 1;
}

/// <summary>Days as this room keeps them.</summary>
internal static class Days
{
    public static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    public static string? Text(DateOnly? day) => day is { } given ? Text(given) : null;

    public static DateOnly? Read(string? text) => DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
