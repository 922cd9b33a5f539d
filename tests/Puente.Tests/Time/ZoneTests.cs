using NodaTime;
using Puente.Evidence.Time;

namespace Puente.Tests.Time;

public sealed class ZoneTests
{
    // Ley de los Husos Horarios en los Estados Unidos Mexicanos, DOF 28-X-2022, in force 30-X-2022: no seasonal time but in the municipalities
    // of the northern border (art. 4 and following). Decree DOF 29-XI-2022 moved Juárez and its neighbours to the meridian 105 seasonal zone and
    // Ojinaga to 90, since 30-XI-2022. Sonora has had no seasonal time since 1998 (DOF 1998); Quintana Roo keeps UTC-5 since 1-II-2015 (DOF 31-XII-2014).
    // The border strip changes with the United States since 2010 (DOF 6-I-2010). tzdb, file northamerica, gives the same sources.
    [Theory]
    [InlineData("America/Mexico_City", "2022-07-01T12:00", "-05:00")]
    [InlineData("America/Mexico_City", "2023-07-01T12:00", "-06:00")]
    [InlineData("America/Mexico_City", "1995-07-01T12:00", "-06:00")]
    [InlineData("America/Mexico_City", "1996-07-01T12:00", "-05:00")]
    [InlineData("America/Hermosillo", "1997-07-01T12:00", "-06:00")]
    [InlineData("America/Hermosillo", "2008-07-01T12:00", "-07:00")]
    [InlineData("America/Hermosillo", "2024-07-01T12:00", "-07:00")]
    [InlineData("America/Tijuana", "2024-07-01T12:00", "-07:00")]
    [InlineData("America/Tijuana", "2024-01-01T12:00", "-08:00")]
    [InlineData("America/Matamoros", "2024-07-01T12:00", "-05:00")]
    [InlineData("America/Ciudad_Juarez", "2024-07-01T12:00", "-06:00")]
    [InlineData("America/Ciudad_Juarez", "2024-01-15T12:00", "-07:00")]
    [InlineData("America/Ojinaga", "2024-07-01T12:00", "-05:00")]
    [InlineData("America/Chihuahua", "2024-07-01T12:00", "-06:00")]
    [InlineData("America/Chihuahua", "2024-01-15T12:00", "-06:00")]
    [InlineData("America/Cancun", "2024-01-15T12:00", "-05:00")]
    [InlineData("America/Cancun", "2014-01-15T12:00", "-06:00")]
    [InlineData("America/Phoenix", "2024-07-01T12:00", "-07:00")]
    [InlineData("America/Matamoros", "2009-03-20T12:00", "-06:00")]
    [InlineData("America/Matamoros", "2010-03-20T12:00", "-05:00")]
    public void A_place_has_the_clock_that_its_law_gave_it_on_that_day(string zone, string local, string offset)
    {
        var when = When.Parse(local, zone: zone).Value;
        Zones.OffsetAt(when.StartMs, zone).ShouldBe(offset);
        when.First.ShouldBe(NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value);
    }

    // First Sunday of November 2023, 02:00 back to 01:00; second Sunday of March 2024, 02:00 on to 03:00.
    [Fact]
    public void An_hour_that_came_twice_is_reported_with_both_offsets()
    {
        var refusal = When.Parse("2023-11-05T01:30", zone: "America/Tijuana").Refusal!;
        refusal.Code.ShouldBe("time.ambiguous");
        refusal.Args.ShouldContain(("first", "-07:00"));
        refusal.Args.ShouldContain(("second", "-08:00"));
    }

    [Theory]
    [InlineData("2023-11-05T01:30-07:00[America/Tijuana]", "2023-11-05T08:30")]
    [InlineData("2023-11-05T01:30-08:00[America/Tijuana]", "2023-11-05T09:30")]
    public void An_offset_tells_which_of_the_two_hours_it_was(string text, string utc) =>
        When.Parse(text).Value.StartMs.ShouldBe(When.Parse(utc).Value.StartMs);

    [Fact]
    public void An_hour_that_never_came_is_reported() =>
        When.Parse("2024-03-10T02:30", zone: "America/Tijuana").Refusal!.Code.ShouldBe("time.skipped");

    [Fact]
    public void The_same_wall_clock_is_an_hour_apart_on_the_two_sides_of_the_Sonora_line_in_summer()
    {
        var phoenix = When.Parse("2024-07-01T12:00", zone: "America/Phoenix").Value;
        var nogales = When.Parse("2024-07-01T12:00", zone: "America/Hermosillo").Value;
        var tijuana = When.Parse("2024-07-01T12:00", zone: "America/Tijuana").Value;
        var juarez = When.Parse("2024-07-01T12:00", zone: "America/Ciudad_Juarez").Value;
        phoenix.StartMs.ShouldBe(nogales.StartMs);
        tijuana.StartMs.ShouldBe(nogales.StartMs);
        (nogales.StartMs - juarez.StartMs).ShouldBe((long)NodaConstants.MillisecondsPerHour);
    }

    [Fact]
    public void A_day_of_a_zone_begins_and_ends_at_its_own_midnight_even_when_the_clock_changes()
    {
        var day = When.Parse("2023-11-05", zone: "America/Tijuana").Value;
        (day.Latest - day.Earliest + 1).ShouldBe(25L * NodaConstants.MillisecondsPerHour);
    }

    [Fact]
    public void Every_zone_that_a_form_offers_first_exists() => Zones.Near.ShouldAllBe(z => Zones.Exists(z));
}
