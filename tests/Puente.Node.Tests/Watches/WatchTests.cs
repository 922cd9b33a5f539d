using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Watches;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Watches;

/// <summary>What is watched is told once, to those who may see it, when they may see it.</summary>
public sealed class WatchTests
{
    private static readonly Marking Open = Town.Marking();

    /// <summary>Of the unit in El Paso, and of nobody else.</summary>
    private static readonly Marking ElPasoOnly = Town.Marking(Town.ElPaso, Tlp.Red);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_new_statement_is_told_once_whatever_happens_in_between(Engine engine)
    {
        await using var town = await WatchTown.NewAsync(engine);
        await town.Matching.SuspectAsync("Ana Ruiz");
        var watch = await town.WatchAsync("ruiz");
        (await town.WaitingAsync()).ShouldBeEmpty("it was there before");
        await town.Matching.SuspectAsync("Luis Ruiz");
        (await town.WaitingAsync()).ShouldBe(["Luis Ruiz: name"]);
        await town.Matching.SuspectAsync("Rosa Soto");
        town.Restart();
        (await town.WaitingAsync()).ShouldBe(["Luis Ruiz: name"]);
        await town.Matching.SuspectAsync("Eva Ruiz");
        town.Restart();
        (await town.WaitingAsync()).ShouldBe(["Eva Ruiz: name", "Luis Ruiz: name"], "what was written before the node was killed is told after it started");

        (await town.Desk.SeeAsync(await town.ReadAsync("ana"), watch, town.Town.Clock.GetUtcNow())).IsOk.ShouldBeTrue();
        town.Restart();
        (await town.WaitingAsync()).ShouldBeEmpty("what was seen is not told again");
        (await town.Desk.HitsAsync(await town.ReadAsync("ana"), watch, all: true)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_watch_that_grows_too_wide_later_says_so()
    {
        await using var town = await WatchTown.NewAsync(Engine.Sqlite);
        town.Most = 2;
        town.Restart();
        await town.Matching.SuspectAsync("Ana Ruiz");
        var watch = await town.WatchAsync("ruiz");
        await town.Matching.SuspectAsync("Luis Ruiz");
        (await town.WaitingAsync()).ShouldBe(["Luis Ruiz: name"]);
        await town.Matching.SuspectAsync("Eva Ruiz");
        town.Restart();
        (await town.WaitingAsync()).ShouldBeEmpty();
        (await town.Desk.FindAsync(await town.ReadAsync("ana"), watch, TestContext.Current.CancellationToken))!.State.ShouldBe(WatchState.TooWide);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_becomes_visible_later_is_new_then_and_what_is_withdrawn_is_gone(Engine engine)
    {
        await using var town = await WatchTown.NewAsync(engine);
        var source = await town.Town.SourceAsync("bob", ElPasoOnly);
        var id = town.Town.Archive.NewEntity();
        var said = await town.Town.RecordAsync(source, ElPasoOnly, b =>
        {
            b.Entities.Add(new NewEntity(id, "Person"));
            b.Attributes.Add(new NewAttribute(id, "name", "Mateo Ruiz"));
            b.Attributes.Add(new Standing("bystander", null, null, null).Of(id));
        }, "bob");
        await town.WatchAsync("ruiz");
        (await town.WaitingAsync()).ShouldBeEmpty();
        await ReleaseAsync(town, said.Attributes[0]);
        (await town.WaitingAsync()).ShouldBe(["Mateo Ruiz: name"], "it became visible after the watch began");

        (await town.Town.Recorder.RetractAsync(town.Town.Viewer("bob"), said.Attributes[0], "Wrong")).Refusal.ShouldBeNull();
        (await town.WaitingAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_watched_entity_tells_its_attributes_and_the_facts_that_openly_name_it(Engine engine)
    {
        await using var town = await WatchTown.NewAsync(engine);
        var (one, other, third) = (await town.Matching.SuspectAsync("Ana Ruiz"), await town.Matching.SuspectAsync("Luis Soto"), await town.Matching.SuspectAsync("Eva Pena"));
        await town.WatchAsync(new Watched(Entity: one.Key));
        await town.Matching.SayAsync(one, "birthDate", "1980");
        await town.Matching.SayAsync(other, "birthDate", "1981");
        await town.Matching.HoldAsync("contact", other, one);
        await town.Matching.HoldAsync("contact", other, third);
        (await town.WaitingAsync()).ShouldBe(["Ana Ruiz: birthDate", "Ana Ruiz: contact"]);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Hidden_statements_and_redacted_ends_make_no_hit(Engine engine)
    {
        await using var town = await WatchTown.NewAsync(engine);
        var (one, other) = (await town.Matching.SuspectAsync("Ana Ruiz"), await town.Matching.SuspectAsync("Luis Soto"));
        var forMexico = Town.Marking(audience: [Town.To("MX", Mode.Redacted, Field.To)]);
        await town.Town.RecordAsync(town.Matching.Source, Town.Marking(audience: [Town.To("MX")]), b =>
        {
            b.Attributes.Add(new NewAttribute(one, "name", "Ana R."));
            b.Attributes.Add(new NewAttribute(other, "name", "Luis S."));
        });
        var (found, named) = (await town.WatchAsync(new Watched(new Query("ruiz")), "eva"), await town.WatchAsync(new Watched(Entity: one.Key), "eva"));
        await town.Matching.SuspectAsync("Teo Ruiz");
        await town.Matching.HoldAsync("contact", other, one, marking: forMexico);
        await town.Matching.SayAsync(other, "alias", "Pia Ruiz", Town.Marking(audience: [Town.To("MX", Mode.Redacted, Field.Value)]));
        (await town.WaitingAsync("eva")).ShouldBeEmpty("she reads neither the names nor the end of the fact");
        var reading = await town.ReadAsync("eva");
        foreach (var watch in (WatchId[])[found, named])
        {
            (await town.Desk.FindAsync(reading, watch))!.New.ShouldBe(0);
            (await town.Desk.HitsAsync(reading, watch, all: true)).ShouldAllBe(h => h.Seen);
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_list_finds_who_is_near_a_line_and_whoever_is_protected_never(Engine engine)
    {
        await using var town = await WatchTown.NewAsync(engine);
        await town.WatchAsync(new Watched(Lines: ["Evaristo Luján Cota", "+52 631 114 0218", "Norberto Quiroga Paz"]));
        await town.Matching.SuspectAsync("Lujan Cota, Evaristo");
        await town.Matching.ThingAsync("Phone", ("number", "631 114 0218"));
        await town.Matching.PersonAsync("victim", null, ("name", "Norberto Quiroga Paz"), ("phone", "631 114 0218"));
        await town.Matching.SuspectAsync("Rosa Soto");
        var waiting = await town.WaitingAsync();
        waiting.ShouldContain("Lujan Cota, Evaristo: line 1");
        waiting.Count(w => w.EndsWith("line 2", StringComparison.Ordinal)).ShouldBe(1);
        waiting.Count.ShouldBe(2);
        town.Restart();
        (await town.WaitingAsync()).ShouldBe(waiting);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_watch_rests_while_its_officer_may_not_read_and_says_so(Engine engine)
    {
        await using var town = await WatchTown.NewAsync(engine);
        var watch = await town.WatchAsync(new Watched(new Query("ruiz")), "ana", shared: true);
        var before = town.Roster;
        town.Lapse("ana");
        await town.Matching.SuspectAsync("Luis Ruiz");
        (await town.WaitingAsync("cam")).ShouldBeEmpty();
        (await town.Desk.FindAsync(await town.ReadAsync("cam"), watch))!.State.ShouldBe(WatchState.Resting);
        town.Roster = before;
        (await town.WaitingAsync("cam")).ShouldBe(["Luis Ruiz: name"]);
        (await town.Desk.FindAsync(await town.ReadAsync("cam"), watch))!.State.ShouldBe(WatchState.Following);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_import_is_told_when_it_comes_into_force_and_no_more_when_it_is_undone(Engine engine)
    {
        await using var town = await WatchTown.NewAsync(engine);
        await town.WatchAsync("ruiz");
        var id = town.Town.Archive.NewEntity();
        var recording = await town.Town.PendingAsync(town.Matching.Source, b =>
        {
            b.Entities.Add(new NewEntity(id, "Person"));
            b.Attributes.Add(new NewAttribute(id, "name", "Pablo Ruiz"));
        });
        (await town.WaitingAsync()).ShouldBeEmpty();
        town.Town.Archive.States.Show([recording.Key]);
        (await town.WaitingAsync()).ShouldBe(["Pablo Ruiz: name"]);
        town.Town.Archive.States.Hide(recording.Key);
        (await town.WaitingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_watch_of_the_unit_shows_each_reader_what_that_reader_sees_and_leaves_the_rest_unseen()
    {
        await using var town = await WatchTown.NewAsync(Engine.Sqlite);
        var watch = await town.WatchAsync(new Watched(new Query("ruiz")), "ana", shared: true);
        await town.Matching.SuspectAsync("Luis Ruiz");
        var amber = town.Roster.Rights.SelectMany(r => r).Select(r => r.Officer == town.Roster.ByLogin("cam")!.Id ? r with { Ceiling = Tlp.Amber } : r);
        town.Roster = new Roster(9, town.Roster.Agencies.Values, town.Roster.Units.Values, town.Roster.Officers.Values, amber);
        await town.Matching.PersonAsync("suspect", Town.Marking(tlp: Tlp.Red), ("name", "Eva Ruiz"));
        (await town.WaitingAsync("cam")).ShouldBe(["Luis Ruiz: name"]);
        (await town.Desk.SeeAsync(await town.ReadAsync("cam"), watch, town.Town.Clock.GetUtcNow())).IsOk.ShouldBeTrue();
        (await town.WaitingAsync()).ShouldBe(["Eva Ruiz: name"], "what he does not see he cannot have seen");
        (await town.Desk.ListAsync(await town.ReadAsync("bob"))).ShouldBeEmpty("another unit's");
        (await town.Desk.FindAsync(await town.ReadAsync("bob"), watch)).ShouldBeNull();
        (await town.Desk.EndAsync(town.Town.Viewer("cam"), watch)).Refusal!.Code.ShouldBe("watch.no-such-watch");
        (await town.Desk.EndAsync(town.Town.Viewer("ana"), watch)).IsOk.ShouldBeTrue();
        (await town.Desk.EndAsync(town.Town.Viewer("ana"), watch)).Refusal!.Code.ShouldBe("watch.ended");
        (await town.WaitingAsync()).ShouldBeEmpty("it has ended");
    }

    [Fact]
    public async Task A_watch_is_over_after_its_last_day()
    {
        await using var town = await WatchTown.NewAsync(Engine.Sqlite);
        var watch = await town.WatchAsync("ruiz");
        town.Town.Clock.Advance(TimeSpan.FromDays(31));
        await town.Matching.SuspectAsync("Luis Ruiz");
        (await town.WaitingAsync()).ShouldBeEmpty();
        (await town.Desk.FindAsync(await town.ReadAsync("ana"), watch))!.State.ShouldBe(WatchState.Over);
    }

    [Fact]
    public async Task A_watch_wants_a_reason_a_day_and_something_to_watch()
    {
        await using var town = await WatchTown.NewAsync(Engine.Sqlite);
        async Task<string?> RefusedAsync(Watched what, string reason, int days, string login = "ana") =>
            (await town.Desk.AddAsync(await town.ReadAsync(login), new NewWatch(what, reason, town.Today.AddDays(days)))).Refusal?.Code;
        var ruiz = new Watched(new Query("ruiz"));
        (await RefusedAsync(ruiz, " ", 1)).ShouldBe("watch.no-reason");
        (await RefusedAsync(ruiz, "Case", -1)).ShouldBe("watch.until");
        (await RefusedAsync(ruiz, "Case", WatchDesk.Longest + 1)).ShouldBe("watch.until");
        (await RefusedAsync(new Watched(new Query(" ")), "Case", 1)).ShouldBe("search.empty");
        (await RefusedAsync(new Watched(Lines: []), "Case", 1)).ShouldBe("search.empty");
        (await RefusedAsync(new Watched(Lines: [.. Enumerable.Repeat("x", Query.MostLines + 1)]), "Case", 1)).ShouldBe("search.too-many-lines");
        (await RefusedAsync(new Watched(Entity: 77), "Case", 1)).ShouldBe("watch.no-such-entity");
        (await RefusedAsync(ruiz, "Case", 1, "nil")).ShouldBe("watch.not-allowed", "without a reading right");
        (await RefusedAsync(ruiz, "Case", 1, "adm")).ShouldBe("watch.not-allowed", "administrators see no statements");
    }

    /// <summary>Whatever is recorded, marked and withdrawn in whatever order: what was told step by step is what a look at everything finds.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public async Task Step_by_step_a_watch_finds_what_a_look_at_everything_finds(int seed)
    {
        await using var town = await WatchTown.NewAsync(Engine.Sqlite);
        var random = new Random(seed);
        Watched[] watched = [new(new Query("ruiz")), new(new Query("ana ruiz")), new(new Query("nogales", From: new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero))), new(Lines: ["Ana Ruiz", "6311140218"]), new(new Query("ruiz", Place: "nogales"))];
        var people = new List<EntityId> { await town.Matching.SuspectAsync("Ana Ruiz") };
        watched = [.. watched, new(Entity: people[0].Key)];
        var ids = new List<WatchId>();
        foreach (var what in watched) ids.Add(await town.WatchAsync(what));
        var statements = new List<StatementId>();
        for (var step = 0; step < 30; step++)
        {
            var who = people[random.Next(people.Count)];
            switch (random.Next(6))
            {
                case 0: people.Add(await town.Matching.SuspectAsync($"{Any("Ana", "Luis", "Eva")} {Any("Ruiz", "Soto")}")); break;
                case 1: statements.AddRange((await town.Matching.SayAsync(who, Any("alias", "notes"), Any("Ana Ruiz", "Nogales", "El Gato"))).Attributes); break;
                case 2: statements.Add(await town.Matching.HoldAsync("contact", who, people[random.Next(people.Count)])); break;
                case 3: people.Add(await town.Matching.ThingAsync("Address", ("full", "Calle 5, Nogales"))); break;
                case 4 when statements.Count > 0: await town.Town.Recorder.RetractAsync(town.Town.Viewer("ana"), statements[random.Next(statements.Count)], "Wrong"); break;
                case 5 when statements.Count > 0: await town.Town.Recorder.RemarkAsync(town.Town.Viewer("cam"), statements[random.Next(statements.Count)], random.Next(2) == 0 ? Open : Town.Marking(tlp: Tlp.Red), "test"); break;
            }

            await town.Follower.CatchUpAsync();
        }

        var look = new WatchLook(town.Search, town.Matching.Index);
        foreach (var (id, what) in ids.Zip(watched))
        {
            var told = (await town.Desk.HitsAsync(await town.ReadAsync("ana"), id, all: true, take: 1000)).Select(h => (h.Of.Kind, h.Of.Key, h.Line)).Order().ToList();
            var everything = (await look.AllAsync(await town.ReadAsync("ana"), what, 1000, TestContext.Current.CancellationToken)).Select(f => (f.Kind, f.Key, f.Line)).Order().ToList();
            told.ShouldBe(everything, $"{what}");
        }

        string Any(params string[] of) => of[random.Next(of.Length)];
    }

    /// <summary>Lets the whole agency read a statement of El Paso.</summary>
    private static async Task ReleaseAsync(WatchTown town, StatementId id)
    {
        var officers = town.Town.Roster.Officers.Values.Select(o => o.Login == "bob" ? o with { Roles = o.Roles | Role.ReleaseAuthority } : o);
        var roster = new Roster(2, town.Roster.Agencies.Values, town.Roster.Units.Values, officers, town.Roster.Rights.SelectMany(r => r));
        var bob = new Viewers(() => roster, town.Town.Clock).Open(roster.ByLogin("bob")!.Id, Town.ElPaso, "trace").Value;
        (await town.Town.Recorder.RemarkAsync(bob, id, Town.Marking(Town.ElPaso), "Needed")).Refusal.ShouldBeNull();
    }
}
