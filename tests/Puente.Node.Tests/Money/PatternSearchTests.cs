using Puente.Evidence.Acts;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Walks;
using Puente.Money.Patterns;
using Puente.Money.Returns.Loading;
using Puente.Money.Searches;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Money;

/// <summary>Searches over what a unit may see, their findings and what persons say of them, on both databases.</summary>
public sealed class PatternSearchTests
{
    public static TheoryData<Engine> Engines => Databases.All;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_search_finds_what_moves_in_a_ring_and_every_finding_names_its_statements(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        var ring = await town.RingAsync();
        await town.PayAsync(null, (4, 5, 1, 7_700), (5, 6, 9, 31_000), (6, 4, 40, 1_200));
        (await town.Searches.LastAsync(town.Viewer("ana"))).ShouldBeNull();
        var search = await town.SearchAsync();
        (search.State, search.Transfers, search.Untimed, search.Reached).ShouldBe((PatternSearchState.Done, 6L, 0L, town.Town.Clock.GetUtcNow()));
        search.Cuts.ShouldContain(c => c.Code == "pattern.reach.cycles");
        var found = (await town.ListAsync()).Rows.First(f => f.Pattern == Pattern.TemporalCycle);
        found.Transfers.Select(t => t.Transfer.Fact).ShouldBe([ring[0], ring[1], ring[2]]);
        found.Transfers.Select(t => t.Transfer.Amount).ShouldBe([1_000_000, 980_000, 960_000]);
        found.Accounts.Select(a => a.Name).ShouldBe(["9000000001", "9000000002", "9000000003"]);
        found.Reasons[0].Code.ShouldBe("pattern.shape.cycle-temporal");
        found.Innocent.ShouldNotBeEmpty();
        found.Citation.ShouldNotBeEmpty();
        (await town.Findings.ShowAsync(town.Viewer("ana"), found.Id)).Value.Code.ShouldBe(found.Code);
        var again = await town.SearchAsync();
        again.Id.ShouldNotBe(search.Id);
        (await town.OnAsync(ring[0])).ShouldContain(f => f.Id == found.Id && f.IsCurrent, "what is found again keeps its address");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_search_and_its_findings_are_there_only_for_its_own_unit_and_purpose(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        var ring = await town.RingAsync(Town.Marking(audience: [Town.To("US"), Town.To("MX")]));
        var search = await town.SearchAsync();
        var found = (await town.OnAsync(ring[0]))[0];
        (await town.OnAsync(ring[0], "cam")).ShouldNotBeEmpty();
        foreach (var login in new[] { "bob", "dan", "eva", "nil", "adm" })
        {
            var other = town.Viewer(login);
            (await town.Searches.LastAsync(other)).ShouldBeNull(login);
            (await town.Searches.ShowAsync(other, search.Id)).Refusal!.Code.ShouldBe("finding.no-such-search");
            (await town.Searches.CancelAsync(other, search.Id)).Refusal!.Code.ShouldBe("finding.no-such-search");
            (await town.Findings.ShowAsync(other, found.Id)).Refusal!.Code.ShouldBe("finding.no-such-finding");
            (await town.Findings.ReviewAsync(other, found.Id, FindingDecision.Dismissed, "x")).Refusal!.Code.ShouldBe("finding.no-such-finding");
            var list = await town.ListAsync(login, null);
            (list.Rows.Count, list.Counts.Count, list.Patterns.Count).ShouldBe((0, 0, 0), login);
        }

        var ana = town.Viewer("ana");
        var elsewhere = town.Town.Viewers.Open(ana.Officer.Id, Town.Phoenix, "prosecution").Value;
        (await town.Searches.ShowAsync(elsewhere, search.Id)).Refusal!.Code.ShouldBe("finding.no-such-search");
        (await town.Findings.ListAsync(elsewhere, new FindingFilter([], null))).Rows.ShouldBeEmpty();
        (await town.Searches.StartAsync(town.Viewer("nil"))).Refusal!.Code.ShouldBe("finding.not-allowed");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_a_search_of_a_higher_sensitivity_found_is_not_there_for_who_reads_lower(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        var ring = await town.RingAsync();
        var lower = town.Town.Viewer("cam", ceiling: Tlp.Amber);
        var above = await town.SearchAsync();
        (await town.OnAsync(ring[0])).ShouldNotBeEmpty();
        (await town.Searches.LastAsync(lower)).ShouldBeNull();
        (await town.Searches.ShowAsync(lower, above.Id)).Refusal!.Code.ShouldBe("finding.no-such-search");
        (await town.Findings.ListAsync(lower, new FindingFilter([], null))).Rows.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_finding_of_which_a_transfer_is_hidden_is_neither_seen_nor_counted(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        var ring = await town.RingAsync();
        var other = await town.PayAsync(null, (11, 12, 0, 500_000), (12, 13, 1, 490_000), (13, 11, 2, 480_000));
        await town.SearchAsync();
        var before = await town.ListAsync();
        var on = (await town.OnAsync(ring[1])).Select(f => f.Id).ToList();
        on.ShouldNotBeEmpty();
        (await town.Town.Recorder.RemarkAsync(town.Viewer("cam"), ring[1], Town.Marking() with { Purposes = ["prosecution"] }, "closed")).IsOk.ShouldBeTrue();
        var after = await town.ListAsync();
        after.Rows.Select(f => f.Id).ShouldBe(before.Rows.Select(f => f.Id).Except(on));
        after.Counts[FindingDecision.Open].ShouldBe(before.Counts[FindingDecision.Open] - on.Count);
        after.Patterns.Values.Sum().ShouldBe(before.Patterns.Values.Sum() - on.Count);
        foreach (var id in on)
        {
            (await town.Findings.ShowAsync(town.Viewer("ana"), id)).Refusal!.Code.ShouldBe("finding.no-such-finding");
            (await town.Findings.ReviewAsync(town.Viewer("ana"), id, FindingDecision.Accepted, "x")).Refusal!.Code.ShouldBe("finding.no-such-finding");
        }

        (await town.Town.Recorder.RetractAsync(town.Viewer("ana"), other[0], "wrong")).IsOk.ShouldBeTrue();
        (await town.ListAsync()).Rows.ShouldNotContain(f => f.Transfers.Any(t => t.Transfer.Fact == other[0]));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_is_granted_to_one_officer_alone_is_in_no_search_of_the_unit(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        await town.RingAsync();
        var only = Town.Marking(Town.Houston, Tlp.Red, new Grant(new Principal(PrincipalKind.Officer, "ana"), Mode.Full));
        var source = await town.Town.SourceAsync("dan", Town.Marking(Town.Houston));
        var (one, two) = (town.Town.Archive.NewEntity(), town.Town.Archive.NewEntity());
        await town.Town.RecordAsync(source, only, b =>
        {
            foreach (var id in new[] { one, two })
            {
                b.Entities.Add(new NewEntity(id, "BankAccount"));
                b.Attributes.Add(new NewAttribute(id, "accountNumber", $"77{id.Key:00000000}"));
            }

            b.Facts.Add(new NewFact("Payment", one, two, At: Puente.Evidence.Time.When.Day(2025, 3, 3), Amount: 5_000, Currency: "USD"));
        }, "dan");
        (await (await town.Town.ReadAsync("ana")).EntityAsync(one)).ShouldNotBeNull();
        (await town.SearchAsync()).Transfers.ShouldBe(3, "a colleague who reads as high must not be able to tell");
        (await town.Reader.ReadAsync(town.Viewer("ana"))).Count.ShouldBe(4);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_dismissed_finding_stays_dismissed_over_a_new_search_until_it_is_opened_again(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        var ring = await town.RingAsync();
        await town.SearchAsync();
        var found = (await town.OnAsync(ring[0])).First(f => f.Pattern == Pattern.TemporalCycle);
        var ana = town.Viewer("ana");
        (await town.Findings.ReviewAsync(ana, found.Id, FindingDecision.Dismissed, " ")).Refusal!.Code.ShouldBe("finding.reason");
        (await town.Findings.ReviewAsync(ana, found.Id, FindingDecision.Dismissed, "a loan paid back")).IsOk.ShouldBeTrue();
        await town.PayAsync(null, (21, 22, 4, 12_000));
        await town.SearchAsync("cam");
        (await town.ListAsync()).Rows.ShouldNotContain(f => f.Code == found.Code, "the first screen does not show it");
        var kept = (await town.ListAsync("cam", FindingDecision.Dismissed)).Rows.ShouldHaveSingleItem();
        (kept.Code, kept.Review!.Reason, kept.Review.By, kept.Review.At, kept.IsCurrent).ShouldBe((found.Code, "a loan paid back", ana.Officer.Id, town.Town.Clock.GetUtcNow(), true));
        (kept.Review.Marking.Unit, kept.Review.Marking.Tlp, kept.Review.Marking.Audience.Length).ShouldBe((Town.Phoenix, Tlp.Amber, 0));
        (await town.Findings.ReviewAsync(town.Viewer("cam"), kept.Id, FindingDecision.Open, "they lied")).IsOk.ShouldBeTrue();
        (await town.ListAsync()).Rows.ShouldContain(f => f.Code == found.Code && f.Decision == FindingDecision.Open);
        (await town.ListAsync("ana", FindingDecision.Dismissed)).Rows.ShouldBeEmpty();
        await using var connection = await town.Town.Database.OpenAsync();
        (await Dapper.SqlMapper.QueryAsync<string>(connection, "select kind from act where kind like 'finding.%' order by key")).ShouldBe(
            ["finding.search.start", "finding.search.finish", "finding.dismiss", "finding.search.start", "finding.search.finish", "finding.reopen"]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Transfers_that_come_are_found_without_a_whole_search(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        await town.PayAsync(null, (1, 2, 0, 1_000_000), (2, 3, 1, 980_000), (7, 8, 3, 4_400));
        var search = await town.SearchAsync();
        search.Follows.ShouldBeTrue();
        town.Town.Clock.Advance(TimeSpan.FromMinutes(5));
        var closing = (await town.PayAsync(null, (3, 1, 2, 960_000)))[0];
        (await town.OnAsync(closing)).ShouldBeEmpty();
        await town.Queue.CatchUpAsync(TestContext.Current.CancellationToken);
        (await town.OnAsync(closing)).ShouldContain(f => f.Pattern == Pattern.TemporalCycle && f.Transfers.Count == 3);
        var reached = (await town.Searches.LastAsync(town.Viewer("ana")))!;
        (reached.Id, reached.Reached, reached.Transfers).ShouldBe((search.Id, town.Town.Clock.GetUtcNow(), 4L));
        await town.SearchAsync();
        (await town.OnAsync(closing)).ShouldContain(f => f.Pattern == Pattern.TemporalCycle && f.IsCurrent);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Rows_of_a_return_that_comes_are_found_without_a_whole_search_and_a_pair_of_it_asks_for_one(Engine engine)
    {
        const string Signed = "Account Number,Post Date,Amount,Description,Other Account,Reference\n";
        await using var town = await SearchTown.NewAsync(engine);
        var order = await town.Money.EnterAsync();
        await town.PayAsync(null, (1, 2, 91, 100_000), (3, 1, 94, 96_000));
        await town.Money.TakeAsync(order, "us-signed", Signed + "8000000001,06/20/2025,-40.00,WIRE OUT,8000000002,R-8\n", name: "a.csv");
        (await town.SearchAsync()).Transfers.ShouldBe(3);
        var made = await town.Money.TakeAsync(order, "us-signed", Signed + "9000000002,06/03/2025,-980.00,WIRE OUT,9000000003,R-2\n", name: "b.csv");
        await town.Queue.CatchUpAsync(TestContext.Current.CancellationToken);
        (await town.Searches.LastAsync(town.Viewer("ana")))!.Transfers.ShouldBe(4);
        (await town.ListAsync()).Rows.ShouldContain(f => f.Pattern == Pattern.TemporalCycle && f.Transfers.Any(t => t.Transfer.Dataset == made.Dataset));

        await town.Money.TakeAsync(order, "us-signed", Signed + "8000000002,06/20/2025,40.00,WIRE IN,8000000001,R-8\n", name: "c.csv");
        (await town.Money.Pairs.RunAsync(town.Viewer("ana"))).Value.ByRule.ShouldBe(1);
        await town.Queue.CatchUpAsync(TestContext.Current.CancellationToken);
        (await town.Searches.LastAsync(town.Viewer("ana")))!.Follows.ShouldBeFalse();
        (await town.SearchAsync()).Transfers.ShouldBe(4);

        // What somebody says of a pair brings no payment, and changes the table all the same.
        var pair = (await town.Money.Pairs.ListAsync(town.Viewer("ana"))).ShouldHaveSingleItem();
        (await town.Money.Pairs.DecideAsync(town.Viewer("ana"), pair.Id, false, "two wires of that day")).IsOk.ShouldBeTrue();
        await town.Queue.CatchUpAsync(TestContext.Current.CancellationToken);
        (await town.Searches.LastAsync(town.Viewer("ana")))!.Follows.ShouldBeFalse();
        (await town.SearchAsync()).Transfers.ShouldBe(5);
    }

    [Fact]
    public async Task When_accounts_become_one_that_were_two_what_comes_later_waits_for_a_whole_search()
    {
        await using var town = await SearchTown.NewAsync(Engine.Sqlite);
        await town.PayAsync(null, (1, 2, 0, 1_000_000), (3, 4, 1, 980_000));
        await town.SearchAsync();
        var (two, three) = (await town.AccountAsync(2), await town.AccountAsync(3));
        var third = town.Town.Archive.NewEntity();
        await town.Town.RecordAsync(town.Source, Town.Marking(), b =>
        {
            b.Entities.Add(new NewEntity(third, "BankAccount"));
            b.Attributes.Add(new NewAttribute(third, "accountNumber", "6000000001"));
            b.SameAs.Add(new NewSameAs(third.Key, two.Key));
            b.SameAs.Add(new NewSameAs(third.Key, three.Key));
            b.Facts.Add(new NewFact("Payment", third, two, At: Puente.Evidence.Time.When.Day(2025, 3, 9), Amount: 500, Currency: "USD"));
        });
        await town.Queue.CatchUpAsync(TestContext.Current.CancellationToken);
        (await town.Searches.LastAsync(town.Viewer("ana")))!.Follows.ShouldBeFalse();
        (await town.SearchAsync()).Transfers.ShouldBe(3);
    }

    [Fact]
    public async Task Accounts_that_are_one_by_a_link_make_a_finding_that_is_gone_with_the_link()
    {
        await using var town = await SearchTown.NewAsync(Engine.Sqlite);
        var paid = await town.PayAsync(null, (1, 2, 0, 1_000_000), (3, 1, 1, 980_000));
        var (two, three) = (await town.AccountAsync(2), await town.AccountAsync(3));
        var link = (await town.Town.RecordAsync(town.Source, Town.Marking(), b => b.SameAs.Add(new NewSameAs(two.Key, three.Key)))).SameAs[0];
        await town.SearchAsync();
        (await town.OnAsync(paid[0])).ShouldContain(f => f.Pattern == Pattern.TemporalCycle && f.Accounts.Count == 2);
        (await town.Town.Recorder.RemarkAsync(town.Viewer("cam"), link, Town.Marking() with { Purposes = ["prosecution"] }, "closed")).IsOk.ShouldBeTrue();
        (await town.OnAsync(paid[0])).ShouldNotContain(f => f.Pattern == Pattern.TemporalCycle);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Rows_of_returns_are_searched_with_statements_and_one_transfer_that_two_banks_report_once(Engine engine)
    {
        const string Signed = "Account Number,Post Date,Amount,Description,Other Account,Reference\n";
        await using var town = await SearchTown.NewAsync(engine);
        var (ana, order) = (town.Viewer("ana"), await town.Money.EnterAsync());
        var left = await town.Money.TakeAsync(order, "us-signed", Signed + "9000000001,06/02/2025,-1000.00,WIRE OUT,9000000002,R-1\n", name: "a.csv");
        var right = await town.Money.TakeAsync(order, "us-signed", Signed + "009000000002,06/02/2025,1000.00,WIRE IN,9000000001,R-1\n009000000002,06/03/2025,-990.00,WIRE OUT,9000000003,R-2\n", name: "b.csv");
        (await town.Money.Pairs.RunAsync(ana)).Value.ByRule.ShouldBe(1);
        var closing = (await town.PayAsync(null, (3, 1, 93, 98_000)))[0];
        (await town.SearchAsync()).Transfers.ShouldBe(3);
        var found = (await town.OnAsync(closing)).First(f => f.Pattern == Pattern.TemporalCycle);
        found.Transfers.Select(t => (t.Transfer.Dataset, t.Transfer.Row, t.Also, t.AlsoRow)).ShouldBe([(left.Dataset, 1L, right.Dataset, 1L), (right.Dataset, 2L, null, 0L), (null, 0L, null, 0L)]);
        found.Accounts.Select(a => a.Entity is not null).ShouldBe([true, true, true], "a number that rows name and an account of the record are one");
        (await town.Money.Imports.UndoAsync(ana, (await town.Money.Imports.ListAsync(ana))[^1].Id, "wrong file")).IsOk.ShouldBeTrue();
        (await town.OnAsync(closing)).ShouldNotContain(f => f.Code == found.Code, "with a return its rows are gone");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_search_that_is_under_way_is_shared_can_be_cancelled_and_begins_anew_after_a_stop(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        await town.RingAsync();
        var first = (await town.Searches.StartAsync(town.Viewer("ana"))).Value;
        (await town.Searches.StartAsync(town.Viewer("cam"))).Value.ShouldBe(first);
        (await town.Searches.BusyAsync(town.Viewer("cam")))!.State.ShouldBe(PatternSearchState.Waiting);
        (await town.Searches.BusyAsync(town.Viewer("bob"))).ShouldBeNull();
        (await town.Searches.CancelAsync(town.Viewer("cam"), first)).IsOk.ShouldBeTrue();
        await town.Queue.RunWaitingAsync(TestContext.Current.CancellationToken);
        (await town.Searches.ShowAsync(town.Viewer("ana"), first)).Value.State.ShouldBe(PatternSearchState.Cancelled);
        (await town.Searches.CancelAsync(town.Viewer("ana"), first)).Refusal!.Code.ShouldBe("finding.search-over");
        (await town.ListAsync()).Rows.ShouldBeEmpty();

        var second = (await town.Searches.StartAsync(town.Viewer("ana"))).Value;
        using var restarted = town.NewQueue();
        await restarted.StartAsync(TestContext.Current.CancellationToken);
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await town.Searches.ShowAsync(town.Viewer("ana"), second)).Value.IsBusy) late.Token.ThrowIfCancellationRequested();
        await restarted.StopAsync(TestContext.Current.CancellationToken);
        (await town.ListAsync()).Rows.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task When_the_graph_was_packed_anew_what_comes_later_waits_for_a_whole_search()
    {
        await using var town = await SearchTown.NewAsync(Engine.Sqlite);
        var (ana, money, order) = (town.Viewer("ana"), town.Money, await town.Money.EnterAsync());
        using var graph = new FactGraph(town.Town.Archive, money.Datasets, [new ReturnRows(town.Town.Archive)]) { LeastOfImage = 1 };
        var reader = new OfficeTransferReader(town.Town.Archive, graph, money.Returns, money.Transfers, money.Pairs, money.Datasets);
        await town.RingAsync();
        var table = await reader.ReadAsync(ana);
        await town.PayAsync(null, (1, 4, 4, 5_000));
        (await reader.AddLaterAsync(ana, table)).ShouldBeTrue();
        table.Count.ShouldBe(4);

        // Rows come first in a graph that is packed: no account and no payment has the number that it had.
        await money.TakeAsync(order, "us-signed", "Account Number,Post Date,Amount,Description,Other Account,Reference\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"950000000{i},06/02/2025,-{i}.00,WIRE OUT,960000000{i},R-{i}\n")));
        (await reader.AddLaterAsync(ana, table)).ShouldBeFalse();
        (await reader.ReadAsync(ana)).Count.ShouldBe(13);
    }

    [Fact]
    public async Task What_one_unit_says_of_a_finding_holds_for_no_other()
    {
        await using var town = await SearchTown.NewAsync(Engine.Sqlite);
        var ring = await town.RingAsync();
        await town.SearchAsync();
        await town.SearchAsync("bob");
        var (own, other) = ((await town.OnAsync(ring[0]))[0], (await town.OnAsync(ring[0], "bob"))[0]);
        (own.Code, own.Id == other.Id).ShouldBe((other.Code, false));
        (await town.Findings.ReviewAsync(town.Viewer("ana"), own.Id, FindingDecision.Dismissed, "x")).IsOk.ShouldBeTrue();
        (await town.OnAsync(ring[0], "bob")).Single(f => f.Code == own.Code).Decision.ShouldBe(FindingDecision.Open);
        (await town.OnAsync(ring[0], "cam")).Single(f => f.Code == own.Code).Decision.ShouldBe(FindingDecision.Dismissed);
    }

    [Fact]
    public async Task A_row_that_was_lifted_gives_way_to_its_statement()
    {
        await using var town = await SearchTown.NewAsync(Engine.Sqlite);
        var (ana, order) = (town.Viewer("ana"), await town.Money.EnterAsync());
        var made = await town.Money.TakeAsync(order, "us-signed", "Account Number,Post Date,Amount,Description,Other Account,Reference\n9000000001,06/02/2025,-1000.00,WIRE OUT,9000000002,R-1\n9000000001,06/03/2025,-20.00,WIRE OUT,9000000003,R-2\n");
        (await town.SearchAsync()).Transfers.ShouldBe(2);
        var (one, two) = (await town.AccountAsync(1), await town.AccountAsync(2));
        var lifted = new Batch { Facts = { new NewFact("Payment", one, two, At: Puente.Evidence.Time.When.Day(2025, 6, 2), Amount: 100_000, Currency: "USD") } };
        (await town.Money.Datasets.LiftAsync(ana, made.Dataset, 1, new Evaluation('A', 1), made.Marking, "en", lifted)).IsOk.ShouldBeTrue();
        (await town.SearchAsync()).Transfers.ShouldBe(2);
    }
}
