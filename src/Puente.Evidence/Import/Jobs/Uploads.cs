using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Import.Jobs;

/// <summary>A file that was received.</summary>
/// <param name="Id">Key.</param>
/// <param name="Name">Name it came with.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Digest">SHA-256, hexadecimal.</param>
public sealed record Upload(UploadId Id, string Name, long Bytes, string Digest);

/// <summary>Files that units received for import. A file belongs to the unit that received it; other units cannot name it.</summary>
public sealed class Uploads(Archive archive, ActLog acts, string folder)
{
    /// <summary>Keeps a file. Refuses <c>import.not-allowed</c> and <c>import.file-empty</c>.</summary>
    public async Task<Result<Upload>> ReceiveAsync(Viewer by, string name, Stream bytes, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(bytes);
        if (!by.Roles.HasFlag(Role.Importer))
            return new Refusal("import.not-allowed");
        Directory.CreateDirectory(folder);
        var temporary = UnfinishedFiles.Received(folder);
        try
        {
            var (length, digest) = await CopyAsync(bytes, temporary, stop);
            if (length == 0)
                return new Refusal("import.file-empty");
            var shown = Path.GetFileName(name) is { Length: > 0 } plain ? plain[..Math.Min(plain.Length, 200)] : "file";
            return await archive.Database.Writer.WriteAsync<Result<Upload>>(Lane.Prompt, async (connection, transaction) =>
            {
                var key = await ImportRow.NextKeyAsync(connection, transaction, "upload");
                File.Move(temporary, PathOf(key), overwrite: true);
                await connection.ExecuteAsync("insert into upload (key, unit, officer, name, bytes, digest, received) values (@key, @unit, @officer, @shown, @length, @digest, @now)",
                    new { key, unit = by.Unit.Code, officer = by.Officer.Id.Key, shown, length, digest, now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds() }, transaction);
                await acts.WriteAsync(connection, transaction, by, "import.receive", archive.Ids.Text(IdKind.Upload, key), null, new { digest, bytes = length });
                return new Upload(new UploadId(key), shown, length, digest);
            });
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>A file of the viewer's unit, or null.</summary>
    public async Task<Upload?> FindAsync(Viewer by, UploadId id, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await archive.Database.OpenAsync(stop);
        var row = await connection.QuerySingleOrDefaultAsync<(string Name, long Bytes, string Digest)?>(
            "select name, bytes, digest from upload where key = @Key and unit = @unit", new { id.Key, unit = by.Unit.Code });
        return row is { } r && File.Exists(PathOf(id.Key)) ? new Upload(id, r.Name, r.Bytes, r.Digest) : null;
    }

    /// <summary>Reads a file of the viewer's unit in place: what <paramref name="read"/> makes of its path, or the default when there is no such file for the viewer.</summary>
    public async Task<T?> ReadAsync<T>(Viewer by, UploadId id, Func<string, Task<T>> read, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        return await FindAsync(by, id, stop) is null ? default : await read(PathOf(id.Key));
    }

    /// <summary>Where the bytes are.</summary>
    internal string PathOf(long key) => Path.Combine(folder, key.ToString(CultureInfo.InvariantCulture) + ".upload");

    private static async Task<(long Length, string Digest)> CopyAsync(Stream from, string path, CancellationToken stop)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 * 1024);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        var length = 0L;
        while (await from.ReadAsync(buffer, stop) is var read and > 0)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), stop);
            length += read;
        }
        file.Flush(flushToDisk: true);
        return (length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
