using System.Text;
using CsCheck;
using Puente.Matching.Serials;
using Puente.Tests.Matching.Identifiers;

namespace Puente.Tests.Matching.Serials;

/// <summary>Serials found by what could be read of them.</summary>
public sealed class SerialTests
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public static IEnumerable<TheoryDataRow<string, string, int>> Cases =>
        SpecTables.Rows("docs/specs/serials.md", "Cases").Select(r => new TheoryDataRow<string, string, int>(r[0], r[1], int.Parse(r[2], null)));

    [Theory, MemberData(nameof(Cases))]
    public void The_cases_of_the_page_hold(string pattern, string first, int equallyGood)
    {
        var store = Store("AB1234", "A81234", "XY98765", "AB1235", "AB12345678", "QR777", "MAB123");
        var found = store.Find(Pattern(pattern));
        if (equallyGood == 0) found.ShouldBeEmpty();
        else first.Split(", ").ShouldContain(found[0].Serial);
        if (equallyGood > 0) found[0].EquallyGood.ShouldBe(equallyGood, string.Join("; ", found));
    }

    [Fact]
    public void A_search_without_shifts_finds_exactly_what_looking_at_every_serial_finds() =>
        Gen.Select(Gen.String[Gen.Char["0OQD18B3GC6VUYZ2"], 3, 6].Array[1, 40], Gen.String[Gen.Char["0OQD18B3GC6VUYZ2?"], 3, 6])
            .Where((_, p) => p.Any(c => c != '?')).Sample((serials, pattern) =>
            {
                var found = Store(serials).Find(Pattern(pattern), 1000, shifts: false).Select(m => m.Serial).Order(StringComparer.Ordinal);
                found.ShouldBe(serials.Where(s => Fits(pattern, s)).Distinct().Order(StringComparer.Ordinal));
            }, iter: 500, seed: "000000000001");

    [Fact]
    public void The_true_serial_is_among_the_first_twenty_after_two_errors_in_99_of_100()
    {
        var random = new Random(2026);
        var serials = Enumerable.Range(0, 100_000).Select(_ => Format(random)).Distinct().ToArray();
        var store = Store(serials);
        var found = Enumerable.Range(0, 200).Count(_ =>
        {
            var truth = serials[random.Next(serials.Length)];
            return store.Find(Pattern(Misread(truth, random)), shifts: false).Any(m => m.Serial == truth);
        });
        found.ShouldBeGreaterThanOrEqualTo(198);
    }

    [Theory, InlineData("", "serial.pattern-empty"), InlineData("***", "serial.pattern-empty"), InlineData("[8", "serial.pattern-set"), InlineData("[]", "serial.pattern-set"), InlineData("A#", "serial.pattern-character"), InlineData("*A*B*C*", "serial.pattern-stars")]
    public void A_pattern_that_is_none_says_why(string pattern, string code) => SerialPattern.Read(pattern).Wrong!.Code.ShouldBe(code);

    [Fact]
    public void A_pattern_of_a_hundred_thousand_characters_is_refused() => SerialPattern.Read(new string('A', 100_000)).Wrong!.Code.ShouldBe("serial.pattern-long");

    [Fact]
    public void A_serial_that_leaves_nothing_or_too_much_is_not_held()
    {
        var store = new SerialStore();
        store.Add(" -# ").ShouldBeFalse();
        store.Add(new string('1', 17)).ShouldBeFalse();
        store.Add("ab-12").ShouldBeTrue();
        store.Count.ShouldBe(1);
    }

    [Fact]
    public void Of_two_equal_readings_the_makers_usual_format_comes_first()
    {
        var store = new SerialStore();
        for (var i = 0; i < 50; i++) store.Add($"AB{1000 + i}", "Acme");
        store.Add("A85000", "Acme");
        store.Add("AB5000", "Acme");
        store.Find(Pattern("A[8B]5000"), shifts: false).Select(m => m.Serial).ShouldBe(["AB5000", "A85000"]);
    }

    /// <summary>The published relation, written down a second time.</summary>
    private static bool Fits(string pattern, string serial) =>
        pattern.Length == serial.Length && pattern.Zip(serial).All(p => p.First == '?' || p.First == p.Second || Class(p.First) == Class(p.Second));

    private static int Class(char c) => Array.FindIndex(["0OQD", "1IL7J", "5S", "8B3", "2Z", "6GC", "4A", "UVY", "MN", "EF"], g => g.Contains(c, StringComparison.Ordinal)) is >= 0 and var at ? at : 100 + c;

    private static string Format(Random random) => $"{(char)('A' + random.Next(26))}{(char)('A' + random.Next(26))}{random.Next(1_000_000):000000}";

    private static string Misread(string serial, Random random)
    {
        var text = new StringBuilder(serial);
        var places = Enumerable.Range(0, serial.Length).Where(i => Letters.Any(c => c != serial[i] && SerialAlphabet.Confusable(c, serial[i]))).OrderBy(_ => random.Next()).Take(2);
        foreach (var at in places)
        {
            var others = Letters.Where(c => c != serial[at] && SerialAlphabet.Confusable(c, serial[at])).ToArray();
            text[at] = others[random.Next(others.Length)];
        }

        return text.ToString();
    }

    private static SerialPattern Pattern(string text) => SerialPattern.Read(text).Pattern.ShouldNotBeNull();

    private static SerialStore Store(params string[] serials)
    {
        var store = new SerialStore();
        foreach (var serial in serials) store.Add(serial);
        return store;
    }
}
