using Puente.Ui.Text;

namespace Puente.Tests.Ui;

/// <summary>Numbers, dates and counts as the reader writes them.</summary>
public sealed class TextsTests
{
    private static readonly Catalogue Catalogue = new();
    private static readonly Texts English = Catalogue.For(Language.English);
    private static readonly Texts Spanish = Catalogue.For(Language.Spanish);

    [Fact]
    public void One_is_not_many()
    {
        English.Format("parts.table.rows", ("count", 1)).ShouldBe("1 row");
        English.Format("parts.table.rows", ("count", 12_480)).ShouldBe("12,480 rows");
        Spanish.Format("parts.table.rows", ("count", 1L)).ShouldBe("1 fila");
        Spanish.Format("parts.table.rows", ("count", 0)).ShouldBe("0 filas");
    }

    [Fact]
    public void A_missing_text_shows_its_key() => English["no.such.text"].ShouldBe("[no.such.text]");

    [Fact]
    public void A_missing_argument_shows_its_name() =>
        Message.Fill("{a} of {b}", name => name == "a" ? "1" : null).ShouldBe("1 of {b}");

    [Fact]
    public void An_argument_with_braces_is_not_filled_again() =>
        English.Format("shell.print.marking", ("marking", "{marking}")).ShouldBe("Marking: {marking}");

    [Fact]
    public void Words_of_a_refusal_are_arguments_too()
    {
        (string, string)[] args = [("officer", "A"), ("unit", "B")];
        English.Format("shell.print.by", args.AsEnumerable()).ShouldBe("By A, B");
    }

    [Fact]
    public void Days_have_their_month_as_a_word_because_the_countries_order_digits_differently()
    {
        English.Date(new DateOnly(2026, 3, 4)).ShouldBe("4\u00a0Mar\u00a02026");
        Spanish.Date(new DateOnly(2026, 3, 4)).ShouldBe("4\u00a0mar\u00a02026");
        Spanish.Date(1974, 3, null).ShouldBe("marzo de 1974");
        English.Date(1974, null, null).ShouldBe("1974");
    }

    [Fact]
    public void A_moment_states_its_offset()
    {
        English.Instant(new DateTimeOffset(2026, 11, 3, 14, 5, 0, TimeSpan.FromHours(-7))).ShouldBe("3\u00a0Nov\u00a02026 14:05\u00a0\u221207:00");
        English.Instant(0).ShouldBe("1\u00a0Jan\u00a01970 00:00\u00a0UTC");
    }

    [Fact]
    public void A_sum_states_its_currency_and_not_a_sign_that_two_countries_share()
    {
        English.Money(120_000, "USD").ShouldBe("USD\u00a01,200.00");
        Spanish.Money(-5, "MXN").ShouldBe("MXN\u00a0-0.05");
    }

    [Fact]
    public void Spans_keep_their_two_largest_units()
    {
        English.Duration(TimeSpan.FromSeconds(3 * 3600 + 305)).ShouldBe("3 h 5 min");
        Spanish.Duration(TimeSpan.FromDays(1)).ShouldBe("1 día");
        English.Duration(TimeSpan.FromMilliseconds(20)).ShouldBe("0 s");
    }

    [Theory]
    [InlineData(512, "512\u00a0B")]
    [InlineData(48_256_000, "46\u00a0MiB")]
    [InlineData(1536, "1.5\u00a0KiB")]
    public void Sizes_are_binary(long bytes, string words) => English.Bytes(bytes).ShouldBe(words);

    [Theory]
    [InlineData(null, "en")]
    [InlineData("es-MX,es;q=0.9,en;q=0.8", "es")]
    [InlineData("fr,en;q=0.5,es;q=0.7", "es")]
    [InlineData("de", "en")]
    [InlineData("es;q=zero", "en")]
    [InlineData("en-GB, es", "en")]
    public void The_browser_says_which_language(string? header, string code) => Language.OfHeader(header).Code.ShouldBe(code);
}
