using System.Data.Common;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Keeping;

/// <summary>Makes a node again from a backup, in an empty folder and an empty database of either kind.</summary>
public static class Restore
{
    private const int Slice = 5000;

    /// <summary>
    /// Restores and checks every count and hash against the manifest; a failure leaves no record behind. The store must then be opened,
    /// which brings it to the newest version, and what is derived rebuilt. Refuses <c>restore.not-empty</c>, <c>restore.no-backup</c>,
    /// <c>restore.newer</c> (made by a later version of Puente) and <c>restore.damaged</c>.
    /// </summary>
    /// <param name="file">The archive.</param>
    /// <param name="folder">The data folder, held.</param>
    /// <param name="connection">PostgreSQL connection string; null restores into the folder's SQLite file.</param>
    /// <param name="migrations">The migrations of every project of the node.</param>
    /// <param name="progress">Rows restored so far.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<Result<BackupManifest>> ReadAsync(
        string file, DataFolder folder, string? connection, IReadOnlyList<MigrationSet> migrations, IProgress<long>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!File.Exists(file)) return new Refusal("restore.no-backup", ("file", Path.GetFileName(file)));
        if (connection is null && File.Exists(folder.Record)) return new Refusal("restore.not-empty");
        try
        {
            await using var zip = await ZipFile.OpenReadAsync(file, stop);
            if (await ManifestAsync(zip, stop) is not { } manifest) return new Refusal("restore.no-backup", ("file", Path.GetFileName(file)));
            if (manifest.Format > BackupManifest.Current || IsNewer(manifest, migrations)) return new Refusal("restore.newer");
            await using var database = await Database.OpenAsync(connection ?? folder.Record, [], stop);
            await using var open = await database.OpenAsync(stop);
            if ((await Tables.ListAsync(database, open, null, new HashSet<string>())).Count > 0) return new Refusal("restore.not-empty");
            foreach (var set in migrations)
                if (manifest.Versions.TryGetValue(set.Name, out var versions)) await Migrator.MigrateAsync(database, open, set, stop, versions);
            await FillAsync(zip, manifest, open, progress, stop);
            await WriteFilesAsync(zip, manifest, folder.Root, stop);
            return manifest;
        }
        catch (InvalidDataException error)
        {
            if (connection is null) Discard(folder.Record);
            return new Refusal("restore.damaged", ("reason", error.Message));
        }
    }

    private static async Task FillAsync(ZipArchive zip, BackupManifest manifest, DbConnection open, IProgress<long>? progress, CancellationToken stop)
    {
        await using var transaction = await open.BeginTransactionAsync(stop);
        var done = 0L;
        foreach (var table in manifest.Tables)
        {
            await open.ExecuteAsync($"delete from {table.Name}", transaction: transaction);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var lines = await TableAsync(zip, table, stop);
            var (slice, rows) = (new List<object?[]>(Slice), 0L);
            await foreach (var row in TableLines.ReadAsync(lines, table.Columns, hash).WithCancellation(stop))
            {
                slice.Add(row);
                if (slice.Count == Slice) await WriteAsync();
            }

            await WriteAsync();
            Demand(table, rows, hash);
            if (await open.ExecuteScalarAsync<long>($"select count(*) from {table.Name}", transaction: transaction) != table.Rows) throw Damaged(table.Name, "count");

            async Task WriteAsync()
            {
                rows += await Bulk.InsertAsync(open, transaction, table.Name, [.. table.Columns.Select(c => c.Name)], slice);
                done += slice.Count;
                progress?.Report(done);
                slice.Clear();
            }
        }

        await transaction.CommitAsync(stop);
    }

    private static async Task WriteFilesAsync(ZipArchive zip, BackupManifest manifest, string root, CancellationToken stop)
    {
        foreach (var file in manifest.Files)
        {
            var path = Path.GetFullPath(Path.Combine(root, file.Path));
            if (!path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw Damaged(file.Path, "outside");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using (var from = await FileAsync(zip, file, stop))
            await using (var to = File.Create(path))
                await from.CopyToAsync(to, stop);
            if (await BackupArchive.HashAsync(path, stop) != file.Sha256) throw Damaged(file.Path, "changed");
        }
    }

    /// <summary>The lines of a table in an archive.</summary>
    internal static Task<Stream> TableAsync(ZipArchive zip, BackupTable table, CancellationToken stop) =>
        (zip.GetEntry($"tables/{table.Name}.ndjson") ?? throw Damaged(table.Name, "missing")).OpenAsync(stop);

    /// <summary>The bytes of a file in an archive.</summary>
    internal static Task<Stream> FileAsync(ZipArchive zip, BackupFile file, CancellationToken stop) =>
        (zip.GetEntry("files/" + file.Path) ?? throw Damaged(file.Path, "missing")).OpenAsync(stop);

    /// <summary>What was read of a table is what the manifest says.</summary>
    internal static void Demand(BackupTable table, long rows, IncrementalHash hash)
    {
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != table.Sha256) throw Damaged(table.Name, "changed");
        if (rows != table.Rows) throw Damaged(table.Name, "count");
    }

    internal static async Task<BackupManifest?> ManifestAsync(ZipArchive zip, CancellationToken stop)
    {
        if (zip.GetEntry("manifest.json") is not { } entry) return null;
        await using var page = await entry.OpenAsync(stop);
        try
        {
            return await JsonSerializer.DeserializeAsync<BackupManifest>(page, BackupArchive.Json, stop);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsNewer(BackupManifest manifest, IReadOnlyList<MigrationSet> migrations) =>
        manifest.Versions.Any(v => migrations.FirstOrDefault(s => s.Name == v.Key) is not { } set || v.Value.Except(Migrator.Versions(set)).Any());

    private static void Discard(string record)
    {
        foreach (var part in new[] { "", "-wal", "-shm" }) File.Delete(record + part);
    }

    internal static InvalidDataException Damaged(string name, string how) => new(string.Create(CultureInfo.InvariantCulture, $"{name}: {how}"));
}
