using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Puente.Evidence.Storage;

/// <summary>One row on its way into a table; values are put in the order of the columns.</summary>
public interface IRow
{
    /// <summary>A number, or null.</summary>
    void Put(long? value);

    /// <summary>Text, or null.</summary>
    void Put(string? value);

    /// <summary>Bytes, or null.</summary>
    void Put(byte[]? value);
}

/// <summary>Writes many rows the quick way of each database: COPY on PostgreSQL, one prepared statement on SQLite.</summary>
public static class Bulk
{
    private const int FewRows = 20;

    /// <summary>Inserts a row for each item into <paramref name="columns"/>; returns how many. <paramref name="write"/> gets the item and its place in the list.</summary>
    public static async Task<int> InsertAsync<T>(
        DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<string> columns, IReadOnlyList<T> items, Action<IRow, T, int> write)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(write);
        if (items.Count == 0) return 0;
        switch (connection)
        {
            case SqliteConnection sqlite:
                using (var rows = new SqliteRows(sqlite, Insert(table, columns))) rows.Write(items, write);
                break;
            case NpgsqlConnection postgres when items.Count > FewRows:
                await using (var copy = await postgres.BeginBinaryImportAsync($"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)"))
                {
                    new CopyRows(copy).Write(items, write);
                    await copy.CompleteAsync();
                }

                break;
            default:
                await using (var command = connection.CreateCommand())
                {
                    (command.Transaction, command.CommandText) = (transaction, Insert(table, columns));
                    await new CommandRows(command, columns.Count).WriteAsync(items, write);
                }

                break;
        }

        return items.Count;
    }

    /// <summary>Inserts rows of long, string, byte[] or null.</summary>
    internal static Task<int> InsertAsync(DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<string> columns, IReadOnlyCollection<object?[]> rows) =>
        InsertAsync(connection, transaction, table, columns, rows as IReadOnlyList<object?[]> ?? [.. rows], (row, values, _) =>
        {
            foreach (var value in values)
                switch (value)
                {
                    case null: row.Put((long?)null); break;
                    case long number: row.Put(number); break;
                    case string text: row.Put(text); break;
                    case byte[] bytes: row.Put(bytes); break;
                    default: throw new ArgumentException($"A column holds text, bigint or blob, not {value.GetType().Name}.");
                }
        });

    private static string Insert(string table, IReadOnlyList<string> columns) =>
        $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
}
