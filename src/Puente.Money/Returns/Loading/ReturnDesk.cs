using Dapper;
using Puente.Evidence;
using Puente.Evidence.Datasets;
using Puente.Evidence.Import.Jobs;
using Puente.Evidence.Import.Mappings;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Money.Returns.Layouts;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Reconciling;

namespace Puente.Money.Returns.Loading;

/// <summary>Returns under orders: taken in as datasets through the gate, and read by who may read both the order and the dataset.</summary>
public sealed class ReturnDesk(Archive archive, OrderDesk orders, ImportDesk imports, Uploads uploads)
{
    private const int MostGrids = 16;
    private const int KeptAccounts = 2_000;

    private const string Select =
        """
        select r.key, r.order_key, r.dataset, d.title, r.file, r.layout_code, r.came, d.marking, r.tally, r.given, s.state
        from money_return r join dataset d on d.key = r.dataset join source s on s.key = d.source
        """;

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, MonthGrid> _grids = new(StringComparer.Ordinal);

    /// <summary>
    /// Takes a return in. Refuses <c>order.no-such-order</c>, <c>order.not-yours</c>, <c>layout.unreadable</c> and other problems of the layout, <c>return.looser</c> (the marking is
    /// not as close as the order's), and what importing refuses.
    /// </summary>
    public async Task<Result<ImportId>> StartAsync(Viewer by, OrderId order, NewReturn sent, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(sent);
        var shown = await orders.ShowAsync(by, order, stop);
        if (shown.Refusal is { } refusal) return refusal;
        if (shown.Value.Unit != by.Unit.Code) return new Refusal("order.not-yours");
        if (LayoutReader.Read(sent.Layout) is { Layout: null, Problems: [var first, ..] }) return new Refusal(first.Code, first.Args);
        if (await uploads.FindAsync(by, sent.File, stop) is not { } file) return new Refusal("import.no-such-file");
        var inherited = OrderDesk.ReturnMarking(shown.Value.Order);
        var marking = sent.Marking is null ? inherited : sent.Marking with { ExpiresOn = Earlier(sent.Marking.ExpiresOn, inherited.ExpiresOn) };
        if (!Tightening.Is(inherited, marking)) return new Refusal("return.looser");
        var code = LayoutReader.Read(sent.Layout).Layout!.Code;
        var note = new ReturnNote(order.Key, sent.Layout, shown.Value.Order.Scope, sent.Given, file.Name);
        var source = new NewSource("dataset", sent.Title ?? $"{shown.Value.Order.Custodian}: {file.Name}", shown.Value.Order.Reference, marking.Regime, null, marking);
        var terms = new ImportTerms(source, new Evaluation('A', 1), marking, by.Officer.Language);
        return await imports.StartAsync(by, new ImportOrder(sent.File, new Mapping("return-" + code, code) { Dataset = [] }, terms) { Gate = new GateNote(ReturnGate.Gate, MoneyJson.Write(note)) }, stop);
    }

    /// <summary>Returns of an order, or all, that the viewer may read, oldest first.</summary>
    public async Task<IReadOnlyList<ReturnView>> ListAsync(Viewer by, OrderId? order = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await archive.Database.OpenAsync(stop);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition($"{Select} {(order is null ? "" : "where r.order_key = @order")} order by r.key", new { order = order?.Key ?? 0 }, cancellationToken: stop));
        return [.. rows.Where(r => Reads(by, r)).Select(View)];
    }

    /// <summary>One return, or null when there is none for the viewer.</summary>
    public async Task<ReturnView?> FindAsync(Viewer by, ReturnId id, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await archive.Database.OpenAsync(stop);
        return await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(Select + " where r.key = @Key", new { id.Key }, cancellationToken: stop)) is { } row && Reads(by, row) ? View(row) : null;
    }

    /// <summary>One return with a part of its statements, their months and what came twice, or <c>return.no-such-return</c>.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="id">The return.</param>
    /// <param name="after">The statement after which the part begins, as the part before it says; 0 for the first.</param>
    /// <param name="take">Most statements, and most of what came twice.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Result<ReturnDetail>> ShowAsync(Viewer by, ReturnId id, long after = 0, int take = StatementRows.Part, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await FindAsync(by, id, stop) is not { } found) return new Refusal("return.no-such-return");
        var others = (await ListAsync(by, found.Order, stop)).Select(r => r.Id.Key).ToHashSet();
        await using var connection = await archive.Database.OpenAsync(stop);
        var repeats = await connection.QueryAsync<(long Kind, long At, long Of, long? In)>(new CommandDefinition(
            "select kind, at, of_, of_return from money_repeat where return_key = @Key order by number limit @take", new { id.Key, take }, cancellationToken: stop));
        var part = await StatementRows.PartAsync(connection, id, after, take, stop);
        return new ReturnDetail(found, part.Statements, AccountMonth.Of(part.Statements),
            [.. repeats.Where(r => r.In is not { } other || others.Contains(other)).Select(r => new RepeatView((RepeatKind)r.Kind, r.At, r.Of, r.In is { } other ? new ReturnId(other) : null))])
        {
            Count = part.Count,
            Wrong = part.Wrong,
            Next = part.Next,
        };
    }

    /// <summary>The statements of a return of which an account is wanted, for who may read it.</summary>
    internal async Task<IReadOnlyList<Statement>> StatementsAsync(Viewer by, ReturnId id, Func<string, bool> wanted, CancellationToken stop)
    {
        if (await FindAsync(by, id, stop) is null) return [];
        await using var connection = await archive.Database.OpenAsync(stop);
        return await StatementRows.OfAsync(connection, id, wanted, stop);
    }

    /// <summary>The return that a finished import made, or null.</summary>
    public async Task<ReturnView?> OfImportAsync(Viewer by, ImportId import, CancellationToken stop = default) =>
        await imports.ShowAsync(by, import, stop) is { IsOk: true, Value.Dataset: { } dataset } ? (await ListAsync(by, null, stop)).FirstOrDefault(r => r.Dataset == dataset) : null;

    /// <summary>Waits a little for an import to end, so that a small file answers at once.</summary>
    public async Task<ReturnView?> AwaitAsync(Viewer by, ImportId import, TimeSpan patience, CancellationToken stop = default)
    {
        for (var until = archive.Clock.GetTimestamp(); archive.Clock.GetElapsedTime(until) < patience;)
        {
            if (await imports.ShowAsync(by, import, stop) is not { IsOk: true } shown || shown.Value.State is not (ImportState.Waiting or ImportState.Running)) break;
            await Task.Delay(50, stop);
        }

        return await OfImportAsync(by, import, stop);
    }

    /// <summary>What of an order's scope came, among the returns that the viewer may read: a part of the accounts, and how much is missing of all.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="order">The order.</param>
    /// <param name="skip">Accounts before the part.</param>
    /// <param name="take">Most accounts.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<MonthGrid> GridAsync(Viewer by, OrderView order, int skip = 0, int take = MonthGrid.Part, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        var keys = (await ListAsync(by, order.Id, stop)).Select(r => r.Id.Key).ToList();
        // Neither an order's scope nor a return ever changes: what was laid out of many accounts is kept for the same returns, some parts together.
        var kept = (skip % KeptAccounts) + take <= KeptAccounts;
        var (from, most) = kept ? (skip - (skip % KeptAccounts), KeptAccounts) : (skip, take);
        var asked = string.Join(' ', keys.Prepend(from).Prepend(order.Id.Key));
        if (!kept || !_grids.TryGetValue(asked, out var grid))
        {
            grid = await LaidAsync(order.Order.Scope, keys, from, most, stop);
            if (_grids.Count >= MostGrids) _grids.Clear();
            if (kept && grid.Accounts > MonthGrid.Part) _grids[asked] = grid;
        }

        return grid with { Rows = [.. grid.Rows.Skip(skip - from).Take(take)] };
    }

    private async Task<MonthGrid> LaidAsync(OrderScope scope, IReadOnlyList<long> returns, int skip, int take, CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        var book = new AccountBook();
        foreach (var key in returns)
            await foreach (var statement in StatementRows.DaysAsync(connection, new ReturnId(key), stop)) book.Add(statement);
        return MonthGrid.Of(scope, book, skip, take);
    }

    private bool Reads(Viewer by, Row row) => row.State == 1 && orders.Reads(by, archive.Markings[new MarkingId(row.Marking)]);

    private ReturnView View(Row row) => new(
        new ReturnId(row.Key), new OrderId(row.Order_Key), new DatasetId(row.Dataset), row.Title, row.File, row.Layout_Code, DateTimeOffset.FromUnixTimeMilliseconds(row.Came),
        archive.Markings[new MarkingId(row.Marking)], MoneyJson.Read<ReturnTally>(row.Tally), MoneyJson.Read<ControlTotals>(row.Given));

    private static DateOnly? Earlier(DateOnly? a, DateOnly? b) => a is null ? b : b is null || a < b ? a : b;

    private sealed record Row
    {
        public long Key { get; init; }

        public long Order_Key { get; init; }

        public long Dataset { get; init; }

        public string Title { get; init; } = "";

        public string File { get; init; } = "";

        public string Layout_Code { get; init; } = "";

        public long Came { get; init; }

        public long Marking { get; init; }

        public string Tally { get; init; } = "{}";

        public string Given { get; init; } = "{}";

        public long State { get; init; }
    }
}
