using NodaTime;
using Puente.Evidence.Duty;
using Puente.Evidence.Search;
using Puente.Evidence.Sharing;
using Puente.Evidence.Watches;
using Puente.Node.Tests.Fixtures;
using Puente.Node.Tests.Records;

namespace Puente.Node.Tests.Watches;

/// <summary>What a unit watches needs whoever is on duty in it.</summary>
public sealed class DutyTests
{
    private static readonly LocalDate Today = new(2026, 3, 1);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_the_unit_watches_needs_who_is_on_duty_or_stands_in_and_everybody_while_nobody_is(Engine engine)
    {
        await using var town = await WatchTown.NewAsync(engine);
        await town.WatchAsync(new Watched(new Query("ruiz")), "ana", shared: true);
        await town.Matching.SuspectAsync("Luis Ruiz");
        (await town.WaitingAsync("cam")).Count.ShouldBe(1, "nobody is on duty");

        // The clock of the town stands at noon.
        var release = town.Town.Viewer("cam");
        var shift = await AddedAsync(town, release, Shift(town, "ana", 8, 16));
        (await town.WaitingAsync("cam")).ShouldBeEmpty();
        (await town.WaitingAsync()).Count.ShouldBe(1);
        await AddedAsync(town, town.Town.Viewer("ana"), StandIn(town, "ana", "cam"));
        (await town.WaitingAsync("cam")).Count.ShouldBe(1);
        (await town.WaitingAsync()).Count.ShouldBe(1, "it is her own watch");
        (await town.Duty.NowAsync(town.Town.Viewer("bob"))).Single(u => u.Unit.Code == Town.Phoenix).OnDuty.ShouldBe(
            [new OnDuty(town.Roster.ByLogin("cam")!.Id, town.Roster.ByLogin("ana")!.Id, new DateTimeOffset(2026, 3, 1, 16, 0, 0, TimeSpan.Zero))], "known within the agency");
        (await town.Duty.NowAsync(town.Town.Viewer("dan"))).ShouldNotContain(u => u.Unit.Code == Town.Phoenix, "and to no other");
        (await town.Duty.ListAsync(town.Town.Viewer("dan"), Town.Phoenix)).ShouldBeEmpty();

        town.Town.Clock.Advance(TimeSpan.FromHours(5));
        (await town.WaitingAsync("cam")).Count.ShouldBe(1, "nobody is on duty any more");
        (await town.Duty.EndAsync(release, shift)).IsOk.ShouldBeTrue();
        (await town.Duty.ListAsync(release, Town.Phoenix)).Select(e => e.Kind).ShouldBe([DutyKind.StandIn]);
    }

    [Fact]
    public async Task A_roster_is_kept_by_those_who_may_with_officers_of_the_unit()
    {
        await using var town = await WatchTown.NewAsync(Engine.Sqlite);
        var (ana, cam, admin) = (town.Town.Viewer("ana"), town.Town.Viewer("cam"), town.Town.Viewer("adm"));
        async Task<string?> RefusedAsync(Viewer by, DutyEntry entry) => (await town.Duty.AddAsync(by, entry)).Refusal?.Code;
        (await RefusedAsync(ana, Shift(town, "ana", 8, 16))).ShouldBe("duty.not-allowed");
        (await RefusedAsync(ana, StandIn(town, "cam", "ana"))).ShouldBe("duty.not-allowed", "not hers to give away");
        (await RefusedAsync(cam, Shift(town, "ana", 8, 16) with { Unit = Town.ElPaso })).ShouldBe("duty.not-allowed", "another unit's");
        (await RefusedAsync(cam, Shift(town, "bob", 8, 16))).ShouldBe("duty.no-such-officer");
        (await RefusedAsync(cam, Shift(town, "ana", 8, 16) with { Weekdays = [] })).ShouldBe("duty.weekdays.missing");
        (await RefusedAsync(cam, Shift(town, "ana", 8, 16) with { LastDay = Today.PlusDays(-8) })).ShouldBe("duty.dates");
        (await RefusedAsync(cam, Shift(town, "ana", 8, 16) with { Zone = "Mars/Olympus" })).ShouldBe("time.zone-unknown");
        (await RefusedAsync(cam, StandIn(town, "ana", "ana"))).ShouldBe("duty.stand-in.missing");
        (await RefusedAsync(cam, StandIn(town, "ana", "cam") with { LastDay = null })).ShouldBe("duty.dates");
        var kept = await AddedAsync(town, admin, Shift(town, "ana", 8, 16));
        (await town.Duty.EndAsync(ana, kept)).Refusal!.Code.ShouldBe("duty.not-allowed");
        (await town.Duty.EndAsync(town.Town.Viewer("dan"), kept)).Refusal!.Code.ShouldBe("duty.no-such-entry");
        (await town.Duty.EndAsync(admin, kept)).IsOk.ShouldBeTrue();
        (await town.Duty.EndAsync(admin, kept)).Refusal!.Code.ShouldBe("duty.no-such-entry");
    }

    private static async Task<DutyId> AddedAsync(WatchTown town, Viewer by, DutyEntry entry) => (await town.Duty.AddAsync(by, entry)).Value;

    private static DutyEntry Shift(WatchTown town, string officer, int from, int until) =>
        new(Town.Phoenix, DutyKind.Weekly, town.Roster.ByLogin(officer)!.Id, new LocalTime(from, 0), new LocalTime(until, 0), Today.PlusDays(-7), null, "UTC") { Weekdays = [IsoDayOfWeek.Sunday] };

    private static DutyEntry StandIn(WatchTown town, string officer, string other) =>
        new(Town.Phoenix, DutyKind.StandIn, town.Roster.ByLogin(officer)!.Id, LocalTime.Midnight, LocalTime.Midnight, Today, Today.PlusDays(1), "UTC") { StandIn = town.Roster.ByLogin(other)!.Id };
}
