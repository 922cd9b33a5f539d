using Puente.Evidence.Time;

namespace Puente.Money.Records.Plain;

/// <summary>A column of a file, or several names that it may have, parted by <c>|</c>.</summary>
/// <param name="Column">Name in the header, in any case; <c>#3</c> is the third.</param>
/// <param name="Unpad">Zeros before a number are left out: bank 012 is bank 12.</param>
public sealed record FieldPart(string Column, bool Unpad = false)
{
    internal IEnumerable<string> Names => Column.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Where a value comes from: columns put together, or one value for all rows.</summary>
/// <param name="Parts">The columns.</param>
/// <param name="Join">What stands between them.</param>
/// <param name="Value">The value of every row, in place of columns.</param>
public sealed record Field(IReadOnlyList<FieldPart> Parts, string Join = ":", string? Value = null)
{
    internal static Field Of(string column) => new([new FieldPart(column)]);

    internal string Label => Value ?? string.Join(Join, Parts.Select(p => p.Names.FirstOrDefault() ?? p.Column));
}

/// <summary>What an amount below zero means.</summary>
public enum Negative
{
    /// <summary>The row is refused.</summary>
    Refuse,

    /// <summary>The money went the other way.</summary>
    Reverse,
}

/// <summary>
/// How the rows of a plain file are transfers. Either each row names both ends (<see cref="From"/>, <see cref="To"/>), or it stands on the statement of one
/// <see cref="Account"/> with a <see cref="Counterparty"/>, and the sign of <see cref="Amount"/>, or <see cref="Debit"/> and <see cref="Credit"/>, says which way it went.
/// </summary>
public sealed record TransferMapping
{
    /// <summary>Id of the transfer; the line's number without it.</summary>
    public Field? Id { get; init; }

    /// <summary>The account that it leaves.</summary>
    public Field? From { get; init; }

    /// <summary>The account that it reaches.</summary>
    public Field? To { get; init; }

    /// <summary>The account whose statement this is.</summary>
    public Field? Account { get; init; }

    /// <summary>The other end, on the statement of an account.</summary>
    public Field? Counterparty { get; init; }

    /// <summary>When it happened.</summary>
    public Field? Time { get; init; }

    /// <summary>How much left.</summary>
    public Field? Amount { get; init; }

    /// <summary>What left the account, in a column of its own.</summary>
    public Field? Debit { get; init; }

    /// <summary>What came into the account, in a column of its own.</summary>
    public Field? Credit { get; init; }

    /// <summary>Currency of what left; US dollars, and said so, without it.</summary>
    public Field? Currency { get; init; }

    /// <summary>How much arrived, where the money was changed on the way.</summary>
    public Field? Received { get; init; }

    /// <summary>Currency of what arrived.</summary>
    public Field? ReceivedCurrency { get; init; }

    /// <summary>What kind of transfer it is.</summary>
    public Field? Kind { get; init; }

    /// <summary>What parts the cells; found out when null.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Character encoding; found out when null.</summary>
    public string? Encoding { get; init; }

    /// <summary>Lines before the header; found out when null.</summary>
    public int? Preamble { get; init; }

    /// <summary>Whether there is a header.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The decimal sign.</summary>
    public char DecimalSign { get; init; } = '.';

    /// <summary>The order of day and month in figures; never guessed.</summary>
    public DateOrder Dates { get; init; } = DateOrder.YearFirst;

    /// <summary>Zone of times without an offset; UTC without it.</summary>
    public string? Zone { get; init; }

    /// <summary>How times are written; found out when null.</summary>
    public TimeUnit? Unit { get; init; }

    /// <summary>The day from which times count when they are numbers.</summary>
    public DateOnly Start { get; init; } = new(1970, 1, 1);

    /// <summary>What becomes of decimals beyond the currency's.</summary>
    public Rounding Rounding { get; init; } = Rounding.HalfEven;

    /// <summary>What an amount below zero means.</summary>
    public Negative Negative { get; init; } = Negative.Refuse;

    /// <summary>Codes of currencies that the file calls otherwise.</summary>
    public IReadOnlyDictionary<string, string> Currencies { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Decimals of currencies that the standard does not list.</summary>
    public IReadOnlyDictionary<string, int> Decimals { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    internal bool OfOneAccount => Account is not null;

    internal IEnumerable<(string Key, Field Field)> Fields => from entry in (IEnumerable<(string Key, Field? Field)>)
        [("id", Id), ("from", From), ("to", To), ("account", Account), ("counterparty", Counterparty), ("time", Time), ("amount", Amount), ("debit", Debit), ("credit", Credit),
            ("currency", Currency), ("received", Received), ("received_currency", ReceivedCurrency), ("kind", Kind)]
                                                              where entry.Field is not null
                                                              select (entry.Key, entry.Field);
}
