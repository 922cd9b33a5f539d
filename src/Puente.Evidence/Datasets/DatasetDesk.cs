using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Datasets;

/// <summary>
/// Bulk tables with one source and one marking. Rows never change; only viewers whom the marking gives everything see a dataset at all, others
/// get the same answer as for one that is not there.
/// </summary>
public sealed partial class DatasetDesk(Archive archive, Recorder recorder, ActLog acts, Uploads uploads, ITables tables, string folder)
{
    /// <summary>
    /// Makes a dataset of a received file. Refuses <c>import.not-allowed</c>, <c>import.no-such-file</c>, <c>dataset.columns</c> (the file has
    /// other columns), what is wrong with the file, and whatever adding the source refuses.
    /// </summary>
    public async Task<Result<DatasetMade>> MakeAsync(Viewer by, UploadId file, FileShape shape, IReadOnlyList<DatasetColumn> columns, NewSource source, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(source);
        if (!by.Roles.HasFlag(Role.Importer))
            return new Refusal("import.not-allowed");
        if (await uploads.FindAsync(by, file, stop) is null)
            return new Refusal("import.no-such-file");
        var opened = await tables.OpenAsync(uploads.PathOf(file.Key), shape.Options(), stop);
        if (opened.Table is not { } table)
            return new Refusal(opened.Fault!.Code, opened.Fault.Args);
        await using var closing = table;
        if (!table.Head.Columns.SequenceEqual(columns.Select(c => c.Name)))
            return new Refusal("dataset.columns");
        Directory.CreateDirectory(folder);
        var (secret, taken, refused) = (SealedBlocks.NewKey(), Temporary(), Temporary());
        try
        {
            var rejected = new List<RejectedRow>();
            var blank = 0L;
            var count = await WriteAsync(TakeAsync(table, shape, columns, rejected, () => blank++, stop), taken, secret, BlockContent.Rows, stop);
            if (table.Fault is { } fault)
                return new Refusal(fault.Code, fault.Args);
            await WriteAsync(rejected.ToAsyncEnumerable(), refused, secret, BlockContent.Rejected, stop);
            var added = await recorder.AddSourceAsync(by, source);
            if (!added.IsOk)
                return added.Refusal!;
            var key = await KeepAsync(by, source, added.Value, columns, secret, (taken, count), (refused, rejected.Count));
            return new DatasetMade(new DatasetId(key), count, blank, rejected.Count);
        }
        finally
        {
            File.Delete(taken);
            File.Delete(refused);
        }
    }

    private static async IAsyncEnumerable<DatasetRow> TakeAsync(
        ITable table, FileShape shape, IReadOnlyList<DatasetColumn> columns, List<RejectedRow> rejected, Action blank, [EnumeratorCancellation] CancellationToken stop)
    {
        var taken = 0L;
        while (await table.NextAsync(stop) is { } batch)
            foreach (var row in batch)
            {
                if (row.IsBlank)
                    blank();
                else if (row.Flaw is { } flaw)
                    rejected.Add(new RejectedRow(flaw, row.Cells));
                else if (Typed(row, shape, columns, out var cells) is { } problem)
                    rejected.Add(new RejectedRow(problem, row.Cells));
                else
                    yield return new DatasetRow(++taken, row.Line, cells);
            }
    }

    private static async Task<long> WriteAsync<TRow>(IAsyncEnumerable<TRow> rows, string path, byte[] secret, BlockContent content, CancellationToken stop)
    {
        await using var to = File.Create(path);
        var count = await RowBlocks.WriteAsync(rows, to, secret, content, stop);
        to.Flush(flushToDisk: true);
        return count;
    }

    private static Problem? Typed(TableRow row, FileShape shape, IReadOnlyList<DatasetColumn> columns, out string[] cells)
    {
        cells = new string[columns.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            if (columns[i].Canonical(row.Cells[i], shape) is not { } text)
                return new Problem(row.Line, columns[i].Name, "dataset.type", ("value", row.Cells[i]), ("type", columns[i].Type.ToString()));
            cells[i] = text;
        }
        return null;
    }

    private async Task<long> KeepAsync(Viewer by, NewSource source, SourceId id, IReadOnlyList<DatasetColumn> columns, byte[] secret, (string File, long Rows) taken, (string File, long Rows) rejected)
    {
        var marking = await archive.Markings.InternAsync(source.Marking with { Regime = source.Regime });
        return await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var key = await connection.ExecuteScalarAsync<long?>("select max(key) from dataset", transaction: transaction) + 1 ?? 1;
            File.Move(taken.File, PathOf(key, BlockContent.Rows), overwrite: true);
            File.Move(rejected.File, PathOf(key, BlockContent.Rejected), overwrite: true);
            await connection.ExecuteAsync(
                """
                insert into dataset (key, unit, officer, title, source, marking, columns, rows, rejected, secret, made)
                values (@key, @unit, @officer, @Title, @source, @marking, @columns, @taken, @rejected, @secret, @made)
                """,
                new
                {
                    key,
                    unit = by.Unit.Code,
                    officer = by.Officer.Id.Key,
                    source.Title,
                    source = id.Key,
                    marking = marking.Key,
                    columns = ImportJson.Write(columns),
                    taken = taken.Rows,
                    rejected = rejected.Rows,
                    secret,
                    made = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
                }, transaction);
            await acts.WriteAsync(connection, transaction, by, "dataset.make", archive.Ids.Text(IdKind.Dataset, key), marking, new { rows = taken.Rows, rejected = rejected.Rows });
            return key;
        });
    }

    private async Task<DatasetRecord?> FindAsync(Viewer by, DatasetId id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await archive.Database.OpenAsync(stop);
        var found = await connection.QuerySingleOrDefaultAsync<DatasetRecord>($"{DatasetRecord.Select} where d.key = @Key", new { id.Key });
        return found is not null && Reads(by, found) ? found : null;
    }

    private bool Reads(Viewer by, DatasetRecord row) =>
        row.State == 1 && VerdictOf(by, row).Mode == Mode.Full;

    private Verdict VerdictOf(Viewer by, DatasetRecord row) => archive.VerdictOf(by.Subject, archive.Markings[new MarkingId(row.Marking)]);

    private string PathOf(long key, BlockContent content) =>
        Path.Combine(folder, key.ToString(CultureInfo.InvariantCulture) + (content == BlockContent.Rows ? ".dataset" : ".rejected"));

    private string Temporary() => Path.Combine(folder, "sealing-" + RandomNumberGenerator.GetHexString(16, lowercase: true));

    private sealed record DatasetRecord
    {
        public const string Select = "select d.key, d.title, d.source, d.marking, d.columns, d.rows, d.rejected, d.secret, d.made, d.unit, s.state from dataset d join source s on s.key = d.source";

        public long Key { get; init; }

        public string Title { get; init; } = "";

        public long Source { get; init; }

        public long Marking { get; init; }

        public string Columns { get; init; } = "";

        public long Rows { get; init; }

        public long Rejected { get; init; }

        public byte[] Secret { get; init; } = [];

        public long Made { get; init; }

        public string Unit { get; init; } = "";

        public long State { get; init; }

        public DatasetView View(Marking marking) => new(new DatasetId(Key), Title, new SourceId(Source), marking, ImportJson.Read<List<DatasetColumn>>(Columns), Rows, Rejected, DateTimeOffset.FromUnixTimeMilliseconds(Made));
    }
}
