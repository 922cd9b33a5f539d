using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;
using Puente.Node.Pages.Charts;
using Puente.Node.Pages.Entities;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Charts;

public sealed class ChartTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Neighbours_come_by_their_latest_fact_and_the_rest_is_counted(Engine engine)
    {
        await using var town = await ChartTown.NewAsync(engine);
        var boss = await town.PersonAsync("Boss");
        for (var year = 2001; year <= 2005; year++) await town.KnowsAsync(boss, await town.PersonAsync($"P{year}"), $"{year}");
        var chart = await town.DrawAsync(new ChartAsk { Opened = [new Opened(boss, 2)] });
        Names(chart).ShouldBe(["Boss", "P2005", "P2004"]);
        chart.Nodes[0].More.ShouldBe(new Many(3, false));
        chart.Lines.Count.ShouldBe(2);
        Names(await town.DrawAsync(new ChartAsk { Opened = [new Opened(boss, 2)] }.Expanded(boss))).Count.ShouldBe(6);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_hidden_is_neither_drawn_nor_counted(Engine engine)
    {
        await using var town = await ChartTown.NewAsync(engine);
        var open = Town.Marking(audience: Town.To("US"));
        var (boss, seen, hidden) = (await town.PersonAsync("Boss", marking: open), await town.PersonAsync("Seen", marking: open), await town.PersonAsync("Hidden"));
        await town.KnowsAsync(boss, seen, "2020", marking: open);
        var before = await town.DrawAsync(town.Ask(boss), "dan");
        await town.KnowsAsync(boss, hidden, "2021", marking: open);
        await town.KnowsAsync(seen, boss, "2022");
        var place = town.Town.Archive.NewEntity();
        await town.Town.RecordAsync(town.Source, Town.Marking(), b =>
        {
            b.Entities.Add(new NewEntity(place, "Place"));
            b.Attributes.Add(new NewAttribute(place, "name", "Hidden place"));
        });
        await town.Town.RecordAsync(town.Source, open, b => b.Facts.Add(new NewFact("contact", boss, seen, Place: place, At: When.Year(2023))));
        var after = await town.DrawAsync(town.Ask(boss, hidden), "dan");
        Names(after).ShouldBe(["Boss", "Seen"]);
        (after.Nodes[0].More, after.Withheld, after.Facts.Count, after.Undated).ShouldBe((before.Nodes[0].More, 0, 1, 0));
        after.Nodes.Select(n => n.Spot).ShouldBe(before.Nodes.Select(n => n.Spot));
        (await town.DrawAsync(town.Ask(boss))).Facts.Count.ShouldBe(4);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Victims_witnesses_sources_minors_and_persons_without_a_role_are_not_networked_and_said_to_be_left_out(Engine engine)
    {
        await using var town = await ChartTown.NewAsync(engine);
        var boss = await town.PersonAsync("Boss");
        foreach (var role in (string[])["victim", "witness", "source", "bystander"]) await town.KnowsAsync(boss, await town.PersonAsync(role, role), "2020");
        await town.KnowsAsync(boss, await town.PersonAsync("minor", born: "2010-05-01"), "2020");
        var victim = await town.PersonAsync("Both");
        await town.Town.RecordAsync(town.Source, Town.Marking(), b => b.Attributes.Add(new Standing("victim", "Named in a report", null, new DateOnly(2027, 1, 1)).Of(victim)));
        await town.KnowsAsync(victim, boss, "2021");
        await town.KnowsAsync(boss, await town.PersonAsync("Mate", "associate"), "2019");
        var chart = await town.DrawAsync(town.Ask(boss));
        Names(chart).ShouldBe(["Boss", "Mate"]);
        (chart.Withheld, chart.Facts.Count).ShouldBe((6, 1));
        (await town.DrawAsync(town.Ask(victim))).Nodes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_be_drawn_is_decided_from_what_the_reader_sees()
    {
        await using var town = await ChartTown.NewAsync(Engine.Sqlite);
        var open = Town.Marking(audience: Town.To("US"));
        var (boss, both) = (await town.PersonAsync("Boss", marking: open), await town.PersonAsync("Both", marking: open));
        await town.KnowsAsync(boss, both, "2020", marking: open);
        await town.Town.RecordAsync(town.Source, Town.Marking(), b => b.Attributes.Add(new Standing("victim", "Named in a report", null, new DateOnly(2027, 1, 1)).Of(both)));
        Names(await town.DrawAsync(town.Ask(boss), "dan")).ShouldBe(["Boss", "Both"]);
        Names(await town.DrawAsync(town.Ask(boss))).ShouldBe(["Boss"]);
    }

    [Fact]
    public async Task A_window_keeps_what_may_lie_in_it_in_part_and_moves_nothing()
    {
        await using var town = await ChartTown.NewAsync(Engine.Sqlite);
        var boss = await town.PersonAsync("Boss");
        foreach (var (name, at) in ((string, string?)[])[("Exact", "2009-03-15"), ("Later", "2009-05-02"), ("Month", "2009-03"), ("About", "2009-05~"), ("Range", "2008-01/2009-04"), ("Undated", null)])
            await town.KnowsAsync(boss, await town.PersonAsync(name), at);
        var whole = await town.DrawAsync(town.Ask(boss));
        var ask = town.Ask(boss) with { From = When.Parse("2009-03-20").Value, Until = When.Parse("2009-04").Value };
        var chart = await town.DrawAsync(ask);
        Names(chart).Order().ShouldBe(["About", "Boss", "Month", "Range", "Undated"]);
        Names(await town.DrawAsync(ask with { Undated = false })).ShouldNotContain("Undated");
        (chart.Undated, whole.Undated).ShouldBe((1, 1));
        foreach (var node in chart.Nodes) node.Spot.ShouldBe(whole.Nodes.Single(n => n.Key == node.Key).Spot);
        chart.Bars.Sum(b => b.Facts).ShouldBe(5);
        whole.Lines.Where(l => l.Uncertain).Select(l => l.Facts[0].To!.Caption).Order().ShouldBe(["About", "Month", "Range", "Undated"]);
    }

    [Fact]
    public async Task A_line_holds_every_fact_between_two_and_says_which_way_they_point()
    {
        await using var town = await ChartTown.NewAsync(Engine.Sqlite);
        var (boss, mate, other) = (await town.PersonAsync("Boss"), await town.PersonAsync("Mate"), await town.PersonAsync("Other"));
        await town.KnowsAsync(boss, mate, "2020");
        await town.KnowsAsync(mate, boss, "2021", "family");
        await town.KnowsAsync(boss, other, "2019");
        await town.KnowsAsync(mate, other, "2018");
        var chart = await town.DrawAsync(town.Ask(boss));
        chart.Lines.Count.ShouldBe(3, "neighbours that know each other are joined too");
        var between = chart.Lines.Single(l => l.Facts.Count == 2);
        between.Points.ShouldBe((true, true));
        between.Kinds.Select(k => k.Kind).Order().ShouldBe(["contact", "family"]);
        (await town.DrawAsync(town.Ask(boss) with { Kinds = ["family"] })).Lines.Single().Facts.Single().Kind.ShouldBe("family");
    }

    [Fact]
    public async Task Nodes_are_drawn_as_one_by_hand_or_by_kind_and_their_lines_with_them()
    {
        await using var town = await ChartTown.NewAsync(Engine.Sqlite);
        var boss = await town.PersonAsync("Boss");
        var mates = new List<EntityId>();
        for (var i = 0; i < 4; i++) mates.Add(await town.PersonAsync($"Mate {i}"));
        foreach (var mate in mates) await town.KnowsAsync(boss, mate, "2020");
        await town.KnowsAsync(mates[0], mates[1], "2021");
        var byHand = await town.DrawAsync(town.Ask(boss).Grouped([mates[0], mates[1]]));
        byHand.Nodes.Count.ShouldBe(4);
        byHand.Nodes.Single(n => n.IsGroup).Members.Count.ShouldBe(2);
        byHand.Lines.Single(l => l.Facts.Count == 2).Key.ShouldContain("group-1");
        var byKind = await town.DrawAsync(town.Ask(boss) with { ByKind = true });
        byKind.Nodes.Select(n => n.Members.Count).ShouldBe([1, 4]);
        byKind.Lines.Single().Facts.Count.ShouldBe(4);
        var without = await town.DrawAsync(town.Ask(boss).Without([mates[3]]));
        Names(without).ShouldNotContain("Mate 3");
    }

    [Fact]
    public async Task An_address_holds_ids_kinds_and_times_and_asks_the_same_again()
    {
        await using var town = await ChartTown.NewAsync(Engine.Sqlite);
        var (boss, mate, other) = (await town.PersonAsync("Boss"), await town.PersonAsync("Mate"), await town.PersonAsync("Other"));
        var ask = (town.Ask(boss) with { From = When.Parse("2009-03~").Value, Undated = false, Kinds = ["contact"], Sort = "drawn.name", View = ChartView.Timeline, ByKind = true }).Expanded(mate).Expanded(mate).Grouped([mate, other]).Without([boss]);
        var again = ChartAsk.Of(Query(ask.Href(town.Go)), town.Go);
        again.Href(town.Go).ShouldBe(ask.Href(town.Go));
        again.Opened.ShouldBe([new Opened(mate, 50)]);
        again.Hidden.ShouldBe([boss]);
        again.Together.Single().ShouldBe([mate, other]);
        var typed = ChartAsk.Of(Query($"/chart?e={town.Go.Text(boss)}.99999&e=Boss&from=soon&pick={town.Go.Text(mate)}&do=hide"), town.Go);
        typed.Opened.ShouldBe([new Opened(boss, ChartAsk.MostNeighbours)]);
        typed.From.ShouldBeNull();
        typed.Wrong!.Code.ShouldBe("time.unreadable");
        typed.Href(town.Go).ShouldContain("from=soon");
        (ask.Wrong, ask.Beyond).ShouldBe((null, false));
        typed.Done(Query($"/chart?pick={town.Go.Text(mate)}&do=hide"), town.Go)!.Hidden.ShouldBe([mate]);
        typed.Done(Query("/chart"), town.Go).ShouldBeNull();
    }

    [Fact]
    public async Task A_file_counts_only_facts_that_may_leave_and_names_nobody_whom_only_the_others_join()
    {
        await using var town = await ChartTown.NewAsync(Engine.Sqlite);
        var stays = Town.Marking() with { Actions = Permission.View };
        var leaves = Town.Marking(tlp: Tlp.Red);
        var (boss, both, only, kept) = (await town.PersonAsync("Boss"), await town.PersonAsync("Both"), await town.PersonAsync("Only"), await town.PersonAsync("Kept", marking: stays));
        await town.KnowsAsync(boss, both, "2020", marking: leaves);
        await town.KnowsAsync(boss, both, "2021", marking: stays);
        await town.KnowsAsync(boss, only, "2021", marking: stays);
        await town.KnowsAsync(boss, kept, "2022");
        var leaving = await town.LeavingAsync(town.Ask(boss));
        leaving.Nodes().Select(n => (n.Entity.Caption, n.Facts)).ShouldBe([("Boss", 2), ("Both", 1)]);
        leaving.Nodes().ShouldAllBe(n => n.Markings.Contains(leaves));
        leaving.Lines().Select(l => (l.From.Caption, l.To.Caption)).ShouldBe([("Boss", "Both")]);
        leaving.Names.ShouldNotContain(stays);
        (await town.LeavingAsync(town.Ask(boss, only))).Nodes().Select(n => (n.Entity.Caption, n.Facts)).ShouldContain(("Only", 0));
    }

    [Fact]
    public async Task A_fact_whose_first_end_may_not_leave_is_not_turned_round_in_the_file()
    {
        await using var town = await ChartTown.NewAsync(Engine.Sqlite);
        var (boss, kept) = (await town.PersonAsync("Boss"), await town.PersonAsync("Kept", marking: Town.Marking() with { Actions = Permission.View }));
        var place = town.Town.Archive.NewEntity();
        await town.Town.RecordAsync(town.Source, Town.Marking(), b =>
        {
            b.Entities.Add(new NewEntity(place, "Place"));
            b.Attributes.Add(new NewAttribute(place, "name", "Square"));
            b.Facts.Add(new NewFact("contact", kept, boss, Place: place, At: When.Year(2023)));
        });
        (await town.DrawAsync(town.Ask(boss))).Lines.Count.ShouldBe(2);
        (await town.LeavingAsync(town.Ask(boss))).Lines().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_links_of_an_entity_draw_it_and_only_others_who_may_stand_in_a_network()
    {
        await using var town = await ChartTown.NewAsync(Engine.Sqlite);
        var (victim, witness, boss) = (await town.PersonAsync("Victim", "victim"), await town.PersonAsync("Witness", "witness"), await town.PersonAsync("Boss"));
        await town.KnowsAsync(boss, victim, "2020");
        await town.KnowsAsync(witness, victim, "2021");
        var stop = TestContext.Current.CancellationToken;
        var reading = await town.Town.ReadAsync("ana");
        var subject = (await reading.EntityAsync(victim, stop))!;
        (await LinksEndpoint.DrawnAsync(reading, subject, (await reading.FactsAsync(victim, stop: stop)).Rows, stop)).ShouldBe([boss, victim], ignoreOrder: true);
    }

    [Fact]
    public async Task A_chart_of_the_past_leads_to_pages_of_the_past()
    {
        await using var town = await ChartTown.NewAsync(Engine.Sqlite);
        var boss = await town.PersonAsync("Boss");
        town.Ask(boss).Page(boss, town.Go).ShouldBe(town.Go.To(boss));
        var past = ChartAsk.Of(Query($"/chart?e={town.Go.Text(boss)}&known=2020-01-02&as-of=2019-03-04"), town.Go);
        past.Page(boss, town.Go).ShouldBe(town.Go.To(boss) + "?known=2020-01-02&as-of=2019-03-04");
        past.Expanded(boss).Href(town.Go).ShouldEndWith("known=2020-01-02&as-of=2019-03-04");
    }

    [Fact]
    public async Task What_an_address_names_beyond_the_limits_is_said_and_nothing_more_is_offered()
    {
        await using var town = await ChartTown.NewAsync(Engine.Sqlite);
        var ids = Enumerable.Range(0, ChartAsk.MostNamed + 1).Select(_ => town.Town.Archive.NewEntity()).ToArray();
        var full = town.Ask(ids[..ChartAsk.MostOpened]);
        (Again(full).Beyond, full.MayExpand(ids[0]), full.MayExpand(ids[^1])).ShouldBe((false, true, false));
        (full with { Opened = [new Opened(ids[0], ChartAsk.MostNeighbours)] }).MayExpand(ids[0]).ShouldBeFalse();
        Again(full.Expanded(ids[^1])).Beyond.ShouldBeTrue();
        Again(town.Ask(ids[0]).Without(ids[1..])).Beyond.ShouldBeFalse();
        Again(new ChartAsk().Without(ids)).Beyond.ShouldBeTrue();
        Again(new ChartAsk().Grouped(ids)).Beyond.ShouldBeTrue();
        ChartAsk Again(ChartAsk ask) => ChartAsk.Of(Query(ask.Href(town.Go)), town.Go);
    }

    [Theory]
    [InlineData("0204-05-06", "1990-01-01", "2009-03-04")]
    [InlineData("0001~", "2009", "2010-02")]
    [InlineData("1950", "2009-03-04", "9999~")]
    [InlineData("0001", "5000", "9999")]
    public async Task Bars_have_room_whatever_year_was_typed_and_leave_the_others_apart(string one, string two, string three)
    {
        await using var town = await ChartTown.NewAsync(Engine.Sqlite);
        var boss = await town.PersonAsync("Boss");
        foreach (var at in (string[])[one, two, three]) await town.KnowsAsync(boss, await town.PersonAsync(at), at);
        var bars = (await town.DrawAsync(town.Ask(boss))).Bars;
        bars.Count.ShouldBeInRange(3, 160);
        bars.Sum(b => b.Facts).ShouldBe(3);
        bars.Max(b => b.Facts).ShouldBe(1);
        bars.Zip(bars.Skip(1)).ShouldAllBe(p => p.First.Start.Latest + 1 == p.Second.Start.Earliest);
        bars.ShouldAllBe(b => When.Parse(b.Start.ToString(), DateOrder.YearFirst, null).Value == b.Start);
    }

    private static IReadOnlyList<string> Names(LinkChart chart) => [.. chart.Nodes.SelectMany(n => n.Members).Select(m => m.Caption)];

    private static QueryCollection Query(string address) => new(QueryHelpers.ParseQuery(new Uri("http://node" + address).Query));
}
