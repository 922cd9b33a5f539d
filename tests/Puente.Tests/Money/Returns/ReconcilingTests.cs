using CsCheck;
using Puente.Evidence.Time;
using Puente.Money.Returns.Layouts;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Reconciling;

namespace Puente.Tests.Money.Returns;

/// <summary>Opening plus lines makes closing, what is missing shows, what comes twice is found, what the order does not reach is refused.</summary>
public sealed class ReconcilingTests
{
    private const string Head = "Account Number,Post Date,Amount,Description\n";

    [Fact]
    public async Task Lines_of_other_accounts_and_days_are_refused_counted_and_leave_nothing_behind()
    {
        var scope = new OrderScope([], ["*7710"], new DateOnly(2025, 6, 1), new DateOnly(2025, 6, 30), []);
        var taken = await Taken.InAsync("us-signed", Head + "4410027710,06/02/2025,10.00,ours\n998811,06/02/2025,20.00,a stranger\n4410027710,07/01/2025,40.00,too late\n4410027710,05/31/2025,80.00,too early\n", scope);
        taken.Lines().Select(l => l.Text).ShouldBe(["ours"]);
        taken.Refused.Select(r => (r.Line, r.Flaw!.Code)).ShouldBe([(3L, "return.outside-account"), (4L, "return.outside-dates"), (5L, "return.outside-dates")]);
        taken.Refused.ShouldAllBe(r => r.Cells.Count == 0 && r.Flaw!.Args.Length == 0);
        var tally = taken.Gathered.Tally;
        (tally.Lines, tally.OutsideAccount, tally.OutsideDates).ShouldBe((1, 1, 2));
        tally.Read["USD"].Credits.ShouldBe(15_000, "the bank counts what it sent, refused or not");
        AccountMonth.Of(taken.Gathered.Statements).ShouldHaveSingleItem().Credits.ShouldBe(1_000);
    }

    [Fact]
    public async Task A_heading_and_the_second_lines_of_a_refused_account_go_with_it()
    {
        var scope = new OrderScope([], ["111111"], null, null, []);
        var taken = await Taken.InAsync("us-sections", "ACCOUNT 222222\nBALANCE FORWARD|5.00\nDate|Description|Amount|Balance\n01/05/25|X|1.00|6.00\nACCOUNT 111111\nBALANCE FORWARD|0.00\n01/05/25|Y|1.00|1.00\n", scope);
        taken.Kept.SelectMany(r => r.Cells).ShouldNotContain(c => c.Contains("222222", StringComparison.Ordinal));
        taken.Lines().ShouldHaveSingleItem().Account.ShouldBe("111111");
        taken.Gathered.Statements.ShouldHaveSingleItem().Account.ShouldBe("111111");
    }

    [Fact]
    public async Task A_running_balance_that_jumps_is_shown_with_its_row_and_by_how_much()
    {
        var taken = await Taken.InAsync("us-debit-credit", "Account: 4410027710\nOpening balance 0.00\nDate,Description,Debit,Credit,Balance\n06/02/2025,A,,10.00,10.00\n06/03/2025,B,,10.00,25.00\n06/04/2025,C,5.00,,20.00\nClosing balance 20.00\n");
        var s = taken.Gathered.Statements.ShouldHaveSingleItem();
        (s.Breaks, s.FirstBreak, s.FirstGap, s.Difference, s.AddsUp).ShouldBe((1, taken.Lines()[1].Row, 500, -500, false));
    }

    [Fact]
    public async Task Rows_and_statements_that_come_twice_are_found_and_alike_deposits_only_suspected()
    {
        var rows = await Taken.InAsync("us-signed", "Account Number,Post Date,Amount,Description,Reference\n1,06/02/2025,10.00,cash,\n1,06/02/2025,10.00,cash,\n1,06/02/2025,10.00,wire,R1\n1,06/02/2025,10.00,wire,R1\n");
        rows.Gathered.Repeated.Select(r => (r.Kind, r.At, r.Of)).ShouldBe([(RepeatKind.PerhapsRow, 2L, 1L), (RepeatKind.Row, 4L, 3L)]);
        var section = "ACCOUNT 700100200\nBALANCE FORWARD|5.00\nDate|Description|Amount|Balance\n01/05/25|X|1.00|6.00\nENDING BALANCE|6.00\n";
        var statements = await Taken.InAsync("us-sections", section + section);
        statements.Gathered.Repeated.Select(r => r.Kind).ShouldContain(RepeatKind.Statement);
    }

    [Fact]
    public void The_grid_tells_lines_quiet_months_and_missing_ones_apart()
    {
        var scope = new OrderScope([], ["1", "2"], new DateOnly(2025, 1, 15), new DateOnly(2025, 4, 30), []);
        var statements = new[] { new StatementDays { Account = "0001", From = new DateOnly(2025, 1, 1), Until = new DateOnly(2025, 2, 28), Dated = true, Months = [new MonthSum(new DateOnly(2025, 1, 1), 3, 0, 5)] }, new StatementDays { Account = "3", From = new DateOnly(2025, 4, 10), Until = new DateOnly(2025, 4, 20), Dated = true } };
        var book = new AccountBook();
        foreach (var statement in statements) book.Add(statement);
        var grid = MonthGrid.Of(scope, book);
        grid.Rows.Select(r => (r.Account, r.Asked, string.Join(' ', r.Cells.Select(c => c.State)))).ShouldBe([
            ("1", true, "Lines Quiet Missing Missing"),
            ("2", true, "Missing Missing Missing Missing"),
            ("3", false, "Missing Missing Missing Part"),
        ]);
        (grid.Accounts, grid.Missing, grid.Asked).ShouldBe((3, 9, 12));
        MonthGrid.Of(scope, new AccountBook()).Missing.ShouldBe(8);

        // Some of the accounts; what is missing is told of all.
        var part = MonthGrid.Of(scope, book, 1, 1);
        (part.Rows.ShouldHaveSingleItem().Account, part.Accounts, part.Missing, part.Asked).ShouldBe(("2", 3, 9, 12));
    }

    [Fact]
    public void A_total_that_does_not_tie_says_by_how_much() =>
        new ControlTotals(3, 500, 700, 90).Against(new ControlTotals(3, 450, 700)).Select(t => (t.What, t.Holds, t.By)).ShouldBe([("count", true, 0L), ("debits", false, -50L), ("credits", true, 0L), ("closing", false, null)]);

    [Fact]
    public void Any_statement_with_a_running_balance_adds_up_and_one_changed_amount_shows() =>
        Gen.Select(Gen.Int[-1000, 1000].Where(a => a != 0).List[1, 30], Gen.Int[0, 29], Gen.Bool).Sample((amounts, at, newestFirst) =>
        {
            var balance = 0L;
            var lines = amounts.Select((a, i) => new StatementLine(i + 1, i + 1, "1", When.Day(2025, 1, 1), a, "USD") { Balance = balance += a }).ToList();
            Book(lines, newestFirst).ShouldSatisfyAllConditions(s => s.Difference.ShouldBe(0), s => s.Breaks.ShouldBe(0), s => s.AddsUp.ShouldBe(true));
            var changed = lines.ToList();
            changed[at % lines.Count] = changed[at % lines.Count] with { Amount = changed[at % lines.Count].Amount + 1 };
            if (lines.Count > 1) (Book(changed, newestFirst) is { Breaks: 0, Difference: 0 }).ShouldBeFalse();
        }, seed: "0N0XIzNsQ0O2");

    private static Statement Book(List<StatementLine> lines, bool newestFirst)
    {
        var book = new StatementBook(newestFirst);
        book.Add(new Note { Account = "1", Opening = 0, Closing = lines[^1].Balance });
        foreach (var line in newestFirst ? Enumerable.Reverse(lines) : lines) book.Add(line, Alike.Of(line));
        return book.Finish().ShouldHaveSingleItem();
    }
}
