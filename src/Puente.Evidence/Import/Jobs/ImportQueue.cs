using System.Collections.Concurrent;
using System.Threading.Channels;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Datasets;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Terms;

namespace Puente.Evidence.Import.Jobs;

/// <summary>Runs imports one after another. Disposing stops the running one where it is; <see cref="ResumeAsync"/> of the next start goes on.</summary>
public sealed class ImportQueue : IAsyncDisposable
{
    private readonly Channel<long> _waiting = Channel.CreateUnbounded<long>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<long, (CancellationTokenSource Cancel, ImportPace Pace)> _running = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Archive _archive;
    private readonly Recorder _recorder;
    private readonly ActLog _acts;
    private readonly Vocabulary _vocabulary;
    private readonly ITables _tables;
    private readonly Uploads _uploads;
    private readonly DatasetFiles _datasets;
    private readonly Viewers _viewers;
    private readonly Action<Exception> _failed;
    private readonly IReadOnlyList<IDatasetGate> _gates;
    private readonly Task _loop;

    /// <summary>Starts the queue.</summary>
    /// <param name="archive">The record.</param>
    /// <param name="recorder">Writes it.</param>
    /// <param name="acts">The acts.</param>
    /// <param name="vocabulary">The kinds.</param>
    /// <param name="tables">Reads foreign files.</param>
    /// <param name="uploads">The files.</param>
    /// <param name="datasets">The files of datasets.</param>
    /// <param name="viewers">An import runs as the officer who asked for it, in that unit and for that purpose.</param>
    /// <param name="failed">Told of unexpected failures, which fail their import and no other.</param>
    /// <param name="gates">Rooms' gates for tables that are kept whole.</param>
    public ImportQueue(Archive archive, Recorder recorder, ActLog acts, Vocabulary vocabulary, ITables tables, Uploads uploads, DatasetFiles datasets, Viewers viewers, Action<Exception> failed, IEnumerable<IDatasetGate>? gates = null)
    {
        (_archive, _recorder, _acts, _vocabulary, _tables) = (archive, recorder, acts, vocabulary, tables);
        (_uploads, _datasets, _viewers, _failed, _gates) = (uploads, datasets, viewers, failed, [.. gates ?? []]);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Told when an import has ended that keeps its table whole.</summary>
    internal event Action? DatasetEnded;

    /// <summary>Puts imports back in the queue that a stop or kill interrupted.</summary>
    public async Task<int> ResumeAsync(CancellationToken stop = default)
    {
        await using var connection = await _archive.Database.OpenAsync(stop);
        var interrupted = (await connection.QueryAsync<long>("select key from import where state in (0, 1) order by key")).ToList();
        foreach (var key in interrupted)
            _waiting.Writer.TryWrite(key);
        return interrupted.Count;
    }

    internal void Add(long key) => _waiting.Writer.TryWrite(key);

    /// <summary>
    /// An import as it is now. The store says done a moment before its statements show: until its run is over it runs.
    /// </summary>
    internal ImportView WithPace(ImportView view) => _running.TryGetValue(view.Id.Key, out var running) ? running.Pace.On(view) : view;

    internal bool Cancel(long key)
    {
        if (!_running.TryGetValue(key, out var running))
            return false;
        running.Cancel.Cancel();
        return true;
    }

    /// <summary>Stops; the running import stays as it is and can be resumed.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _closing.CancelAsync();
        await _loop;
        _closing.Dispose();
    }

    private async Task LoopAsync()
    {
        await foreach (var key in _waiting.Reader.ReadAllAsync())
        {
            if (_closing.IsCancellationRequested)
                break;
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
            var pace = new ImportPace();
            _running[key] = (cancel, pace);
            try
            {
                await RunAsync(key, pace, cancel.Token);
            }
            catch (OperationCanceledException) when (_closing.IsCancellationRequested)
            {
                // The node stops; the next start resumes.
            }
            catch (OperationCanceledException)
            {
                await EndAsync(key, ImportState.Cancelled, null);
            }
            catch (Exception error)
            {
                _failed(error);
                await TryFailAsync(key);
            }
            finally
            {
                _running.TryRemove(key, out _);
            }
        }
    }

    private async Task RunAsync(long key, ImportPace pace, CancellationToken stop)
    {
        ImportRow? import;
        await using (var connection = await _archive.Database.OpenAsync(stop))
            import = await ImportRow.FindAsync(connection, key);
        if (import is null || import.State is not (0 or 1))
            return;
        var viewer = _viewers.Open(new OfficerId(import.Officer), import.Unit, import.Purpose);
        if (!viewer.IsOk)
        {
            await EndAsync(key, ImportState.Failed, new Problem(0, "", viewer.Refusal!.Code, viewer.Refusal.Args));
            return;
        }
        await _archive.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) =>
            connection.ExecuteAsync("update import set state = 1 where key = @key", new { key }, transaction));
        if (await RunAsync(import, viewer.Value, pace, stop) is { } fault)
            await EndAsync(key, ImportState.Failed, fault);
    }

    private async Task<Problem?> RunAsync(ImportRow import, Viewer by, ImportPace pace, CancellationToken stop)
    {
        var mapping = MappingReader.Read(import.Mapping).Mapping ?? throw new InvalidDataException("The kept mapping cannot be read.");
        var path = _uploads.PathOf(import.Upload);
        if (import.Dataset is not null)
        {
            var fault = await new DatasetRun(_archive, _acts, _tables, import, mapping, path, _datasets, by, pace, import.Gate is null ? null : _gates.Single(g => g.Name == import.Gate)).RunAsync(stop);
            DatasetEnded?.Invoke();
            return fault;
        }

        using var run = new ImportRun(_archive, _recorder, _acts, _vocabulary, _tables, import, mapping, path, by, pace);
        return await run.RunAsync(stop);
    }

    private async Task TryFailAsync(long key)
    {
        try
        {
            await EndAsync(key, ImportState.Failed, new Problem(0, "", "import.failed"));
        }
        catch (Exception error)
        {
            _failed(error);
        }
    }

    /// <summary>Ends an import of which nothing becomes visible; its source goes with it.</summary>
    internal Task EndAsync(long key, ImportState state, Problem? fault) =>
        _archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var now = _archive.Clock.GetUtcNow().ToUnixTimeMilliseconds();
            await connection.ExecuteAsync("update import set state = @state, finished = @now, fault = @fault where key = @key",
                new { state = (long)state, now, fault = fault is null ? null : ImportJson.Write(fault), key }, transaction);
            await connection.ExecuteAsync("update recording set state = 2 where import = @key and state = 0", new { key }, transaction);
            await connection.ExecuteAsync("update source set state = 3 where key = (select source from import where key = @key)", new { key }, transaction);
            var row = await connection.QuerySingleAsync<(long Officer, string Unit, string Purpose, long Marking)>(
                "select officer, unit, purpose, marking from import where key = @key", new { key }, transaction);
            await _acts.WriteAsync(connection, transaction, row.Officer, row.Unit, row.Purpose, state == ImportState.Cancelled ? "import.cancel" : "import.fail",
                _archive.Ids.Text(IdKind.Import, key), new MarkingId(row.Marking), new { fault = fault?.Code });
        });
}
