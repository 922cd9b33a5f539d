using System.Data.Common;
using Puente.Evidence.Identity;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Matching.Names;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Identity;

/// <summary>Who may be one with whom: suggested with reasons, from what the reader sees, and decided by persons only.</summary>
public sealed class MatchDeskTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_spellings_are_suggested_with_reasons_that_add_up_and_the_brother_is_never_a_match(Engine engine)
    {
        await using var town = await MatchTown.NewAsync(engine);
        var one = await town.SuspectAsync("Evaristo Luján Cota", ("birthDate", "1976"), ("phone", "+52 631 114 0218"));
        var two = await town.SuspectAsync("LUJAN COTA, Evaristo", ("birthDate", "1976-03-12"));
        var brother = await town.SuspectAsync("Edelmiro Luján Cota", ("birthDate", "1976-03-12"), ("phone", "6311140218"), ("alias", "El Ingeniero"));
        var cousin = await town.SuspectAsync("Casimiro Luján Cota", ("birthDate", "1991-10-30"));
        await town.SayAsync(one, "alias", "El Ingeniero");

        var found = await town.CandidatesAsync("ana", one);
        found[0].Right.Id.ShouldBe(two);
        found[0].Decision.ShouldBe(MatchDecision.Match);
        found[0].Reasons.Sum(r => r.Weight).ShouldBe(found[0].Score, 1e-6);
        found.Where(c => c.Right.Id == brother).ShouldAllBe(c => c.Decision != MatchDecision.Match);
        var sheet = (await town.Desk.SheetAsync(await town.Town.ReadAsync("ana"), one, brother))!;
        sheet.Pair.Decision.ShouldNotBe(MatchDecision.Match);
        sheet.Pair.Reasons.ShouldContain(r => r.Code == "conflict" && r.Left == "evaristo" && r.Evidence < -2);
        (await town.Desk.OthersAsync(await town.Town.ReadAsync("ana"), one)).ShouldHaveSingleItem().Right.Id.ShouldBe(cousin);
        sheet.Lines.Single(l => l.Property == "phone").Agreement.ShouldBe(Agreement.Agrees);
        (await town.QueueAsync("ana"))[0].ShouldSatisfyAllConditions(c => c.Left.Id.ShouldBe(one), c => c.Right.Id.ShouldBe(two));
    }

    [Theory]
    [InlineData("victim")]
    [InlineData("witness")]
    [InlineData("source")]
    [InlineData("bystander")]
    [InlineData("official")]
    [InlineData("accountParty")]
    public async Task Whom_the_rules_protect_is_neither_matched_nor_compared(string role)
    {
        await using var town = await MatchTown.NewAsync(Engine.Sqlite);
        var one = await town.SuspectAsync("Evaristo Luján Cota");
        var other = await town.PersonAsync(role, null, ("name", "Evaristo Luján Cota"));
        var minor = await town.SuspectAsync("Evaristo Luján Cota", ("birthDate", "2012"));
        foreach (var id in (EntityId[])[one, other, minor]) (await town.CandidatesAsync("ana", id)).ShouldBeEmpty();
        (await town.QueueAsync("ana")).ShouldBeEmpty();
        (await town.Desk.SheetAsync(await town.Town.ReadAsync("ana"), one, other)).ShouldBeNull();
        (await town.Desk.RejectAsync(town.Town.Viewer("ana"), one, other, "two")).Refusal!.Code.ShouldBe("match.no-such-pair");
    }

    [Fact]
    public async Task A_role_that_protects_ends_the_matching_of_a_suspect()
    {
        await using var town = await MatchTown.NewAsync(Engine.Sqlite);
        var one = await town.SuspectAsync("Evaristo Luján Cota");
        var two = await town.SuspectAsync("Evaristo Luján Cota");
        (await town.QueueAsync("ana")).Count.ShouldBe(1);
        await town.Town.RecordAsync(town.Source, Town.Marking(), b => b.Attributes.Add(new Standing("victim", null, null, null).Of(two)));
        (await town.QueueAsync("ana")).ShouldBeEmpty();
        (await town.CandidatesAsync("ana", one)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_could_not_be_read_is_read_before_the_next_question()
    {
        await using var town = await MatchTown.NewAsync(Engine.Sqlite);
        var shown = Town.Marking(audience: [Town.To("MX")]);
        var one = await town.PersonAsync("suspect", shown, ("name", "Evaristo Luján Cota"));
        var said = await town.SayAsync(one, "name", "Norberto Quiroga Paz", shown);
        (await NamesAsync()).ShouldBe(["Evaristo Luján Cota", "Norberto Quiroga Paz"], ignoreOrder: true);
        (await town.Town.Recorder.RemarkAsync(town.Town.Viewer("cam"), said.Attributes[0], Town.Marking(), "closed")).IsOk.ShouldBeTrue();
        await Outage.DuringAsync(town.Town.Archive, () => Should.ThrowAsync<DbException>(() => town.Index.WarmAsync()));
        (await NamesAsync()).ShouldBe(["Evaristo Luján Cota"], "the other is not for her any more");

        async Task<IEnumerable<string>> NamesAsync()
        {
            await town.Index.WarmAsync();
            var reading = await town.Town.ReadAsync("eva");
            return town.Index.One(reading.Sight, reading.Viewer.Subject.Today, one.Key)!.Names;
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Score_and_pair_come_from_what_the_reader_sees(Engine engine)
    {
        await using var town = await MatchTown.NewAsync(engine);
        var shown = Town.Marking(audience: [Town.To("MX")]);
        var one = await town.PersonAsync("suspect", shown, ("name", "Evaristo Luján Cota"));
        var two = await town.PersonAsync("suspect", shown, ("name", "Norberto Quiroga Paz"));
        (await town.CandidatesAsync("eva", one)).ShouldBeEmpty();
        await town.SayAsync(two, "alias", "Evaristo Luxán Cota");
        (await town.CandidatesAsync("ana", one)).Count.ShouldBe(1);
        (await town.CandidatesAsync("eva", one)).ShouldBeEmpty("the alias is not for her");
        (await town.Desk.SheetAsync(await town.Town.ReadAsync("eva"), one, two))!.Pair.Score.ShouldBeLessThan(0.1);
        (await town.QueueAsync("eva")).ShouldBeEmpty();

        var three = await town.PersonAsync("suspect", Town.Marking(tlp: Tlp.Red), ("name", "Evaristo Luján Cota"));
        (await town.CandidatesAsync("eva", one)).ShouldBeEmpty();
        (await town.Desk.SheetAsync(await town.Town.ReadAsync("eva"), one, three)).ShouldBeNull();
        (await town.CandidatesAsync("bob", one)).Select(c => c.Right.Id).ShouldBe([two], "what is RED stays within its unit");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_rejected_pair_stays_rejected_in_its_unit_until_it_is_undone(Engine engine)
    {
        await using var town = await MatchTown.NewAsync(engine);
        var one = await town.SuspectAsync("Evaristo Luján Cota");
        var two = await town.SuspectAsync("Evaristo Lujan Cota");
        (await town.Desk.RejectAsync(town.Town.Viewer("ana"), one, two, " ")).Refusal!.Code.ShouldBe("match.reason");
        var rejected = await town.Desk.RejectAsync(town.Town.Viewer("ana"), two, one, "Seen at two places at once");
        rejected.IsOk.ShouldBeTrue();
        (await town.QueueAsync("ana")).ShouldBeEmpty();
        (await town.CandidatesAsync("ana", one)).ShouldBeEmpty();
        await town.SayAsync(two, "birthDate", "1976");
        (await town.QueueAsync("ana")).ShouldBeEmpty("it stays rejected");
        (await town.Desk.RejectAsync(town.Town.Viewer("cam"), one, two, "again")).Refusal!.Code.ShouldBe("match.decided");
        (await town.Desk.UndoAsync(town.Town.Viewer("bob"), rejected.Value)).Refusal!.Code.ShouldBe("match.no-such-rejection", "another unit's");
        (await town.CandidatesAsync("bob", one)).Count.ShouldBe(1, "other units decide for themselves");
        var sheet = (await town.Desk.SheetAsync(await town.Town.ReadAsync("cam"), one, two))!;
        sheet.Rejected!.Reason.ShouldBe("Seen at two places at once");
        (await town.Desk.UndoAsync(town.Town.Viewer("cam"), rejected.Value)).IsOk.ShouldBeTrue();
        (await town.QueueAsync("ana")).Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_accepted_pair_is_the_officers_statement_with_score_and_reasons_and_opens_again_when_it_is_withdrawn(Engine engine)
    {
        await using var town = await MatchTown.NewAsync(engine);
        var one = await town.SuspectAsync("Evaristo Luján Cota");
        var two = await town.SuspectAsync("Evaristo Lujan Cota");
        (await town.Desk.AcceptAsync(town.Town.Viewer("eva"), one, two, town.Provenance)).Refusal!.Code.ShouldBe("match.no-such-pair");
        var accepted = await town.Desk.AcceptAsync(town.Town.Viewer("ana"), one, two, town.Provenance);
        var same = (await (await town.Town.ReadAsync("ana")).SameAsAsync(one)).ShouldHaveSingleItem();
        (same.Id, same.Score).ShouldBe((accepted.Value, null));
        same.Reasons!.ShouldContain("every word agrees");
        (await town.QueueAsync("ana")).ShouldBeEmpty();
        (await town.Desk.AcceptAsync(town.Town.Viewer("ana"), two, one, town.Provenance)).Refusal!.Code.ShouldBe("match.decided");
        (await town.Town.Recorder.RetractAsync(town.Town.Viewer("ana"), accepted.Value, "A mistake")).IsOk.ShouldBeTrue();
        (await town.QueueAsync("ana")).Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_index_that_followed_every_change_says_what_one_made_afterwards_says(Engine engine)
    {
        string[] given = ["Ana", "Luis", "Evaristo", "Edelmiro"], surnames = ["Luján", "Lujan", "Cota", "Soto", "Peña"];
        var pairs = 0;
        for (var seed = 0; seed < (engine == Engine.Sqlite ? 12 : 8); seed++)
        {
            var random = new Random(seed);
            await using var town = await MatchTown.NewAsync(engine, crowd: 3);
            string Name() => $"{given[random.Next(given.Length)]} {surnames[random.Next(surnames.Length)]} {surnames[random.Next(surnames.Length)]}";
            Marking Mark() => random.Next(3) == 0 ? Town.Marking(tlp: Tlp.Red) : Town.Marking(audience: [Town.To("MX")]);
            var (people, said, things) = (new List<EntityId>(), new List<StatementId>(), new List<EntityId>());
            for (var step = 0; step < 30; step++)
            {
                switch (random.Next(9))
                {
                    case < 3 when people.Count < 14: people.Add(await town.PersonAsync(random.Next(6) == 0 ? "witness" : "suspect", Mark(), ("name", Name()))); break;
                    case 3 when people.Count > 0: said.AddRange((await town.SayAsync(people[random.Next(people.Count)], "alias", Name(), Mark())).Attributes); break;
                    case 6: things.Add(await town.ThingAsync("Phone", [random.Next(2) == 0 ? ("number", $"+5263111402{random.Next(3)}8") : ("name", "telephone")], Mark())); break;
                    case 7 when people.Count > 0 && things.Count > 0: said.Add(await town.HoldAsync("Use", people[random.Next(people.Count)], things[random.Next(things.Count)], marking: Mark())); break;
                    case 8 when things.Count > 0: said.AddRange((await town.SayAsync(things[random.Next(things.Count)], "number", $"+5263111402{random.Next(3)}8", Mark())).Attributes); break;
                    case 4 when said.Count > 0: await town.Town.Recorder.RetractAsync(town.Town.Viewer("ana"), said[random.Next(said.Count)], "no"); break;
                    case 5 when said.Count > 0: await town.Town.Recorder.RemarkAsync(town.Town.Viewer("cam"), said[random.Next(said.Count)], Mark(), "other"); break;
                }

                if (random.Next(3) != 0) continue;
                foreach (var login in (string[])["ana", "bob", "eva"])
                {
                    var reading = await town.Town.ReadAsync(login);
                    await town.Index.WarmAsync(TestContext.Current.CancellationToken);
                    using var anew = new IdentityIndex(town.Town.Archive) { Crowd = 3 };
                    await anew.WarmAsync(TestContext.Current.CancellationToken);
                    var wanted = anew.All(reading.Sight, reading.Viewer.Subject.Today, reading.Viewer.Unit.Code);
                    town.Index.All(reading.Sight, reading.Viewer.Subject.Today, reading.Viewer.Unit.Code).ShouldBe(wanted, $"seed {seed}, step {step}, {login}");
                    // The queue is of those whom the own unit recorded; whoever recorded them all meets the same from the queue and from each.
                    if (login == "ana")
                        foreach (var person in people) town.Index.Meetings(reading.Sight, reading.Viewer.Subject.Today, person.Key).ShouldBe(wanted.Where(m => m.Left == person.Key || m.Right == person.Key));
                    pairs += wanted.Count;
                    town.Town.Archive.Derived.Remove(anew);
                }
            }
        }

        pairs.ShouldBeGreaterThan(30);
    }
}
