using System.Data.Common;
using Dapper;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Keeping;

/// <summary>The tables of a store and their columns, asked of the database itself.</summary>
internal static class Tables
{
    /// <summary>Every table but those of the database's own and those left out, by name.</summary>
    public static async Task<IReadOnlyList<(string Name, IReadOnlyList<BackupColumn> Columns)>> ListAsync(
        Database database, DbConnection connection, DbTransaction? transaction, IReadOnlySet<string> without)
    {
        var sql = database.IsPostgres
            ? """
              select c.table_name as name, c.column_name as "column", c.data_type as type from information_schema.columns c
              join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
              where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' order by c.table_name, c.ordinal_position
              """
            : """
              select m.name as name, c.name as "column", c.type as type from pragma_table_list t join sqlite_schema m on m.name = t.name
              join pragma_table_info(m.name) c where t.type = 'table' and t.schema = 'main' and m.name not like 'sqlite~_%' escape '~' order by m.name, c.cid
              """;
        return [.. (await connection.QueryAsync<(string Name, string Column, string Type)>(sql, transaction: transaction))
            .GroupBy(r => r.Name)
            .Where(g => !without.Contains(g.Key))
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, (IReadOnlyList<BackupColumn>)[.. g.Select(r => new BackupColumn(r.Column, Type(r.Type)))]))];
    }

    private static string Type(string declared) => declared.ToUpperInvariant() switch
    {
        "TEXT" => "text",
        "BIGINT" or "INTEGER" => "bigint",
        "BLOB" or "BYTEA" => "blob",
        _ => throw new InvalidOperationException($"A column is of type {declared}; the store knows text, bigint and blob."),
    };
}
