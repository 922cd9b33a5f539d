using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Datasets;

public sealed partial class DatasetDesk
{
    /// <summary>Blocks that one question looks through before it gives what it has.</summary>
    private const int MostBlocks = 100;

    /// <summary>Datasets that the viewer may read, newest first.</summary>
    public async Task<IReadOnlyList<DatasetView>> ListAsync(Viewer by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await archive.Database.OpenAsync(stop);
        var rows = await connection.QueryAsync<DatasetRecord>($"{DatasetRecord.Select} order by d.key desc");
        return [.. rows.Where(r => Reads(by, r)).Select(Shown)];
    }

    /// <summary>One dataset, or <c>dataset.no-such-dataset</c>.</summary>
    public async Task<Result<DatasetView>> ShowAsync(Viewer by, DatasetId id, CancellationToken stop = default) =>
        await FindAsync(by, id, stop) is { } found ? Shown(found) : new Refusal("dataset.no-such-dataset");

    /// <summary>
    /// Rows after a number, or <c>dataset.no-such-dataset</c>. Opens only the blocks it looks at; a filter looks at no more than a hundred
    /// thousand rows and then says where it stopped. Asking with a filter is an act.
    /// </summary>
    public async Task<Result<DatasetRows>> RowsAsync(Viewer by, DatasetId id, long after = 0, int take = 50, DatasetFilter? filter = null, CancellationToken stop = default)
    {
        if (await FindAsync(by, id, stop) is not { } found)
            return new Refusal("dataset.no-such-dataset");
        if (filter is not null)
            await ActAsync(by, "dataset.search", found, new { column = filter.Column, text = filter.Text });
        (after, take) = (Math.Max(after, 0), Math.Clamp(take, 1, 1000));
        var (rows, fits) = (new List<DatasetRow>(), Fits(filter));
        await using var reader = await SealedBlockReader.OpenAsync(files.PathOf(id.Key, BlockContent.Rows), found.Secret, BlockContent.Rows, stop);
        var first = (int)Math.Min(after / RowBlocks.Size, reader.Count);
        for (var block = first; block < Math.Min(reader.Count, first + MostBlocks); block++)
            foreach (var row in await RowBlocks.ReadAsync<DatasetRow>(reader, block, stop))
            {
                if (row.Number <= after)
                    continue;
                after = row.Number;
                if (fits(row))
                    rows.Add(row);
                if (rows.Count == take)
                    return new DatasetRows(rows, after, after < found.Rows);
            }
        return new DatasetRows(rows, after, after < found.Rows);
    }

    /// <summary>One row, or null.</summary>
    public async Task<DatasetRow?> RowAsync(Viewer by, DatasetId id, long number, CancellationToken stop = default) =>
        number > 0 && await RowsAsync(by, id, number - 1, 1, null, stop) is { IsOk: true, Value.Rows: [var row] } && row.Number == number ? row : null;

    /// <summary>Writes plain Parquet. An act. Refuses <c>dataset.no-such-dataset</c> and <c>dataset.not-exportable</c>.</summary>
    public async Task<Result<Done>> ExportAsync(Viewer by, DatasetId id, Stream to, CancellationToken stop = default)
    {
        if (await FindAsync(by, id, stop) is not { } found)
            return new Refusal("dataset.no-such-dataset");
        if (!VerdictOf(by, found).Actions.HasFlag(Permission.Export))
            return new Refusal("dataset.not-exportable");
        await ActAsync(by, "dataset.export", found, new { rows = found.Rows });
        using var parquet = new DatasetFile();
        await using (var reader = await SealedBlockReader.OpenAsync(files.PathOf(id.Key, BlockContent.Rows), found.Secret, BlockContent.Rows, stop))
            await parquet.WriteAsync(Shown(found).Columns, RowBlocks.ReadAllAsync<DatasetRow>(reader, stop), stop);
        await using var plain = File.OpenRead(parquet.Path);
        await plain.CopyToAsync(to, stop);
        return new Done();
    }

    /// <summary>
    /// Writes the rows that were not taken as CSV under the file's own header, with line, column and reason before each. An act. Refuses
    /// <c>dataset.no-such-dataset</c>.
    /// </summary>
    public async Task<Result<long>> WriteRejectedAsync(Viewer by, DatasetId id, TextWriter to, RejectedWords words, CancellationToken stop = default)
    {
        if (await FindAsync(by, id, stop) is not { } found)
            return new Refusal("dataset.no-such-dataset");
        await ActAsync(by, "dataset.rejected.download", found, new { rows = found.Rejected });
        return await RejectedRows.WriteAsync(to, [.. Shown(found).Columns.Select(c => c.Name)], RemarksAsync(by, id, stop), words);
    }

    /// <summary>Rows of the file that were not taken, with their reasons; none when there is no such dataset for the viewer.</summary>
    internal async IAsyncEnumerable<Remark> RemarksAsync(Viewer by, DatasetId id, [EnumeratorCancellation] CancellationToken stop)
    {
        if (await FindAsync(by, id, stop) is not { } found)
            yield break;
        await using var reader = await SealedBlockReader.OpenAsync(files.PathOf(id.Key, BlockContent.Rejected), found.Secret, BlockContent.Rejected, stop);
        await foreach (var row in RowBlocks.ReadAllAsync<RejectedRow>(reader, stop))
            yield return new Remark(true, row.Problem, row.Cells);
    }

    private static Func<DatasetRow, bool> Fits(DatasetFilter? filter)
    {
        if (filter is null)
            return static _ => true;
        var sought = Fold.Plain(filter.Text.Trim());
        bool Has(string cell) => Fold.Plain(cell).Contains(sought, StringComparison.OrdinalIgnoreCase);
        return filter.Column is { } column ? row => column >= 0 && column < row.Cells.Count && Has(row.Cells[column]) : row => row.Cells.Any(Has);
    }

    private DatasetView Shown(DatasetRecord row) => row.View(archive.Markings[new MarkingId(row.Marking)]);

    private Task ActAsync(Viewer by, string what, DatasetRecord found, object particulars) =>
        archive.Database.Writer.NoteAsync((connection, transaction) =>
            acts.WriteAsync(connection, transaction, by, what, archive.Ids.Text(IdKind.Dataset, found.Key), new MarkingId(found.Marking), particulars));
}
