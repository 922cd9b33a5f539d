using System.Globalization;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Keeping;

/// <summary>
/// Before a stopped node is brought to this version, everything it has is copied and the copy verified. The way back is that copy, restored
/// by the version that wrote it.
/// </summary>
public static class Upgrade
{
    /// <summary>
    /// Copies an older store to <c>backups/</c>, and verifies the copy; nothing in the store is changed. Null when it is of this version already.
    /// Refuses <c>keeping.newer</c>, <c>restore.damaged</c> when the copy could not be read back.
    /// </summary>
    /// <param name="folder">The held folder of the node.</param>
    /// <param name="connection">PostgreSQL connection string, or null.</param>
    /// <param name="migrations">The migrations of every project of this version.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<Result<BackupReceipt?>> SaveAsync(DataFolder folder, string? connection, IReadOnlyList<MigrationSet> migrations, TimeProvider clock, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(clock);
        await using var database = await Database.OpenAsync(connection ?? folder.Record, [], stop);
        await using (var open = await database.OpenAsync(stop))
        {
            var age = await StoreVersion.AgeAsync(database, open, migrations);
            if (age == StoreAge.Newer) return new Refusal("keeping.newer", ("folder", folder.Root));
            if (age != StoreAge.Older) return (BackupReceipt?)null;
        }

        var file = Path.Combine(folder.Backups, "before-upgrade-" + clock.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture) + ".zip");
        var (manifest, hash) = await BackupArchive.WriteAsync(database, clock, BackupArchive.Always, folder.Root, file, null, stop);
        var read = await BackupCheck.VerifyAsync(file, stop);
        return read.Refusal is { } damaged ? damaged : new BackupReceipt(file, hash, manifest);
    }
}
