using System.Data;
using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Puente.Evidence.Datasets;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Keeping;

/// <summary>Writes the archive of a store, of whatever version it is: every table at one moment, and the files that belong to the record.</summary>
internal static class BackupArchive
{
    /// <summary>The one table that no archive holds: a restore writes it as it makes the tables.</summary>
    public static readonly IReadOnlySet<string> Always = new HashSet<string>(StringComparer.Ordinal) { "schema_version" };

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly string[] Folders = ["files", "vocabulary"];
    private static readonly string[] Rules = ["vocabulary.yaml", "regimes.yaml", "presets.yaml"];

    /// <summary>Writes it; it appears under its name only when it is whole, and is for the node's account alone.</summary>
    /// <returns>What it holds, and its SHA-256.</returns>
    public static async Task<(BackupManifest Manifest, string Sha256)> WriteAsync(
        Database database, TimeProvider clock, IReadOnlySet<string> without, string folder, string path, IProgress<long>? progress, CancellationToken stop)
    {
        var part = path + ".part";
        try
        {
            var manifest = await WritePartAsync(database, clock, without, folder, part, progress, stop);
            var hash = await HashAsync(part, stop);
            File.Move(part, path);
            return (manifest, hash);
        }
        finally
        {
            File.Delete(part);
        }
    }

    public static async Task<string> HashAsync(string file, CancellationToken stop)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, stop));
    }

    private static async Task<BackupManifest> WritePartAsync(
        Database database, TimeProvider clock, IReadOnlySet<string> without, string folder, string part, IProgress<long>? progress, CancellationToken stop)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var stream = new FileStream(part, options);
        BackupManifest manifest;
        await using (var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, null, stop))
        {
            await using var connection = await database.OpenAsync(stop);
            await using var moment = await MomentAsync(connection, stop);
            var taken = clock.GetUtcNow();
            var versions = await VersionsAsync(connection, moment);
            var tables = new List<BackupTable>();
            foreach (var (name, columns) in await Tables.ListAsync(database, connection, moment, without))
            {
                await using var lines = await zip.CreateEntry($"tables/{name}.ndjson", CompressionLevel.Fastest).OpenAsync(stop);
                await using var rows = await ReadAsync(connection, moment, name, columns, stop);
                var (count, hash) = await TableLines.WriteAsync(rows, columns, lines, stop);
                tables.Add(new BackupTable(name, columns, count, hash));
                progress?.Report(tables.Sum(t => t.Rows));
            }

            var files = await WriteFilesAsync(zip, folder, stop);
            manifest = new BackupManifest(BackupManifest.Current, taken, database.IsPostgres ? "postgresql" : "sqlite", versions, tables, files);
            await using var page = await zip.CreateEntry("manifest.json", CompressionLevel.Fastest).OpenAsync(stop);
            await JsonSerializer.SerializeAsync(page, manifest, Json, stop);
        }

        stream.Flush(flushToDisk: true);
        return manifest;
    }

    private static async Task<List<BackupFile>> WriteFilesAsync(ZipArchive zip, string folder, CancellationToken stop)
    {
        var files = new List<BackupFile>();
        foreach (var file in Folders.Select(f => Path.Combine(folder, f)).Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories)).Where(f => !DatasetFiles.IsDerived(f) && !UnfinishedFiles.Is(f) && Path.GetExtension(f) != Documents.DocumentFiles.Part)
            .Concat(Rules.Select(f => Path.Combine(folder, f)).Where(File.Exists)).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            await using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await using var entry = await zip.CreateEntry("files/" + name, CompressionLevel.Fastest).OpenAsync(stop);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (buffer, length) = (new byte[1 << 16], 0L);
            for (int read; (read = await from.ReadAsync(buffer, stop)) > 0; length += read)
            {
                hash.AppendData(buffer, 0, read);
                await entry.WriteAsync(buffer.AsMemory(0, read), stop);
            }

            files.Add(new BackupFile(name, length, Convert.ToHexStringLower(hash.GetHashAndReset())));
        }

        return files;
    }

    /// <summary>One moment of the whole store, which writers do not wait for.</summary>
    private static async Task<DbTransaction> MomentAsync(DbConnection connection, CancellationToken stop) =>
        connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);

    private static async Task<DbDataReader> ReadAsync(DbConnection connection, DbTransaction moment, string table, IReadOnlyList<BackupColumn> columns, CancellationToken stop) =>
        await connection.ExecuteReaderAsync(new CommandDefinition(
            $"select {string.Join(", ", columns.Select(c => c.Name))} from {table}", transaction: moment, commandTimeout: 0, cancellationToken: stop));

    private static async Task<Dictionary<string, IReadOnlyList<long>>> VersionsAsync(DbConnection connection, DbTransaction moment) =>
        (await connection.QueryAsync<(string Name, long Version)>("select name, version from schema_version order by name, version", transaction: moment))
        .GroupBy(r => r.Name).ToDictionary(g => g.Key, g => (IReadOnlyList<long>)[.. g.Select(r => r.Version)]);
}
