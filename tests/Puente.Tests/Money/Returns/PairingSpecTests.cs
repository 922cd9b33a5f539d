using System.Globalization;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Pairing;
using Puente.Tests.Architecture;

namespace Puente.Tests.Money.Returns;

/// <summary>The tables of <c>docs/specs/pairing.md</c>, run.</summary>
public sealed class PairingSpecTests
{
    private static readonly string[] Page = Repository.Read("docs/specs/pairing.md").Split('\n');

    public static TheoryData<string> Cases => [.. Page.Where(l => l.StartsWith("### ", StringComparison.Ordinal)).Select(l => l[4..])];

    [Theory, MemberData(nameof(Cases))]
    public void The_case_of_the_specification_holds(string title)
    {
        var part = Page.SkipWhile(l => l != "### " + title).Skip(1).TakeWhile(l => !l.StartsWith('#')).ToList();
        var tables = Tables(part).ToList();
        var lines = tables[0].Select(Line).ToList();
        lines.Count.ShouldBeGreaterThan(1);
        if (tables.Count == 1) part.ShouldContain("No pairs.");
        var expected = tables.Count == 1 ? [] : tables[1].Select(r => string.Join(" | ", r));
        PairSearch.Find(lines, new PairRule()).Select(Row).ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public void The_points_and_days_that_the_page_states_are_those_of_the_rule()
    {
        var text = string.Join('\n', Page);
        text.ShouldContain($"names the incoming line's account | {PairRule.Names} |");
        text.ShouldContain($"same reference | {PairRule.SameReference} |");
        text.ShouldContain($"on the same day | {PairRule.SameDay} |");
        text.ShouldContain($"{PairRule.SameDay} less {PairRule.DayApart} a day");
        text.ShouldContain($"at most **{new PairRule().DaysBefore} day before** and at most **{new PairRule().DaysAfter} days after**");
    }

    [Fact]
    public void What_a_person_decided_takes_no_part_and_what_was_dismissed_never_comes_again()
    {
        var (went, came) = (new PairLine(1, 1, "A1", "B1", 100, -5, "USD", null), new PairLine(2, 1, "B1", "A1", 100, 5, "USD", null));
        PairSearch.Find([went, came], new PairRule()).Count.ShouldBe(1);
        PairSearch.Find([went, came], new PairRule(), settled: new HashSet<(long, long)> { (1, 1) }).ShouldBeEmpty();
        PairSearch.Find([went, came], new PairRule(), dismissed: new HashSet<(long, long, long, long)> { (1, 1, 2, 1) }).ShouldBeEmpty();
    }

    private static string Row(Pair p) => string.Create(CultureInfo.InvariantCulture,
        $"{p.Out.Return}/{p.Out.Row} | {p.In.Return}/{p.In.Row} | {p.Score} | {p.Standing switch { PairStanding.ByRule => "by rule", PairStanding.Suggested => "suggested", _ => "ambiguous" }} | {string.Join(", ", p.Reasons)}");

    private static PairLine Line(string[] cells) => new(
        long.Parse(cells[0], CultureInfo.InvariantCulture), long.Parse(cells[1], CultureInfo.InvariantCulture), AccountNumber.Plain(cells[2]), cells[3].Length == 0 ? null : AccountNumber.Plain(cells[3]),
        DateOnly.ParseExact(cells[4], "O", CultureInfo.InvariantCulture).DayNumber, (long)(decimal.Parse(cells[5], CultureInfo.InvariantCulture) * 100), cells[6], cells[7].Length == 0 ? null : cells[7]);

    private static IEnumerable<List<string[]>> Tables(IEnumerable<string> lines)
    {
        List<string[]>? table = null;
        foreach (var line in lines.Append(""))
            if (line.StartsWith('|')) (table ??= []).Add([.. line.Trim('|').Split('|').Select(c => c.Trim())]);
            else if (table is not null)
            {
                yield return table[2..];
                table = null;
            }
    }
}
