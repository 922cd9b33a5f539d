using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Puente.Evidence.Storage;

/// <summary>
/// The store: one SQLite file or one PostgreSQL database behind the same SQL. Readers open connections of their own;
/// all writes go through <see cref="Writer"/>. Disposing ends the writer after what was queued.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private readonly DbDataSource _source;

    private Database(DbDataSource source, bool isPostgres, string? file)
    {
        (_source, IsPostgres, File) = (source, isPostgres, file);
        Writer = new Writer(OpenForWritingAsync);
    }

    /// <summary>True on PostgreSQL, false on SQLite.</summary>
    public bool IsPostgres { get; }

    /// <summary>The SQLite file; null on PostgreSQL.</summary>
    public string? File { get; }

    /// <summary>The one queue of writes.</summary>
    public Writer Writer { get; }

    /// <summary>
    /// Opens a store. <paramref name="connection"/> is a file name, or a PostgreSQL connection string (it contains <c>Host=</c>).
    /// Migrates it to the newest version of every given set of migrations.
    /// </summary>
    public static async Task<Database> OpenAsync(string connection, IEnumerable<MigrationSet> migrations, CancellationToken stop = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connection);
        var postgres = connection.Contains("Host=", StringComparison.OrdinalIgnoreCase);
        Database database;
        if (postgres)
        {
            var settings = new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 200, AutoPrepareMinUsages = 2 };
            database = new Database(NpgsqlDataSource.Create(settings), true, null);
        }
        else
        {
            var file = Path.GetFullPath(connection);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var settings = new SqliteConnectionStringBuilder { DataSource = file, Pooling = true, DefaultTimeout = 30 };
            database = new Database(SqliteFactory.Instance.CreateDataSource(settings.ConnectionString), false, file);
        }

        await using var open = await database.OpenAsync(stop);
        foreach (var set in migrations) await Migrator.MigrateAsync(database, open, set, stop);
        return database;
    }

    /// <summary>A connection for reading. The caller disposes it.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken stop = default)
    {
        var connection = await _source.OpenConnectionAsync(stop);
        if (!IsPostgres)
            await connection.ExecuteAsync(
                "pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on; pragma busy_timeout=30000; pragma cache_size=-16000; pragma mmap_size=1073741824;");
        return connection;
    }

    /// <summary>The writer keeps more pages, so that a page changed by many slices is read once, and copies them home in larger lots.</summary>
    private async Task<DbConnection> OpenForWritingAsync(CancellationToken stop)
    {
        var connection = await OpenAsync(stop);
        if (!IsPostgres) await connection.ExecuteAsync("pragma cache_size=-64000; pragma mmap_size=0; pragma wal_autocheckpoint=8000;");
        return connection;
    }

    /// <summary>True when <paramref name="error"/> says that a unique constraint refused a row, on either database.</summary>
    public static bool IsDuplicate(DbException error) =>
        error is SqliteException { SqliteExtendedErrorCode: 1555 or 2067 } or PostgresException { SqlState: "23505" };

    /// <summary>
    /// A list of keys as SQL text for <c>in (...)</c>, portable on both databases. Keys are integers, so there is nothing to escape;
    /// an empty list gives <c>(null)</c>, which matches nothing.
    /// </summary>
    public static string In(IEnumerable<long> keys)
    {
        var list = string.Join(',', keys);
        return list.Length == 0 ? "(null)" : $"({list})";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await _source.DisposeAsync();
        if (!IsPostgres) SqliteConnection.ClearAllPools();
    }
}
