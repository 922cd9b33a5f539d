using System.Data;
using System.Data.Common;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Keeping;

/// <summary>
/// Copies a node to one portable archive while it runs: every table at one moment, and the files that belong to the record. What is
/// derived is left out and made again by <see cref="Restore"/>. Reading it needs no viewer: it is for whoever keeps the machine,
/// stays on the machine, and leaves an act.
/// </summary>
/// <param name="archive">The record.</param>
/// <param name="acts">The acts.</param>
public sealed class Backup(Archive archive, ActLog acts)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly string[] Folders = ["files", "vocabulary"];
    private static readonly string[] Rules = ["vocabulary.yaml", "regimes.yaml", "presets.yaml"];

    /// <summary>
    /// Writes the archive. It appears under its name only when it is whole. Refuses <c>backup.exists</c> when the file is already there.
    /// </summary>
    /// <param name="by">Who asked; officer 0 for work on a stopped node.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="file">The archive to make.</param>
    /// <param name="progress">Rows written so far.</param>
    /// <param name="stop">Cancels; nothing is left behind.</param>
    public async Task<Result<BackupReceipt>> WriteAsync(Author by, string folder, string file, IProgress<long>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        var path = Path.GetFullPath(file);
        if (File.Exists(path)) return new Refusal("backup.exists", ("file", Path.GetFileName(path)));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var part = path + ".part";
        try
        {
            var manifest = await WriteArchiveAsync(folder, part, progress, stop);
            var hash = await HashAsync(part, stop);
            File.Move(part, path);
            await archive.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) => acts.WriteAsync(
                connection, transaction, by.Officer.Key, by.Unit, by.Purpose, "node.backup", Path.GetFileName(path), null,
                new { rows = manifest.Rows.ToString(CultureInfo.InvariantCulture), sha256 = hash }));
            return new BackupReceipt(path, hash, manifest);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private async Task<BackupManifest> WriteArchiveAsync(string folder, string part, IProgress<long>? progress, CancellationToken stop)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var stream = new FileStream(part, options);
        BackupManifest manifest;
        await using (var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, null, stop))
        {
            await using var connection = await archive.Database.OpenAsync(stop);
            await using var moment = await MomentAsync(connection, stop);
            var taken = archive.Clock.GetUtcNow();
            var versions = await VersionsAsync(connection, moment);
            var derived = archive.Derived.SelectMany(d => d.Tables).Append("schema_version").ToHashSet(StringComparer.Ordinal);
            var tables = new List<BackupTable>();
            foreach (var (name, columns) in await Tables.ListAsync(archive.Database, connection, moment, derived))
            {
                await using var lines = await zip.CreateEntry($"tables/{name}.ndjson", CompressionLevel.Fastest).OpenAsync(stop);
                await using var rows = await ReadAsync(connection, moment, name, columns, stop);
                var (count, hash) = await TableLines.WriteAsync(rows, columns, lines, stop);
                tables.Add(new BackupTable(name, columns, count, hash));
                progress?.Report(tables.Sum(t => t.Rows));
            }

            var files = await WriteFilesAsync(zip, folder, stop);
            manifest = new BackupManifest(BackupManifest.Current, taken, archive.Database.IsPostgres ? "postgresql" : "sqlite", versions, tables, files);
            await using var page = await zip.CreateEntry("manifest.json", CompressionLevel.Fastest).OpenAsync(stop);
            await JsonSerializer.SerializeAsync(page, manifest, Json, stop);
        }

        stream.Flush(flushToDisk: true);
        return manifest;
    }

    private static async Task<List<BackupFile>> WriteFilesAsync(ZipArchive zip, string folder, CancellationToken stop)
    {
        var files = new List<BackupFile>();
        foreach (var file in Folders.Select(f => Path.Combine(folder, f)).Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories)).Where(f => !DatasetFiles.IsDerived(f))
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

    internal static async Task<string> HashAsync(string file, CancellationToken stop)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, stop));
    }
}
