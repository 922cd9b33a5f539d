using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Walks;
using Puente.Graph.Paths;
using Puente.Money.Following;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Pairing;
using Puente.Money.Returns.Rates;
using Puente.Money.Searches;
using Puente.Money.Tracing;
using Puente.Money.Tracing.Node;

namespace Puente.Node.Tests.Leaks;

internal sealed partial class Doors
{
    /// <summary>Methods of the room of money that answer a viewer, each with a door here.</summary>
    private static IReadOnlyCollection<string> MoneyMethods { get; } =
    [
        .. new[] { nameof(OrderDesk.ListAsync), nameof(OrderDesk.ShowAsync), nameof(OrderDesk.ServeAsync), nameof(OrderDesk.CertifyAsync), nameof(OrderDesk.NoteGapsAsync), nameof(OrderDesk.ReviewAsync) }.Select(m => $"{nameof(OrderDesk)}.{m}"),
        $"{nameof(OrderDesk)}.{nameof(OrderDesk.EnterAsync)}", // names nothing that is there
        $"{nameof(ReturnDesk)}.{nameof(ReturnDesk.ListAsync)}", $"{nameof(ReturnDesk)}.{nameof(ReturnDesk.ShowAsync)}", $"{nameof(ReturnDesk)}.{nameof(ReturnDesk.FindAsync)}", $"{nameof(ReturnTransfers)}.{nameof(ReturnTransfers.ReadAsync)}", $"{nameof(ReturnDesk)}.{nameof(ReturnDesk.GridAsync)}",
        $"{nameof(ReturnDesk)}.{nameof(ReturnDesk.StartAsync)}",
        $"{nameof(ReturnDesk)}.{nameof(ReturnDesk.OfImportAsync)}", $"{nameof(ReturnDesk)}.{nameof(ReturnDesk.AwaitAsync)}", // of an import of the own unit, through the list
        $"{nameof(ReturnLines)}.{nameof(ReturnLines.ReadAsync)}",
        $"{nameof(PairDesk)}.{nameof(PairDesk.ListAsync)}", $"{nameof(PairDesk)}.{nameof(PairDesk.DecideAsync)}",
        $"{nameof(PairDesk)}.{nameof(PairDesk.RunAsync)}", // over the returns of the list; counts of those only
        $"{nameof(FollowDesk)}.{nameof(FollowDesk.AskAsync)}",
        $"{nameof(PatternSearchDesk)}.{nameof(PatternSearchDesk.StartAsync)}", // of the own office, whether or not there is anything
        $"{nameof(PatternSearchDesk)}.{nameof(PatternSearchDesk.BusyAsync)}", // of the own office; what one reads is the door of transfers
        $"{nameof(PatternSearchDesk)}.{nameof(PatternSearchDesk.LastAsync)}", $"{nameof(PatternSearchDesk)}.{nameof(PatternSearchDesk.ShowAsync)}", $"{nameof(PatternSearchDesk)}.{nameof(PatternSearchDesk.CancelAsync)}",
        $"{nameof(FindingDesk)}.{nameof(FindingDesk.ListAsync)}", $"{nameof(FindingDesk)}.{nameof(FindingDesk.ShowAsync)}", $"{nameof(FindingDesk)}.{nameof(FindingDesk.ReviewAsync)}",
        $"{nameof(TraceDesk)}.{nameof(TraceDesk.AskAsync)}", $"{nameof(TraceDesk)}.{nameof(TraceDesk.FundsAsync)}",
        $"{nameof(RateDesk)}.{nameof(RateDesk.ListAsync)}", $"{nameof(RateDesk)}.{nameof(RateDesk.KeepAsync)}",
    ];

    private static readonly OrderId HiddenOrder = new(World.HiddenDataset.Key);
    private static readonly ReturnId HiddenReturn = new(World.HiddenDataset.Key);

    /// <summary>Orders, returns, their lines and pairs.</summary>
    private static Door[] Money() =>
    [
        new("orders", async (w, v) => string.Join('\n', (await w.Orders.ListAsync(v)).Select(Told))),
        new("order", async (w, v) => await w.Orders.ShowAsync(v, HiddenOrder) is { IsOk: true } shown ? Told(shown.Value) : "refused"),
        new("grids", async (w, v) =>
        {
            var grids = new List<string>();
            foreach (var order in await w.Orders.ListAsync(v)) grids.Add(System.Text.Json.JsonSerializer.Serialize(await w.Returns.GridAsync(v, order), Plain));
            return string.Join('\n', grids);
        }),
        new("returns", (w, v) => TextAsync(w.Returns.ListAsync(v))),
        new("returns of an order", (w, v) => TextAsync(w.Returns.ListAsync(v, HiddenOrder))),
        new("return", async (w, v) => Text(await w.Returns.ShowAsync(v, HiddenReturn))),
        new("return found", async (w, v) => (await w.Returns.FindAsync(v, HiddenReturn))?.Title ?? "none"),
        new("transfers", async (w, v) => await new ReturnTransfers(w.Archive, w.Returns, w.ReturnLines, w.Pairs).ReadAsync(v) is var (table, once) ? $"{table.Count} {once}" : ""),
        new("return lines", async (w, v) => System.Text.Json.JsonSerializer.Serialize(await w.ReturnLines.ReadAsync(v, HiddenReturn).ToListAsync(), Plain)),
        new("pairs", (w, v) => TextAsync(w.Pairs.ListAsync(v))),
        new("rates", (w, v) => TextAsync(w.Rates.ListAsync(v))),
    ];

    private static readonly StopRule[][] Stops =
    [
        [new StopRule(StopKind.Cash)], [new StopRule(StopKind.Partner)], [new StopRule(StopKind.Hub, "", 1)], [new StopRule(StopKind.Below, "", 500_000)], [new StopRule(StopKind.Country, "MX")], [new StopRule(StopKind.Account, "Luis Soto")],
    ];

    /// <summary>Money followed from an entity and from an account that only rows name.</summary>
    private Door[] Follow(EntityId entity, StatementId statement)
    {
        var question = new FollowQuestion { Direction = random.Next(2) == 0 ? Direction.Forward : Direction.Backward, Hops = random.Next(1, 4), SameTimes = random.Next(2) == 0, PerAccount = random.Next(3) == 0 ? 1 : 0, StopAt = random.Next(2) == 0 ? [] : Stops[random.Next(Stops.Length)] };
        var proceeds = new TraceAsk([new WalkSource(statement, null, 0), .. random.Next(2) == 0 ? _statements.Where(s => s.Kind == Puente.Evidence.Storage.IdKind.Fact).Take(random.Next(3)).Select(s => new WalkSource(s, null, 0)) : []]) { Hops = random.Next(4) };
        var withPartner = random.Next(2) == 0;
        return
        [
            new("follow", (w, v) => ReadAsync(w, v, async r => await w.Follow.AskAsync(r, entity, null, question, withPartner) is { IsOk: true } answer ? answer.Value : null)),
            new("follow a statement", (w, v) => ReadAsync(w, v, async r => await w.Follow.AskAsync(r, statement, question, withPartner) is { IsOk: true } answer ? answer.Value : null)),
            new("trace", async (w, v) => await w.Trace.AskAsync(await w.Archive.ReadAsync(v), proceeds) is { IsOk: true } trace ? System.Text.Encoding.UTF8.GetString(NodeTraceJson.Of(trace.Value, RuleCodes.All, w.Archive)) : "refused"),
            new("funds", async (w, v) => await w.Trace.FundsAsync(await w.Archive.ReadAsync(v), entity, null) is { IsOk: true } funds ? System.Text.Encoding.UTF8.GetString(NodeTraceJson.Of(funds.Value, w.Archive)) : "refused"),
            new("follow an account", (w, v) => ReadAsync(w, v, async r => await w.Follow.AskAsync(r, null, "Luis Soto", question, withPartner) is { IsOk: true } answer ? answer.Value : null)),
        ];
    }

    /// <summary>What a search would read, and what searches found; of one finding, one on something near what is hidden.</summary>
    private Door[] Findings(StatementId statement)
    {
        var (keys, filter) = (FoundThings.Keys(with, statement).ToList(), new FindingFilter([], random.Next(2) == 0 ? null : FindingDecision.Open));
        var (key, search) = (new FindingId(Any(keys)), new PatternSearchId(Any([.. FoundThings.Searches(with)])));
        return
        [
            new("transfers of a search", async (w, v) => System.Text.Json.JsonSerializer.Serialize(Listed(await w.Transfers.ReadAsync(v)), Plain)),
            new("last search", async (w, v) => (await w.PatternSearches.LastAsync(v))?.ToString() ?? "none"),
            new("one search", async (w, v) => Text(await w.PatternSearches.ShowAsync(v, search))),
            new("findings", async (w, v) => System.Text.Json.JsonSerializer.Serialize(await w.Findings.ListAsync(v, filter, null, 3), Plain)),
            new("more findings", async (w, v) => System.Text.Json.JsonSerializer.Serialize(await w.Findings.ListAsync(v, filter, key, 3), Plain)),
            new("finding", async (w, v) => Text(await w.Findings.ShowAsync(v, key))),
        ];
    }

    private static List<KeptTransfer> Listed(OfficeTransfers table) => [.. Enumerable.Range(0, table.Count).Select(row => table.Kept(row, account => account))];

    /// <summary>Changes of an order or pair that only one world has are refused in the words used for what does not exist.</summary>
    private static Door[] RefusedMoney() =>
    [
        new("serve an order", async (w, v) => Text(await w.Orders.ServeAsync(v, HiddenOrder, new DateOnly(2026, 1, 9), null))),
        new("certify an order", async (w, v) => Text(await w.Orders.CertifyAsync(v, HiddenOrder, new Certificate("a", "b", new DateOnly(2026, 1, 9), "c")))),
        new("note gaps of an order", async (w, v) => Text(await w.Orders.NoteGapsAsync(v, HiddenOrder, "x"))),
        new("review an order", async (w, v) => Text(await w.Orders.ReviewAsync(v, HiddenOrder, new DateOnly(2027, 1, 9), "x"))),
        new("return under an order", async (w, v) => Text(await w.Returns.StartAsync(v, HiddenOrder, new NewReturn(new Puente.Evidence.Import.Jobs.UploadId(1), "layout: x", new())))),
        new("cancel a search", async (w, v) => Text(await w.PatternSearches.CancelAsync(v, new PatternSearchId(World.HiddenDataset.Key)))),
        new("review a finding", async (w, v) => Text(await w.Findings.ReviewAsync(v, new FindingId(World.HiddenDataset.Key << 6), FindingDecision.Dismissed, "x"))),
        new("decide a pair", async (w, v) => Text(await w.Pairs.DecideAsync(v, new PairId(World.HiddenDataset.Key), false, "x"))),
    ];

    private static string Told(OrderView order) => $"{order.Id} {order.Order.Reference} {order.Order.Custodian} {order.Opened} {MarkingText.Write(order.Order.Marking)}";
}
