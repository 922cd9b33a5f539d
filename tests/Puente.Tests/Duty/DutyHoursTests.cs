using System.Globalization;
using NodaTime;
using Puente.Evidence.Agencies;
using Puente.Evidence.Duty;

namespace Puente.Tests.Duty;

/// <summary>Who is on duty at a moment, by the clock on the wall, also in the nights in which the clocks change.</summary>
public sealed class DutyHoursTests
{
    private const string Tijuana = "America/Tijuana";
    private static readonly IsoDayOfWeek[] Week = [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday, IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday];
    private static readonly OfficerId Ana = new(1), Bob = new(2), Cam = new(3);

    /// <summary>Zones that change their clocks by other rules, and one that does not.</summary>
    [Theory]
    [InlineData(Tijuana)]
    [InlineData("America/Denver")]
    [InlineData("America/Hermosillo")]
    [InlineData("Europe/Madrid")]
    [InlineData("Australia/Lord_Howe")]
    public void Hours_that_meet_on_the_wall_leave_no_gap_and_do_not_overlap_through_a_whole_year(string zone)
    {
        DutyEntry[] rota = [Weekly(Ana, 2, 10, zone), Weekly(Bob, 10, 18, zone), Weekly(Cam, 18, 2, zone)];
        var at = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 366 * 96; i++, at = at.AddMinutes(15)) DutyHours.At(rota, at).Count.ShouldBe(1, at.ToString("O", CultureInfo.InvariantCulture));
    }

    /// <summary>Tijuana follows the clocks of California: forward on 2026-03-08, back on 2026-11-01, both at two in the morning.</summary>
    [Theory]
    [InlineData("2026-03-08T06:00Z", "2026-03-08T13:00Z")]
    [InlineData("2026-11-01T05:00Z", "2026-11-01T14:00Z")]
    [InlineData("2026-03-07T06:00Z", "2026-03-07T14:00Z")]
    public void A_night_in_which_the_clocks_change_is_shorter_or_longer(string begins, string ends)
    {
        DutyEntry[] rota = [Weekly(Ana, 22, 6, Tijuana)];
        DutyHours.At(rota, Moment(begins).AddMilliseconds(-1)).ShouldBeEmpty();
        DutyHours.At(rota, Moment(begins)).ShouldBe([new OnDuty(Ana, null, Moment(ends))]);
        DutyHours.At(rota, Moment(ends).AddMilliseconds(-1)).Count.ShouldBe(1);
        DutyHours.At(rota, Moment(ends)).ShouldBeEmpty();
    }

    [Fact]
    public void Hours_that_end_in_the_skipped_hour_end_when_the_clocks_are_put_forward()
    {
        // 02:30 is never on the wall that night; the clocks go from 02:00 to 03:00, and 02:30 counts as 03:30.
        DutyEntry[] rota = [Weekly(Ana, 1, 2, Tijuana) with { Until = new LocalTime(2, 30) }, Weekly(Bob, 2, 5, Tijuana) with { From = new LocalTime(2, 30) }];
        DutyHours.At(rota, Moment("2026-03-08T10:15Z")).Select(o => o.Officer).ShouldBe([Ana]);
        DutyHours.At(rota, Moment("2026-03-08T10:30Z")).Select(o => o.Officer).ShouldBe([Bob]);
    }

    [Fact]
    public void Days_off_void_the_hours_that_begin_on_them_and_days_besides_count_all_the_same()
    {
        var wednesday = new LocalDate(2026, 7, 1);
        DutyEntry[] rota =
        [
            Weekly(Ana, 22, 6, "UTC"),
            new DutyEntry("U", DutyKind.Off, Ana, default, default, wednesday, wednesday, "UTC"),
            new DutyEntry("U", DutyKind.Extra, Bob, new LocalTime(20, 0), new LocalTime(23, 0), wednesday, wednesday, "UTC"),
        ];
        DutyHours.At(rota, Moment("2026-07-01T02:00Z")).Select(o => o.Officer).ShouldBe([Ana], "her night began the day before");
        DutyHours.At(rota, Moment("2026-07-01T22:30Z")).Select(o => o.Officer).ShouldBe([Bob]);
        DutyHours.At(rota, Moment("2026-07-02T02:00Z")).ShouldBeEmpty();
        DutyHours.At(rota, Moment("2026-07-02T22:30Z")).Select(o => o.Officer).ShouldBe([Ana]);
    }

    [Fact]
    public void Who_stands_in_is_on_duty_in_the_place_of_the_other_from_time_to_time()
    {
        DutyEntry[] rota =
        [
            Weekly(Ana, 8, 16, "UTC"),
            new DutyEntry("U", DutyKind.StandIn, Ana, new LocalTime(12, 0), new LocalTime(10, 0), new LocalDate(2026, 7, 1), new LocalDate(2026, 7, 3), "UTC") { StandIn = Bob },
        ];
        DutyHours.At(rota, Moment("2026-07-01T11:59Z")).ShouldBe([new OnDuty(Ana, null, Moment("2026-07-01T16:00Z"))]);
        DutyHours.At(rota, Moment("2026-07-01T12:00Z")).ShouldBe([new OnDuty(Bob, Ana, Moment("2026-07-01T16:00Z"))]);
        DutyHours.At(rota, Moment("2026-07-01T17:00Z")).ShouldBeEmpty("nobody is to be stood in for");
        DutyHours.At(rota, Moment("2026-07-03T09:00Z")).ShouldBe([new OnDuty(Bob, Ana, Moment("2026-07-03T10:00Z"))]);
        DutyHours.At(rota, Moment("2026-07-03T10:00Z")).Select(o => o.Officer).ShouldBe([Ana]);
    }

    [Fact]
    public void Weekly_hours_count_on_their_days_between_their_first_and_last()
    {
        DutyEntry[] rota = [Weekly(Ana, 8, 16, "UTC") with { Weekdays = [IsoDayOfWeek.Monday], FirstDay = new LocalDate(2026, 7, 6), LastDay = new LocalDate(2026, 7, 13) }];
        foreach (var (day, on) in new[] { ("2026-06-29", false), ("2026-07-06", true), ("2026-07-07", false), ("2026-07-13", true), ("2026-07-20", false) })
            DutyHours.At(rota, Moment(day + "T09:00Z")).Count.ShouldBe(on ? 1 : 0, day);
    }

    private static DutyEntry Weekly(OfficerId officer, int from, int until, string zone) =>
        new("U", DutyKind.Weekly, officer, new LocalTime(from, 0), new LocalTime(until, 0), new LocalDate(2025, 1, 1), null, zone) { Weekdays = [.. Week] };

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
