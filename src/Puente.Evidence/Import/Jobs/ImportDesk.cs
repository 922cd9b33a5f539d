using System.Runtime.CompilerServices;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Datasets;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Import.Jobs;

/// <summary>Where officers ask for imports and see what became of them. An import belongs to the unit that asked for it; other units cannot
/// name it. Refuses <c>import.not-allowed</c> to viewers without the importer's role and <c>import.no-such-import</c> for any other unit's.</summary>
public sealed class ImportDesk(Archive archive, Recorder recorder, ActLog acts, Uploads uploads, DatasetDesk datasets, ImportQueue queue)
{
    /// <summary>
    /// Checks an order and puts the import in the queue. Refuses also <c>import.no-such-file</c>, <c>import.persons</c> (a suspect's role without
    /// grounds and review date), <c>dataset.already-kept</c> (the unit keeps this very file as a dataset), and whatever adding the source or recording under the marking refuses.
    /// </summary>
    public async Task<Result<ImportId>> StartAsync(Viewer by, ImportOrder order, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(order);
        if (!by.Roles.HasFlag(Role.Importer))
            return new Refusal("import.not-allowed");
        if (await uploads.FindAsync(by, order.File, stop) is not { } upload)
            return new Refusal("import.no-such-file");
        var persons = order.Terms.Persons;
        if (persons.IsSubject && (string.IsNullOrWhiteSpace(persons.Ground) || persons.ReviewBy is null))
            return new Refusal("import.persons", ("role", persons.Role));
        if (order.Mapping.Dataset is not null)
        {
            await using var connection = await archive.Database.OpenAsync(stop);
            if (await ImportRow.IsKeptAsync(connection, by.Unit.Code, upload.Digest))
                return new Refusal("dataset.already-kept");
        }
        var marking = order.Terms.Marking with { Regime = order.Terms.Source.Regime };
        if (recorder.MayRecord(by, marking) is { } refusal)
            return refusal;
        var source = await recorder.AddSourceAsync(by, order.Terms.Source);
        if (!source.IsOk)
            return source.Refusal!;
        var interned = await archive.Markings.InternAsync(marking);
        var key = await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var next = await ImportRow.NextKeyAsync(connection, transaction, "import");
            await connection.ExecuteAsync(
                """
                insert into import (key, unit, officer, purpose, upload, mapping_name, mapping, terms, source, marking, state, asked, tally, dataset, gate, gate_note)
                values (@next, @unit, @officer, @Purpose, @upload, @name, @mapping, @terms, @source, @marking, 0, @now, '{}', @dataset, @gate, @note)
                """,
                new
                {
                    next,
                    unit = by.Unit.Code,
                    officer = by.Officer.Id.Key,
                    by.Purpose,
                    upload = upload.Id.Key,
                    name = order.Mapping.Name,
                    mapping = MappingWriter.Write(order.Mapping),
                    source = source.Value.Key,
                    marking = interned.Key,
                    dataset = order.Mapping.Dataset is null ? (long?)null : await ImportRow.NextDatasetAsync(connection, transaction),
                    gate = order.Gate?.Gate,
                    note = order.Gate?.Note,
                    now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
                    terms = ImportJson.Write(new KeptTerms(order.Terms.Evaluation.ToString(), order.Terms.Language, persons)),
                }, transaction);
            await acts.WriteAsync(connection, transaction, by, "import.start", archive.Ids.Text(IdKind.Import, next), interned, new { upload.Digest, mapping = order.Mapping.Name });
            return next;
        });
        queue.Add(key);
        return new ImportId(key);
    }

    /// <summary>Imports of the viewer's unit, newest first.</summary>
    public async Task<IReadOnlyList<ImportView>> ListAsync(Viewer by, int take = 100, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Roles.HasFlag(Role.Importer))
            return [];
        await using var connection = await archive.Database.OpenAsync(stop);
        var rows = await connection.QueryAsync<ImportRow>(
            $"select {ImportRow.Columns} {ImportRow.Tables} where i.unit = @unit order by i.key desc limit @take", new { unit = by.Unit.Code, take });
        return [.. rows.Select(r => queue.WithPace(r.View()))];
    }

    /// <summary>One import, with its progress while it runs.</summary>
    public async Task<Result<ImportView>> ShowAsync(Viewer by, ImportId id, CancellationToken stop = default) =>
        await FindAsync(by, id, stop) is { IsOk: true } found ? queue.WithPace(found.Value.View()) : new Refusal("import.no-such-import");

    /// <summary>The mapping under which an import ran.</summary>
    public async Task<Result<Mapping>> MappingAsync(Viewer by, ImportId id, CancellationToken stop = default) =>
        await FindAsync(by, id, stop) is { IsOk: true } found ? MappingReader.Read(found.Value.Mapping).Mapping! : new Refusal("import.no-such-import");

    /// <summary>Cancels a waiting or running import. Refuses <c>import.over</c> when it has ended.</summary>
    public async Task<Result<Done>> CancelAsync(Viewer by, ImportId id)
    {
        var found = await FindAsync(by, id, default);
        if (!found.IsOk)
            return found.Refusal!;
        if (found.Value.State > (long)ImportState.Running)
            return new Refusal("import.over");
        if (!queue.Cancel(id.Key))
            await queue.EndAsync(id.Key, ImportState.Cancelled, null);
        return new Done();
    }

    /// <summary>What undoing a finished import would do, as far as the viewer sees it. Refuses <c>import.not-done</c>.</summary>
    public async Task<Result<Effect>> EffectOfUndoingAsync(Viewer by, ImportId id, CancellationToken stop = default)
    {
        var found = await FindAsync(by, id, stop);
        if (!found.IsOk)
            return found.Refusal!;
        if (queue.WithPace(found.Value.View()).State != ImportState.Done)
            return new Refusal("import.not-done");
        var (which, key) = Recordings(found.Value);
        return await Recorder.EffectAsync(await archive.ReadAsync(by, stop), $"select key from recording where {which} and state = 1", key);
    }

    /// <summary>Undoes a finished import whole, in one step. History and proof stay; its rows can be imported again.</summary>
    public async Task<Result<Effect>> UndoAsync(Viewer by, ImportId id, string reason)
    {
        var effect = await EffectOfUndoingAsync(by, id);
        if (!effect.IsOk)
            return effect;
        var (which, key) = Recordings((await FindAsync(by, id, default)).Value);
        await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var recordings = await recorder.CloseAsync(connection, transaction, which, key, RecordingState.Undone);
            await connection.ExecuteAsync("update import set state = @state where key = @Key", new { state = (long)ImportState.Undone, id.Key }, transaction);
            var (marking, source) = await connection.QuerySingleAsync<(long, long)>("select marking, source from import where key = @Key", new { id.Key }, transaction);
            await connection.ExecuteAsync("update source set state = 3 where key = @source", new { source }, transaction);
            await acts.WriteAsync(connection, transaction, by, "import.undo", archive.Ids.Text(IdKind.Import, id.Key), new MarkingId(marking),
                new { reason, effect.Value.Attributes, effect.Value.Facts, effect.Value.Entities });
            return recordings;
        }, archive.States.Hide);
        return effect;
    }

    /// <summary>What was wrong with rows, in file order; with <paramref name="rejectedOnly"/> only rows that were not taken.</summary>
    public async IAsyncEnumerable<Remark> RemarksAsync(Viewer by, ImportId id, bool rejectedOnly = false, [EnumeratorCancellation] CancellationToken stop = default)
    {
        if (await FindAsync(by, id, stop) is not { IsOk: true } found)
            yield break;
        if (found.Value.Dataset is { } dataset)
        {
            await foreach (var row in datasets.RemarksAsync(by, new DatasetId(dataset), stop))
                yield return row;
            yield break;
        }
        await using var connection = await archive.Database.OpenAsync(stop);
        var rows = connection.QueryUnbufferedAsync<(long Rejected, string Problem, string? Cells)>(
            $"select rejected, problem, cells from import_remark where import = @Key {(rejectedOnly ? "and rejected = 1" : "")} order by line, place", new { id.Key });
        await foreach (var (rejected, problem, cells) in rows.WithCancellation(stop))
            yield return new Remark(rejected == ImportRow.RejectedRemark, ImportJson.Read<Problem>(problem), cells is null ? [] : ImportJson.Read<List<string>>(cells)) { Doubtful = rejected == ImportRow.DoubtfulRemark };
    }

    /// <summary>
    /// Writes the rejected rows as CSV under the file's own header, with line, column and reason before it: fix the cells and import the file
    /// again under the same mapping. An act. The words of a reason are made by <paramref name="words"/>.
    /// </summary>
    public async Task<Result<long>> WriteRejectedAsync(Viewer by, ImportId id, TextWriter to, RejectedWords words, CancellationToken stop = default)
    {
        var found = await FindAsync(by, id, stop);
        if (!found.IsOk)
            return found.Refusal!;
        if (found.Value.Dataset is { } dataset)
            return await datasets.WriteRejectedAsync(by, new DatasetId(dataset), to, words, stop);
        IReadOnlyList<string> columns = found.Value.Header is { } header ? ImportJson.Read<List<string>>(header) : [];
        var written = await RejectedRows.WriteAsync(to, columns, RemarksAsync(by, id, rejectedOnly: true, stop), words);
        await archive.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) =>
            acts.WriteAsync(connection, transaction, by, "import.rejected.download", archive.Ids.Text(IdKind.Import, id.Key), new MarkingId(found.Value.Marking), new { rows = written }));
        return written;
    }

    /// <summary>What an import recorded; of one that kept its table, what was lifted from it.</summary>
    private static (string Which, long Key) Recordings(ImportRow import) => import.Dataset is null ? ("import = @key", import.Key) : ("source = @key", import.Source);

    private async Task<Result<ImportRow>> FindAsync(Viewer by, ImportId id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Roles.HasFlag(Role.Importer))
            return new Refusal("import.not-allowed");
        await using var connection = await archive.Database.OpenAsync(stop);
        var row = await ImportRow.FindAsync(connection, id.Key);
        return row is not null && row.Unit == by.Unit.Code ? row : new Refusal("import.no-such-import");
    }
}
