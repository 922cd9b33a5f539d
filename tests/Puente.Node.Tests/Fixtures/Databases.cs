using System.Globalization;
using Npgsql;
using Puente.Evidence.Storage;

namespace Puente.Node.Tests.Fixtures;

/// <summary>The databases Puente runs on.</summary>
public enum Engine
{
    /// <summary>One file.</summary>
    Sqlite,

    /// <summary>A server, named by PUENTE_TEST_PG.</summary>
    Postgres,
}

/// <summary>Theory data and empty stores of both databases. PostgreSQL is visibly skipped where there is none.</summary>
public static class Databases
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("PUENTE_TEST_PG");
    private const string Memory = "/dev/shm";
    private static long _made;

    /// <summary>Each database once: <c>[Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]</c>.</summary>
    public static TheoryData<Engine> All => [new(Engine.Sqlite), Row(Engine.Postgres)];

    /// <summary>A row of theory data on this database, skipped where it is not at hand.</summary>
    public static TheoryDataRow<Engine> Row(Engine engine) =>
        new(engine) { Skip = engine == Engine.Postgres && Server is null ? "PUENTE_TEST_PG is not set: no PostgreSQL" : null };

    /// <summary>A place for an empty store: a file in a new folder, or a new schema. Disposing removes it.</summary>
    /// <param name="engine">Which.</param>
    /// <param name="inMemory">For many short-lived stores whose durability is not what is tested: the file in memory, where there is such a place.</param>
    public static async Task<Place> NewAsync(Engine engine, bool inMemory = false)
    {
        var folder = inMemory && Directory.Exists(Memory)
            ? Directory.CreateDirectory(Path.Combine(Memory, Path.GetRandomFileName())).FullName
            : Directory.CreateTempSubdirectory("puente-test-").FullName;
        if (engine == Engine.Sqlite) return new Place(folder, Path.Combine(folder, "puente.db"), null);

        var schema = string.Create(CultureInfo.InvariantCulture, $"t{Environment.ProcessId}_{Interlocked.Increment(ref _made)}");
        await RunAsync($"create schema {schema}");
        var settings = new NpgsqlConnectionStringBuilder(Server ?? throw new InvalidOperationException("PUENTE_TEST_PG is not set")) { SearchPath = schema };
        return new Place(folder, settings.ConnectionString, schema);
    }

    internal static async Task RunAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Server!);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Where one empty store can be made.</summary>
/// <param name="Folder">A folder of its own.</param>
/// <param name="Connection">What <see cref="Database.OpenAsync(string, IEnumerable{MigrationSet}, CancellationToken)"/> takes.</param>
/// <param name="Schema">The schema on PostgreSQL; null on SQLite.</param>
public sealed record Place(string Folder, string Connection, string? Schema) : IAsyncDisposable
{
    /// <summary>Opens the store at its newest version.</summary>
    public Task<Database> OpenAsync() => Database.OpenAsync(Connection, [MigrationSet.Evidence, Puente.Money.MoneyRoom.Migrations]);

    public async ValueTask DisposeAsync()
    {
        if (Schema is not null) await Databases.RunAsync($"drop schema {Schema} cascade");
        Directory.Delete(Folder, recursive: true);
    }
}
