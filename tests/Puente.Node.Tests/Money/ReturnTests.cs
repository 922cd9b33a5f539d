using Dapper;
using Puente.Evidence.Datasets;
using Puente.Evidence.Documents;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Walks;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Pairing;
using Puente.Money.Returns.Rates;
using Puente.Money.Returns.Reconciling;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Money;

/// <summary>Orders, and the returns that hang on them, on both databases.</summary>
public sealed class ReturnTests
{
    private const string Signed = "Account Number,Post Date,Amount,Description,Other Account,Reference\n";

    public static TheoryData<Engine> Engines => Databases.All;

    [Theory, MemberData(nameof(Engines))]
    public async Task An_order_is_seen_and_changed_only_by_those_whom_its_marking_lets(Engine engine)
    {
        await using var town = await MoneyTown.NewAsync(engine);
        var (ana, cam, bob) = (town.Viewer("ana"), town.Viewer("cam"), town.Viewer("bob"));
        var id = await town.EnterAsync(MoneyTown.Order(null, "4410027710"));
        (await town.Orders.ListAsync(cam)).ShouldHaveSingleItem().Order.Reference.ShouldBe("SUB-1");
        foreach (var login in new[] { "bob", "dan", "eva", "nil", "adm" })
        {
            (await town.Orders.ListAsync(town.Viewer(login))).ShouldBeEmpty();
            (await town.Orders.ShowAsync(town.Viewer(login), id)).Refusal!.Code.ShouldBe("order.no-such-order");
        }

        (await town.Orders.ServeAsync(bob, id, new DateOnly(2026, 1, 11), null)).Refusal!.Code.ShouldBe("order.no-such-order");
        (await town.Orders.CertifyAsync(ana, id, new Certificate("J. Soto", "Custodian", new DateOnly(2026, 2, 1), "Fed. R. Evid. 902(11)"))).IsOk.ShouldBeTrue();
        (await town.Orders.ServeAsync(ana, id, new DateOnly(2026, 1, 1), null)).Refusal!.Code.ShouldBe("order.served");
        (await town.Orders.ServeAsync(ana, id, new DateOnly(2026, 1, 11), null)).IsOk.ShouldBeTrue();
        var shown = (await town.Orders.ShowAsync(cam, id)).Value;
        (shown.Order.Served, shown.Order.Due, shown.Certificate!.Signer).ShouldBe((new DateOnly(2026, 1, 11), new DateOnly(2026, 2, 10), "J. Soto"));
        shown.State(new DateOnly(2026, 3, 1), 0, 3).ShouldBe(OrderState.Overdue);

        var open = await town.EnterAsync(MoneyTown.Order(Town.Marking(tlp: Tlp.Amber)));
        (await town.Orders.ShowAsync(bob, open)).IsOk.ShouldBeTrue();
        (await town.Orders.NoteGapsAsync(bob, open, "x")).Refusal!.Code.ShouldBe("order.not-yours");
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_an_order_is_told_at_once()
    {
        await using var town = await MoneyTown.NewAsync(Engine.Sqlite);
        var order = MoneyTown.Order() with { Instrument = "grand-jury-subpoena", Reference = " ", Served = new DateOnly(2025, 1, 1), Scope = new OrderScope([], [], new DateOnly(2025, 2, 1), new DateOnly(2025, 1, 1), []) };
        var (result, problems) = await town.Orders.EnterAsync(town.Viewer("ana"), order);
        result.IsOk.ShouldBeFalse();
        problems.Select(p => (p.Column, p.Code)).ShouldBe([("reference", "order.reference"), ("accounts", "order.scope"), ("until", "order.dates"), ("served", "order.served"), ("preset", "order.regime")]);
        (await town.Orders.EnterAsync(town.Viewer("ana"), MoneyTown.Order(Town.Marking(Town.Houston)))).Result.Refusal!.Code.ShouldBe("order.foreign-owner");
        (await town.Orders.EnterAsync(town.Viewer("adm"), MoneyTown.Order())).Result.Refusal!.Code.ShouldBe("order.unreadable");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_return_takes_over_scope_marking_and_review_and_keeps_nothing_of_what_lies_outside(Engine engine)
    {
        await using var town = await MoneyTown.NewAsync(engine);
        var ana = town.Viewer("ana");
        var id = await town.EnterAsync(MoneyTown.Order(null, "*7710") with { ReviewBy = new DateOnly(2026, 6, 1) });
        var made = await town.TakeAsync(id, "us-signed",
            Signed + "4410027710,06/02/2025,9500.00,CASH DEPOSIT,,\n998811,06/02/2025,77.00,a stranger's,,\n4410027710,09/01/2025,5.00,too late,,\n4410027710,07/03/2025,-14000.00,ATM WD LAREDO,,\n4410027710,07/32/2025,1.00,no day,,\n",
            new ControlTotals(5, 1_400_000, 958_300));
        (made.Tally.Lines, made.Tally.OutsideAccount, made.Tally.OutsideDates, made.Tally.Unread).ShouldBe((2, 1, 1, 1));
        made.Ties.Select(t => (t.What, t.By)).ShouldBe([("count", -1L), ("debits", 0L), ("credits", -100L)], "a row that cannot be read shows in the totals");
        made.Marking.ExpiresOn.ShouldBe(new DateOnly(2026, 6, 1));
        (made.Marking.Tlp, made.Marking.Unit).ShouldBe((Tlp.Red, Town.Phoenix));

        var rejected = await town.Imports.RemarksAsync(ana, (await town.Imports.ListAsync(ana))[0].Id).ToListAsync();
        rejected.Select(r => (r.Problem.Line, r.Problem.Code, r.Cells.Count > 0)).ShouldBe([(3L, "return.outside-account", false), (4L, "return.outside-dates", false), (6L, "layout.date", true)]);
        var rows = (await town.Datasets.RowsAsync(ana, made.Dataset)).Value.Rows;
        rows.SelectMany(r => r.Cells).ShouldNotContain(c => c.Contains("stranger", StringComparison.Ordinal) || c.Contains("998811", StringComparison.Ordinal));
        (await town.Lines.ReadAsync(ana, made.Id).ToListAsync()).Select(l => (l.Row, l.Amount, l.Method)).ShouldBe([(1L, 950_000L, "cashDeposit"), (2L, -1_400_000L, "cashWithdrawal")]);

        (await town.Returns.ListAsync(town.Viewer("bob"))).ShouldBeEmpty();
        (await town.Returns.ShowAsync(town.Viewer("bob"), made.Id)).Refusal!.Code.ShouldBe("return.no-such-return");
        (await town.Lines.ReadAsync(town.Viewer("bob"), made.Id).ToListAsync()).ShouldBeEmpty();
        var grid = await town.Returns.GridAsync(ana, (await town.Orders.ShowAsync(ana, id)).Value);
        grid.Rows.ShouldHaveSingleItem().Cells.Select(c => c.State).ShouldBe([MonthState.Lines, MonthState.Lines, MonthState.Missing]);

        town.Town.Clock.Advance(TimeSpan.FromDays(100));
        (await town.Returns.ListAsync(town.Viewer("ana"))).ShouldBeEmpty("untouched rows went out of reach with the day of review");
        (await town.Datasets.RowsAsync(town.Viewer("ana"), made.Dataset)).IsOk.ShouldBeFalse();
        (await town.Orders.ReviewAsync(town.Viewer("ana"), id, new DateOnly(2026, 12, 1), "trial is set for November")).IsOk.ShouldBeTrue();
        (await town.Returns.ListAsync(town.Viewer("ana"))).ShouldHaveSingleItem().Marking.ExpiresOn.ShouldBe(new DateOnly(2026, 12, 1));
    }

    [Fact]
    public async Task Documents_beside_a_return_stay_within_reach_when_its_review_is_moved()
    {
        await using var town = await MoneyTown.NewAsync(Engine.Sqlite);
        var id = await town.EnterAsync(MoneyTown.Order(null, "*7710") with { ReviewBy = new DateOnly(2026, 6, 1) });
        var made = await town.TakeAsync(id, "us-signed", Signed + "4410027710,06/02/2025,9500.00,CASH DEPOSIT,,\n");
        await using var connection = await town.Town.Database.OpenAsync(TestContext.Current.CancellationToken);
        var source = await connection.ExecuteScalarAsync<long>("select source from dataset where key = @Key", new { made.Dataset.Key });
        var files = DocumentFiles.Under(town.SealedFolder);
        var desk = new DocumentDesk(town.Town.Archive, town.Town.Recorder, town.Town.Acts, files, new PageIndex(town.Town.Archive, files));
        var letter = (await desk.AddAsync(town.Viewer("ana"), new SourceId(source), "letter.txt", 2, new MemoryStream("hi"u8.ToArray()))).Value;
        (await town.Orders.ReviewAsync(town.Viewer("ana"), id, new DateOnly(2026, 12, 1), "trial is set for November")).IsOk.ShouldBeTrue();
        town.Town.Clock.Advance(TimeSpan.FromDays(100));
        (await desk.ShowAsync(town.Viewer("ana"), letter)).Value.Marking.ExpiresOn.ShouldBe(new DateOnly(2026, 12, 1));
    }

    [Fact]
    public async Task A_returns_marking_can_only_be_as_close_as_its_orders_or_closer()
    {
        await using var town = await MoneyTown.NewAsync(Engine.Sqlite);
        var id = await town.EnterAsync(MoneyTown.Order(Town.Marking(tlp: Tlp.AmberStrict)));
        (await town.StartAsync(id, "us-signed", Signed, marking: Town.Marking(tlp: Tlp.Amber))).Refusal!.Code.ShouldBe("return.looser");
        (await town.StartAsync(id, "us-signed", Signed, marking: Town.Marking(tlp: Tlp.AmberStrict, audience: Town.To("MX")))).Refusal!.Code.ShouldBe("return.looser");
        (await town.TakeAsync(id, "us-signed", Signed + "1,06/02/2025,1.00,x,,\n", marking: Town.Marking(tlp: Tlp.Red))).Marking.Tlp.ShouldBe(Tlp.Red);
        (await town.StartAsync(id, "us-signed", Signed, login: "bob")).Refusal!.Code.ShouldBe("order.not-yours");
        (await town.StartAsync(id, "us-signed", Signed, login: "eva")).Refusal!.Code.ShouldBe("order.no-such-order");
    }

    [Fact]
    public async Task A_file_that_is_not_of_the_layout_fails_with_the_columns_that_were_sought_and_an_undone_return_is_gone()
    {
        await using var town = await MoneyTown.NewAsync(Engine.Sqlite);
        var id = await town.EnterAsync();
        var ana = town.Viewer("ana");
        var started = await town.StartAsync(id, "us-signed", "a,b\n1,2\n");
        (await town.Returns.AwaitAsync(ana, started.Value, TimeSpan.FromDays(1))).ShouldBeNull();
        (await town.Imports.ShowAsync(ana, started.Value)).Value.Fault!.Code.ShouldBe("layout.header-missing");
        var made = await town.TakeAsync(id, "us-signed", Signed + "1,06/02/2025,1.00,x,,\n");
        var import = (await town.Imports.ListAsync(ana))[0];
        (await town.Imports.UndoAsync(ana, import.Id, "wrong file")).IsOk.ShouldBeTrue();
        (await town.Returns.ShowAsync(ana, made.Id)).IsOk.ShouldBeFalse();
    }

    [Fact]
    public async Task A_statement_that_came_in_an_earlier_return_of_the_order_is_found()
    {
        await using var town = await MoneyTown.NewAsync(Engine.Sqlite);
        var id = await town.EnterAsync();
        var first = await town.TakeAsync(id, "us-signed", Signed + "1,06/02/2025,1.00,x,,\n");
        var again = await town.TakeAsync(id, "us-signed", Signed + "1,06/02/2025,1.00,x,,\n\n", name: "again.csv");
        (await town.Returns.ShowAsync(town.Viewer("ana"), again.Id)).Value.Repeats.ShouldBe([new RepeatView(RepeatKind.Statement, 1, 1, first.Id)]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Many_statements_and_accounts_come_in_parts_what_does_not_add_up_first(Engine engine)
    {
        await using var town = await MoneyTown.NewAsync(engine);
        var (ana, order) = (town.Viewer("ana"), await town.EnterAsync());
        var text = new System.Text.StringBuilder();
        for (var i = 1; i <= 120; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"ACCOUNT 700100{i:000}\nBALANCE FORWARD|5.00\nDate|Description|Amount|Balance\n06/05/25|X|1.00|6.00\n{(i == 90 ? "07/05/25|X|1.00|7.00\n" : "")}ENDING BALANCE|{(i is 60 or 90 or 110 ? 7 : 6)}.00\n");
        var made = await town.TakeAsync(order, "us-sections", text.ToString());
        var (seen, after, parts) = (new List<string>(), 0L, 0);
        do
        {
            var detail = (await town.Returns.ShowAsync(ana, made.Id, after, 50)).Value;
            (detail.Count, detail.Wrong, detail.Months.Count).ShouldBe((120, 2, detail.Statements.Count + detail.Statements.Count(s => s.Lines == 2)));
            seen.AddRange(detail.Statements.Select(s => s.Account));
            (after, parts) = (detail.Next ?? 0, parts + 1);
        }
        while (after > 0);
        var all = Enumerable.Range(1, 120).Select(i => $"700100{i:000}").ToList();
        parts.ShouldBe(3);
        seen.ShouldBe(["700100060", "700100110", .. all.Except(["700100060", "700100110"])]);
        (await town.Returns.ShowAsync(ana, made.Id, take: 1)).Value.Next.ShouldBe(60, "a part ends among those that do not add up");
        (await town.Returns.ShowAsync(ana, made.Id, 60, 1)).Value.Statements.ShouldHaveSingleItem().Account.ShouldBe("700100110");
        (await town.Returns.ShowAsync(ana, made.Id, take: 120)).Value.Statements.Select(s => s.Account).ShouldBe(all, "what fits stands in the order of the file");

        var asked = (await town.Orders.ShowAsync(ana, order)).Value;
        var (first, then) = (await town.Returns.GridAsync(ana, asked), await town.Returns.GridAsync(ana, asked, 100));
        (first.Accounts, first.Rows.Count, then.Rows.Count, first.Missing, then.Missing).ShouldBe((120, 100, 20, 239, 239));
        first.Rows.Concat(then.Rows).Select(r => r.Account).ShouldBe([.. all.Except(["700100090"]), "700100090"], "what misses most comes first");
        (await town.Returns.GridAsync(ana, asked)).Rows.ShouldBe(first.Rows);
        (await town.Returns.GridAsync(ana, asked, 1_990, 20)).Rows.ShouldBeEmpty();
        (await town.Imports.UndoAsync(ana, (await town.Imports.ListAsync(ana))[0].Id, "wrong file")).IsOk.ShouldBeTrue();
        (await town.Returns.GridAsync(ana, asked)).Accounts.ShouldBe(0, "what was laid out is of the returns that are there");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task One_transfer_that_two_banks_report_is_paired_counts_once_and_a_person_decides_the_rest(Engine engine)
    {
        await using var town = await MoneyTown.NewAsync(engine);
        var (ana, id) = (town.Viewer("ana"), await town.EnterAsync());
        var left = await town.TakeAsync(id, "us-signed", Signed + "A1,06/02/2025,-100.00,WIRE OUT,B1,R-1\nA1,06/05/2025,-40.00,WIRE OUT,,\n", name: "a.csv");
        var right = await town.TakeAsync(id, "us-signed", Signed + "B1,06/03/2025,100.00,WIRE IN,A1,R-1\nB1,06/05/2025,40.00,WIRE IN,,\n", name: "b.csv");
        (await town.Pairs.RunAsync(ana)).Value.ShouldBe(new PairCounts(1, 1, 0, 4));
        var pairs = await town.Pairs.ListAsync(ana);
        pairs.Select(p => (p.Standing, p.CountsOnce)).ShouldBe([(PairStanding.Suggested, false), (PairStanding.ByRule, true)]);
        (await town.Pairs.ListAsync(town.Viewer("bob"))).ShouldBeEmpty();
        (await town.Pairs.DecideAsync(town.Viewer("bob"), pairs[0].Id, true, null)).Refusal!.Code.ShouldBe("pair.no-such-pair");
        (await town.Pairs.DecideAsync(ana, pairs[1].Id, false, " ")).Refusal!.Code.ShouldBe("pair.reason");
        (await town.Pairs.DecideAsync(ana, pairs[1].Id, false, "two wires of that day")).IsOk.ShouldBeTrue();
        (await town.Pairs.DecideAsync(ana, pairs[0].Id, true, null)).IsOk.ShouldBeTrue();
        (await town.Pairs.RunAsync(ana)).Value.ShouldBe(new PairCounts(0, 0, 0, 4), "what was decided stays");
        (await town.Pairs.ListAsync(ana)).Select(p => (p.Decision, p.CountsOnce)).ShouldBe([(PairDecision.Accepted, true), (PairDecision.Dismissed, false)]);

        var (table, once) = await town.Transfers.ReadAsync(ana);
        (table.Count, once, table.Amount.ToArray().Sum()).ShouldBe((3, 1, 10_000 + 4_000 + 10_000));
        table.Find($"{town.Town.Archive.Ids.Text(IdKind.Return, left.Id.Key)}/2").ShouldHaveSingleItem();
        (await town.Transfers.ReadAsync(town.Viewer("bob"))).Table.Count.ShouldBe(0);

        var readings = await new ReturnRows(town.Town.Archive).ReadingsAsync(default);
        var facts = new List<(string?, string?, long)>();
        foreach (var r in new[] { left, right })
            foreach (var row in (await town.Datasets.RowsAsync(ana, r.Dataset)).Value.Rows)
                if (readings[r.Dataset].Read(row) is { } read && readings[r.Dataset].Told(row.Number, read) is { } fact) facts.Add((fact.From, fact.To, fact.Amount));
        facts.ShouldBe([("A1", "B1", 10_000), ("A1", "B1", 4_000), ("A1", "B1", 10_000)], "the accepted pair is one fact with both ends, the dismissed one two");
    }

    [Fact]
    public async Task A_line_of_a_pair_that_a_colleague_does_not_see_is_not_paired_again_and_two_pairs_of_one_line_take_no_payment_away()
    {
        await using var town = await MoneyTown.NewAsync(Engine.Sqlite);
        var (ana, id) = (town.Viewer("ana"), await town.EnterAsync());
        var all = town.Town.Viewers.Open(ana.Officer.Id, Town.Phoenix, "prosecution").Value;
        await town.TakeAsync(id, "us-signed", Signed + "A1,06/02/2025,-100.00,WIRE OUT,,R-1\n", name: "a.csv");
        var hidden = await town.TakeAsync(id, "us-signed", Signed + "B1,06/02/2025,100.00,WIRE IN,A1,R-1\n", name: "b.csv");
        (await town.Pairs.RunAsync(ana)).Value.ByRule.ShouldBe(1);
        var first = (await town.Pairs.ListAsync(ana)).ShouldHaveSingleItem();
        var other = await town.TakeAsync(id, "us-signed", Signed + "C1,06/03/2025,100.00,WIRE IN,,R-1\n", name: "c.csv");
        var recorded = await town.Town.RecordAsync(await town.Town.SourceAsync(), Town.Marking(), b =>
        {
            var account = town.Town.Archive.NewEntity();
            b.Entities.Add(new NewEntity(account, "BankAccount"));
            b.Attributes.Add(new NewAttribute(account, "accountNumber", "7700000001"));
        });
        (await town.Town.Recorder.RemarkAsync(town.Viewer("cam"), recorded.Attributes[0], Town.Marking() with { Purposes = ["prosecution"] }, "closed")).IsOk.ShouldBeTrue();
        await using var connection = await town.Town.Archive.Database.OpenAsync();
        await connection.ExecuteAsync("update dataset set marking = (select max(key) from marking) where key = @Key", new { hidden.Dataset.Key });
        (await town.Pairs.ListAsync(ana)).ShouldBeEmpty();
        (await town.Pairs.ListAsync(all)).ShouldHaveSingleItem().Id.ShouldBe(first.Id);

        (await town.Pairs.RunAsync(ana)).Value.ByRule.ShouldBe(0);
        (await town.Pairs.ListAsync(ana)).ShouldBeEmpty();

        // Two of one line, as they could be stored before.
        await connection.ExecuteAsync(
            """
            insert into money_pair (key, unit, out_return, out_row, in_return, in_row, out_account, in_account, amount, currency, out_day, in_day, score, reasons, standing, decision)
            select key + 1, unit, out_return, out_row, @Key, 1, out_account, 'C1', amount, currency, out_day, in_day, score - 1, reasons, standing, decision from money_pair
            """, new { other.Id.Key });
        var (table, once) = await town.Transfers.ReadAsync(all);
        (table.Count, once).ShouldBe((2, 1));
        (await town.Pairs.ListAsync(all, new PairFilter(Counting: true))).ShouldHaveSingleItem().Id.ShouldBe(first.Id);

        // What a unit says of a pair in words stays in the unit, whoever sees both sides.
        await connection.ExecuteAsync("update money_pair set reason = 'a word of ours' where key = @Key", new { first.Id.Key });
        (await town.Pairs.ListAsync(all)).Single(p => p.Id == first.Id).Reason.ShouldBe("a word of ours");
        await connection.ExecuteAsync("update money_pair set unit = 'ELSEWHERE' where key = @Key", new { first.Id.Key });
        (await town.Pairs.ListAsync(all)).Single(p => p.Id == first.Id).Reason.ShouldBeNull();
    }

    [Fact]
    public async Task A_decision_about_a_pair_binds_the_next_walk()
    {
        await using var town = await MoneyTown.NewAsync(Engine.Sqlite);
        var (ana, id) = (town.Viewer("ana"), await town.EnterAsync());
        using var graph = new FactGraph(town.Town.Archive, town.Datasets, [new ReturnRows(town.Town.Archive)]);
        await town.TakeAsync(id, "us-signed", Signed + "A1,06/02/2025,-100.00,WIRE OUT,B1,R-1\nA1,06/05/2025,-40.00,WIRE OUT,,\n", name: "a.csv");
        await town.TakeAsync(id, "us-signed", Signed + "B1,06/03/2025,100.00,WIRE IN,A1,R-1\nB1,06/05/2025,40.00,WIRE IN,,\n", name: "b.csv");
        (await PaymentsAsync()).ShouldBe(4);
        await town.Pairs.RunAsync(ana);
        (await PaymentsAsync()).ShouldBe(3);
        var pairs = await town.Pairs.ListAsync(ana);
        await town.Pairs.DecideAsync(ana, pairs[1].Id, false, "two wires of that day");
        (await PaymentsAsync()).ShouldBe(4);
        await town.Pairs.DecideAsync(ana, pairs[0].Id, true, null);
        (await PaymentsAsync()).ShouldBe(3);

        async Task<int> PaymentsAsync()
        {
            using var walk = await graph.OpenAsync(await town.Town.Archive.ReadAsync(ana));
            var count = 0;
            for (var vertex = 0; vertex < walk.Snapshot.VertexCount; vertex++)
                foreach (ref readonly var edge in walk.Snapshot.Out(vertex))
                    if (walk.Filter.Admits(edge)) count++;
            return count;
        }
    }

    [Fact]
    public async Task A_decision_about_one_pair_touches_its_rows_only_and_the_graph_is_as_one_made_anew()
    {
        await using var town = await MoneyTown.NewAsync(Engine.Sqlite);
        var (ana, id, random) = (town.Viewer("ana"), await town.EnterAsync(), new Random(4711));
        var (left, right) = (new System.Text.StringBuilder(Signed), new System.Text.StringBuilder(Signed));
        for (var i = 1; i <= 60; i++)
        {
            left.Append(System.Globalization.CultureInfo.InvariantCulture, $"A1,06/{1 + (i % 28):00}/2025,-{100 + i}.00,WIRE OUT,,R{i}\n");
            right.Append(System.Globalization.CultureInfo.InvariantCulture, $"B{i % 5}000000,06/{1 + (i % 28):00}/2025,{100 + i}.00,WIRE IN,{(i % 2 == 0 ? "A1" : "")},R{i}\n");
        }

        await town.TakeAsync(id, "us-signed", left.ToString(), name: "a.csv");
        await town.TakeAsync(id, "us-signed", right.ToString(), name: "b.csv");
        await town.Graph.WarmAsync();
        (await town.Pairs.RunAsync(ana)).Value.ByRule.ShouldBe(60);
        var pairs = await town.Pairs.ListAsync(ana);
        var edges = await EdgesAsync(town.Graph, ana, town);
        for (var round = 0; round < 12; round++)
        {
            await town.Pairs.DecideAsync(ana, pairs[random.Next(60)].Id, random.Next(2) == 0, "so it is");
            var now = await EdgesAsync(town.Graph, ana, town);
            (now - edges).ShouldBeLessThanOrEqualTo(2, "only the rows of the pair are told anew");
            edges = now;
        }

        using var fresh = new FactGraph(town.Town.Archive, town.Datasets, [new ReturnRows(town.Town.Archive)]);
        (await PaymentsAsync(town.Graph, ana, town)).ShouldBe(await PaymentsAsync(fresh, ana, town), ignoreOrder: true);
    }

    [Fact]
    public async Task A_disk_that_takes_no_facts_fails_no_question_and_is_tried_again()
    {
        await using var town = await MoneyTown.NewAsync(Engine.Sqlite);
        var (ana, id, log) = (town.Viewer("ana"), await town.EnterAsync(), new Said());
        await town.TakeAsync(id, "us-signed", Signed + "A1,06/02/2025,-100.00,WIRE OUT,B1,R-1\n");
        foreach (var (room, buffered) in new (long?, bool)[] { (null, false), (0, false), (40, false), (100, false), (100, true) })
        {
            var files = new DatasetFiles(town.SealedFolder) { Create = path => room is { } bytes ? new FullDisk(path, bytes, buffered) : throw new UnauthorizedAccessException("read only") };
            using var graph = new FactGraph(town.Town.Archive, new DatasetDesk(town.Town.Archive, town.Town.Recorder, town.Town.Acts, files, log), [new ReturnRows(town.Town.Archive)]);
            (await PaymentsAsync(graph, ana, town)).ShouldBe([("A1", "B1", 10_000)]);
            Directory.GetFiles(town.SealedFolder, "*.facts").ShouldBeEmpty();
            Directory.GetFiles(town.SealedFolder, "sealing-*").ShouldBeEmpty();
        }

        log.Lines.Count.ShouldBe(5);
        log.Lines.ShouldAllBe(l => !l.Contains("A1", StringComparison.Ordinal) && l.Contains("could not be kept", StringComparison.Ordinal));
        using var later = new FactGraph(town.Town.Archive, town.Datasets, [new ReturnRows(town.Town.Archive)]);
        (await PaymentsAsync(later, ana, town)).Count.ShouldBe(1);
        Directory.GetFiles(town.SealedFolder, "*.facts").ShouldHaveSingleItem();
    }

    /// <summary>A file on a disk that has room for so many bytes; a buffered one says so only when it is closed.</summary>
    private sealed class FullDisk(string path, long room, bool buffered) : FileStream(path, FileMode.Create)
    {
        private bool _full;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _full |= Position + buffer.Length > room;
            return _full && !buffered ? throw Full() : base.WriteAsync(buffer, cancellationToken);
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            if (_full) throw Full();
        }

        private static IOException Full() => new("No space left on device");
    }

    private sealed class Said : Microsoft.Extensions.Logging.ILogger<DatasetDesk>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

        public void Log<TState>(Microsoft.Extensions.Logging.LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }

    private static async Task<int> EdgesAsync(FactGraph graph, Viewer by, MoneyTown town)
    {
        using var walk = await graph.OpenAsync(await town.Town.Archive.ReadAsync(by));
        return walk.Snapshot.EdgeCount;
    }

    /// <summary>The payments that a viewer walks: who, to whom, how much.</summary>
    private static async Task<List<(string?, string?, long)>> PaymentsAsync(FactGraph graph, Viewer by, MoneyTown town)
    {
        using var walk = await graph.OpenAsync(await town.Town.Archive.ReadAsync(by));
        var found = new List<(string?, string?, long)>();
        for (var vertex = 0; vertex < walk.Snapshot.VertexCount; vertex++)
            foreach (ref readonly var edge in walk.Snapshot.Out(vertex))
                if (walk.Filter.Admits(edge)) found.Add((walk.End(vertex).Account, walk.End(edge.Neighbour).Account, edge.Amount));
        return found;
    }

    [Fact]
    public async Task What_rows_say_is_kept_beside_them_and_made_anew_when_it_is_damaged()
    {
        await using var town = await MoneyTown.NewAsync(Engine.Sqlite);
        var (ana, id) = (town.Viewer("ana"), await town.EnterAsync());
        await town.TakeAsync(id, "us-signed", Signed + "A1,06/02/2025,-100.00,WIRE OUT,B1,R-1\nA1,06/05/2025,-40.00,CASH,,\nC1,06/06/2025,7.00,WIRE,A1,\n");
        var first = await NowAsync();
        first.ShouldBe([("A1", "B1", 10_000), ("A1", null, 4_000), ("A1", "C1", 700)], ignoreOrder: true);
        var kept = Directory.GetFiles(town.SealedFolder, "*.facts").ShouldHaveSingleItem();
        (await NowAsync()).ShouldBe(first);
        var bytes = await File.ReadAllBytesAsync(kept);
        bytes.AsSpan().IndexOf("A1"u8).ShouldBe(-1, "it is sealed under the key of its dataset");
        foreach (var at in new[] { 0, bytes.Length / 2, bytes.Length - 1 })
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= 1;
            await File.WriteAllBytesAsync(kept, damaged);
            (await NowAsync()).ShouldBe(first);
            (await File.ReadAllBytesAsync(kept)).ShouldNotBe(damaged);
        }

        async Task<List<(string?, string?, long)>> NowAsync()
        {
            using var graph = new FactGraph(town.Town.Archive, town.Datasets, [new ReturnRows(town.Town.Archive)]);
            return await PaymentsAsync(graph, ana, town);
        }
    }

    [Fact]
    public async Task Rows_are_read_again_under_another_reading_and_not_under_the_same()
    {
        await using var town = await MoneyTown.NewAsync(Engine.Sqlite);
        var made = await town.TakeAsync(await town.EnterAsync(), "us-signed", Signed + "A1,06/02/2025,-100.00,WIRE OUT,B1,R-1\n");
        (await AccountsAsync(new Named("1", "first"))).ShouldBe(["first"]);
        (await AccountsAsync(new Named("1", "second"))).ShouldBe(["first"]);
        (await AccountsAsync(new Named("2", "second"))).ShouldBe(["second"]);
        File.Delete(Directory.GetFiles(town.SealedFolder, "*.facts").ShouldHaveSingleItem());
        (await AccountsAsync(new Named("2", "third"))).ShouldBe(["third"]);

        async Task<List<string>> AccountsAsync(IRowReading reading) => await town.Datasets.DeriveFactsAsync(made.Dataset, reading, false, default).SelectMany(b => b.NewAccounts.ToAsyncEnumerable()).ToListAsync();
    }

    private sealed record Named(string Version, string Account) : IRowReading
    {
        public IReadOnlyDictionary<long, long> Known { get; } = new Dictionary<long, long>();

        public RowFact? Read(DatasetRow row) => new RowFact(Account, null, 0, 1, "USD", "Payment");

        public RowFact? Told(long row, RowFact fact) => fact;
    }

    [Fact]
    public async Task Rates_are_the_units_own_and_an_amount_without_one_is_not_converted()
    {
        await using var town = await MoneyTown.NewAsync(Engine.Sqlite);
        var ana = town.Viewer("ana");
        var rate = new Rate("MXN", "USD", new DateOnly(2025, 6, 27), 0.0531m, "Banco de México, FIX");
        (await town.Rates.KeepAsync(ana, [rate with { Source = "" }])).Refusal!.Code.ShouldBe("rate.source");
        (await town.Rates.KeepAsync(ana, [rate with { Value = 0 }])).Refusal!.Code.ShouldBe("rate.value");
        (await town.Rates.KeepAsync(ana, [rate with { Value = 1 }, rate])).Value.ShouldBe(2);
        var table = new RateTable(await town.Rates.ListAsync(ana));
        table.Of(100_000, "MXN", "USD", new DateOnly(2025, 6, 29)).ShouldBe(new Reported(5_310, rate));
        table.Of(100_000, "MXN", "USD", new DateOnly(2025, 6, 26)).ShouldBeNull();
        table.Of(100_000, "MXN", "USD", new DateOnly(2025, 7, 4)).ShouldBeNull();
        table.Of(5, "USD", "USD", new DateOnly(2025, 7, 4)).ShouldBe(new Reported(5, null));
        (await town.Rates.ListAsync(town.Viewer("bob"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Lines_from_the_middle_of_a_return_know_the_account_of_their_heading()
    {
        await using var town = await MoneyTown.NewAsync(Engine.Sqlite);
        var id = await town.EnterAsync();
        var text = string.Concat(Enumerable.Range(0, 2).Select(a => $"ACCOUNT 70010020{a}\nBALANCE FORWARD|0.00\nDate|Description|Amount|Balance\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"06/{i:00}/25|WIRE|1.00|{i}.00\n"))));
        var made = await town.TakeAsync(id, "us-sections", text);
        var all = await town.Lines.ReadAsync(town.Viewer("ana"), made.Id).ToListAsync();
        all.Count.ShouldBe(60);
        foreach (var at in new[] { 10, 29, 30, 31, 45 })
            (await town.Lines.ReadAsync(town.Viewer("ana"), made.Id, all[at].Row).ToListAsync()).ShouldBe(all.Skip(at + 1));
    }
}
