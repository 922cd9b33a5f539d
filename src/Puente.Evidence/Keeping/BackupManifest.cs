namespace Puente.Evidence.Keeping;

/// <summary>What a backup says of itself: <c>manifest.json</c> inside the archive.</summary>
/// <param name="Format">Version of the archive's form.</param>
/// <param name="Taken">When its moment was.</param>
/// <param name="Database">sqlite or postgresql; an archive of one restores into the other.</param>
/// <param name="Versions">Migrations that had been applied, by project.</param>
/// <param name="Tables">Every table that is not derived.</param>
/// <param name="Files">Files of the data folder that belong to the record.</param>
public sealed record BackupManifest(
    int Format, DateTimeOffset Taken, string Database, IReadOnlyDictionary<string, IReadOnlyList<long>> Versions, IReadOnlyList<BackupTable> Tables, IReadOnlyList<BackupFile> Files)
{
    /// <summary>The form written today.</summary>
    public const int Current = 1;

    /// <summary>Rows of all tables.</summary>
    public long Rows => Tables.Sum(t => t.Rows);
}

/// <summary>A table of a backup: one JSON array a row, in <c>tables/NAME.ndjson</c>; blobs are base64.</summary>
/// <param name="Name">The table.</param>
/// <param name="Columns">Its columns in the order of the arrays.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Sha256">Of the uncompressed lines, hexadecimal.</param>
public sealed record BackupTable(string Name, IReadOnlyList<BackupColumn> Columns, long Rows, string Sha256);

/// <summary>A column: text, bigint or blob.</summary>
public sealed record BackupColumn(string Name, string Type);

/// <summary>A file of a backup, under <c>files/</c>.</summary>
/// <param name="Path">Path from the data folder, forward slashes.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of its bytes, hexadecimal.</param>
public sealed record BackupFile(string Path, long Bytes, string Sha256);

/// <summary>What a backup or restore came to.</summary>
/// <param name="File">The archive.</param>
/// <param name="Sha256">Of the archive, hexadecimal; note it beside the place where the archive is kept.</param>
/// <param name="Manifest">What it holds.</param>
public sealed record BackupReceipt(string File, string Sha256, BackupManifest Manifest);
