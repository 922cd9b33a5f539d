namespace Puente.Bench;

/// <summary>An empty store on one database, and what it takes on disk.</summary>
internal sealed record Engine(string Name)
{
    public static readonly Engine Sqlite = new("SQLite");
    public static readonly Engine Postgres = new("PostgreSQL");

    public static IReadOnlyList<Engine> Read(string names) => names switch
    {
        "both" => [Sqlite, Postgres],
        "sqlite" => [Sqlite],
        "postgres" => [Postgres],
        _ => throw new ArgumentException("Say both, sqlite or postgres.", nameof(names)),
    };

    /// <summary>A new place; disposing removes it. PostgreSQL gets a cluster of its own.</summary>
    public async Task<Place> NewAsync()
    {
        var folder = Directory.CreateTempSubdirectory("puente-bench-").FullName;
        if (this == Sqlite) return new Place(this, folder, Path.Combine(folder, "puente.db"), null);
        var cluster = await Cluster.StartAsync(folder);
        return new Place(this, folder, cluster.Connection, cluster);
    }
}

/// <summary>Where a store lies.</summary>
internal sealed record Place(Engine Engine, string Folder, string Connection, Cluster? Cluster) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        if (Cluster is not null) await Cluster.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
