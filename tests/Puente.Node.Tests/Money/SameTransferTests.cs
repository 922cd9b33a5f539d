using Puente.Evidence;
using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;
using Puente.Evidence.Walks;
using Puente.Graph.Paths;
using Puente.Money.Following;
using Puente.Money.Patterns;
using Puente.Money.Returns.Pairing;
using Puente.Money.Tracing.Node;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Money;

/// <summary>What several reports say of one transfer counts once: in sums, in paths, in a trace and in a search.</summary>
public sealed class SameTransferTests
{
    private const string Signed = "Account Number,Post Date,Amount,Description,Other Account,Reference\n";
    private const string Row = Signed + "9000000001,03/04/2025,-9500.00,WIRE OUT,9000000002,\n";
    private const string Came = Signed + "9000000002,03/05/2025,9500.00,WIRE IN,9000000001,\n";

    public static TheoryData<Engine> Engines => Databases.All;

    [Theory, MemberData(nameof(Engines))]
    public async Task Two_statements_of_one_payment_count_once_from_the_pairing_on(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        var ana = town.Viewer("ana");
        await town.PayAsync(null, (1, 2, 1, 950_000));
        var other = await town.Town.SourceAsync();
        await PayAsync(town, other);
        (await CountAsync(town)).ShouldBe((2, 0, 2, 1_900_000, 2));

        (await town.Money.Pairs.RunAsync(ana)).Value.ShouldBe(new PairCounts(1, 0, 0, 0, 2));
        (await CountAsync(town)).ShouldBe((1, 1, 1, 950_000, 1));
        var pair = (await town.Money.Pairs.ListAsync(ana)).ShouldHaveSingleItem();
        (pair.Out.Fact, pair.In.Fact).ShouldBe((await FactAsync(town, 0), await FactAsync(town, 1)));

        (await town.Money.Pairs.DecideAsync(ana, pair.Id, false, "two wires of that day")).IsOk.ShouldBeTrue();
        (await CountAsync(town)).ShouldBe((2, 0, 2, 1_900_000, 2));
        (await town.Money.Pairs.RunAsync(ana)).Value.ShouldBe(new PairCounts(0, 0, 0, 0, 2), "what was dismissed does not come again");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_statement_and_a_row_of_one_payment_count_once_and_the_row_stands(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        var ana = town.Viewer("ana");
        await town.PayAsync(null, (1, 2, 1, 950_000));
        var made = await town.Money.TakeAsync(await town.Money.EnterAsync(Wide()), "us-signed", Row);
        (await CountAsync(town)).ShouldBe((2, 0, 2, 1_900_000, 2));

        (await town.Money.Pairs.RunAsync(ana)).Value.ShouldBe(new PairCounts(1, 0, 0, 1, 1));
        (await CountAsync(town)).ShouldBe((1, 1, 1, 950_000, 1));
        (await FollowAsync(town, "ana")).Paths.ShouldHaveSingleItem().Transfers[0].Dataset.ShouldBe(made.Dataset);
        // Whoever asks from the statement is answered by the row that stands for it.
        var trace = await town.Trace().AskAsync(await town.Town.Archive.ReadAsync(ana), new TraceAsk([new WalkSource(await FactAsync(town, 0), null, 0)]));
        trace.Value.Book.Sources.ShouldHaveSingleItem().Dataset.ShouldBe(made.Dataset);

        // Who sees only the statement counts that, as if the row were not there.
        (await town.Money.Pairs.ListAsync(town.Viewer("bob"))).ShouldBeEmpty();
        (await FollowAsync(town, "bob")).Paths.ShouldHaveSingleItem().Transfers[0].Fact.ShouldBe(await FactAsync(town, 0));
        (await FollowAsync(town, "bob")).Once.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Three_reports_of_one_payment_count_once_and_a_pair_of_rows_is_one_of_them(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        var ana = town.Viewer("ana");
        var order = await town.Money.EnterAsync(Wide());
        await town.PayAsync(null, (1, 2, 1, 950_000));
        await town.Money.TakeAsync(order, "us-signed", Row);
        await town.Money.TakeAsync(order, "us-signed", Came, name: "other.csv");
        (await town.Money.Pairs.RunAsync(ana)).Value.ByRule.ShouldBe(2);
        (await CountAsync(town)).ShouldBe((1, 2, 1, 950_000, 1));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Statements_that_an_officer_says_are_one_count_once_until_that_is_withdrawn(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        var facts = await town.PayAsync(null, (1, 2, 1, 950_000), (1, 2, 3, 950_000));
        (await CountAsync(town)).ShouldBe((2, 0, 2, 1_900_000, 2));
        var said = (await town.Town.RecordAsync(town.Source, Town.Marking(), b => b.SameAs.Add(new NewSameAs(facts[0].Key, facts[1].Key, Facts: true)))).SameAs[0];
        (await CountAsync(town)).ShouldBe((1, 1, 1, 950_000, 1));
        (await town.Town.Recorder.RetractAsync(town.Viewer("ana"), said, "no")).IsOk.ShouldBeTrue();
        (await CountAsync(town)).ShouldBe((2, 0, 2, 1_900_000, 2));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_row_that_was_lifted_into_a_statement_counts_by_the_statement(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        var made = await town.Money.TakeAsync(await town.Money.EnterAsync(Wide()), "us-signed", Row);
        var (from, to) = (await town.AccountAsync(1), await town.AccountAsync(2));
        var batch = new Batch();
        batch.Facts.Add(new NewFact("Payment", from, to, At: When.Day(new DateOnly(2025, 3, 4)), Amount: 950_000, Currency: "USD"));
        var lifted = await town.Money.Datasets.LiftAsync(town.Viewer("ana"), made.Dataset, 1, new Evaluation('A', 1), made.Marking, "en", batch);
        lifted.Refusal.ShouldBeNull();
        (await CountAsync(town)).ShouldBe((1, 1, 1, 950_000, 1));
        (await FollowAsync(town, "ana")).Paths.ShouldHaveSingleItem().Transfers[0].Fact.ShouldBe(lifted.Value.Facts[0]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_incoming_row_that_was_lifted_counts_once_with_the_outgoing_one_of_its_pair(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        var order = await town.Money.EnterAsync(Wide());
        await town.Money.TakeAsync(order, "us-signed", Row);
        var came = await town.Money.TakeAsync(order, "us-signed", Came, name: "other.csv");
        (await town.Money.Pairs.RunAsync(town.Viewer("ana"))).Value.ByRule.ShouldBe(1);
        var (from, to) = (await town.AccountAsync(1), await town.AccountAsync(2));
        var batch = new Batch();
        batch.Facts.Add(new NewFact("Payment", from, to, At: When.Day(new DateOnly(2025, 3, 5)), Amount: 950_000, Currency: "USD"));
        (await town.Money.Datasets.LiftAsync(town.Viewer("ana"), came.Dataset, 1, new Evaluation('A', 1), came.Marking, "en", batch)).Refusal.ShouldBeNull();
        (await CountAsync(town)).ShouldBe((1, 2, 1, 950_000, 1));
        (await FollowAsync(town, "ana")).Once.ShouldBe(1, "the graph keeps one of the two lines");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_incoming_row_that_is_one_with_a_statement_counts_once_when_its_outgoing_one_comes_later(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        var ana = town.Viewer("ana");
        var order = await town.Money.EnterAsync(Wide());
        await town.PayAsync(null, (1, 2, 2, 950_000));
        await town.Money.TakeAsync(order, "us-signed", Came, name: "other.csv");
        (await town.Money.Pairs.RunAsync(ana)).Value.ByRule.ShouldBe(1);
        (await town.Money.Pairs.DecideAsync(ana, (await town.Money.Pairs.ListAsync(ana)).ShouldHaveSingleItem().Id, true, null)).IsOk.ShouldBeTrue();
        await town.Money.TakeAsync(order, "us-signed", Row);
        (await town.Money.Pairs.RunAsync(ana)).IsOk.ShouldBeTrue();
        (await town.Money.Pairs.ListAsync(ana)).ShouldContain(p => p.IsOfLines && p.CountsOnce);
        (await CountAsync(town)).ShouldBe((1, 2, 1, 950_000, 1));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_trace_goes_on_where_one_report_names_the_payer_and_the_other_the_payee(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        var proceeds = (await town.PayAsync(null, (3, 1, 0, 950_000), (2, 4, 5, 950_000)))[0];
        var payer = await town.AccountAsync(1);
        await town.Town.RecordAsync(town.Source, Town.Marking(), b =>
            b.Facts.Add(new NewFact("Payment", payer, null, At: When.Day(new DateOnly(2025, 3, 4)), Amount: 950_000, Currency: "USD", Detail: "{\"transactionNumber\":\"R-77\"}")));
        await town.Money.TakeAsync(await town.Money.EnterAsync(Wide()), "us-signed", Signed + "9000000002,03/04/2025,9500.00,WIRE IN,,R-77\n");
        (await town.Money.Pairs.RunAsync(town.Viewer("ana"))).Value.ByRule.ShouldBe(1);

        var reading = await town.Town.Archive.ReadAsync(town.Viewer("ana"));
        var trace = (await town.Trace().AskAsync(reading, new TraceAsk([new WalkSource(proceeds, null, 0)]))).Value;
        var table = trace.Book.Table;
        trace.Answer.Lines.Where(l => l.Traced.Poison > 0).Select(l => (table.Accounts[table.From[l.Row]], table.Accounts[table.To[l.Row]], l.Traced.Fifo)).ShouldBe(
            [("9000000001", "9000000002", 950_000L), ("9000000002", "9000000004", 950_000L)], ignoreOrder: true);
        trace.Book.Once.ShouldBe(1);
        (await town.Trace().FundsAsync(reading, payer, null)).Value.Funds[0].Out.ShouldBe(950_000);
        (await FollowAsync(town, "ana")).Once.ShouldBe(0, "a walk leaves neither report out: each says an end that the other does not");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_account_that_is_recorded_after_the_rows_that_name_it_is_one_with_them_and_is_asked_from_once(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        await town.Money.TakeAsync(await town.Money.EnterAsync(Wide()), "us-signed", Row);
        await town.Graph.WarmAsync();
        await town.AccountAsync(2);
        (await CountAsync(town)).ShouldBe((1, 0, 1, 950_000, 1));
        (await FollowAsync(town, "ana")).Starts.ShouldHaveSingleItem().Entity.ShouldBe(await town.AccountAsync(1));
    }

    /// <summary>Cash below a threshold, again and again, paid in by several and taken out at once: as rows of returns show it, so statements do.</summary>
    [Theory, MemberData(nameof(Engines))]
    public async Task Cash_that_statements_record_is_looked_at_for_structuring_and_funnels_and_who_seizes_is_nobodys_account(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        var accounts = new List<EntityId>();
        for (var i = 0; i <= 14; i++) accounts.Add(await town.AccountAsync(i));
        var body = town.Town.Archive.NewEntity();
        var cash = (await town.Town.RecordAsync(town.Source, Town.Marking(), b =>
        {
            b.Entities.Add(new NewEntity(body, "PublicBody"));
            b.Attributes.Add(new NewAttribute(body, "name", "Sheriff"));
            void Pay(EntityId from, EntityId to, int day, long amount, string method) =>
                b.Facts.Add(new NewFact("Payment", from, to, At: When.Day(new DateOnly(2025, 3, 3).AddDays(day)), Amount: amount, Currency: "USD", Detail: $$"""{"method":"{{method}}"}"""));
            for (var i = 1; i <= 4; i++) Pay(accounts[i], accounts[0], i, 940_000 + (i * 1000), "cashDeposit");
            Pay(accounts[0], accounts[5], 4, 3_600_000, "cashWithdrawal");
            for (var i = 0; i < 3; i++) b.Facts.Add(new NewFact("CashSeizure", accounts[6], body, At: When.Day(new DateOnly(2025, 3, 3).AddDays(i)), Amount: 950_000, Currency: "USD"));
            for (var i = 7; i <= 14; i++) b.Facts.Add(new NewFact("CashSeizure", accounts[i], body, At: When.Day(new DateOnly(2025, 3, 4)), Amount: 2_000_000 + i, Currency: "USD"));
        })).Facts;
        await town.SearchAsync();
        var paidIn = (await town.OnAsync(cash[1])).ToLookup(f => f.Pattern);
        paidIn[Pattern.Structuring].ShouldContain(f => f.Transfers.Count == 4 && f.Citation!.Contains("1010.3", StringComparison.Ordinal));
        paidIn[Pattern.Funnel].ShouldNotBeEmpty();
        (await town.OnAsync(cash[4])).ShouldContain(f => f.Pattern == Pattern.Funnel, "what is taken out again is part of it");
        var seized = await town.OnAsync(cash[5]);
        seized.ShouldContain(f => f.Pattern == Pattern.Structuring && f.Accounts.Any(a => a.Entity == accounts[6]));
        (await town.ListAsync()).Rows.ShouldNotContain(f => f.Pattern == Pattern.FanIn && f.Accounts.Any(a => a.Entity == body));
        (await town.OnAsync(cash[^1])).ShouldNotContain(f => f.Pattern == Pattern.FanIn, "many seizures by one body are no gathering");
    }

    private static Puente.Money.Returns.Orders.NewOrder Wide() => MoneyTown.Order() with { Scope = MoneyTown.Order().Scope with { From = new DateOnly(2025, 1, 1) } };

    private static async Task PayAsync(SearchTown town, SourceId source)
    {
        var (from, to) = (await town.AccountAsync(1), await town.AccountAsync(2));
        await town.Town.RecordAsync(source, Town.Marking(), b => b.Facts.Add(new NewFact("Payment", from, to, At: When.Day(new DateOnly(2025, 3, 4)), Amount: 950_000, Currency: "USD")));
    }

    private static async Task<StatementId> FactAsync(SearchTown town, int number) =>
        (await (await town.Town.Archive.ReadAsync(town.Viewer("ana"))).FactsAsync(await town.AccountAsync(1), new FactFilter("Payment"))).Rows.Select(f => f.Id).OrderBy(f => f.Key).ElementAt(number);

    private static async Task<FollowAnswer> FollowAsync(SearchTown town, string login) =>
        (await town.Follow().AskAsync(await town.Town.Archive.ReadAsync(town.Viewer(login)), await town.AccountAsync(1), null, new FollowQuestion { Direction = Direction.Forward })).Value;

    /// <summary>Paths, reports left out of them, transfers in the flow, their sum, and rows that a search reads.</summary>
    private static async Task<(int Paths, int Once, int Transfers, long Sum, int Searched)> CountAsync(SearchTown town)
    {
        var answer = await FollowAsync(town, "ana");
        var funds = (await town.Trace().FundsAsync(await town.Town.Archive.ReadAsync(town.Viewer("ana")), await town.AccountAsync(1), null)).Value;
        var flow = answer.Flows.ShouldHaveSingleItem();
        funds.Funds[0].Out.ShouldBe(flow.Amount, "the sum of the account is that of the path");
        return (answer.Paths.Count, funds.Book.Once, flow.Transfers, flow.Amount, (await town.Reader.ReadAsync(town.Viewer("ana"))).Count);
    }
}
