using Dapper;
using Puente.Evidence;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Time;
using Puente.Graph.Paths;
using Puente.Money.Following;
using Puente.Money.Returns.Pairing;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Money;

/// <summary>Whose word on a pair counts for whom, and what happens to those who speak at the same moment.</summary>
public sealed class PairUnitTests
{
    private const string Signed = "Account Number,Post Date,Amount,Description,Other Account,Reference\n";

    public static TheoryData<Engine> Engines => Databases.All;

    [Theory, MemberData(nameof(Engines))]
    public async Task Each_unit_counts_by_its_own_pair_and_a_unit_without_one_by_who_decided_last(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        var account = await TwoReportsAsync(town);
        (await CountsAsync(town, account)).ShouldBe((2, 2, 2));

        // Phoenix pairs: who has not paired counts as Phoenix does.
        (await town.Money.Pairs.RunAsync(town.Viewer("ana"))).Value.ByRule.ShouldBe(1);
        (await CountsAsync(town, account)).ShouldBe((1, 1, 1));

        // Phoenix dismisses: it takes no pair away from El Paso, which finds its own.
        await DecideAsync(town, "ana", false);
        (await CountsAsync(town, account)).ShouldBe((2, 2, 2));
        (await town.Money.Pairs.RunAsync(town.Viewer("bob"))).Value.ByRule.ShouldBe(1);
        (await CountsAsync(town, account)).ShouldBe((2, 1, 2), "what a person decided goes before a rule");

        // El Paso accepts later: Houston, which has no row, follows the last that a person said.
        town.Town.Clock.Advance(TimeSpan.FromMinutes(1));
        await DecideAsync(town, "bob", true);
        (await CountsAsync(town, account)).ShouldBe((2, 1, 1));

        // Houston decides of what others paired: for itself alone.
        town.Town.Clock.Advance(TimeSpan.FromMinutes(1));
        await DecideAsync(town, "dan", false);
        (await CountsAsync(town, account)).ShouldBe((2, 1, 2));
        foreach (var (login, decision, reason) in new[] { ("ana", PairDecision.Dismissed, "ana"), ("bob", PairDecision.Accepted, null), ("dan", PairDecision.Dismissed, "dan") })
        {
            var seen = (await town.Money.Pairs.ListAsync(town.Viewer(login))).ShouldHaveSingleItem();
            (seen.Decision, seen.Reason, seen.IsOwn).ShouldBe((decision, reason, true));
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_a_unit_accepted_of_one_source_no_other_unit_joins_to_a_second_report_of_it(bool ownFirst)
    {
        await using var town = await SearchTown.NewAsync(Engine.Sqlite);
        var ends = await AccountsAsync(town);
        var first = await SourceAsync(town, ownFirst ? "bob" : "ana");
        var second = await SourceAsync(town, ownFirst ? "ana" : "bob");
        var (phoenix, elPaso) = ownFirst ? (second, first) : (first, second);
        var early = await ReportAsync(town, "ana", phoenix, ends);
        var own = await ReportAsync(town, "bob", elPaso, ends);
        (await town.Money.Pairs.RunAsync(town.Viewer("ana"))).Value.ByRule.ShouldBe(1);

        // A second payment is recorded from the source of Phoenix: which of the two El Paso reports its officer says.
        var late = await ReportAsync(town, "ana", phoenix, ends);
        (await town.Money.Pairs.RunAsync(town.Viewer("bob"))).Value.Ambiguous.ShouldBe(2);
        var pair = (await town.Money.Pairs.ListAsync(town.Viewer("bob"))).Single(p => p.Out.Fact == late || p.In.Fact == late);
        pair.In.Fact.ShouldBe(ownFirst ? late : own);
        (await town.Money.Pairs.DecideAsync(town.Viewer("bob"), pair.Id, true, null)).Refusal.ShouldBeNull();
        (await CountsAsync(town, ends.From)).ShouldBe((2, 2, 2), "no payment disappears");

        // Nor does it when El Paso pairs anew, and what Phoenix said holds there still.
        await town.Money.Pairs.RunAsync(town.Viewer("bob"));
        (await CountsAsync(town, ends.From)).ShouldBe((2, 2, 2));
        async Task<IEnumerable<StatementId?>> CountedAsync(string login) =>
            (await town.Money.Pairs.ListAsync(town.Viewer(login), new PairFilter(Counting: true))).SelectMany(p => new[] { p.Out.Fact, p.In.Fact });
        (await CountedAsync("ana")).ShouldBe([early, own], ignoreOrder: true);
        foreach (var login in new[] { "bob", "dan" }) (await CountedAsync(login)).ShouldBe([late, own], ignoreOrder: true);
    }

    [Fact]
    public async Task A_statement_that_a_unit_accepted_with_one_no_other_unit_joins_to_another()
    {
        await using var town = await SearchTown.NewAsync(Engine.Sqlite);
        var (pairs, bob, ends) = (town.Money.Pairs, town.Viewer("bob"), await AccountsAsync(town));
        var early = await ReportAsync(town, "ana", await SourceAsync(town, "ana"), ends, 4);
        var late = await ReportAsync(town, "bob", await SourceAsync(town, "bob"), ends, 10);
        var between = await ReportAsync(town, "bob", await SourceAsync(town, "bob"), ends, 7);
        await pairs.RunAsync(bob);
        (await pairs.RunAsync(town.Viewer("ana"))).Value.Ambiguous.ShouldBe(1);
        await DecideAsync("ana", early);
        await DecideAsync("bob", late);
        foreach (var again in new[] { false, true })
        {
            if (again) await pairs.RunAsync(bob);
            (await pairs.ListAsync(bob, new PairFilter(Counting: true))).Select(p => (p.Out.Fact, p.In.Fact)).ShouldBe([(late, between)]);
        }

        async Task DecideAsync(string login, StatementId first) =>
            (await pairs.DecideAsync(town.Viewer(login), (await pairs.ListAsync(town.Viewer(login))).Single(p => p.Out.Fact == first && p.In.Fact == between).Id, true, null)).Refusal.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_one_unit_only_suggests_another_may_have_by_rule(Engine engine)
    {
        await using var town = await SearchTown.NewAsync(engine);
        var account = await TwoReportsAsync(town);
        (await town.Money.Pairs.RunAsync(town.Viewer("ana"))).Value.ByRule.ShouldBe(1);
        await using var connection = await town.Town.Archive.Database.OpenAsync();
        await connection.ExecuteAsync("update money_pair set standing = 1");
        (await CountsAsync(town, account)).ShouldBe((2, 2, 2));
        (await town.Money.Pairs.RunAsync(town.Viewer("bob"))).Value.ByRule.ShouldBe(1);
        (await CountsAsync(town, account)).ShouldBe((2, 1, 1), "without a decision the unit that has none counts by the rule");
        var seen = (await town.Money.Pairs.ListAsync(town.Viewer("dan"))).ShouldHaveSingleItem();
        (seen.Standing, seen.IsOwn).ShouldBe((PairStanding.ByRule, false));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Lines_are_decided_of_by_the_unit_whose_returns_they_are_of(Engine engine)
    {
        await using var town = await MoneyTown.NewAsync(engine);
        var id = await town.EnterAsync(MoneyTown.Order(Town.Marking()));
        await town.TakeAsync(id, "us-signed", Signed + "A1,06/02/2025,-100.00,WIRE OUT,B1,\n", name: "a.csv");
        await town.TakeAsync(id, "us-signed", Signed + "B1,06/02/2025,100.00,WIRE IN,A1,\n", name: "b.csv");
        (await town.Pairs.RunAsync(town.Viewer("ana"))).Value.ByRule.ShouldBe(1);
        var pair = (await town.Pairs.ListAsync(town.Viewer("bob"))).ShouldHaveSingleItem();
        (await town.Pairs.DecideAsync(town.Viewer("bob"), pair.Id, false, "two")).Refusal!.Code.ShouldBe("order.not-yours");
        (await town.Pairs.ListAsync(town.Viewer("ana"))).ShouldHaveSingleItem().Decision.ShouldBe(PairDecision.None);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_two_officers_who_accept_two_pairs_of_one_line_at_the_same_moment_one_is_told(Engine engine)
    {
        await using var town = await MoneyTown.NewAsync(engine);
        var (ana, pairs) = (town.Viewer("ana"), await TwoOfOneLineAsync(town));

        // Both have seen that nothing is decided before either writes.
        var (writer, begun, gate) = (town.Town.Database.Writer, new TaskCompletionSource(), new TaskCompletionSource());
        var held = writer.WriteAsync(Lane.Prompt, (_, _) =>
        {
            begun.SetResult();
            return gate.Task;
        });
        await begun.Task;
        var (first, second) = (town.Pairs.DecideAsync(ana, pairs[0].Id, true, null), town.Pairs.DecideAsync(town.Viewer("cam"), pairs[1].Id, true, null));
        while (writer.Queued < 2 && !first.IsCompleted && !second.IsCompleted) await Task.Yield();
        gate.SetResult();
        await held;
        var ends = await Task.WhenAll(first, second);
        ends.Count(e => e.IsOk).ShouldBe(1);
        ends.Single(e => !e.IsOk).Refusal!.Code.ShouldBe("pair.no-such-pair");
        (await town.Pairs.ListAsync(ana)).ShouldHaveSingleItem().Decision.ShouldBe(PairDecision.Accepted);
    }

    [Fact]
    public async Task A_dismissed_pair_of_a_line_that_stands_in_an_accepted_one_is_not_accepted_too()
    {
        await using var town = await MoneyTown.NewAsync(Engine.Sqlite);
        var (ana, pairs) = (town.Viewer("ana"), await TwoOfOneLineAsync(town));
        (await town.Pairs.DecideAsync(ana, pairs[1].Id, false, "another wire")).IsOk.ShouldBeTrue();
        (await town.Pairs.DecideAsync(ana, pairs[0].Id, true, null)).IsOk.ShouldBeTrue();
        (await town.Pairs.DecideAsync(ana, pairs[1].Id, true, null)).Refusal!.Code.ShouldBe("pair.line-taken");
        (await town.Pairs.DecideAsync(ana, pairs[0].Id, false, "not this one")).IsOk.ShouldBeTrue();
        (await town.Pairs.DecideAsync(ana, pairs[1].Id, true, null)).IsOk.ShouldBeTrue();
        (await town.Pairs.ListAsync(ana, new PairFilter(Counting: true))).ShouldHaveSingleItem().Id.ShouldBe(pairs[1].Id);
    }

    [Fact]
    public async Task Who_decides_from_an_old_page_decides_of_what_it_showed_or_of_nothing()
    {
        await using var town = await MoneyTown.NewAsync(Engine.Sqlite);
        var (ana, pairs) = (town.Viewer("ana"), await TwoOfOneLineAsync(town));
        await town.Pairs.RunAsync(ana);
        (await town.Pairs.ListAsync(ana)).Select(p => p.Id).ShouldBe(pairs.Select(p => p.Id), "what is found again keeps its key");

        // The pairs go, others come: none of them answers to an old key.
        await using var connection = await town.Town.Archive.Database.OpenAsync();
        await connection.ExecuteAsync("delete from money_pair");
        await town.Pairs.RunAsync(ana);
        (await town.Pairs.ListAsync(ana)).Select(p => p.Id).Intersect(pairs.Select(p => p.Id)).ShouldBeEmpty();
        (await town.Pairs.DecideAsync(ana, pairs[0].Id, true, null)).Refusal!.Code.ShouldBe("pair.no-such-pair");
    }

    /// <summary>A line that two others fit equally well.</summary>
    private static async Task<IReadOnlyList<PairView>> TwoOfOneLineAsync(MoneyTown town)
    {
        var id = await town.EnterAsync();
        await town.TakeAsync(id, "us-signed", Signed + "A1,06/02/2025,-100.00,WIRE OUT,,\n", name: "a.csv");
        await town.TakeAsync(id, "us-signed", Signed + "B1,06/02/2025,100.00,WIRE IN,,\nC1,06/02/2025,100.00,WIRE IN,,\n", name: "b.csv");
        (await town.Pairs.RunAsync(town.Viewer("ana"))).Value.Ambiguous.ShouldBe(2);
        return await town.Pairs.ListAsync(town.Viewer("ana"));
    }

    /// <summary>One payment that Phoenix and El Paso report, and that every officer of the country sees.</summary>
    private static async Task<EntityId> TwoReportsAsync(SearchTown town)
    {
        var ends = await AccountsAsync(town);
        foreach (var login in new[] { "ana", "bob" }) await ReportAsync(town, login, await SourceAsync(town, login), ends);
        return ends.From;
    }

    private static async Task<(EntityId From, EntityId To)> AccountsAsync(SearchTown town)
    {
        var (from, to) = (town.Town.Archive.NewEntity(), town.Town.Archive.NewEntity());
        await town.Town.RecordAsync(await SourceAsync(town, "ana"), MarkingOf("ana"), b =>
        {
            foreach (var (account, number) in new[] { (from, "9100000001"), (to, "9100000002") })
            {
                b.Entities.Add(new NewEntity(account, "BankAccount"));
                b.Attributes.Add(new NewAttribute(account, "accountNumber", number));
            }
        });
        return (from, to);
    }

    private static async Task<StatementId> ReportAsync(SearchTown town, string login, SourceId source, (EntityId From, EntityId To) ends, int day = 4) =>
        (await town.Town.RecordAsync(source, MarkingOf(login), b => b.Facts.Add(new NewFact("Payment", ends.From, ends.To, At: When.Day(new DateOnly(2025, 3, day)), Amount: 950_000, Currency: "USD")), login)).Facts[0];

    private static Task<SourceId> SourceAsync(SearchTown town, string login) => town.Town.SourceAsync(login, MarkingOf(login));

    private static Marking MarkingOf(string login) => Town.Marking(login == "ana" ? Town.Phoenix : Town.ElPaso, audience: Town.To("US"));

    private static async Task DecideAsync(SearchTown town, string login, bool accept)
    {
        var pair = (await town.Money.Pairs.ListAsync(town.Viewer(login))).ShouldHaveSingleItem();
        (await town.Money.Pairs.DecideAsync(town.Viewer(login), pair.Id, accept, accept ? null : login)).Refusal.ShouldBeNull();
    }

    /// <summary>How many payments a path, a sum and a search count, the same in each, for Phoenix, El Paso and Houston.</summary>
    private static async Task<(int Phoenix, int ElPaso, int Houston)> CountsAsync(SearchTown town, EntityId account)
    {
        var counts = new List<int>();
        foreach (var login in new[] { "ana", "bob", "dan" })
        {
            var reading = await town.Town.Archive.ReadAsync(town.Viewer(login));
            var followed = (await town.Follow().AskAsync(reading, account, null, new FollowQuestion { Direction = Direction.Forward })).Value.Flows.ShouldHaveSingleItem().Transfers;
            (await town.Trace().FundsAsync(reading, account, null)).Value.Funds[0].Out.ShouldBe(followed * 950_000);
            (await town.Reader.ReadAsync(town.Viewer(login))).Count.ShouldBe(followed);
            counts.Add(followed);
        }

        return (counts[0], counts[1], counts[2]);
    }
}
