using Puente.Evidence.Time;

namespace Puente.Tests.Time;

public sealed class WhenTests
{
    [Theory]
    [InlineData("1974", "1974")]
    [InlineData("1974-03", "1974-03")]
    [InlineData("1974-3", "1974-03")]
    [InlineData("1974-03-21", "1974-03-21")]
    [InlineData("1974/03/21", "1974-03-21")]
    [InlineData("19740321", "1974-03-21")]
    [InlineData("1974-03-21T15", "1974-03-21T15")]
    [InlineData("1974-03-21 15:04", "1974-03-21T15:04")]
    [InlineData("1974-03-21T15:04:05", "1974-03-21T15:04:05")]
    [InlineData("1974-03-21T15:04:05.25", "1974-03-21T15:04:05.250")]
    [InlineData("2008-03-05T10:00:00Z", "2008-03-05T10:00:00+00:00[UTC]")]
    [InlineData("2008-03-05T10:00-0700", "2008-03-05T10:00-07:00[UTC-07:00]")]
    [InlineData("c. 1974", "1974~")]
    [InlineData("ca. 1974", "1974~")]
    [InlineData("1974~", "1974~")]
    [InlineData("~1974", "1974~")]
    [InlineData("1974\u201103\u201121", "1974-03-21")]
    [InlineData("about March 1974", "1974-03~")]
    [InlineData("hacia marzo de 1974", "1974-03~")]
    [InlineData("21 March 1974", "1974-03-21")]
    [InlineData("March 21st, 1974", "1974-03-21")]
    [InlineData("21 de marzo de 1974", "1974-03-21")]
    [InlineData("1º de mayo de 1974", "1974-05-01")]
    [InlineData("21-MAR-1974", "1974-03-21")]
    [InlineData("05/ene/2008", "2008-01-05")]
    [InlineData("Sept. 2008", "2008-09")]
    [InlineData("03/1974", "1974-03")]
    [InlineData("5 March 2008, 3:04 pm", "2008-03-05T15:04")]
    [InlineData("5 de marzo de 2008, 3:04 p. m.", "2008-03-05T15:04")]
    [InlineData("5 de marzo de 2008 15:04 horas", "2008-03-05T15:04")]
    [InlineData("between March 1974 and May 1975", "1974-03/1975-05")]
    [InlineData("entre el 3 de marzo de 1974 y el 5 de mayo de 1975", "1974-03-03/1975-05-05")]
    [InlineData("1974/1975", "1974/1975")]
    [InlineData("1974/1975-03", "1974-01/1975-03")]
    [InlineData("1974-03/1974-03", "1974-03")]
    [InlineData("9999-12-31", "9999-12-31")]
    public void A_date_is_read_as_far_as_it_is_known(string text, string canonical) =>
        When.Parse(text).Value.ToString().ShouldBe(canonical);

    [Theory]
    [InlineData("03/04/2008", DateOrder.DayFirst, "2008-04-03")]
    [InlineData("03/04/2008", DateOrder.MonthFirst, "2008-03-04")]
    [InlineData("3.4.2008 15:04", DateOrder.DayFirst, "2008-04-03T15:04")]
    [InlineData("12-31-2008 11:59:59 PM", DateOrder.MonthFirst, "2008-12-31T23:59:59")]
    [InlineData("12-31-2008 12:05 AM", DateOrder.MonthFirst, "2008-12-31T00:05")]
    public void Day_and_month_are_read_in_the_order_that_is_stated(string text, DateOrder order, string canonical) =>
        When.Parse(text, order).Value.ToString().ShouldBe(canonical);

    [Theory]
    [InlineData("03/04/2008", DateOrder.YearFirst, "time.order-needed")]
    [InlineData("03/04/08", DateOrder.DayFirst, "time.year-two-digits")]
    [InlineData("03/25/2008", DateOrder.DayFirst, "time.no-such-date")]
    [InlineData("2008-02-30", DateOrder.YearFirst, "time.no-such-date")]
    [InlineData("2008-13", DateOrder.YearFirst, "time.no-such-date")]
    [InlineData("2008-00-01", DateOrder.YearFirst, "time.no-such-date")]
    [InlineData("0000", DateOrder.YearFirst, "time.no-such-date")]
    [InlineData("2008-03-05T25:00", DateOrder.YearFirst, "time.no-such-time")]
    [InlineData("2008-03-05 13:00 pm", DateOrder.YearFirst, "time.no-such-time")]
    [InlineData("yesterday", DateOrder.YearFirst, "time.unreadable")]
    [InlineData("", DateOrder.YearFirst, "time.unreadable")]
    [InlineData("between 1975 and 1974", DateOrder.YearFirst, "time.range-order")]
    [InlineData("2008-03-05[America/Nowhere]", DateOrder.YearFirst, "time.zone-unknown")]
    [InlineData("2008-03-05T10:00-05:00[America/Tijuana]", DateOrder.YearFirst, "time.offset-wrong")]
    public void What_cannot_be_known_for_certain_is_refused_with_the_reason(string text, DateOrder order, string code) =>
        When.Parse(text, order).Refusal!.Code.ShouldBe(code);

    [Theory]
    [InlineData("1974-03", "March 1974", "marzo de 1974")]
    [InlineData("1974~", "about 1974", "hacia 1974")]
    [InlineData("1974-03-01", "1 March 1974", "1 de marzo de 1974")]
    [InlineData("1974-03-21T15:04", "21 March 1974, 15:04", "21 de marzo de 1974, 15:04")]
    [InlineData("1974-03/1974-05", "between March 1974 and May 1974", "entre marzo de 1974 y mayo de 1974")]
    [InlineData("1974/1976~", "roughly between 1974 and 1976", "aproximadamente entre 1974 y 1976")]
    [InlineData("2008-03-05T10:00-08:00[America/Tijuana]", "5 March 2008, 10:00 (America/Tijuana, UTC−08:00)", "5 de marzo de 2008, 10:00 (America/Tijuana, UTC−08:00)")]
    public void A_moment_reads_naturally_in_both_languages(string text, string english, string spanish)
    {
        var when = When.Parse(text).Value;
        when.Format("en").ShouldBe(english);
        when.Format("es-MX").ShouldBe(spanish);
    }

    [Theory]
    [InlineData("1974", "1974-01-01T00:00:00.000", "1974-12-31T23:59:59.999")]
    [InlineData("1974~", "1973-01-01T00:00:00.000", "1975-12-31T23:59:59.999")]
    [InlineData("2024-02", "2024-02-01T00:00:00.000", "2024-02-29T23:59:59.999")]
    [InlineData("2024-02/2024-03", "2024-02-01T00:00:00.000", "2024-03-31T23:59:59.999")]
    [InlineData("9999", "9999-01-01T00:00:00.000", "9999-12-31T23:59:59.999")]
    [InlineData("0001~", "0000-01-01T00:00:00.000", "0002-12-31T23:59:59.999")]
    public void It_stands_for_an_interval(string text, string earliest, string latest)
    {
        var when = When.Parse(text).Value;
        Text(when.Earliest).ShouldBe(earliest);
        Text(when.Latest).ShouldBe(latest);

        static string Text(long ms) => NodaTime.Instant.FromUnixTimeMilliseconds(ms).InUtc().LocalDateTime
            .ToString("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'fff", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void At_one_start_coarser_sorts_before_finer_exact_before_approximate_and_one_before_several()
    {
        string[] sorted = ["1973-12-31", "1974", "1974/1975", "1974~", "1974-01", "1974-01-01", "1974-01-01T00:00", "1974-01-02"];
        sorted.Reverse().Select(t => When.Parse(t).Value).Order().Select(w => w.ToString()).ShouldBe(sorted);
    }

    [Fact]
    public void A_code_that_was_never_written_is_a_bug() =>
        Should.Throw<ArgumentOutOfRangeException>(() => When.FromStored(0, 7));
}
