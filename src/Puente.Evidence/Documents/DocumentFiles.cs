using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Documents;

/// <summary>Where the sealed files of documents lie, under numbers that say nothing of their content.</summary>
/// <param name="folder">A folder of their own, made when the first file comes; null for a store without files.</param>
public sealed class DocumentFiles(string? folder)
{
    /// <summary>Endings: a document's bytes, its text, and what is here of one that is being sent.</summary>
    internal const string Bytes = ".document", Pages = ".pages", Part = ".part";

    private string Folder => folder ?? throw new InvalidOperationException("This store keeps no files.");

    /// <summary>Those beside the received files of a folder.</summary>
    public static DocumentFiles Under(string? folder) => new(folder is null ? null : Path.Combine(folder, "documents"));

    /// <summary>The file of a kind.</summary>
    internal string PathOf(long key, string kind) => Path.Combine(Folder, key.ToString(CultureInfo.InvariantCulture) + kind);

    /// <summary>A name for a file that is being sealed; what a kill leaves of it is taken away later.</summary>
    internal string Temporary() => UnfinishedFiles.Sealed(Made());

    /// <summary>How folders begin in which this node puts plain files for the reading process; no other node has the same.</summary>
    internal string PlainName => "puente-document-" + Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Path.GetFullPath(Folder))).AsSpan(0, 8)) + "-";

    /// <summary>Every file, with its key and ending.</summary>
    internal IEnumerable<(string Path, long Key, string Kind)> All() =>
        folder is null || !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder)
            .Select(path => (path, long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : 0, Path.GetExtension(path)))
            .Where(f => f.Item2 > 0);

    /// <summary>How many sealed files of documents that stand are not there.</summary>
    internal async Task<long> MissingAsync(DbConnection connection) =>
        (await connection.QueryAsync<(long Key, long State)>("select distinct f.key, f.text_state from document_file f join document d on d.file = f.key join source s on s.key = d.source where s.state = 1"))
        .Sum(f => (File.Exists(PathOf(f.Key, Bytes)) ? 0L : 1L) + (f.State != (long)TextState.Read || File.Exists(PathOf(f.Key, Pages)) ? 0L : 1L));

    /// <summary>Bytes that still fit on the disk.</summary>
    internal long Room() => new DriveInfo(Made()).AvailableFreeSpace;

    private string Made()
    {
        Directory.CreateDirectory(Folder);
        return Folder;
    }
}
