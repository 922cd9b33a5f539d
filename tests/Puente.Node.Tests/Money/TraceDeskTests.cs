using Dapper;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Evidence.Walks;
using Puente.Money.Records;
using Puente.Money.Returns.Loading;
using Puente.Money.Tracing;
using Puente.Money.Tracing.Node;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;
using Puente.Office.Api;

namespace Puente.Node.Tests.Money;

/// <summary>Tracing through what a viewer sees on the node.</summary>
public sealed class TraceDeskTests
{
    private const string Signed = "Account Number,Post Date,Amount,Description,Other Account,Reference\n";

    private const string Golden = Signed
        + "A1000001,06/01/2025,30.00,WIRE IN,S1000001,\nA1000001,06/02/2025,70.00,WIRE IN,C1000001,\nA1000001,06/03/2025,-50.00,WIRE OUT,X1000001,R-9\n"
        + "A1000001,06/04/2025,-40.00,WIRE OUT,Y1000001,\nA1000001,06/05/2025,100.00,WIRE IN,C1000001,\nA1000001,06/06/2025,-20.00,WIRE OUT,Z1000001,\n";

    public static TheoryData<Engine> Engines => Databases.All;

    [Theory, MemberData(nameof(Engines))]
    public async Task Rows_of_returns_are_traced_as_a_file_is_and_only_for_who_sees_them(Engine engine)
    {
        await using var town = await MoneyTown.NewAsync(engine);
        var made = await town.TakeAsync(await town.EnterAsync(), "us-signed", Golden);
        var trace = (await AskAsync(town, "ana", new TraceAsk([Row(made, 1)]))).Value;
        Told(trace).ShouldBe(["2>X1000001 fifo=3000 prorata=1500 libr=0 difo=3000", "3>Y1000001 fifo=0 prorata=1200 libr=2000 difo=0", "5>Z1000001 fifo=0 prorata=55 libr=0 difo=0"]);
        trace.Answer.Totals.ShouldAllBe(t => t.Ties);
        trace.Openings.Where(o => trace.Book.Table.Accounts[o.Account] == "A1000001").ShouldHaveSingleItem().Basis.ShouldBe(OpeningBasis.Assumed);
        trace.Book.Table.Line(trace.Book.Find(Row(made, 5))).ShouldBe(5);
        trace.Funds.ShouldHaveSingleItem().Unexplained.ShouldBe(0);
        var ledgers = AccountLedger.Of(trace.Index, trace.Answer, (a, c) => trace.Openings.First(o => o.Account == a && o.Currency == c).Amount);
        foreach (var ledger in ledgers) (ledger.Lines[^1].Balance, ledger.Lines[^1].Held with { Poison = 0 }).ShouldBe((ledger.Remaining.Balance, ledger.Remaining.Tainted with { Poison = 0 }), "the last line of a ledger is what is left");
        ledgers[0].Lines.Select(l => l.Balance).ShouldBe([3000, 10000, 5000, 1000, 11000, 9000]);

        // The whole table of the viewer's returns says the same: what is left out of the table of a trace cannot matter.
        var (whole, _) = await town.Transfers.ReadAsync(town.Viewer("ana"));
        var plain = Tracer.Trace(new TransferIndex(whole), new TraceQuestion([0]));
        plain.Lines.Select(l => (whole.Amount[l.Row], l.Traced)).ShouldBe(trace.Answer.Lines.Select(l => (trace.Book.Table.Amount[l.Row], l.Traced)));

        (await AskAsync(town, "bob", new TraceAsk([Row(made, 1)]))).Refusal!.Code.ShouldBe("trace.no-such-proceeds");
        (await AskAsync(town, "ana", new TraceAsk([Row(made, 77)]))).Refusal!.Code.ShouldBe("trace.no-such-proceeds");
        (await AskAsync(town, "ana", new TraceAsk([]))).Refusal!.Code.ShouldBe("trace.no-proceeds");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_transfer_that_two_banks_report_under_two_markings_counts_once_and_leads_on(Engine engine)
    {
        await using var town = await MoneyTown.NewAsync(engine);
        var ana = town.Viewer("ana");
        var left = await town.TakeAsync(await town.EnterAsync(), "us-signed", Golden.Replace("X1000001,R-9", ",R-9", StringComparison.Ordinal), name: "a.csv");
        var second = await town.EnterAsync(MoneyTown.Order(Town.Marking(tlp: Tlp.AmberStrict)));
        await town.TakeAsync(second, "us-signed", Signed + "X1000001,06/03/2025,50.00,WIRE IN,,R-9\nX1000001,06/04/2025,-50.00,WIRE OUT,Q1000001,\n", name: "x.csv");
        var apart = (await AskAsync(town, "ana", new TraceAsk([Row(left, 1)]))).Value;
        apart.Book.Once.ShouldBe(0);
        Told(apart).ShouldNotContain(l => l.StartsWith("1>Q", StringComparison.Ordinal));
        (await town.Pairs.RunAsync(ana)).IsOk.ShouldBeTrue();
        (await town.Pairs.DecideAsync(ana, (await town.Pairs.ListAsync(ana)).ShouldHaveSingleItem().Id, true, null)).IsOk.ShouldBeTrue();

        var trace = (await AskAsync(town, "ana", new TraceAsk([Row(left, 1)]))).Value;
        trace.Book.Once.ShouldBe(1);
        Told(trace).ShouldContain("1>Q1000001 fifo=3000 prorata=1500 libr=0 difo=3000");
        trace.Book.Table.Accounts.Find("X1000001").ShouldBeGreaterThanOrEqualTo(0);
        trace.Answer.Totals.Where(t => t.Rule == Rule.Fifo).Sum(t => t.Introduced).ShouldBe(3000);
        (await AskAsync(town, "ana", new TraceAsk([Row(left, 1)]) { Hops = 0 })).Value.Answer.Lines.Where(l => l.Traced.Poison > 0).ShouldAllBe(l => l.Fate == Fate.BeyondHops);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_opening_balance_is_the_statements_unless_one_is_typed(Engine engine)
    {
        await using var town = await MoneyTown.NewAsync(engine);
        const string Text = "ACCOUNT 70010020\nSTATEMENT FROM 06/01/25 TO 06/30/25\nBALANCE FORWARD|500.00\nDate|Description|Amount|Balance|To/From Account\n06/05/25|CURRENCY DEP|100.00|600.00|\n06/06/25|WIRE OUT|-550.00|50.00|70010030\nENDING BALANCE|50.00\n";
        var made = await town.TakeAsync(await town.EnterAsync(), "us-sections", Text);
        var row = (await town.Lines.ReadAsync(town.Viewer("ana"), made.Id).ToListAsync())[0].Row;
        var trace = (await AskAsync(town, "ana", new TraceAsk([Row(made, row)]))).Value;
        var opening = trace.Openings.Single(o => trace.Book.Table.Accounts[o.Account] == "70010020");
        (opening.Amount, opening.Basis, opening.Return).ShouldBe((50_000L, OpeningBasis.Stated, made.Id));
        trace.Answer.Lines.Single(l => l.Traced.Poison > 0).Traced.Fifo.ShouldBe(5_000);
        (trace.Funds[0].Opening, trace.Funds[0].Closing, trace.Funds[0].Unexplained).ShouldBe((50_000L, 5_000L, 0L));

        var typed = (await AskAsync(town, "ana", new TraceAsk([Row(made, row)]) { Openings = ["70010020=450.00"] })).Value;
        typed.Openings.Single(o => typed.Book.Table.Accounts[o.Account] == "70010020").Basis.ShouldBe(OpeningBasis.Typed);
        typed.Answer.Lines.Single(l => l.Traced.Poison > 0).Traced.Fifo.ShouldBe(10_000);
        (await AskAsync(town, "ana", new TraceAsk([Row(made, row)]) { Openings = ["70010020"] })).Refusal!.Code.ShouldBe("trace.opening");
        (await AskAsync(town, "ana", new TraceAsk([Row(made, row)]) { Openings = ["123=1.00"] })).Refusal!.Code.ShouldBe("trace.opening-account-reached");
        (await FundsAsync(town, "ana", "70010020")).Value.Funds[0].In.ShouldBe(10_000);
        (await FundsAsync(town, "bob", "70010020")).Refusal!.Code.ShouldBe("follow.no-such-start");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_exhibit_is_an_act_before_and_after_and_one_row_that_may_not_leave_keeps_it_back(Engine engine)
    {
        await using var town = await MoneyTown.NewAsync(engine);
        var (ana, exhibits) = (town.Viewer("ana"), new NodeExhibit(town.Town.Archive, new Departures(town.Town.Archive, town.Town.Acts)));
        var made = await town.TakeAsync(await town.EnterAsync(), "us-signed", Golden);
        var trace = (await AskAsync(town, "ana", new TraceAsk([Row(made, 1)]))).Value;
        (await exhibits.MakeAsync(ana, trace)).Value.Length.ShouldBeGreaterThan(1000);
        (await KindsAsync(town)).ShouldBe(["statement.export", "statement.exported"]);

        var kept = await town.EnterAsync(MoneyTown.Order(Town.Marking(tlp: Tlp.Red) with { Actions = Permission.View }));
        var closed = await town.TakeAsync(kept, "us-signed", Signed + "X1000001,06/08/2025,-1.00,WIRE OUT,Q1000001,\n", name: "kept.csv");
        closed.Marking.Actions.ShouldBe(Permission.View);
        var longer = (await AskAsync(town, "ana", new TraceAsk([Row(made, 1)]))).Value;
        (await exhibits.MakeAsync(ana, longer)).Refusal!.Code.ShouldBe("exhibit.not-exportable");
        (await exhibits.MakeAsync(ana, (await AskAsync(town, "ana", new TraceAsk([Row(made, 1)]) { Hops = 0 })).Value)).IsOk.ShouldBeTrue("that row is of no account of this trace");
        (await KindsAsync(town)).Count.ShouldBe(4);
    }

    private static async Task<List<string>> KindsAsync(MoneyTown town)
    {
        await using var connection = await town.Town.Archive.Database.OpenAsync();
        return [.. await connection.QueryAsync<string>("select kind from act where kind like 'statement.export%' order by key")];
    }

    private static WalkSource Row(ReturnView made, long row) => new(null, made.Dataset, row);

    private static TraceDesk Desk(MoneyTown town) =>
        new(town.Town.Archive, town.Graph, town.Returns, town.Pairs, town.Datasets, Vocabulary.Standard);

    private static async Task<Evidence.Result<NodeTrace>> AskAsync(MoneyTown town, string login, TraceAsk ask) => await Desk(town).AskAsync(await town.Town.Archive.ReadAsync(town.Viewer(login)), ask);

    private static async Task<Evidence.Result<NodeFunds>> FundsAsync(MoneyTown town, string login, string account) => await Desk(town).FundsAsync(await town.Town.Archive.ReadAsync(town.Viewer(login)), null, account);

    private static List<string> Told(NodeTrace trace) =>
        [.. trace.Answer.Lines.Where(l => l.Traced.Poison > 0).Select(l => $"{trace.Book.Table.Line(l.Row) - 1}>{trace.Book.Table.Accounts[trace.Book.Table.To[l.Row]]} fifo={l.Traced.Fifo} prorata={l.Traced.ProRata} libr={l.Traced.Libr} difo={l.Traced.Difo}")];
}
