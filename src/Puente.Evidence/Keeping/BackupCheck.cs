using System.IO.Compression;
using System.Security.Cryptography;

namespace Puente.Evidence.Keeping;

/// <summary>Opens an archive and reads every byte of it, as a restore would, without a store to put it into.</summary>
public static class BackupCheck
{
    /// <summary>
    /// Every table has the rows and every table and file the hash that the manifest names. Refuses <c>restore.no-backup</c>, <c>restore.damaged</c>.
    /// </summary>
    public static async Task<Result<BackupManifest>> VerifyAsync(string file, CancellationToken stop = default)
    {
        if (!File.Exists(file)) return new Refusal("restore.no-backup", ("file", Path.GetFileName(file)));
        try
        {
            await using var zip = await ZipFile.OpenReadAsync(file, stop);
            if (await Restore.ManifestAsync(zip, stop) is not { } manifest) return new Refusal("restore.no-backup", ("file", Path.GetFileName(file)));
            foreach (var table in manifest.Tables)
            {
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                await using var lines = await Restore.TableAsync(zip, table, stop);
                var rows = 0L;
                await foreach (var _ in TableLines.ReadAsync(lines, table.Columns, hash).WithCancellation(stop)) rows++;
                Restore.Demand(table, rows, hash);
            }

            foreach (var kept in manifest.Files)
            {
                await using var bytes = await Restore.FileAsync(zip, kept, stop);
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, stop)) != kept.Sha256) throw Restore.Damaged(kept.Path, "changed");
            }

            return manifest;
        }
        catch (InvalidDataException error)
        {
            return new Refusal("restore.damaged", ("reason", error.Message));
        }
    }
}
