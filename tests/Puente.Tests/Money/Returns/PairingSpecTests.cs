using System.Globalization;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Pairing;
using Puente.Tests.Architecture;

namespace Puente.Tests.Money.Returns;

/// <summary>The tables of <c>docs/specs/pairing.md</c>, run.</summary>
public sealed class PairingSpecTests
{
    private static readonly string[] Page = Repository.Read("docs/specs/pairing.md").Split('\n');

    public static TheoryData<string> Cases => [.. Titles.Where(t => !t.StartsWith("Statement: ", StringComparison.Ordinal))];

    public static TheoryData<string> StatementCases => [.. Titles.Where(t => t.StartsWith("Statement: ", StringComparison.Ordinal))];

    private static IEnumerable<string> Titles => Page.Where(l => l.StartsWith("### ", StringComparison.Ordinal)).Select(l => l[4..]);

    [Theory, MemberData(nameof(Cases))]
    public void The_case_of_the_specification_holds(string title)
    {
        var part = Part(title);
        var tables = Tables(part).ToList();
        var lines = tables[0].Select(Line).ToList();
        lines.Count.ShouldBeGreaterThan(1);
        if (tables.Count == 1) part.ShouldContain("No pairs.");
        var expected = tables.Count == 1 ? [] : tables[1].Select(r => string.Join(" | ", r));
        PairSearch.Find(lines, new PairRule()).Select(Row).ShouldBe(expected, ignoreOrder: true);
    }

    [Theory, MemberData(nameof(StatementCases))]
    public void The_case_of_statements_holds(string title)
    {
        var part = Part(title);
        var tables = Tables(part).ToList();
        var hasPairs = !part.Contains("No pairs.");
        var reports = tables[..^(hasPairs ? 1 : 0)].SelectMany(t => t.Select(Report)).ToList();
        reports.ShouldContain(r => r.IsStatement);
        var found = StatementSearch.Find(reports.Where(r => !r.IsStatement), reports.Where(r => r.IsStatement), new PairRule());
        found.Select(Row).ShouldBe(hasPairs ? tables[^1].Select(r => string.Join(" | ", r)) : [], ignoreOrder: true);
    }

    [Fact]
    public void Of_statements_too_what_was_accepted_is_one_whatever_the_rule_says_and_what_was_dismissed_never_comes_again()
    {
        PairReport Told(long key, long source, string to, int day) => new((0, key), source, new HashSet<string> { "A1" }, new HashSet<string> { to }, day, day, 5, "USD", new HashSet<string>());
        PairReport[] two = [Told(1, 5, "B1", 100), Told(2, 6, "B1", 100)];
        StatementSearch.Find([], two, new PairRule()).ShouldHaveSingleItem().Standing.ShouldBe(PairStanding.ByRule);
        StatementSearch.Find([], two, new PairRule(), dismissed: new HashSet<((long, long), (long, long))> { ((0, 1), (0, 2)) }).ShouldBeEmpty();
        PairReport[] three = [Told(1, 5, "B1", 100), Told(2, 6, "C1", 100), Told(3, 6, "B1", 100)];
        StatementSearch.Find([], three, new PairRule(), accepted: [((0, 1), (0, 2))]).ShouldBeEmpty("the payment has its statement of source 6");
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
        text.ShouldContain($"days are at most **{new PairRule().DaysAfter}** apart");
        text.ShouldContain($"more than **{PairRule.LongestDays}** days open");
        text.ShouldContain($"The same payer | {PairRule.Names} |");
        text.ShouldContain($"does not know the day | {PairRule.DayOpen} |");
    }

    [Fact]
    public void What_a_person_decided_takes_no_part_and_what_was_dismissed_never_comes_again()
    {
        var (went, came) = (new PairLine(1, 1, "A1", "B1", 100, -5, "USD", null), new PairLine(2, 1, "B1", "A1", 100, 5, "USD", null));
        PairSearch.Find([went, came], new PairRule()).Count.ShouldBe(1);
        PairSearch.Find([went, came], new PairRule(), settled: new HashSet<(long, long)> { (1, 1) }).ShouldBeEmpty();
        PairSearch.Find([went, came], new PairRule(), dismissed: new HashSet<(long, long, long, long)> { (1, 1, 2, 1) }).ShouldBeEmpty();
    }

    private static List<string> Part(string title) => [.. Page.SkipWhile(l => l != "### " + title).Skip(1).TakeWhile(l => !l.StartsWith('#'))];

    private static string Row(Pair p) => Row($"{p.Out.Return}/{p.Out.Row} | {p.In.Return}/{p.In.Row}", p.Score, p.Standing, p.Reasons);

    private static string Row(StatementPair p) => Row($"{(p.Of.IsStatement ? "" : $"{p.Of.Key.Return}/")}{p.Of.Key.Row} | {p.Statement.Key.Row}", p.Score, p.Standing, p.Reasons);

    private static string Row(string sides, int score, PairStanding standing, IReadOnlyList<string> reasons) => string.Create(CultureInfo.InvariantCulture,
        $"{sides} | {score} | {standing switch { PairStanding.ByRule => "by rule", PairStanding.Suggested => "suggested", _ => "ambiguous" }} | {string.Join(", ", reasons)}");

    /// <summary>A line as a report has its account before the other; a statement has its source there.</summary>
    private static PairReport Report(string[] cells)
    {
        IReadOnlySet<string> Set(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(AccountNumber.Plain).ToHashSet(StringComparer.Ordinal);
        var days = cells[4].Split("..").Select(d => DateOnly.ParseExact(d, "O", CultureInfo.InvariantCulture).DayNumber).ToList();
        var (first, second) = (long.Parse(cells[0], CultureInfo.InvariantCulture), long.Parse(cells[1], CultureInfo.InvariantCulture));
        var amount = (long)(decimal.Parse(cells[5], CultureInfo.InvariantCulture) * 100);
        return first > 70
            ? new PairReport((0, first), second, Set(cells[2]), Set(cells[3]), days[0], days[^1], amount, cells[6], Set(cells[7]))
            : new PairReport((first, second), 0, Set(cells[amount < 0 ? 2 : 3]), Set(cells[amount < 0 ? 3 : 2]), days[0], days[^1], Math.Abs(amount), cells[6], Set(cells[7]));
    }


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
