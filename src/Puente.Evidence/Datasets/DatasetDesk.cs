using System.Globalization;
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
public sealed class DatasetDesk(Archive archive, Recorder recorder, ActLog acts, Uploads uploads, ITables tables, string folder)
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
        using var rows = new DatasetFile();
        var (taken, blank, rejected) = await FillAsync(rows, table, shape, columns, stop);
        if (table.Fault is { } fault)
            return new Refusal(fault.Code, fault.Args);
        rows.Write(columns);
        var added = await recorder.AddSourceAsync(by, source);
        if (!added.IsOk)
            return added.Refusal!;
        var key = await KeepAsync(by, source, added.Value, columns, rows.Path, taken, rejected.Count, stop);
        return new DatasetMade(new DatasetId(key), taken, blank, rejected);
    }

    /// <summary>Datasets that the viewer may read, newest first.</summary>
    public async Task<IReadOnlyList<DatasetView>> ListAsync(Viewer by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await archive.Database.OpenAsync(stop);
        var rows = await connection.QueryAsync<DatasetRecord>($"{DatasetRecord.Select} order by d.key desc");
        return [.. rows.Where(r => Reads(by, r)).Select(r => r.View())];
    }

    /// <summary>Rows after a number, or <c>dataset.no-such-dataset</c>.</summary>
    public async Task<Result<IReadOnlyList<DatasetRow>>> RowsAsync(Viewer by, DatasetId id, long after = 0, int take = 50, CancellationToken stop = default)
    {
        if (await FindAsync(by, id, stop) is not { } found)
            return new Refusal("dataset.no-such-dataset");
        using var rows = new DatasetFile();
        await OpenAsync(found, rows.Path, stop);
        return rows.Read(found.View().Columns, after, Math.Clamp(take, 1, 1000)).ToArray();
    }

    /// <summary>Writes plain Parquet. An act. Refuses <c>dataset.no-such-dataset</c> and <c>dataset.not-exportable</c>.</summary>
    public async Task<Result<Done>> ExportAsync(Viewer by, DatasetId id, Stream to, CancellationToken stop = default)
    {
        if (await FindAsync(by, id, stop) is not { } found)
            return new Refusal("dataset.no-such-dataset");
        if (!VerdictOf(by, found).Actions.HasFlag(Permission.Export))
            return new Refusal("dataset.not-exportable");
        await archive.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) =>
            acts.WriteAsync(connection, transaction, by, "dataset.export", archive.Ids.Text(IdKind.Dataset, id.Key), new MarkingId(found.Marking), new { rows = found.Rows }));
        await using var file = File.OpenRead(PathOf(id.Key));
        await SealedFile.OpenAsync(file, to, found.Secret, stop);
        return new Done();
    }

    private static async Task<(long Taken, long Blank, List<Problem> Rejected)> FillAsync(
        DatasetFile rows, ITable table, FileShape shape, IReadOnlyList<DatasetColumn> columns, CancellationToken stop)
    {
        long taken = 0, blank = 0;
        var rejected = new List<Problem>();
        using var appender = rows.Begin(columns);
        while (await table.NextAsync(stop) is { } batch)
            foreach (var row in batch)
            {
                if (row.IsBlank)
                    blank++;
                else if (row.Flaw is { } flaw)
                    rejected.Add(flaw);
                else if (Typed(row, shape, columns, out var cells) is { } problem)
                    rejected.Add(problem);
                else
                {
                    var line = appender.CreateRow().AppendValue(++taken).AppendValue(row.Line);
                    foreach (var cell in cells)
                        line.AppendValue(cell);
                    line.EndRow();
                }
            }
        return (taken, blank, rejected);
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

    private async Task<long> KeepAsync(Viewer by, NewSource source, SourceId id, IReadOnlyList<DatasetColumn> columns, string path, long taken, long rejected, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var secret = SealedFile.NewKey();
        var temporary = Path.Combine(folder, "sealing-" + RandomNumberGenerator.GetHexString(16, lowercase: true));
        await using (var plain = File.OpenRead(path))
        await using (var to = File.Create(temporary))
        {
            await SealedFile.SealAsync(plain, to, secret, stop);
            to.Flush(flushToDisk: true);
        }
        var marking = await archive.Markings.InternAsync(source.Marking with { Regime = source.Regime });
        return await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var key = await connection.ExecuteScalarAsync<long?>("select max(key) from dataset", transaction: transaction) + 1 ?? 1;
            File.Move(temporary, PathOf(key), overwrite: true);
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
                    taken,
                    rejected,
                    secret,
                    made = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
                }, transaction);
            await acts.WriteAsync(connection, transaction, by, "dataset.make", archive.Ids.Text(IdKind.Dataset, key), marking, new { rows = taken, rejected });
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

    private async Task OpenAsync(DatasetRecord found, string path, CancellationToken stop)
    {
        await using var file = File.OpenRead(PathOf(found.Key));
        await using var plain = File.Create(path);
        await SealedFile.OpenAsync(file, plain, found.Secret, stop);
    }

    private string PathOf(long key) => Path.Combine(folder, key.ToString(CultureInfo.InvariantCulture) + ".dataset");

    private sealed record DatasetRecord
    {
        public const string Select = "select d.key, d.title, d.source, d.marking, d.columns, d.rows, d.rejected, d.secret, d.made, s.state from dataset d join source s on s.key = d.source";

        public long Key { get; init; }

        public string Title { get; init; } = "";

        public long Source { get; init; }

        public long Marking { get; init; }

        public string Columns { get; init; } = "";

        public long Rows { get; init; }

        public long Rejected { get; init; }

        public byte[] Secret { get; init; } = [];

        public long Made { get; init; }

        public long State { get; init; }

        public DatasetView View() => new(new DatasetId(Key), Title, new SourceId(Source), ImportJson.Read<List<DatasetColumn>>(Columns), Rows, Rejected, DateTimeOffset.FromUnixTimeMilliseconds(Made));
    }
}
