using System.Data.Common;
using System.Text.Json;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Import.Jobs;

/// <summary>An import as it is stored.</summary>
internal sealed record ImportRow
{
    public const string Columns =
        "i.key, i.unit, i.officer, i.purpose, i.upload, u.name as file, u.digest, i.mapping_name, i.mapping, i.terms, i.source, i.marking, i.recording, i.state, i.fault, i.asked, i.finished, i.tally, i.columns as header, i.dataset, i.gate, i.gate_note";

    public const string Tables = "from import i join upload u on u.key = i.upload";

    /// <summary>How a remark about a rejected row is stored.</summary>
    public const long RejectedRemark = 1;

    /// <summary>How a remark about a doubtful identifier is stored.</summary>
    public const long DoubtfulRemark = 2;

    public long Key { get; init; }

    public string Unit { get; init; } = "";

    public long Officer { get; init; }

    public string Purpose { get; init; } = "";

    public long Upload { get; init; }

    public string File { get; init; } = "";

    public string Digest { get; init; } = "";

    public string Mapping_Name { get; init; } = "";

    public string Mapping { get; init; } = "";

    public string Terms { get; init; } = "";

    public long Source { get; init; }

    public long Marking { get; init; }

    public long? Recording { get; init; }

    public long State { get; init; }

    public string? Fault { get; init; }

    public long Asked { get; init; }

    public long? Finished { get; init; }

    public string Tally { get; init; } = "{}";

    public string? Header { get; init; }

    /// <summary>Key of the dataset that comes of it, given when it was asked for; null when rows become statements.</summary>
    public long? Dataset { get; init; }

    public string? Gate { get; init; }

    public string? Gate_Note { get; init; }

    public ImportView View() => new(
        new ImportId(Key), File, Mapping_Name, new Records.SourceId(Source), (ImportState)State, Fault is null ? null : ImportJson.Read<Problem>(Fault),
        DateTimeOffset.FromUnixTimeMilliseconds(Asked), Finished is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null, Officer, ImportJson.Read<Tally>(Tally))
    {
        Dataset = Dataset is { } key ? new DatasetId(key) : null,
    };

    /// <summary>Ends it well, with its act, in the transaction that makes what came of it visible.</summary>
    public async Task FinishAsync(DbConnection connection, DbTransaction transaction, Archive archive, ActLog acts, Viewer by, Tally tally, long now)
    {
        await connection.ExecuteAsync("update import set state = @state, finished = @now, tally = @tally where key = @Key",
            new { state = (long)ImportState.Done, now, tally = ImportJson.Write(tally), Key }, transaction);
        await acts.WriteAsync(connection, transaction, by, "import.finish", archive.Ids.Text(IdKind.Import, Key), new MarkingId(Marking),
            new { tally.Read, tally.Accepted, tally.Rejected, tally.Blank, tally.New, tally.Known, tally.Repeated });
    }

    /// <summary>One import of a unit, or null.</summary>
    public static Task<ImportRow?> FindAsync(DbConnection connection, long key) =>
        connection.QuerySingleOrDefaultAsync<ImportRow>($"select {Columns} {Tables} where i.key = @key", new { key });

    /// <summary>The next key of one of the tables of this folder.</summary>
    public static async Task<long> NextKeyAsync(DbConnection connection, DbTransaction transaction, string table) =>
        await connection.ExecuteScalarAsync<long?>($"select max(key) from {table}", transaction: transaction) + 1 ?? 1;

    /// <summary>
    /// A key for the dataset that an import is to make. It is given when the import is asked for, so that a run after a kill seals the same files.
    /// </summary>
    public static async Task<long> NextDatasetAsync(DbConnection connection, DbTransaction transaction) =>
        await connection.ExecuteScalarAsync<long?>("select max(k) from (select max(key) as k from dataset union all select max(dataset) as k from import) as given", transaction: transaction) + 1 ?? 1;

    /// <summary>
    /// Whether a unit keeps a file as a dataset already, or an earlier import is about to: one that was asked for before <paramref name="before"/>.
    /// </summary>
    public static async Task<bool> IsKeptAsync(DbConnection connection, string unit, string digest, long before = long.MaxValue) =>
        await connection.ExecuteScalarAsync<long>(
            $"select count(*) {Tables} join source s on s.key = i.source where i.dataset is not null and i.unit = @unit and u.digest = @digest and i.key < @before and i.state in (0, 1, 2) and s.state = 1",
            new { unit, digest, before }) > 0;

    /// <summary>Notes what was wrong with rows.</summary>
    public static Task WriteRemarksAsync(DbConnection connection, DbTransaction transaction, long import, IReadOnlyList<(long Line, Remark Remark)> remarks)
    {
        var places = new Dictionary<long, long>();
        return Bulk.InsertAsync(connection, transaction, "import_remark", ["import", "line", "place", "rejected", "problem", "cells"],
            [.. remarks.Select(r => new object?[]
            {
                import, r.Line, places[r.Line] = places.GetValueOrDefault(r.Line) + 1, r.Remark.Rejected ? ImportRow.RejectedRemark : r.Remark.Doubtful ? ImportRow.DoubtfulRemark : 0L,
                ImportJson.Write(r.Remark.Problem), r.Remark.Cells.Count == 0 ? null : ImportJson.Write(r.Remark.Cells),
            })]);
    }
}

/// <summary>What an import still needs to know of its terms when it resumes.</summary>
internal sealed record KeptTerms(string Evaluation, string Language, Records.Standing Persons);

/// <summary>JSON of this folder's columns.</summary>
internal static class ImportJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { IncludeFields = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options) ?? throw new InvalidDataException("Empty JSON.");
}
