using System.Data.Common;
using System.Globalization;
using Dapper;
using Puente.Evidence.Datasets;
using Puente.Evidence.Storage;
using Puente.Evidence.Walks;

namespace Puente.Evidence.Import.Jobs;

/// <summary>Why a file of the import folder may go.</summary>
public enum Leftover
{
    /// <summary>A received file that was kept as long as it may be.</summary>
    Expired,

    /// <summary>A file whose receipt or sealing was cut off.</summary>
    Unfinished,

    /// <summary>A file that no row of the store names.</summary>
    Ownerless,
}

/// <summary>
/// Files of the import folder that have no use any more. A received file stays a week after the last import of it has ended, so that a
/// mapping can be put right and the file imported again; one that was never imported stays thirty days; one of a waiting or running import stays.
/// </summary>
internal static class Leftovers
{
    public static readonly TimeSpan AfterImport = TimeSpan.FromDays(7);
    public static readonly TimeSpan Unused = TimeSpan.FromDays(30);
    private static readonly BlockContent[] Kept = [BlockContent.Rows, BlockContent.Rejected];
    private static readonly TimeSpan Underway = TimeSpan.FromDays(1);

    /// <summary>What may go at a moment, each with its reason.</summary>
    public static async Task<IReadOnlyList<(string Path, Leftover Why)>> FindAsync(DbConnection connection, string folder, DateTimeOffset now)
    {
        if (!Directory.Exists(folder))
            return [];
        var uploads = (await connection.QueryAsync<(long Key, long Received, long Open, long? Ended)>(
            "select u.key, u.received, coalesce(sum(case when i.state in (0, 1) then 1 else 0 end), 0), max(i.finished) from upload u left join import i on i.upload = u.key group by u.key, u.received"))
            .ToDictionary(u => u.Key);
        var datasets = (await connection.QueryAsync<long>("select key from dataset")).ToHashSet();
        var found = new List<(string, Leftover)>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            if (Why(path, uploads, datasets, now) is { } why)
                found.Add((path, why));
        return found;
    }

    /// <summary>How many sealed files of datasets that stand are not there.</summary>
    public static async Task<long> MissingAsync(DbConnection connection, DatasetFiles files) =>
        (await connection.QueryAsync<long>("select d.key from dataset d join source s on s.key = d.source where s.state = 1"))
        .Sum(key => Kept.Count(content => !File.Exists(files.PathOf(key, content))));

    private static Leftover? Why(string path, Dictionary<long, (long Key, long Received, long Open, long? Ended)> uploads, HashSet<long> datasets, DateTimeOffset now)
    {
        var (name, kind) = (Path.GetFileNameWithoutExtension(path), Path.GetExtension(path));
        if (UnfinishedFiles.Is(path))
            return now - File.GetLastWriteTimeUtc(path) > Underway ? Leftover.Unfinished : null;
        if (Path.GetFileName(path) == DatasetFiles.ImageName)
            return RowImageLead.Read(path) is { } lead && lead.Datasets.All(d => datasets.Contains(d.Dataset.Key)) ? null : Leftover.Ownerless;
        if (!long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var key))
            return null;
        if (kind is ".dataset" or ".rejected" or DatasetFiles.Facts)
            return datasets.Contains(key) ? null : Leftover.Ownerless;
        if (kind != ".upload")
            return null;
        if (!uploads.TryGetValue(key, out var upload))
            return Leftover.Ownerless;
        if (upload.Open > 0)
            return null;
        var (since, stays) = upload.Ended is { } ended ? (ended, AfterImport) : (upload.Received, Unused);
        return now - DateTimeOffset.FromUnixTimeMilliseconds(since) > stays ? Leftover.Expired : null;
    }
}
