using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Records;

public sealed class RecordTests
{
    public static TheoryData<Engine> Engines => Databases.All;

    [Theory, MemberData(nameof(Engines))]
    public async Task What_is_recorded_is_read_back_with_where_it_comes_from(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync();
        var luis = await town.PersonAsync(source, "Luis Peña");

        var reading = await town.ReadAsync("bob");
        (await reading.EntityAsync(luis))!.Caption.ShouldBe("Luis Peña");
        var name = (await reading.AttributesAsync(luis)).Single(a => a.Property == "name");
        name.Value.ShouldBe("Luis Peña");
        name.Origin.Title.ShouldBe("Report 1");
        name.Origin.Evaluation.ShouldBe(new Evaluation('B', 2));
        name.Origin.Unit.ShouldBe(Town.Phoenix);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_source_is_listed_however_many_newer_ones_are_hidden(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var released = await town.SourceAsync(marking: Town.Marking(audience: Town.To("MX")));
        for (var i = 0; i < 205; i++) await town.SourceAsync();

        var sources = await (await town.ReadAsync("eva")).SourcesAsync();
        sources.Rows.Select(s => s.Id).ShouldBe([released]);
        sources.Next.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Other_agencies_see_nothing_that_is_not_released_to_them(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync();
        var own = await town.PersonAsync(source, "Own");
        var released = await town.PersonAsync(source, "Released", Town.Marking(audience: Town.To("MX")));

        foreach (var login in new[] { "dan", "eva", "nil", "adm" }) (await (await town.ReadAsync(login)).EntityAsync(own)).ShouldBeNull();
        (await (await town.ReadAsync("eva")).EntityAsync(released))!.Caption.ShouldBe("Released");
        (await (await town.ReadAsync("dan")).EntityAsync(released)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_fact_shows_only_when_both_its_ends_do(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync();
        var open = Town.Marking(audience: Town.To("MX"));
        var luis = await town.PersonAsync(source, "Luis", open);
        var hidden = await town.PersonAsync(source, "Hidden");
        var raul = await town.PersonAsync(source, "Raúl", open);
        await town.RecordAsync(source, open, b =>
        {
            b.Facts.Add(new NewFact("Associate", luis, hidden));
            b.Facts.Add(new NewFact("Associate", luis, raul));
        });

        var eva = await town.ReadAsync("eva");
        (await eva.FactsAsync(luis)).Rows.Single().To!.Caption.ShouldBe("Raúl");
        (await eva.CountFactsAsync(luis)).ShouldBe(1);
        (await (await town.ReadAsync("bob")).FactsAsync(luis)).Rows.Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_list_of_facts_goes_on_where_it_stopped_and_each_comes_once(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync();
        var luis = await town.PersonAsync(source, "Luis");
        var raul = await town.PersonAsync(source, "Raúl");
        await town.RecordAsync(source, Town.Marking(), b =>
        {
            for (var i = 0; i < 25; i++)
                b.Facts.Add(new NewFact("Contact", i % 2 == 0 ? luis : raul, i % 2 == 0 ? raul : luis, At: i % 5 == 0 ? null : When.FromStored(i / 3 * 86_400_000L, 0)));
        });

        var reading = await town.ReadAsync("ana");
        var seen = new List<FactView>();
        string? next = null;
        do
        {
            var page = await reading.FactsAsync(luis, after: next, take: 4);
            seen.AddRange(page.Rows);
            next = page.Next;
        }
        while (next is not null);
        seen.Select(f => f.Id).Distinct().Count().ShouldBe(25);
        seen.Select(f => f.At?.StartMs ?? long.MinValue).ShouldBe(seen.Select(f => f.At?.StartMs ?? long.MinValue).OrderDescending());
    }

    [Fact]
    public async Task A_correction_of_another_entitys_statement_is_refused_and_ends_nothing()
    {
        await using var town = await Town.NewAsync(Engine.Sqlite);
        var source = await town.SourceAsync();
        var (luis, eva) = (await town.PersonAsync(source, "Luis"), await town.PersonAsync(source, "Eva"));
        var fact = (await town.RecordAsync(source, Town.Marking(), b => b.Facts.Add(new NewFact("contact", luis, eva)))).Facts[0];
        var old = (await (await town.ReadAsync("ana")).AttributesAsync(luis)).Single(a => a.Property == "name").Id;
        var attribute = new Batch();
        attribute.Attributes.Add(new NewAttribute(eva, "name", "Eva Luisa", Supersedes: old));
        (await town.TryRecordAsync("ana", source, Town.Marking(), attribute)).Refusal!.Code.ShouldBe("record.corrects-another");
        foreach (var next in new[] { new NewFact("contact", luis, eva, Supersedes: old), new NewFact("contact", eva, luis, Supersedes: fact) })
        {
            var batch = new Batch();
            batch.Facts.Add(next);
            (await town.TryRecordAsync("ana", source, Town.Marking(), batch)).Refusal?.Code.ShouldBe(next.Supersedes == old ? "record.corrects-another" : null);
        }

        (await (await town.ReadAsync("ana")).AttributesAsync(luis)).ShouldContain(a => a.Value == "Luis");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_correction_replaces_and_history_keeps_what_was_said(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync();
        var luis = await town.PersonAsync(source, "Luis Pena");
        var old = (await (await town.ReadAsync("ana")).AttributesAsync(luis)).Single(a => a.Property == "name").Id;
        await town.RecordAsync(source, Town.Marking(), b => b.Attributes.Add(new NewAttribute(luis, "name", "Luis Peña", Supersedes: old)));

        var reading = await town.ReadAsync("bob");
        (await reading.AttributesAsync(luis)).Single(a => a.Property == "name").Value.ShouldBe("Luis Peña");
        (await reading.AttributesAsync(luis, history: true)).Where(a => a.Property == "name").Select(a => (a.Value, a.Ended)).ShouldBe([("Luis Pena", true), ("Luis Peña", false)]);
        var again = new Batch();
        again.Attributes.Add(new NewAttribute(luis, "name", "Third", Supersedes: old));
        (await town.TryRecordAsync("ana", source, Town.Marking(), again)).Refusal!.Code.ShouldBe("record.already-ended");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_was_known_then_can_be_read_now(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync();
        var luis = await town.PersonAsync(source, "Luis");
        var id = (await (await town.ReadAsync("ana")).AttributesAsync(luis)).Single(a => a.Property == "name").Id;
        var before = town.Clock.GetUtcNow();
        town.Clock.Advance(TimeSpan.FromDays(1));
        (await town.Recorder.RetractAsync(town.Viewer("ana"), id, "wrong man")).IsOk.ShouldBeTrue();

        (await (await town.ReadAsync("bob")).EntityAsync(luis))!.Caption.ShouldBe("");
        (await (await town.Archive.ReadAsync(town.Viewer("bob").LookingBack(before, null))).EntityAsync(luis))!.Caption.ShouldBe("Luis");
        (await (await town.Archive.ReadAsync(town.Viewer("bob").LookingBack(before.AddDays(-1), null))).EntityAsync(luis)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_withdrawn_source_takes_all_its_statements_along_and_says_so_before(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync();
        var luis = await town.PersonAsync(source, "Luis");
        var raul = await town.PersonAsync(source, "Raúl");
        await town.RecordAsync(source, Town.Marking(), b => b.Facts.Add(new NewFact("Associate", luis, raul)));
        var second = await town.SourceAsync();
        await town.RecordAsync(second, Town.Marking(), b => b.Attributes.Add(new NewAttribute(luis, "alias", "El Chato")));

        var effect = (await town.Recorder.EffectOfWithdrawingAsync(town.Viewer("ana"), source)).Value;
        effect.ShouldBe(new Effect(4, 1, 0, 1, 1, 0));
        (await town.Recorder.WithdrawAsync(town.Viewer("ana"), source, "forged")).Value.ShouldBe(effect);

        var reading = await town.ReadAsync("bob");
        (await reading.EntityAsync(luis))!.Caption.ShouldBe("El Chato");
        (await reading.EntityAsync(raul)).ShouldBeNull();
        (await reading.FactsAsync(luis)).Rows.ShouldBeEmpty();
        (await town.TryRecordAsync("ana", source, Town.Marking(), Batch(luis))).Refusal!.Code.ShouldBe("record.no-such-source");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_a_source_said_before_it_was_withdrawn_can_be_read_as_it_was(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync();
        var luis = await town.PersonAsync(source, "Luis");
        var before = town.Clock.GetUtcNow();
        town.Clock.Advance(TimeSpan.FromDays(1));
        (await town.Recorder.WithdrawAsync(town.Viewer("ana"), source, "forged")).IsOk.ShouldBeTrue();

        (await (await town.ReadAsync("bob")).EntityAsync(luis)).ShouldBeNull();
        (await (await town.Archive.ReadAsync(town.Viewer("bob").LookingBack(before, null))).EntityAsync(luis))!.Caption.ShouldBe("Luis");
        (await (await town.Archive.ReadAsync(town.Viewer("bob").LookingBack(town.Clock.GetUtcNow(), null))).EntityAsync(luis)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_import_that_begins_while_an_answer_is_made_stays_out_of_it(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync();
        var luis = await town.PersonAsync(source, "Luis");
        var reading = await town.ReadAsync("bob");

        await town.PendingAsync(source, b => b.Attributes.Add(new NewAttribute(luis, "alias", "El Chato")));
        (await reading.AttributesAsync(luis)).ShouldNotContain(a => a.Property == "alias");
        (await (await town.ReadAsync("bob")).AttributesAsync(luis)).ShouldNotContain(a => a.Property == "alias");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Tightening_is_free_and_loosening_needs_the_release_authority(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var luis = await town.PersonAsync(await town.SourceAsync(), "Luis", Town.Marking(audience: Town.To("MX")));
        var id = (await (await town.ReadAsync("ana")).AttributesAsync(luis)).Single(a => a.Property == "name").Id;

        (await town.Recorder.RemarkAsync(town.Viewer("ana"), id, Town.Marking(), "too wide")).IsOk.ShouldBeTrue();
        (await (await town.ReadAsync("eva")).EntityAsync(luis))!.Caption.ShouldBe("");
        (await town.Recorder.RemarkAsync(town.Viewer("ana"), id, Town.Marking(audience: Town.To("MX")), "asked for")).Refusal!.Code.ShouldBe("marking.loosens");
        (await town.Recorder.RemarkAsync(town.Viewer("cam"), id, Town.Marking(audience: Town.To("MX")), "approved")).IsOk.ShouldBeTrue();
        (await (await town.ReadAsync("eva")).EntityAsync(luis))!.Caption.ShouldBe("Luis");
        (await town.Recorder.RemarkAsync(town.Viewer("eva"), id, Town.Marking(), "not mine")).Refusal!.Code.ShouldBe("record.no-such-statement");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nobody_records_for_another_unit_or_about_what_is_not_there_for_them(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var hidden = await town.PersonAsync(await town.SourceAsync(), "Luis");
        var mexican = Town.Marking(Town.Mexico);
        var source = await town.SourceAsync("eva", mexican);

        (await town.TryRecordAsync("eva", source, Town.Marking(), Batch(hidden))).Refusal!.Code.ShouldBe("record.foreign-owner");
        var about = await town.TryRecordAsync("eva", source, mexican, Batch(hidden));
        var nothing = await town.TryRecordAsync("eva", source, mexican, Batch(new EntityId(999_999)));
        about.Refusal!.Code.ShouldBe("record.no-such-entity");
        nothing.Refusal.ShouldBe(about.Refusal);
        (await town.TryRecordAsync("adm", source, Town.Marking(), Batch(hidden))).IsOk.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_refused_batch_leaves_nothing_behind(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync();
        var luis = await town.PersonAsync(source, "Luis");
        var batch = Batch(luis);
        batch.Facts.Add(new NewFact("Associate", luis, new EntityId(999_999)));

        (await town.TryRecordAsync("ana", source, Town.Marking(), batch)).IsOk.ShouldBeFalse();
        (await (await town.ReadAsync("ana")).AttributesAsync(luis)).Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nobody_is_entered_without_a_role_and_no_suspect_without_grounds_and_review(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync();

        async Task<string?> Code(Standing? standing)
        {
            var id = town.Archive.NewEntity();
            var batch = Batch(id);
            batch.Entities.Add(new NewEntity(id, "Person"));
            if (standing is not null) batch.Attributes.Add(standing.Of(id));
            return (await town.TryRecordAsync("ana", source, Town.Marking(), batch)).Refusal?.Code;
        }

        (await Code(null)).ShouldBe("standing.role-missing");
        (await Code(new Standing("suspect", null, "2026-118", null))).ShouldBe("standing.ground-missing");
        (await Code(new Standing("suspect", "seen paying the buyers", "2026-118", null))).ShouldBe("standing.review-missing");
        (await Code(new Standing("suspect", "seen paying the buyers", "2026-118", new DateOnly(2027, 3, 1)))).ShouldBeNull();
        (await Code(new Standing("witness", null, null, null))).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task One_transfer_told_twice_is_joined_and_parted_without_loss(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var source = await town.SourceAsync();
        var luis = await town.PersonAsync(source, "Luis");
        var raul = await town.PersonAsync(source, "Raúl");
        var told = await town.RecordAsync(source, Town.Marking(), b =>
        {
            b.Facts.Add(new NewFact("Payment", luis, raul, Amount: 5000, Currency: "USD"));
            b.Facts.Add(new NewFact("Payment", luis, raul, Amount: 5000, Currency: "USD"));
        });
        var joined = await town.RecordAsync(source, Town.Marking(), b => b.SameAs.Add(new NewSameAs(told.Facts[0].Key, told.Facts[1].Key, Facts: true)));

        (await (await town.ReadAsync("bob")).SameAsAsync(told.Facts[0])).Single().Right.ShouldBe(told.Facts[1].Key);
        (await (await town.ReadAsync("eva")).SameAsAsync(told.Facts[0])).ShouldBeEmpty();
        await town.Recorder.RetractAsync(town.Viewer("ana"), joined.SameAs[0], "two transfers after all");
        var after = await town.ReadAsync("bob");
        (await after.SameAsAsync(told.Facts[0])).ShouldBeEmpty();
        (await after.FactsAsync(luis)).Rows.Count.ShouldBe(2);
    }

    private static Batch Batch(EntityId about)
    {
        var batch = new Batch();
        batch.Attributes.Add(new NewAttribute(about, "alias", "El Chato"));
        return batch;
    }
}
