namespace Puente.Money.Returns.Reconciling;

/// <summary>One statement as it came: an account's lines in one currency between two balances. Amounts are minor units.</summary>
/// <param name="Account">The account as the bank writes it.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record Statement(string Account, string Currency)
{
    /// <summary>First row in the table, or 0 when no line was kept.</summary>
    public long FirstRow { get; init; }

    /// <summary>First day it covers: as the bank says, else the day of its first line.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day it covers.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Whether the bank states these days. Only then does it say something of the days between its lines.</summary>
    public bool Dated { get; init; }

    /// <summary>The balance before its first line; null when nothing tells it.</summary>
    public long? Opening { get; init; }

    /// <summary>The balance after its last line.</summary>
    public long? Closing { get; init; }

    /// <summary>Whether the bank states both balances; otherwise they are taken from the running balance.</summary>
    public bool Stated { get; init; }

    /// <summary>What went out, as a positive number.</summary>
    public long Debits { get; init; }

    /// <summary>What came in.</summary>
    public long Credits { get; init; }

    /// <summary>Its lines, refused ones among them.</summary>
    public long Lines { get; init; }

    /// <summary>Lines that were refused because the order does not reach them.</summary>
    public long Refused { get; init; }

    /// <summary>Sums that the bank states for it.</summary>
    public ControlTotals Given { get; init; } = new();

    /// <summary>Lines after which the running balance is not what it should be.</summary>
    public long Breaks { get; init; }

    /// <summary>Row of the first such line, or 0.</summary>
    public long FirstBreak { get; init; }

    /// <summary>By how much the balance jumps there.</summary>
    public long FirstGap { get; init; }

    /// <summary>Its kept lines by month, in the order of time.</summary>
    public IReadOnlyList<MonthSum> Months { get; init; } = [];

    /// <summary>What its lines say, as a number: two statements of an account with equal ones are the same statement.</summary>
    public long Digest { get; init; }

    /// <summary>Opening plus lines less closing: zero when it adds up; null when a balance is missing.</summary>
    public long? Difference => Opening + Credits - Debits - Closing;

    /// <summary>Whether everything that can be checked agrees; null when nothing can.</summary>
    public bool? AddsUp => Difference is null && !Given.SaysSomething && Breaks == 0 ? null : (Difference ?? 0) == 0 && Breaks == 0 && Given.Against(new ControlTotals(Lines, Debits, Credits, Closing)).All(t => t.Holds);
}
