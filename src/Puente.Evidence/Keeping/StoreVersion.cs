using System.Data.Common;
using Dapper;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Keeping;

/// <summary>How a store compares with this version of the product.</summary>
public enum StoreAge
{
    /// <summary>Nothing is there yet.</summary>
    Empty,

    /// <summary>It is of this version.</summary>
    Current,

    /// <summary>This version knows migrations that were not applied.</summary>
    Older,

    /// <summary>Migrations were applied that this version does not know.</summary>
    Newer,
}

/// <summary>A store is not of this version; the refusal says what to do.</summary>
/// <param name="refusal"><c>keeping.older</c> or <c>keeping.newer</c>.</param>
public sealed class UnfitStoreException(Refusal refusal) : Exception(refusal.ToString())
{
    /// <summary>Why.</summary>
    public Refusal Refusal => refusal;
}

/// <summary>Compares a store with the migrations of this version, before anything in it is changed.</summary>
internal static class StoreVersion
{
    /// <summary>How old it is.</summary>
    public static async Task<StoreAge> AgeAsync(Database database, DbConnection connection, IReadOnlyList<MigrationSet> migrations)
    {
        var tables = await Tables.ListAsync(database, connection, null, new HashSet<string>());
        if (!tables.Any(t => t.Name == "schema_version")) return StoreAge.Empty;
        var applied = (await connection.QueryAsync<(string Name, long Version)>("select name, version from schema_version")).ToHashSet();
        var known = migrations.SelectMany(set => Migrator.Versions(set).Select(v => (set.Name, v))).ToHashSet();
        return applied.Count == 0 ? StoreAge.Empty : !applied.IsSubsetOf(known) ? StoreAge.Newer : !known.IsSubsetOf(applied) ? StoreAge.Older : StoreAge.Current;
    }

    /// <summary>Refuses <c>keeping.newer</c>, and <c>keeping.older</c> unless it is to be upgraded.</summary>
    /// <exception cref="UnfitStoreException">It is not of this version.</exception>
    public static async Task DemandAsync(string connection, string folder, IReadOnlyList<MigrationSet> migrations, bool upgrade, CancellationToken stop)
    {
        await using var database = await Database.OpenAsync(connection, [], stop);
        await using var open = await database.OpenAsync(stop);
        var age = await AgeAsync(database, open, migrations);
        if (age == StoreAge.Newer) throw new UnfitStoreException(new Refusal("keeping.newer", ("folder", folder)));
        if (age == StoreAge.Older && !upgrade) throw new UnfitStoreException(new Refusal("keeping.older", ("folder", folder)));
    }
}
