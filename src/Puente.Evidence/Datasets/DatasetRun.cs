using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Datasets;

/// <summary>
/// One run of one import that keeps its table whole: seals rows as they come and in the end makes the dataset and the end of the import one
/// commit. What a killed run had sealed cannot be opened, since its key was never kept; the next run begins at the first row.
/// </summary>
internal sealed class DatasetRun(Archive archive, ActLog acts, ITables tables, ImportRow import, Mapping mapping, string path, DatasetFiles files, Viewer by, ImportPace pace, IDatasetGate? gate = null)
{
    private Tally _tally = new();

    /// <summary>Runs to the end.</summary>
    /// <returns>Null when done; the problem when the file or mapping cannot be used, or the unit keeps the file already.</returns>
    /// <exception cref="OperationCanceledException">The run was stopped; nothing of it stays.</exception>
    public async Task<Problem?> RunAsync(CancellationToken stop)
    {
        await using (var connection = await archive.Database.OpenAsync(stop))
            if (await ImportRow.IsKeptAsync(connection, import.Unit, import.Digest, import.Key))
                return new Problem(0, "", "dataset.already-kept");
        var opened = gate is null ? await tables.OpenAsync(path, mapping.File.Options(), stop) : await gate.OpenAsync(path, import.Gate_Note ?? "", stop);
        if (opened.Table is not { } table)
            return opened.Fault;
        // What comes in without a gate is read ahead already, where it is opened.
        await using var ahead = gate is null ? table : new AheadTable(table);
        var (typed, problems) = TypedTable.Make(mapping, table.Head);
        if (typed is null)
            return problems[0];
        var (secret, taken, refused) = (SealedBlocks.NewKey(), files.Temporary(), files.Temporary());
        try
        {
            await SealAsync(ahead, typed, secret, taken, refused, stop);
            return table.Fault ?? await KeepAsync(table, typed.Columns, secret, taken, refused);
        }
        finally
        {
            File.Delete(taken);
            File.Delete(refused);
        }
    }

    private async Task SealAsync(ITable table, TypedTable typed, byte[] secret, string taken, string refused, CancellationToken stop)
    {
        await using var rows = RowBlockWriter<DatasetRow>.Create(taken, secret, BlockContent.Rows);
        await using var rejected = RowBlockWriter<RejectedRow>.Create(refused, secret, BlockContent.Rejected);
        while (await table.NextAsync(stop) is { } batch)
        {
            stop.ThrowIfCancellationRequested();
            var blank = 0;
            foreach (var row in batch)
                if (row.IsBlank)
                    blank++;
                else if (typed.Read(row, out var cells) is { } problem)
                    await rejected.AddAsync(new RejectedRow(problem, row.Cells), stop);
                else
                    await rows.AddAsync(new DatasetRow(rows.Count + 1, row.Line, cells), stop);
            _tally = _tally with { Read = _tally.Read + batch.Count, Blank = _tally.Blank + blank, Accepted = rows.Count, Rejected = rejected.Count };
            pace.Went(_tally, table.Done);
        }
        await rows.FinishAsync(stop);
        await rejected.FinishAsync(stop);
    }

    /// <summary>Makes the dataset there by one commit, unless its source was withdrawn meanwhile.</summary>
    private async Task<Problem?> KeepAsync(ITable table, IReadOnlyList<DatasetColumn> columns, byte[] secret, string taken, string refused)
    {
        var (key, marking) = (import.Dataset!.Value, new MarkingId(import.Marking));
        File.Move(taken, files.PathOf(key, BlockContent.Rows), overwrite: true);
        File.Move(refused, files.PathOf(key, BlockContent.Rejected), overwrite: true);
        var stands = await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            if (!await Recorder.SourceStandsAsync(connection, transaction, new SourceId(import.Source)))
                return false;
            var now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds();
            await connection.ExecuteAsync(
                """
                insert into dataset (key, unit, officer, title, source, marking, columns, rows, rejected, secret, made)
                select @key, @Unit, @Officer, title, @Source, @Marking, @columns, @taken, @rejected, @secret, @now from source where key = @Source
                """,
                new { key, import.Unit, import.Officer, import.Source, import.Marking, columns = ImportJson.Write(columns), taken = _tally.Accepted, rejected = _tally.Rejected, secret, now }, transaction);
            await acts.WriteAsync(connection, transaction, by, "dataset.make", archive.Ids.Text(IdKind.Dataset, key), marking, new { rows = _tally.Accepted, rejected = _tally.Rejected });
            if (gate is not null)
                await gate.KeepAsync(connection, transaction, by, new DatasetId(key), marking, import.Gate_Note ?? "", table);
            await import.FinishAsync(connection, transaction, archive, acts, by, _tally, now);
            return true;
        });
        return stands ? null : new Problem(0, "", "import.source-withdrawn");
    }
}
