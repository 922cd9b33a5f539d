using Puente.Money.Returns.Orders;

namespace Puente.Money.Returns.Reconciling;

/// <summary>What came of accounts: the lines of their months and the days that their statements state. An account is the same however its number is written.</summary>
public sealed class AccountBook
{
    private readonly Dictionary<string, AccountCame> _accounts = new(StringComparer.Ordinal);

    /// <summary>The first day of which anything came; null when nothing tells a day.</summary>
    public DateOnly? First { get; private set; }

    /// <summary>The last one.</summary>
    public DateOnly? Last { get; private set; }

    /// <summary>Adds what a statement says.</summary>
    public void Add(StatementDays statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var plain = AccountNumber.Plain(statement.Account);
        if (!_accounts.TryGetValue(plain, out var account)) _accounts[plain] = account = new AccountCame(statement.Account);
        account.Add(statement);
        foreach (var month in statement.Months) Reach(month.Month);
        Reach(statement.From);
        Reach(statement.Until);
    }

    /// <summary>The accounts that a scope names, each with what it covers of what came, then the others that came, in the order of their numbers.</summary>
    internal IReadOnlyList<(string Account, bool Asked, IReadOnlyList<AccountCame> Came)> Under(OrderScope scope)
    {
        var endings = scope.Accounts.Where(IsEnding).ToList();
        var named = scope.Accounts.Where(a => !IsEnding(a)).Select(AccountNumber.Plain).ToHashSet(StringComparer.Ordinal);
        var rows = new List<(string, bool, IReadOnlyList<AccountCame>)>(scope.Accounts.Count + _accounts.Count);
        foreach (var account in scope.Accounts)
            rows.Add((account, true, IsEnding(account) ? [.. _accounts.Values.Where(c => AccountNumber.Covers(account, c.Account))] : _accounts.TryGetValue(AccountNumber.Plain(account), out var came) ? [came] : []));
        rows.AddRange(_accounts.Where(c => !named.Contains(c.Key) && !endings.Exists(e => AccountNumber.Covers(e, c.Value.Account))).Select(c => c.Value)
            .OrderBy(c => c.Account, StringComparer.Ordinal).Select(c => (c.Account, false, (IReadOnlyList<AccountCame>)[c])));
        return rows;
    }

    private static bool IsEnding(string account) => account.TrimStart().StartsWith('*');

    private void Reach(DateOnly? day)
    {
        if (day is not { } reached) return;
        if (!(First <= reached)) First = reached;
        if (!(Last >= reached)) Last = reached;
    }
}

/// <summary>What a statement says of days: a part of it, as it is stored.</summary>
public sealed record StatementDays
{
    /// <summary>The account as the bank writes it.</summary>
    public string Account { get; init; } = "";

    /// <summary>First day it covers.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day it covers.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Whether the bank states these days.</summary>
    public bool Dated { get; init; }

    /// <summary>Its kept lines by month.</summary>
    public IReadOnlyList<MonthSum> Months { get; init; } = [];
}

/// <summary>What came of one account.</summary>
/// <param name="account">Its number as it was first written.</param>
internal sealed class AccountCame(string account)
{
    private readonly List<MonthSum> _months = [];
    private readonly List<(DateOnly From, DateOnly Until)> _dated = [];

    public string Account => account;

    /// <summary>The days that the bank states of its statements.</summary>
    public IReadOnlyList<(DateOnly From, DateOnly Until)> Dated => _dated;

    public void Add(StatementDays statement)
    {
        _months.AddRange(statement.Months);
        if (statement is { Dated: true, From: { } from, Until: { } until }) _dated.Add((from, until));
    }

    /// <summary>Kept lines of a month.</summary>
    public long Lines(DateOnly month)
    {
        var lines = 0L;
        foreach (var sum in _months)
            if (sum.Month == month) lines += sum.Lines;
        return lines;
    }
}
