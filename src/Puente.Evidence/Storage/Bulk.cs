using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Puente.Evidence.Storage;

/// <summary>Writes many rows the quick way of each database: COPY on PostgreSQL, one prepared statement on SQLite.</summary>
internal static class Bulk
{
    private const int FewRows = 20;

    /// <summary>Inserts rows of long, string, byte[] or null into <paramref name="columns"/>; returns how many.</summary>
    public static async Task<int> InsertAsync(DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<string> columns, IReadOnlyCollection<object?[]> rows)
    {
        if (rows.Count == 0) return 0;
        if (connection is NpgsqlConnection postgres && rows.Count > FewRows) return await CopyAsync(postgres, table, columns, rows);

        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
        foreach (var (_, i) in columns.Select((c, i) => (c, i)))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"p{i}";
            command.Parameters.Add(parameter);
        }

        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = row[i] ?? DBNull.Value;
            await command.ExecuteNonQueryAsync();
        }

        return rows.Count;
    }

    private static async Task<int> CopyAsync(NpgsqlConnection connection, string table, IReadOnlyList<string> columns, IReadOnlyCollection<object?[]> rows)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)");
        foreach (var row in rows)
        {
            await copy.StartRowAsync();
            foreach (var value in row)
            {
                switch (value)
                {
                    case null: await copy.WriteNullAsync(); break;
                    case long number: await copy.WriteAsync(number, NpgsqlDbType.Bigint); break;
                    case string text: await copy.WriteAsync(text, NpgsqlDbType.Text); break;
                    case byte[] bytes: await copy.WriteAsync(bytes, NpgsqlDbType.Bytea); break;
                    default: throw new ArgumentException($"A column holds text, bigint or blob, not {value.GetType().Name}.");
                }
            }
        }

        return (int)await copy.CompleteAsync();
    }
}
