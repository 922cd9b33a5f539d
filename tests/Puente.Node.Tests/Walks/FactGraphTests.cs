using System.Data.Common;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Walks;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Leaks;

namespace Puente.Node.Tests.Walks;

/// <summary>The graph of facts follows the record, and shows a viewer what a reading shows.</summary>
public sealed class FactGraphTests
{
    private static int Worlds(Engine engine) => engine == Engine.Sqlite ? 40 : 5;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_walk_admits_exactly_the_facts_that_a_reading_shows_with_both_ends_time_and_amount(Engine engine)
    {
        var seen = 0;
        for (var seed = 0; seed < Worlds(engine); seed++)
        {
            await using var world = await World.MakeAsync(engine, false);
            var facts = await PlayAsync(world, seed);
            foreach (var seat in People.Seats)
            {
                var reading = await world.Archive.ReadAsync(world.Viewer(seat));
                var wanted = new List<long>();
                foreach (var fact in facts)
                    if (await reading.FactAsync(fact) is { Ended: false } view && (view.Redacted & (Field.From | Field.To | Field.Time | Field.Amount)) == 0) wanted.Add(fact.Key);
                using var walk = await world.Graph.OpenAsync(reading);
                Facts(walk).ShouldBe(wanted, ignoreOrder: true, $"seed {seed}, {seat}");
                seen += wanted.Count;
            }
        }

        seen.ShouldBeGreaterThan(Worlds(engine));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_graph_that_followed_every_change_shows_what_one_made_afterwards_shows(Engine engine)
    {
        for (var seed = 0; seed < Worlds(engine); seed++)
        {
            await using var world = await World.MakeAsync(engine, false);
            await world.Graph.WarmAsync();
            await PlayAsync(world, seed);
            using var fresh = new FactGraph(world.Archive, world.Datasets, [new MeetingRows(world.Archive)]);
            foreach (var seat in People.Seats)
            {
                var reading = await world.Archive.ReadAsync(world.Viewer(seat));
                (await Walked.OfAsync(world.Graph, reading)).ShouldBe(await Walked.OfAsync(fresh, reading), $"seed {seed}, {seat}");
            }
        }
    }

    [Fact]
    public async Task A_fault_while_the_graph_follows_loses_no_change()
    {
        await using var world = await World.MakeAsync(Engine.Sqlite, false);
        await world.Graph.WarmAsync();
        await PlayAsync(world, 3);
        await world.Graph.WarmAsync();
        foreach (var (seat, statement) in People.Seats.SelectMany(seat => world.Statements.Values.Where(s => s.Kind == IdKind.Attribute).Select(s => (seat, s))))
            await world.Recorder.RetractAsync(world.Viewer(seat), statement, "test");
        await Outage.DuringAsync(world.Archive, () => Should.ThrowAsync<DbException>(() => world.Graph.WarmAsync()));
        using var fresh = new FactGraph(world.Archive, world.Datasets, [new MeetingRows(world.Archive)]);
        foreach (var seat in People.Seats)
        {
            var reading = await world.Archive.ReadAsync(world.Viewer(seat));
            (await Walked.OfAsync(world.Graph, reading)).ShouldBe(await Walked.OfAsync(fresh, reading), $"{seat}");
        }
    }

    [Fact]
    public async Task Looking_back_walks_what_was_known_then()
    {
        await using var world = await World.MakeAsync(Engine.Sqlite, false);
        await world.PlayAsync(Plan.Of(3), new HashSet<int>());
        var (then, seat) = (world.Clock.GetUtcNow(), People.Seats[0]);
        var before = await Walked.OfAsync(world.Graph, await world.Archive.ReadAsync(world.Viewer(seat).LookingBack(then, null)));
        world.Clock.Advance(TimeSpan.FromHours(1));
        foreach (var source in world.Sources.Values)
            foreach (var any in People.Seats) await world.Recorder.WithdrawAsync(world.Viewer(any), source, "test");
        (await Facts(world, seat, null)).ShouldBeEmpty();
        (await Walked.OfAsync(world.Graph, await world.Archive.ReadAsync(world.Viewer(seat).LookingBack(then, null)))).ShouldBe(before);
        before.ShouldNotBeEmpty();
    }

    private static async Task<IReadOnlyList<long>> Facts(World world, (OfficerId, string) seat, DateTimeOffset? known)
    {
        using var walk = await world.Graph.OpenAsync(await world.Archive.ReadAsync(world.Viewer(seat).LookingBack(known, null)));
        return Facts(walk);
    }

    private static List<long> Facts(Walk walk)
    {
        var found = new List<long>();
        for (var vertex = 0; vertex < walk.Snapshot.VertexCount; vertex++)
            foreach (var edge in walk.Snapshot.Out(vertex))
                if (walk.Filter.Admits(edge) && walk.Source(edge.Number) is { Fact: { } fact }) found.Add(fact.Key);
        return found;
    }

    /// <summary>A plan, and then a hand of retractions, other markings and withdrawals, each by somebody who may; the graph is asked between.</summary>
    private static async Task<IReadOnlyList<StatementId>> PlayAsync(World world, int seed)
    {
        var (plan, random) = (Plan.Of(seed), new Random(seed));
        await world.PlayAsync(plan, new HashSet<int>());
        for (var i = 0; i < 6; i++)
        {
            var statement = world.Statements.Values.ElementAt(random.Next(world.Statements.Count));
            foreach (var seat in People.Seats)
            {
                var by = world.Viewer(seat);
                var done = random.Next(3) == 0
                    ? (await world.Recorder.RetractAsync(by, statement, "test")).IsOk
                    : (await world.Recorder.RemarkAsync(by, statement, plan.Drawn(seat.Unit), "test")).IsOk;
                if (done) break;
            }

            if (random.Next(2) == 0) await world.Graph.WarmAsync();
        }

        var source = world.Sources.Values.ElementAt(random.Next(world.Sources.Count));
        foreach (var seat in People.Seats)
            if ((await world.Recorder.WithdrawAsync(world.Viewer(seat), source, "test")).IsOk) break;
        return [.. world.Statements.Values.Where(s => s.Kind == IdKind.Fact)];
    }
}
