using Puente.Money.Returns.Loading;

namespace Puente.Money.Returns.Pairing;

/// <summary>What persons decided in a unit, of lines and of statements.</summary>
internal sealed class DecidedPairs
{
    public HashSet<(long, long)> Settled { get; } = [];

    public HashSet<(long, long, long, long)> Dismissed { get; } = [];

    public List<((long, long), (long, long))> Accepted { get; } = [];

    public List<((long, long), (long, long))> AcceptedStatements { get; } = [];

    public HashSet<((long, long), (long, long))> DismissedStatements { get; } = [];

    public void Add((long Return, long Row) left, (long Return, long Row) right, bool accepted)
    {
        var ofLines = left.Return != 0 && right.Return != 0;
        if (accepted && ofLines) Settled.UnionWith([left, right]);
        if (accepted) (ofLines ? Accepted : AcceptedStatements).Add((left, right));
        else if (ofLines) Dismissed.Add((left.Return, left.Row, right.Return, right.Row));
        else DismissedStatements.Add((left, right));
    }
}

/// <summary>A pair that goes into the store.</summary>
internal sealed record NewPairRow(
    long Key, string Unit, long OutReturn, long OutRow, long InReturn, long InRow, string OutAccount, string InAccount, long Amount, string Currency, string OutDay, string InDay, long Score, string Reasons, long Standing)
{
    /// <summary>Another unit may have paired the same two before.</summary>
    public const string Insert =
        """
        insert into money_pair (key, unit, out_return, out_row, in_return, in_row, out_account, in_account, amount, currency, out_day, in_day, score, reasons, standing, decision)
        values (@Key, @Unit, @OutReturn, @OutRow, @InReturn, @InRow, @OutAccount, @InAccount, @Amount, @Currency, @OutDay, @InDay, @Score, @Reasons, @Standing, 0)
        on conflict (out_return, out_row, in_return, in_row) do nothing
        """;

    public static NewPairRow Of(Pair p) => new(0, "", p.Out.Return, p.Out.Row, p.In.Return, p.In.Row, p.Out.Account, p.In.Account, p.In.Amount, p.In.Currency, Day(p.Out.Day), Day(p.In.Day), p.Score, string.Join(' ', p.Reasons), (long)p.Standing);

    public static NewPairRow Of(StatementPair p) => new(
        0, "", p.Of.Key.Return, p.Of.Key.Row, 0, p.Statement.Key.Row, p.Of.Account, "", p.Statement.Amount, p.Statement.Currency, Day(p.Of.First), Day(p.Statement.First), p.Score, string.Join(' ', p.Reasons), (long)p.Standing);

    private static string Day(int number) => Days.Text(DateOnly.FromDayNumber(number));
}

/// <summary>A pair as it is stored. Names follow the columns.</summary>
internal sealed record PairRow
{
    public const string Select = "select key, unit, out_return, out_row, in_return, in_row, out_account, in_account, amount, currency, out_day, in_day, score, reasons, standing, decision, reason from money_pair";

    public long Key { get; init; }

    public string Unit { get; init; } = "";

    public long Out_Return { get; init; }

    public long Out_Row { get; init; }

    public long In_Return { get; init; }

    public long In_Row { get; init; }

    public string Out_Account { get; init; } = "";

    public string In_Account { get; init; } = "";

    public long Amount { get; init; }

    public string Currency { get; init; } = "";

    public string Out_Day { get; init; } = "";

    public string In_Day { get; init; } = "";

    public long Score { get; init; }

    public string Reasons { get; init; } = "";

    public long Standing { get; init; }

    public long Decision { get; init; }

    public string? Reason { get; init; }

    /// <summary>The pair as officers of a unit see it: what another unit said of it in words is that unit's.</summary>
    public PairView View(string unit) => new(
        new PairId(Key), new PairSide(new ReturnId(Out_Return), Out_Row, Out_Account, Days.Read(Out_Day)!.Value), new PairSide(new ReturnId(In_Return), In_Row, In_Account, Days.Read(In_Day)!.Value),
        Amount, Currency, (int)Score, Reasons.Split(' '), (PairStanding)Standing, (PairDecision)Decision, Unit == unit ? Reason : null);
}
