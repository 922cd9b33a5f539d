using Puente.Evidence.Time;

namespace Puente.Money.Returns.Layouts;

/// <summary>One line of an account's statement as a bank reports it: one amount, in or out, on one day.</summary>
/// <param name="Row">1-based number of the row in its table, or 0 while it has none.</param>
/// <param name="Line">1-based line of the file.</param>
/// <param name="Account">The account whose statement it is, as the bank writes it.</param>
/// <param name="At">When it was booked.</param>
/// <param name="Amount">Minor units: above zero came in, below zero went out.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record StatementLine(long Row, long Line, string Account, When At, long Amount, string Currency)
{
    /// <summary>The balance after it, minor units; null when the bank gives none.</summary>
    public long? Balance { get; init; }

    /// <summary>The account at the other end: a number, a CLABE, an IBAN, a crypto address. Null is normal: remittances, cheques and cash have none.</summary>
    public string? Counterparty { get; init; }

    /// <summary>The routing number of the bank at the other end; null when the bank gives none.</summary>
    public string? Routing { get; init; }

    /// <summary>Who stands at the other end, in words. Never a person's record until an investigator adopts it.</summary>
    public string? Name { get; init; }

    /// <summary>What the bank wrote, all lines of it.</summary>
    public string Text { get; init; } = "";

    /// <summary>The bank's or payer's reference.</summary>
    public string? Reference { get; init; }

    /// <summary>Means of payment, a choice of the fact Payment; null when the text does not tell.</summary>
    public string? Method { get; init; }

    /// <summary>Branch, town or cash machine.</summary>
    public string? Place { get; init; }

    /// <summary>Page of a document, or null.</summary>
    public int? Page { get; init; }

    /// <summary>How sure the reading of a page is, 0 to 100; null where nothing was read from a picture.</summary>
    public int? Confidence { get; init; }

    /// <summary>The day it was booked.</summary>
    public DateOnly Day { get; } = At.FirstDay;
}

/// <summary>What a line that is no transfer says: whose statement follows, what the bank counts. What is null it does not say.</summary>
public sealed record Note
{
    /// <summary>The account whose lines follow.</summary>
    public string? Account { get; init; }

    /// <summary>The currency of the lines that follow.</summary>
    public string? Currency { get; init; }

    /// <summary>First day of the statement.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of the statement.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Balance before the first line, minor units.</summary>
    public long? Opening { get; init; }

    /// <summary>Balance after the last line.</summary>
    public long? Closing { get; init; }

    /// <summary>Sum of what went out, as a positive number.</summary>
    public long? Debits { get; init; }

    /// <summary>Sum of what came in.</summary>
    public long? Credits { get; init; }

    /// <summary>Number of lines.</summary>
    public long? Count { get; init; }

    /// <summary>Whether it says anything.</summary>
    public bool SaysSomething => this != new Note();
}
