using Dapper;
using Microsoft.Extensions.Time.Testing;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Keeping;
using Puente.Evidence.Sharing;
using Puente.Node.Demo;
using Puente.Node.Hosting;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Keeping;

/// <summary>A node's store with the demo world in it, in a held folder, on one database.</summary>
internal sealed class Vault : IAsyncDisposable
{
    private readonly Place _place;

    private Vault(Place place, DataFolder folder, EvidenceStore store, FakeTimeProvider clock) => (_place, Folder, Store, Clock) = (place, folder, store, clock);

    public DataFolder Folder { get; }

    public EvidenceStore Store { get; }

    public FakeTimeProvider Clock { get; }

    public Place Place => _place;

    public static async Task<Vault> NewAsync(Engine engine)
    {
        var place = await Databases.NewAsync(engine);
        var folder = DataFolder.Open(place.Folder).Value;
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
        var store = await EvidenceStore.OpenAsync(folder, engine == Engine.Postgres ? place.Connection : null, clock, Rooms.Migrations);
        await DemoWorld.MakeAsync(store, folder.Files);
        return new Vault(place, folder, store, clock);
    }

    public Viewer As(string login, string purpose = "investigation")
    {
        var officer = Store.Roster.Current.ByLogin(login)!;
        return Store.Viewers.Open(officer.Id, officer.Units[0], purpose).Value;
    }

    /// <summary>Every row of every table as text, sorted; the migrations that made the tables left out.</summary>
    public static async Task<IReadOnlyList<string>> ContentAsync(EvidenceStore store)
    {
        await using var connection = await store.Database.OpenAsync();
        var lines = new List<string>();
        foreach (var (name, columns) in await Tables.ListAsync(store.Database, connection, null, new HashSet<string> { "schema_version" }))
            foreach (IDictionary<string, object?> row in await connection.QueryAsync($"select * from {name}"))
                lines.Add($"{name} {string.Join('|', columns.Select(c => row[c.Name] is byte[] bytes ? Convert.ToHexString(bytes) : row[c.Name]?.ToString()))}");
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    public Task<Result<BackupReceipt>> BackupAsync(string name) => Store.Backup.WriteAsync(Author.Machine, Folder.Root, Path.Combine(Folder.Root, "backups", name));

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Folder.Dispose();
        await _place.DisposeAsync();
    }
}
