using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using SQLitePCL;

namespace Puente.Evidence.Storage;

/// <summary>Rows bound straight to a prepared statement of SQLite: no boxed value, no parameter object.</summary>
internal sealed class SqliteRows : IRow, IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _utf8 = new byte[256];
    private int _column;

    public SqliteRows(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    public void Write<T>(IReadOnlyList<T> items, Action<IRow, T, int> write)
    {
        for (var i = 0; i < items.Count; i++)
        {
            _column = 0;
            write(this, items[i], i);
            var code = raw.sqlite3_step(_statement);
            raw.sqlite3_reset(_statement);
            if (code != raw.SQLITE_DONE) Check(code);
        }
    }

    public void Put(long? value) => Check(value is { } number ? raw.sqlite3_bind_int64(_statement, ++_column, number) : raw.sqlite3_bind_null(_statement, ++_column));

    public void Put(string? value)
    {
        if (value is null)
        {
            Put((long?)null);
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (most > _utf8.Length) _utf8 = new byte[most];
        var length = Encoding.UTF8.GetBytes(value, _utf8);
        // An empty span would bind null.
        Check(length == 0 ? raw.sqlite3_bind_text(_statement, ++_column, "") : raw.sqlite3_bind_text(_statement, ++_column, _utf8.AsSpan(0, length)));
    }

    public void Put(byte[]? value) => Check(value switch
    {
        null => raw.sqlite3_bind_null(_statement, ++_column),
        [] => raw.sqlite3_bind_zeroblob(_statement, ++_column, 0),
        _ => raw.sqlite3_bind_blob(_statement, ++_column, value),
    });

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, _database);
    }
}

/// <summary>Rows of one binary COPY into PostgreSQL; the caller completes it.</summary>
internal sealed class CopyRows(NpgsqlBinaryImporter copy) : IRow
{
    public void Write<T>(IReadOnlyList<T> items, Action<IRow, T, int> write)
    {
        for (var i = 0; i < items.Count; i++)
        {
            copy.StartRow();
            write(this, items[i], i);
        }
    }

    public void Put(long? value)
    {
        if (value is { } number) copy.Write(number, NpgsqlDbType.Bigint);
        else copy.WriteNull();
    }

    public void Put(string? value)
    {
        if (value is null) copy.WriteNull();
        else copy.Write(value, NpgsqlDbType.Text);
    }

    public void Put(byte[]? value)
    {
        if (value is null) copy.WriteNull();
        else copy.Write(value, NpgsqlDbType.Bytea);
    }
}

/// <summary>Few rows, by the parameters of one command.</summary>
internal sealed class CommandRows : IRow
{
    private readonly DbCommand _command;
    private int _column;

    public CommandRows(DbCommand command, int columns)
    {
        _command = command;
        for (var i = 0; i < columns; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"p{i}";
            command.Parameters.Add(parameter);
        }
    }

    public async Task WriteAsync<T>(IReadOnlyList<T> items, Action<IRow, T, int> write)
    {
        for (var i = 0; i < items.Count; i++)
        {
            _column = 0;
            write(this, items[i], i);
            await _command.ExecuteNonQueryAsync();
        }
    }

    public void Put(long? value) => _command.Parameters[_column++].Value = value is { } number ? number : DBNull.Value;

    public void Put(string? value) => _command.Parameters[_column++].Value = value is null ? DBNull.Value : value;

    public void Put(byte[]? value) => _command.Parameters[_column++].Value = value is null ? DBNull.Value : value;
}
