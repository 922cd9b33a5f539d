using Puente.Evidence;
using Puente.Evidence.Acts;
using Puente.Evidence.Datasets;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Import;

/// <summary>A town with an import desk, whose queue can be stopped and started again as a restart of the node would.</summary>
internal sealed class ImportTown : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("puente-import-");
    private readonly ActLog _acts;
    private readonly DatasetFiles _datasets;
    private ImportQueue _queue;

    private readonly IReadOnlyList<IDatasetGate> _gates;

    private ImportTown(Town town, Func<Town, IEnumerable<IDatasetGate>>? gates)
    {
        (Town, _gates) = (town, [.. gates?.Invoke(town) ?? []]);
        _acts = town.Acts;
        Uploads = new Uploads(town.Archive, _acts, _folder.FullName);
        _datasets = new DatasetFiles(SealedFolder.FullName);
        Datasets = new DatasetDesk(town.Archive, town.Recorder, _acts, _datasets);
        (_queue, Desk) = Start(Tables);
    }

    public Town Town { get; }

    public string Folder => _folder.FullName;

    public Uploads Uploads { get; }

    public ImportDesk Desk { get; private set; }

    public DatasetDesk Datasets { get; }

    /// <summary>Where the sealed files of datasets lie.</summary>
    public DirectoryInfo SealedFolder => new(Path.Combine(Folder, "datasets"));

    public LocalTables Tables { get; } = new();

    /// <summary>What went wrong in the queue; every import that ends shows that nothing did.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<Exception> Failures { get; } = [];

    public static async Task<ImportTown> NewAsync(Engine engine, Func<Town, IEnumerable<IDatasetGate>>? gates = null) => new(await Town.NewAsync(engine), gates);

    public static Mapping Mapping(string yaml)
    {
        var reading = MappingReader.Read(yaml);
        reading.Problems.ShouldBeEmpty();
        return reading.Mapping!;
    }

    public async Task<ImportId> AskAsync(string login, string name, byte[] bytes, Mapping mapping, Marking? marking = null)
    {
        var viewer = Town.Viewer(login);
        using var stream = new MemoryStream(bytes);
        var upload = (await Uploads.ReceiveAsync(viewer, name, stream)).Value;
        var marked = marking ?? Town.Marking(viewer.Unit.Code);
        var terms = new ImportTerms(new NewSource("dataset", name, null, "agency-record", null, marked), new Evaluation('B', 2), marked, "es");
        var started = await Desk.StartAsync(viewer, new ImportOrder(upload.Id, mapping, terms));
        started.Refusal.ShouldBeNull();
        return started.Value;
    }

    public async Task<ImportView> ImportAsync(string login, string name, byte[] bytes, Mapping mapping, Marking? marking = null)
    {
        var id = await AskAsync(login, name, bytes, mapping, marking);
        return await EndAsync(login, id);
    }

    public async Task<ImportView> EndAsync(string login, ImportId id)
    {
        for (var i = 0; i < 3000; i++)
        {
            var view = (await Desk.ShowAsync(Town.Viewer(login), id)).Value;
            if (view.State is not (ImportState.Waiting or ImportState.Running))
            {
                Failures.ShouldBeEmpty();
                return view;
            }
            await Task.Delay(20, Xunit.TestContext.Current.CancellationToken);
        }
        throw new TimeoutException("The import does not end.");
    }

    /// <summary>Stops the queue where it is and starts another over the same store.</summary>
    public async Task RestartAsync(ITables? tables = null)
    {
        await _queue.DisposeAsync();
        (_queue, Desk) = Start(tables ?? Tables);
        await _queue.ResumeAsync();
    }

    public async Task UseAsync(ITables tables)
    {
        await _queue.DisposeAsync();
        (_queue, Desk) = Start(tables);
    }

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        await Town.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private (ImportQueue, ImportDesk) Start(ITables tables)
    {
        var queue = new ImportQueue(Town.Archive, Town.Recorder, _acts, Vocabulary.Standard, tables, Uploads, _datasets, Town.Viewers, Failures.Enqueue, _gates);
        return (queue, new ImportDesk(Town.Archive, Town.Recorder, _acts, Uploads, Datasets, queue));
    }
}
