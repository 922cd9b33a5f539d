using System.Globalization;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
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
        var without = archive.Derived.SelectMany(d => d.Tables).Concat(BackupArchive.Always).ToHashSet(StringComparer.Ordinal);
        var (manifest, hash) = await BackupArchive.WriteAsync(archive.Database, archive.Clock, without, folder, path, progress, stop);
        await archive.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) => acts.WriteAsync(
            connection, transaction, by.Officer.Key, by.Unit, by.Purpose, "node.backup", Path.GetFileName(path), null,
            new { rows = manifest.Rows.ToString(CultureInfo.InvariantCulture), sha256 = hash }));
        return new BackupReceipt(path, hash, manifest);
    }
}
