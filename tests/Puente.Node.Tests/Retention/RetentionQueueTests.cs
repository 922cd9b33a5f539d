using Puente.Evidence;
using Puente.Evidence.Records;
using Puente.Evidence.Retention;
using Puente.Evidence.Sharing;
using Puente.Node.Tests.Documents;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Retention;

/// <summary>What a unit must look at again before it may go on keeping it: each decision has a ground, and what is held is never removed.</summary>
public sealed class RetentionQueueTests
{
    private static readonly DateOnly Today = new(2026, 3, 1), Soon = Today.AddDays(10), Later = Today.AddDays(200);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_role_whose_review_is_due_is_recorded_anew_on_a_ground_or_ended(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var desk = new RetentionDesk(town.Archive, town.Recorder, town.Acts);
        var source = await town.SourceAsync();
        var (due, _) = (await SuspectAsync(town, source, "Ana Ruiz", Soon), await SuspectAsync(town, source, "Luis Soto", Later));
        var item = (await DueAsync(town, desk, "ana")).ShouldHaveSingleItem();
        (item.Kind, item.Day, item.Entity!.Caption, item.Standing!.Ground).ShouldBe((DueKind.Standing, Soon, "Ana Ruiz", "Named in a report"));
        (await DueAsync(town, desk, "bob")).ShouldBeEmpty("another unit's");

        var reading = await town.ReadAsync("ana");
        (await desk.RenewAsync(reading, item, " ", Later)).Refusal!.Code.ShouldBe("retention.no-ground");
        (await desk.RenewAsync(reading, item, "Seen again", Today)).Refusal!.Code.ShouldBe("retention.day-wrong");
        (await desk.LetExpireAsync(reading, item, "Seen again")).Refusal!.Code.ShouldBe("retention.no-expiry");
        (await desk.RenewAsync(reading, item, "Seen again in Nogales", Later)).Refusal.ShouldBeNull();
        (await DueAsync(town, desk, "ana")).ShouldBeEmpty();
        var roles = (await (await town.ReadAsync("ana")).AttributesAsync(due, history: true)).Where(a => a.Property == "role").ToList();
        roles.Select(r => (r.Ended, Standing.Read(r.Property, r.Value, r.Detail)!.Ground)).ShouldBe([(true, "Named in a report"), (false, "Seen again in Nogales")]);
        (await desk.StandingAsync(await town.ReadAsync("ana"), roles[1].Id))!.Day.ShouldBe(Later);

        (await desk.EndAsync(await town.ReadAsync("ana"), (await desk.StandingAsync(await town.ReadAsync("ana"), roles[1].Id))!, "Cleared")).Refusal!.Code.ShouldBe("standing.last-role", "more is recorded of her");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_its_marking_asks_to_review_is_kept_until_another_day_or_ended_and_what_is_held_is_sealed(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var desk = new RetentionDesk(town.Archive, town.Recorder, town.Acts);
        var marking = Town.Marking() with { ReviewBy = Soon };
        var source = await town.SourceAsync(marking: Town.Marking());
        var car = town.Archive.NewEntity();
        var said = await town.RecordAsync(source, marking, b =>
        {
            b.Entities.Add(new NewEntity(car, "Vehicle"));
            b.Attributes.Add(new NewAttribute(car, "name", "Grey sedan"));
        });
        var item = (await DueAsync(town, desk, "ana")).ShouldHaveSingleItem();
        (item.Kind, item.Day).ShouldBe((DueKind.Review, Soon));
        (await desk.RenewAsync(await town.ReadAsync("ana"), item, "Case 12 goes on", Later)).Refusal.ShouldBeNull();
        (await DueAsync(town, desk, "ana")).ShouldBeEmpty();
        item = (await desk.RecordingAsync(await town.ReadAsync("ana"), said.Recording, DueKind.Review))!;
        item.Day.ShouldBe(Later);

        (await town.Recorder.PlaceHoldAsync(town.Viewer("ana"), said.Attributes[0], "Court 5")).IsOk.ShouldBeTrue();
        var held = (await desk.ListAsync(await town.ReadAsync("ana"), Soon)).ShouldHaveSingleItem();
        (held.Kind, held.Hold!.Reason).ShouldBe((DueKind.Hold, "Court 5"));
        (await desk.EndAsync(await town.ReadAsync("ana"), held, "Over")).Refusal!.Code.ShouldBe("retention.no-such-item", "a hold is released, not decided here");
        var effect = await desk.EffectAsync(await town.ReadAsync("ana"), said.Recording);
        (effect.Attributes, effect.Held).ShouldBe((1, 1));
        (await desk.EndAsync(await town.ReadAsync("ana"), item, "No longer needed")).Refusal.ShouldBeNull();
        (await (await town.ReadAsync("ana")).EntityAsync(car)).ShouldBeNull();
        await using var connection = await town.Database.OpenAsync(TestContext.Current.CancellationToken);
        (await Dapper.SqlMapper.ExecuteScalarAsync<long>(connection, "select count(*) from attribute where entity = @Key", new { car.Key })).ShouldBe(1, "out of view, never removed");
        (await desk.RecordingAsync(await town.ReadAsync("ana"), said.Recording, DueKind.Review)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_ends_is_let_go_or_kept_longer_by_the_release_authority(Engine engine)
    {
        await using var town = await Town.NewAsync(engine);
        var desk = new RetentionDesk(town.Archive, town.Recorder, town.Acts);
        var (kept, gone) = (await CarAsync(town, "Grey sedan"), await CarAsync(town, "Red pickup"));
        (await DueAsync(town, desk, "ana")).Select(d => (d.Kind, d.Day)).ShouldBe([(DueKind.Expiry, Soon), (DueKind.Expiry, Soon)]);
        var item = (await desk.RecordingAsync(await town.ReadAsync("ana"), kept.Recording, DueKind.Expiry))!;
        (await desk.RenewAsync(await town.ReadAsync("ana"), item, "Case 12", Later)).Refusal!.Code.ShouldBe("marking.loosens");
        (await desk.RenewAsync(await town.ReadAsync("cam"), item, "Case 12", Later)).Refusal.ShouldBeNull();
        (await desk.LetExpireAsync(await town.ReadAsync("ana"), (await desk.RecordingAsync(await town.ReadAsync("ana"), gone.Recording, DueKind.Expiry))!, "Not needed")).Refusal.ShouldBeNull();
        (await DueAsync(town, desk, "ana")).ShouldBeEmpty();
        town.Clock.Advance(TimeSpan.FromDays(20));
        (await (await town.ReadAsync("ana")).EntityAsync(kept.Entity)).ShouldNotBeNull();
        (await (await town.ReadAsync("ana")).EntityAsync(gone.Entity)).ShouldBeNull("its day came");
        town.Clock.Advance(TimeSpan.FromDays(170));
        (await DueAsync(town, desk, "ana", Later)).Select(d => (d.Kind, d.Day)).ShouldBe([(DueKind.Expiry, Later)], "it is due again");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_kept_longer_keeps_its_source_and_the_documents_of_it(Engine engine)
    {
        await using var documents = await DocumentTown.NewAsync(engine);
        var town = documents.Town;
        var desk = new RetentionDesk(town.Archive, town.Recorder, town.Acts);
        var marking = Town.Marking() with { ExpiresOn = Soon };
        var (source, other) = (await town.SourceAsync(marking: marking), await town.SourceAsync(marking: marking));
        var said = await CarAsync(town, "Grey sedan", source);
        var (kept, gone) = (await documents.AddAsync(source, "caja fuerte"), await documents.AddAsync(other, "caja fuerte"));
        var item = (await desk.RecordingAsync(await town.ReadAsync("cam"), said.Recording, DueKind.Expiry))!;
        (await desk.RenewAsync(await town.ReadAsync("cam"), item, "Case 12", Soon)).Refusal!.Code.ShouldBe("retention.day-wrong", "it ends on that day anyway");
        (await desk.RenewAsync(await town.ReadAsync("cam"), item, "Case 12", Later)).Refusal.ShouldBeNull();
        town.Clock.Advance(TimeSpan.FromDays(20));

        var reading = await town.ReadAsync("ana");
        (await reading.AttributesAsync(said.Entity)).ShouldHaveSingleItem().Origin.Source.ShouldBe(source);
        (await reading.SourceAsync(source))!.Marking.ExpiresOn.ShouldBe(Later);
        (await documents.Desk.ShowAsync(reading.Viewer, kept)).Value.Marking.ExpiresOn.ShouldBe(Later);
        (await documents.Desk.PageAsync(reading.Viewer, kept, 1)).Value.Lines.ShouldBe(["caja fuerte"]);
        (await documents.Desk.ShowAsync(reading.Viewer, gone)).IsOk.ShouldBeFalse("the other source of the same bytes ended");
        (await documents.FoundAsync("ana", "caja")).ShouldBe(["note.txt:1"]);
        (await ((IDerived)documents.Index).DifferencesAsync(default)).ShouldBe(0);
    }

    [Fact]
    public async Task A_review_of_the_legal_regime_is_not_put_off_beyond_its_interval()
    {
        await using var town = await Town.NewAsync(Engine.Sqlite, reviewAfter: NodaTime.Period.FromDays(20));
        var desk = new RetentionDesk(town.Archive, town.Recorder, town.Acts);
        await town.PersonAsync(await town.SourceAsync(), "Ana Ruiz");
        var item = (await DueAsync(town, desk, "ana")).ShouldHaveSingleItem();
        (item.Kind, item.Day).ShouldBe((DueKind.Review, Today.AddDays(20)));
        town.Clock.Advance(TimeSpan.FromDays(15));
        var refused = (await desk.RenewAsync(await town.ReadAsync("ana"), item, "Case 12", Today.AddDays(36))).Refusal!;
        (refused.Code, refused.Args.ShouldHaveSingleItem()).ShouldBe(("retention.law-review", ("day", "2026-04-05")));
        (await desk.RenewAsync(await town.ReadAsync("ana"), item, "Case 12", Today.AddDays(35))).Refusal.ShouldBeNull();
    }

    private static async Task<(RecordingId Recording, EntityId Entity)> CarAsync(Town town, string name, SourceId? from = null)
    {
        var (source, car) = (from ?? await town.SourceAsync(), town.Archive.NewEntity());
        var said = await town.RecordAsync(source, Town.Marking() with { ExpiresOn = Soon }, b =>
        {
            b.Entities.Add(new NewEntity(car, "Vehicle"));
            b.Attributes.Add(new NewAttribute(car, "name", name));
        });
        return (said.Recording, car);
    }

    private static async Task<EntityId> SuspectAsync(Town town, SourceId source, string name, DateOnly review)
    {
        var id = town.Archive.NewEntity();
        await town.RecordAsync(source, Town.Marking(), b =>
        {
            b.Entities.Add(new NewEntity(id, "Person"));
            b.Attributes.Add(new NewAttribute(id, "name", name));
            b.Attributes.Add(new Standing("suspect", "Named in a report", null, review).Of(id));
        });
        return id;
    }

    private static async Task<IReadOnlyList<DueItem>> DueAsync(Town town, RetentionDesk desk, string login, DateOnly? until = null) =>
        await desk.ListAsync(await town.ReadAsync(login), until ?? Today.AddDays(30));
}
