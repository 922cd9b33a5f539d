namespace Puente.Money.Returns.Pairing;

/// <summary>
/// A report of a payment as it is held against what somebody recorded: a line of a return, two lines that are one transfer, or a Payment statement. An end is the set of
/// names by which the account, and who holds it, can be meant; empty when the report names none.
/// </summary>
/// <param name="Key">The return and row; return 0 and the key of the fact for a statement.</param>
/// <param name="Source">The source of a statement; 0 for lines. One source does not report a payment twice.</param>
/// <param name="From">Who paid.</param>
/// <param name="To">Who received.</param>
/// <param name="First">The first day on which it can have happened, as a day number.</param>
/// <param name="Last">The last one.</param>
/// <param name="Amount">Minor units, above zero.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="References">The references it carries, as compared.</param>
public sealed record PairReport(
    (long Return, long Row) Key, long Source, IReadOnlySet<string> From, IReadOnlySet<string> To, int First, int Last, long Amount, string Currency, IReadOnlySet<string> References)
{
    /// <summary>The other line of a report of two lines.</summary>
    public (long Return, long Row)? Also { get; init; }

    /// <summary>The account of a line, as compared; empty for a statement.</summary>
    public string Account { get; init; } = "";

    /// <summary>Whether it is a statement.</summary>
    public bool IsStatement => Key.Return == 0;
}

/// <summary>A Payment statement and a report that may be of the same payment.</summary>
/// <param name="Of">The report that stands for both: a line before a statement, then what was recorded first.</param>
/// <param name="Statement">The statement.</param>
/// <param name="Score">How well they fit, larger is better.</param>
/// <param name="Reasons">Codes of what speaks for it, in order: <c>same-payer</c>, <c>same-payee</c>, <c>reference</c>, <c>same-day</c>, <c>days-apart</c>, <c>day-open</c>.</param>
/// <param name="Standing">What the rule says.</param>
public sealed record StatementPair(PairReport Of, PairReport Statement, int Score, IReadOnlyList<string> Reasons, PairStanding Standing);
