using System.Text;
using Puente.Evidence;
using Puente.Evidence.Datasets;
using Puente.Evidence.Documents.Parsing;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Evidence.Walks;
using Puente.Money.Returns.Documents;
using Puente.Money.Returns.Layouts;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Pairing;
using Puente.Money.Returns.Rates;
using Puente.Money.Returns.Reconciling;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Import;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Money;

/// <summary>A town with a desk for orders and returns. Ana of Phoenix works, Cam is of her unit, Bob of her agency, Dan and Eva of others.</summary>
internal sealed class MoneyTown : IAsyncDisposable
{
    private readonly ImportTown _imports;

    private MoneyTown(ImportTown imports)
    {
        _imports = imports;
        var town = imports.Town;
        Orders = new OrderDesk(town.Archive, town.Acts, Regimes.Standard);
        Returns = new ReturnDesk(town.Archive, Orders, imports.Desk, imports.Uploads);
        Lines = new ReturnLines(town.Archive, Returns, imports.Datasets);
        Graph = new FactGraph(town.Archive, imports.Datasets, [new ReturnRows(town.Archive)]);
        Pairs = new PairDesk(town.Archive, town.Acts, Returns, Lines, Graph, Vocabulary.Standard, imports.Datasets);
        Rates = new RateDesk(town.Archive, town.Acts);
        Transfers = new ReturnTransfers(town.Archive, Returns, Lines, Pairs);
    }

    public OrderDesk Orders { get; }

    public ReturnDesk Returns { get; }

    public ReturnLines Lines { get; }

    public FactGraph Graph { get; }

    public PairDesk Pairs { get; }

    public RateDesk Rates { get; }

    public ReturnTransfers Transfers { get; }

    public Town Town => _imports.Town;

    public string SealedFolder => _imports.SealedFolder.FullName;

    public ImportDesk Imports => _imports.Desk;

    public DatasetDesk Datasets => _imports.Datasets;

    public static async Task<MoneyTown> NewAsync(Engine engine) =>
        new(await ImportTown.NewAsync(engine, town => [new ReturnGate(town.Archive, town.Acts, new LocalTables(), new DocumentTables(new LocalDocuments()))]));

    public Viewer Viewer(string login) => Town.Viewer(login);

    public static NewOrder Order(Marking? marking = null, params string[] accounts) => new(
        "consent", "SUB-1", "Grand jury, District of Arizona", "First Mesquite Bank", new DateOnly(2026, 1, 5),
        new OrderScope(["Corinne Mabry"], accounts, new DateOnly(2025, 6, 1), new DateOnly(2025, 8, 31), ["statements"]), marking ?? Town.Marking(tlp: Tlp.Red))
    {
        Served = new DateOnly(2026, 1, 10),
        Due = new DateOnly(2026, 2, 10),
    };

    public async Task<OrderId> EnterAsync(NewOrder? order = null, string login = "ana")
    {
        var (result, problems) = await Orders.EnterAsync(Viewer(login), order ?? Order());
        problems.ShouldBeEmpty();
        return result.Value;
    }

    /// <summary>Takes a text in and waits for it.</summary>
    public async Task<ReturnView> TakeAsync(OrderId order, string layout, string text, ControlTotals? given = null, string name = "return.csv", Marking? marking = null, string? source = null)
    {
        var started = await StartAsync(order, layout, text, given, name, marking, source: source);
        started.Refusal.ShouldBeNull();
        (await _imports.EndAsync("ana", started.Value)).State.ShouldBe(ImportState.Done);
        return (await Returns.OfImportAsync(Viewer("ana"), started.Value))!;
    }

    public async Task<Result<ImportId>> StartAsync(OrderId order, string layout, string text, ControlTotals? given = null, string name = "return.csv", Marking? marking = null, string login = "ana", string? source = null)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var upload = (await _imports.Uploads.ReceiveAsync(Viewer(login), name, bytes)).Value;
        return await Returns.StartAsync(Viewer(login), order, new NewReturn(upload.Id, source ?? ReadyLayouts.Find(layout)!.Source, given ?? new ControlTotals()) { Marking = marking });
    }

    public async ValueTask DisposeAsync()
    {
        Graph.Dispose();
        await _imports.DisposeAsync();
    }
}
