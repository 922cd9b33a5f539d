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
    /// <summary>What was found before keeps its key, so that a page that shows it decides of the same two.</summary>
    public const string Insert =
        """
        insert into money_pair (key, unit, out_return, out_row, in_return, in_row, out_account, in_account, amount, currency, out_day, in_day, score, reasons, standing, decision)
        values (@Key, @Unit, @OutReturn, @OutRow, @InReturn, @InRow, @OutAccount, @InAccount, @Amount, @Currency, @OutDay, @InDay, @Score, @Reasons, @Standing, 0)
        on conflict (out_return, out_row, in_return, in_row, unit) do update
        set out_account = excluded.out_account, in_account = excluded.in_account, amount = excluded.amount, currency = excluded.currency, out_day = excluded.out_day, in_day = excluded.in_day,
          score = excluded.score, reasons = excluded.reasons, standing = excluded.standing
        where money_pair.decision = 0
        """;

    /// <summary>Makes of another unit's pair one of the unit <c>@unit</c>, unless it has one: the same two and what speaks for them, nothing that a person said.</summary>
    public const string Copy =
        """
        insert into money_pair (key, unit, out_return, out_row, in_return, in_row, out_account, in_account, amount, currency, out_day, in_day, score, reasons, standing, decision)
        select @next, @unit, out_return, out_row, in_return, in_row, out_account, in_account, amount, currency, out_day, in_day, score, reasons, standing, 0 from money_pair where key = @Key
        on conflict (out_return, out_row, in_return, in_row, unit) do nothing
        """;

    public (long, long, long, long) Two => (OutReturn, OutRow, InReturn, InRow);

    public static NewPairRow Of(Pair p) => new(0, "", p.Out.Return, p.Out.Row, p.In.Return, p.In.Row, p.Out.Account, p.In.Account, p.In.Amount, p.In.Currency, Day(p.Out.Day), Day(p.In.Day), p.Score, string.Join(' ', p.Reasons), (long)p.Standing);

    public static NewPairRow Of(StatementPair p) => new(
        0, "", p.Of.Key.Return, p.Of.Key.Row, 0, p.Statement.Key.Row, p.Of.Account, "", p.Statement.Amount, p.Statement.Currency, Day(p.Of.First), Day(p.Statement.First), p.Score, string.Join(' ', p.Reasons), (long)p.Standing);

    private static string Day(int number) => Days.Text(DateOnly.FromDayNumber(number));
}

/// <summary>A pair as it is stored. Names follow the columns.</summary>
internal sealed record PairRow
{
    public const string Select = "select key, unit, out_return, out_row, in_return, in_row, out_account, in_account, amount, currency, out_day, in_day, score, reasons, standing, decision, decided, reason from money_pair p";

    /// <summary>
    /// Of several rows of the same two, the one by which the unit <c>@unit</c> counts: its own; without one what a person decided last; without a decision what the rule finds best.
    /// </summary>
    public const string Holds =
        """
        not exists (
          select 1 from money_pair o where o.out_return = p.out_return and o.out_row = p.out_row and o.in_return = p.in_return and o.in_row = p.in_row
          and (case o.unit when @unit then 0 else 1 end, case o.decision when 0 then 1 else 0 end, -coalesce(o.decided, 0), o.standing, o.key)
            < (case p.unit when @unit then 0 else 1 end, case p.decision when 0 then 1 else 0 end, -coalesce(p.decided, 0), p.standing, p.key))
        """;

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

    public long? Decided { get; init; }

    public string? Reason { get; init; }

    /// <summary>The pair as officers of a unit see it: what another unit said of it in words is that unit's.</summary>
    public PairView View(string unit) => new(
        new PairId(Key), new PairSide(new ReturnId(Out_Return), Out_Row, Out_Account, Days.Read(Out_Day)!.Value), new PairSide(new ReturnId(In_Return), In_Row, In_Account, Days.Read(In_Day)!.Value),
        Amount, Currency, (int)Score, Reasons.Split(' '), (PairStanding)Standing, (PairDecision)Decision, Unit == unit ? Reason : null)
    { IsOwn = Unit == unit, Decided = Decided ?? 0 };
}
