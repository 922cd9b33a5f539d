using System.Data.Common;
using System.Diagnostics;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Import.FollowTheMoney;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Rows;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Import.Jobs;

/// <summary>One run of one import: reads from the beginning, writes what is not yet written, and in the end makes all of it visible at once.
/// A run after a kill meets what the killed one wrote and goes on behind it, with the same counts.</summary>
internal sealed class ImportRun(Archive archive, Recorder recorder, ActLog acts, Vocabulary vocabulary, ITables tables, ImportRow import, Mapping mapping, string path, Viewer by, ImportPace pace) : IDisposable
{
    private readonly KeptTerms _terms = ImportJson.Read<KeptTerms>(import.Terms);
    private readonly MarkingId _marking = new(import.Marking);
    private int _slice = 200;
    private RecordingId _recording;
    private SliceBuilder _builder = null!;

    /// <summary>Runs to the end.</summary>
    /// <returns>Null when done; the problem when the file or mapping cannot be used.</returns>
    /// <exception cref="OperationCanceledException">The run was stopped; what it wrote stays invisible.</exception>
    public async Task<Problem?> RunAsync(CancellationToken stop)
    {
        var opened = await tables.OpenAsync(path, mapping.File.Options(), stop);
        if (opened.Table is not { } table)
            return opened.Fault;
        await using (table)
        {
            var (map, problems) = RowReading.Of(mapping, vocabulary, table.Head);
            if (map is null)
                return problems[0];
            await BeginAsync();
            await archive.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) => connection.ExecuteAsync(
                "update import set columns = @columns where key = @Key", new { columns = ImportJson.Write(table.Head.Columns), import.Key }, transaction));
            // Beside the received files and not among them, so that no backup meets what is not to stay.
            var folder = Path.GetDirectoryName(Path.GetDirectoryName(path))!;
            _builder = new SliceBuilder(archive, vocabulary, new OwnKeys(archive, import.Unit), _recording.Key, _terms.Persons, folder);
            await using var reading = await archive.Database.OpenAsync(stop);
            await PrepareAsync(reading);
            var waiting = new List<(TableRow, RowDraft?)>();
            while (await table.NextAsync(stop) is { } rows)
                for (var i = 0; i < rows.Count; i++)
                {
                    waiting.Add((rows[i], rows[i].IsBlank ? null : map(rows[i])));
                    if (waiting.Count < _slice)
                        continue;
                    stop.ThrowIfCancellationRequested();
                    await WriteAsync(await _builder.BuildAsync(reading, waiting), table.Done);
                    waiting.Clear();
                }
            if (table.Fault is { } fault)
                return fault;
            await WriteAsync(await _builder.BuildAsync(reading, waiting), 1);
            await WriteAsync(_builder.NameUnresolved(), 1);
        }
        stop.ThrowIfCancellationRequested();
        return await FinishAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _builder?.Dispose();

    private async Task BeginAsync()
    {
        if (import.Recording is { } begun)
        {
            _recording = new RecordingId(begun);
            await archive.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) =>
                connection.ExecuteAsync("delete from import_remark where import = @Key", new { import.Key }, transaction));
            return;
        }
        var provenance = new Provenance(new SourceId(import.Source), Evaluation.TryParse(_terms.Evaluation, out var evaluation) ? evaluation : Evaluation.Unknown,
            archive.Markings[_marking], _terms.Language);
        _recording = await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var recording = await recorder.OpenRecordingAsync(connection, transaction, by, provenance, _marking, import.Key, RecordingState.Pending);
            await connection.ExecuteAsync("update import set recording = @recording where key = @Key", new { recording = recording.Key, import.Key }, transaction);
            return recording;
        });
    }

    private async Task PrepareAsync(DbConnection reading)
    {
        var earlier = (await reading.QueryAsync<long>(
            "select r.key from recording r join import i on i.key = r.import where i.unit = @Unit and i.mapping_name = @Mapping_Name and r.state = 1",
            new { import.Unit, import.Mapping_Name })).ToList();
        await _builder.LoadAsync(reading, earlier, import.Recording is not null);
    }

    private async Task WriteAsync(Slice slice, double done)
    {
        await archive.Codes.InternAsync(slice.Codes);
        var tally = _builder.Tally;
        var began = Stopwatch.GetTimestamp();
        await archive.Database.Writer.WriteAsync(Lane.Bulk, async (connection, transaction) =>
        {
            began = Stopwatch.GetTimestamp();
            var recorded = await recorder.WriteAsync(connection, transaction, by.Subject.Agency, _recording, _marking, slice.Batch);
            await new OwnKeys(archive, import.Unit).WriteAsync(connection, transaction,
                [.. slice.EntityKeys, .. slice.FactKeys.Select(f => (f.Key, recorded.Facts[f.Value].Key))], slice.Moved);
            await KindsAsync(connection, transaction, slice.Kinds);
            await ImportRow.WriteRemarksAsync(connection, transaction, import.Key, slice.Remarks);
            await connection.ExecuteAsync("update import set tally = @tally where key = @Key", new { tally = ImportJson.Write(tally), import.Key }, transaction);
        });
        var took = Stopwatch.GetElapsedTime(began);
        _slice = Math.Clamp((int)(_slice * (took < Writer.Slice / 2 ? 1.5 : took > Writer.Slice ? 0.6 : 1)), 50, 5000);
        pace.Went(tally, done);
    }

    private async Task KindsAsync(DbConnection connection, DbTransaction transaction, IReadOnlyDictionary<long, string> kinds)
    {
        foreach (var (key, kind) in kinds)
            await connection.ExecuteAsync("update entity set kind = @kind where key = @key", new { key, kind = archive.Codes.Key(kind) }, transaction);
    }

    /// <summary>Makes the whole import visible by one commit; a source that was withdrawn meanwhile lets nothing of it appear.</summary>
    private async Task<Problem?> FinishAsync()
    {
        await archive.Codes.InternAsync(_builder.Refined.Values);
        var tally = _builder.Tally;
        var stands = await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            if (!await Recorder.SourceStandsAsync(connection, transaction, new SourceId(import.Source)))
                return false;
            var now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds();
            await KindsAsync(connection, transaction, _builder.Refined);
            await connection.ExecuteAsync("update recording set state = 1, recorded = @now where key = @recording", new { now, recording = _recording.Key }, transaction);
            await import.FinishAsync(connection, transaction, archive, acts, by, tally, now);
            return true;
        }, shown =>
        {
            if (shown)
                archive.States.Show([_recording.Key]);
        });
        return stands ? null : new Problem(0, "", "import.source-withdrawn");
    }
}
