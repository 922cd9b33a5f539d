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
/// <param name="Rows">Accounts.</param>
public sealed record MonthGrid(IReadOnlyList<DateOnly> Months, IReadOnlyList<AccountRow> Rows)
{
    /// <summary>Most months shown; a longer scope shows its first.</summary>
    public const int Most = 120;

    /// <summary>Account-months that the order asks for and nothing covers.</summary>
    public int Missing => Rows.Sum(r => r.Cells.Count(c => c.State == MonthState.Missing));

    /// <summary>Account-months that the order asks for.</summary>
    public int Asked => Rows.Sum(r => r.Cells.Count(c => c.State != MonthState.NotAsked));

    /// <summary>Lays a scope over what came. A scope without dates is as long as what came.</summary>
    public static MonthGrid Of(OrderScope scope, IReadOnlyList<AccountMonth> months, IReadOnlyList<Statement> statements)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(months);
        ArgumentNullException.ThrowIfNull(statements);
        var days = months.Select(m => m.Month).Concat(statements.SelectMany(s => new[] { s.From, s.Until }).OfType<DateOnly>()).ToList();
        if ((scope.From ?? (days.Count > 0 ? days.Min() : null)) is not { } first || (scope.Until ?? (days.Count > 0 ? days.Max() : null)) is not { } last) return new([], []);
        var all = new List<DateOnly>();
        for (var month = First(first); month <= last && all.Count < Most; month = month.AddMonths(1)) all.Add(month);
        var came = months.Select(m => m.Account).Concat(statements.Select(s => s.Account)).DistinctBy(AccountNumber.Plain).ToList();
        var rows = scope.Accounts.Select(a => (Account: a, Asked: true)).Concat(came.Where(c => !scope.Accounts.Any(a => AccountNumber.Covers(a, c))).Select(c => (Account: c, Asked: false)));
        var (ofMonths, ofStatements) = (months.ToLookup(m => AccountNumber.Plain(m.Account)), statements.ToLookup(s => AccountNumber.Plain(s.Account)));
        return new(all, [.. rows.Select(r =>
        {
            var covers = r.Account.TrimStart().StartsWith('*') ? came.Where(c => AccountNumber.Covers(r.Account, c)).Select(AccountNumber.Plain).ToList() : [AccountNumber.Plain(r.Account)];
            var lines = covers.SelectMany(c => ofMonths[c]).GroupBy(m => m.Month).ToDictionary(g => g.Key, g => g.Sum(m => m.Lines));
            var dated = covers.SelectMany(c => ofStatements[c]).Where(s => s is { Dated: true, From: not null, Until: not null }).OrderBy(s => s.From).ToList();
            return new AccountRow(r.Account, r.Asked, [.. all.Select(m => Cell(m, scope, lines.GetValueOrDefault(m), dated))]);
        })]);
    }

    private static MonthCell Cell(DateOnly month, OrderScope scope, long lines, List<Statement> dated)
    {
        var (from, until) = (Later(month, scope.From), Earlier(month.AddMonths(1).AddDays(-1), scope.Until));
        var touches = dated.Exists(s => s.From <= until && s.Until >= from);
        return new(month, lines > 0 ? MonthState.Lines : Covered(from, until, dated) ? MonthState.Quiet : touches ? MonthState.Part : MonthState.Missing, lines);
    }

    private static bool Covered(DateOnly from, DateOnly until, List<Statement> dated)
    {
        var day = from;
        foreach (var s in dated)
            if (s.From <= day && s.Until >= day) day = s.Until!.Value.AddDays(1);
        return day > until;
    }

    private static DateOnly First(DateOnly day) => new(day.Year, day.Month, 1);

    private static DateOnly Later(DateOnly a, DateOnly? b) => b is { } other && other > a ? other : a;

    private static DateOnly Earlier(DateOnly a, DateOnly? b) => b is { } other && other < a ? other : a;
}
