using Puente.Money.Returns.Orders;

namespace Puente.Money.Returns.Reconciling;

/// <summary>The kept lines of a month.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Lines">Lines kept.</param>
/// <param name="Debits">What went out, in minor units.</param>
/// <param name="Credits">What came in.</param>
public readonly record struct MonthSum(DateOnly Month, long Lines, long Debits, long Credits);

/// <summary>What an account has in a month.</summary>
/// <param name="Account">The account as the bank writes it.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Month">First day of the month.</param>
/// <param name="Lines">Lines kept.</param>
/// <param name="Debits">What went out.</param>
/// <param name="Credits">What came in.</param>
public sealed record AccountMonth(string Account, string Currency, DateOnly Month, long Lines, long Debits, long Credits)
{
    /// <summary>The months of all statements, by account, currency and month.</summary>
    public static IReadOnlyList<AccountMonth> Of(IEnumerable<Statement> statements) =>
    [
        .. statements.SelectMany(s => s.Months, (s, m) => (s.Account, s.Currency, m.Month, Sum: m)).GroupBy(m => (m.Account, m.Currency, m.Month))
            .Select(g => new AccountMonth(g.Key.Account, g.Key.Currency, g.Key.Month, g.Sum(m => m.Sum.Lines), g.Sum(m => m.Sum.Debits), g.Sum(m => m.Sum.Credits)))
            .OrderBy(m => m.Account, StringComparer.Ordinal).ThenBy(m => m.Currency, StringComparer.Ordinal).ThenBy(m => m.Month),
    ];
}

/// <summary>What a cell of the grid says.</summary>
public enum MonthState
{
    /// <summary>The order does not ask for it.</summary>
    NotAsked,

    /// <summary>There are lines.</summary>
    Lines,

    /// <summary>No line, and a statement covers the whole month.</summary>
    Quiet,

    /// <summary>Lines or a statement for a part of the month only, by the statements' own dates.</summary>
    Part,

    /// <summary>Nothing was produced.</summary>
    Missing,
}

/// <summary>A cell of the grid.</summary>
public sealed record MonthCell(DateOnly Month, MonthState State, long Lines);

/// <summary>A row of the grid.</summary>
/// <param name="Account">The account.</param>
/// <param name="Asked">Whether the order names it; others came in under an order that names subjects only.</param>
/// <param name="Cells">A cell for each month of the grid.</param>
public sealed record AccountRow(string Account, bool Asked, IReadOnlyList<MonthCell> Cells);

/// <summary>Month by account: what of an order's scope was produced.</summary>
/// <param name="Months">First days of the months.</param>
/// <param name="Rows">Some of the accounts; where there are more than 100, those with the most missing come first.</param>
public sealed record MonthGrid(IReadOnlyList<DateOnly> Months, IReadOnlyList<AccountRow> Rows)
{
    /// <summary>Most months shown; a longer scope shows its first.</summary>
    public const int Most = 120;

    /// <summary>Most accounts in a part, unless another number is asked for.</summary>
    public const int Part = 100;

    /// <summary>Accounts in all.</summary>
    public int Accounts { get; init; }

    /// <summary>Account-months that the order asks for and nothing covers, of all accounts.</summary>
    public int Missing { get; init; }

    /// <summary>Account-months that the order asks for, of all accounts.</summary>
    public int Asked { get; init; }

    /// <summary>Lays a scope over what came. A scope without dates is as long as what came.</summary>
    /// <param name="scope">What the order asks for.</param>
    /// <param name="came">What came.</param>
    /// <param name="skip">Accounts before the part.</param>
    /// <param name="take">Most accounts in the part.</param>
    public static MonthGrid Of(OrderScope scope, AccountBook came, int skip = 0, int take = Part)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(came);
        if ((scope.From ?? came.First) is not { } first || (scope.Until ?? came.Last) is not { } last) return new([], []);
        var all = new List<DateOnly>();
        for (var month = FirstOf(first); month <= last && all.Count < Most; month = month.AddMonths(1))
        {
            all.Add(month);
            if (month.Year == DateOnly.MaxValue.Year && month.Month == 12) break;
        }

        var rows = came.Under(scope);
        var (missing, asked) = (new int[rows.Count], 0);
        for (var i = 0; i < rows.Count; i++)
            foreach (var (_, state, _) in Cells(all, scope, rows[i].Came))
            {
                if (state == MonthState.Missing) missing[i]++;
                if (state != MonthState.NotAsked) asked++;
            }

        var order = rows.Count > Part ? Enumerable.Range(0, rows.Count).OrderByDescending(i => missing[i]) : Enumerable.Range(0, rows.Count);
        return new(all, [.. order.Skip(skip).Take(take).Select(i => new AccountRow(rows[i].Account, rows[i].Asked, [.. Cells(all, scope, rows[i].Came).Select(c => new MonthCell(c.Month, c.State, c.Lines))]))])
        {
            Accounts = rows.Count,
            Missing = missing.Sum(),
            Asked = asked,
        };
    }

    private static IEnumerable<(DateOnly Month, MonthState State, long Lines)> Cells(List<DateOnly> months, OrderScope scope, IReadOnlyList<AccountCame> came)
    {
        var dated = came.SelectMany(c => c.Dated).ToList();
        dated.Sort();
        foreach (var month in months)
        {
            var (from, until, lines) = (Later(month, scope.From), Earlier(LastOf(month), scope.Until), 0L);
            foreach (var account in came) lines += account.Lines(month);
            yield return (month, lines > 0 ? MonthState.Lines : Covered(from, until, dated) ? MonthState.Quiet : dated.Exists(s => s.From <= until && s.Until >= from) ? MonthState.Part : MonthState.Missing, lines);
        }
    }

    private static bool Covered(DateOnly from, DateOnly until, List<(DateOnly From, DateOnly Until)> dated)
    {
        var day = from;
        foreach (var s in dated)
            if (s.From <= day && s.Until >= day)
            {
                if (s.Until >= until) return true;
                day = s.Until.AddDays(1);
            }

        return false;
    }

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static DateOnly LastOf(DateOnly month) => new(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month));

    private static DateOnly Later(DateOnly a, DateOnly? b) => b is { } other && other > a ? other : a;

    private static DateOnly Earlier(DateOnly a, DateOnly? b) => b is { } other && other < a ? other : a;
}
