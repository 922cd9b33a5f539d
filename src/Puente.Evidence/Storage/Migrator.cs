using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Dapper;

namespace Puente.Evidence.Storage;

/// <summary>The numbered migrations of one project: embedded <c>*.Migrations.NNN_name.sql</c>, applied in order, each once.</summary>
/// <param name="Name">The project's name in <c>schema_version</c>.</param>
/// <param name="Assembly">Where the files are embedded.</param>
public sealed record MigrationSet(string Name, Assembly Assembly)
{
    /// <summary>The migrations of Puente.Evidence.</summary>
    public static MigrationSet Evidence { get; } = new("evidence", typeof(MigrationSet).Assembly);
}

/// <summary>Brings a store to the newest version. Tokens differ by database: <c>{blob}</c>, <c>{c}</c> (byte order of text),
/// <c>{clustered}</c> with <c>{include (...)}</c> (a table that is its own index, or an index that holds all columns);
/// a table whose key is one bigint is keyed by SQLite's own row number, which saves it an index.</summary>
internal static partial class Migrator
{
    /// <summary>Applies what is missing of a set; with <paramref name="only"/>, no version that is not among them.</summary>
    public static async Task MigrateAsync(Database database, DbConnection connection, MigrationSet set, CancellationToken stop, IReadOnlyCollection<long>? only = null)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            "create table if not exists schema_version (name text not null, version bigint not null, primary key (name, version))", cancellationToken: stop));
        var applied = (await connection.QueryAsync<long>("select version from schema_version where name = @Name", new { set.Name })).ToHashSet();
        foreach (var (version, resource) in Scripts(set))
        {
            if (applied.Contains(version) || only?.Contains(version) == false) continue;
            using var reader = new StreamReader(set.Assembly.GetManifestResourceStream(resource)!);
            var sql = (await reader.ReadToEndAsync(stop))
                .Replace("{blob}", database.IsPostgres ? "bytea" : "blob", StringComparison.Ordinal)
                .Replace("bigint not null primary key", database.IsPostgres ? "bigint not null primary key" : "integer not null primary key", StringComparison.Ordinal)
                .Replace("{c}", database.IsPostgres ? "collate \"C\"" : "", StringComparison.Ordinal);
            sql = database.IsPostgres
                ? Included().Replace(sql, "include ($1)").Replace("{clustered}", "with (autovacuum_vacuum_insert_scale_factor = 0.02)", StringComparison.Ordinal)
                : Included().Replace(sql, "").Replace("{clustered}", "without rowid", StringComparison.Ordinal);
            await using var transaction = await connection.BeginTransactionAsync(stop);
            await connection.ExecuteAsync(sql, transaction: transaction);
            await connection.ExecuteAsync("insert into schema_version (name, version) values (@Name, @version)", new { set.Name, version }, transaction);
            await transaction.CommitAsync(stop);
        }
    }

    /// <summary>The versions of a set, in order.</summary>
    public static IReadOnlyList<long> Versions(MigrationSet set) => [.. Scripts(set).Select(s => s.Version)];

    private static IEnumerable<(long Version, string Resource)> Scripts(MigrationSet set) =>
        from resource in set.Assembly.GetManifestResourceNames()
        let at = resource.IndexOf(".Migrations.", StringComparison.Ordinal)
        where at >= 0 && resource.EndsWith(".sql", StringComparison.Ordinal)
        let version = long.Parse(resource.AsSpan(at + 12, 3), CultureInfo.InvariantCulture)
        orderby version
        select (version, resource);

    [GeneratedRegex(@"\{include \(([a-z_, ]+)\)\}")]
    private static partial Regex Included();
}
