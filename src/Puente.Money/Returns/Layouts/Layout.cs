using System.Text.RegularExpressions;
using Puente.Evidence.Import.Tables;
using Puente.Evidence.Terms;
using Puente.Evidence.Time;

namespace Puente.Money.Returns.Layouts;

/// <summary>How the rows of a bank's file are statement lines. Immutable; read from YAML by <see cref="LayoutReader"/>.</summary>
/// <param name="Code">Short name, lower case.</param>
/// <param name="Title">Its name on pages.</param>
public sealed record Layout(string Code, Label Title)
{
    /// <summary>Encoding, or null to detect it.</summary>
    public string? Encoding { get; init; }

    /// <summary>Delimiter of text, or null to find it.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Sheet of a workbook, or null for the first.</summary>
    public string? Sheet { get; init; }

    /// <summary>True for documents: the rows are lines of text on pages, read by <see cref="Line"/>.</summary>
    public bool Pages { get; init; }

    /// <summary>Decimal sign of amounts.</summary>
    public char DecimalSign { get; init; } = '.';

    /// <summary>Order of dates.</summary>
    public DateOrder Dates { get; init; } = DateOrder.YearFirst;

    /// <summary>Two-digit years belong to the century that begins so (2000); null refuses them.</summary>
    public int? Century { get; init; }

    /// <summary>True when lines have day and month only: their year is that of the period that a note tells.</summary>
    public bool YearOfPeriod { get; init; }

    /// <summary>Zone of times of day, or null when they are on no known zone's clock.</summary>
    public string? Zone { get; init; }

    /// <summary>Names of the columns of a file without a header row; null when it has one.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>For each field the columns it may stand in: the first that is there, for the text all of them.</summary>
    public IReadOnlyDictionary<Part, IReadOnlyList<string>> Parts { get; init; } = new Dictionary<Part, IReadOnlyList<string>>();

    /// <summary>What a line of a page looks like; its named groups are its columns. Null where rows have columns of their own.</summary>
    public Regex? Line { get; init; }

    /// <summary>Words of the sign column that say that an amount went out.</summary>
    public IReadOnlyList<string> Outgoing { get; init; } = [];

    /// <summary>True when signed amounts are positive for what went out, as card and loan statements write them.</summary>
    public bool Reversed { get; init; }

    /// <summary>True when the newest line comes first.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>True when a row without a date goes on with the text of the one before.</summary>
    public bool TwoLines { get; init; }

    /// <summary>The currency unless a row or note names another.</summary>
    public string? Currency { get; init; }

    /// <summary>The account unless a row or note names another.</summary>
    public string? Account { get; init; }

    /// <summary>What is told outside the lines; named groups are those of <see cref="Note"/>.</summary>
    public IReadOnlyList<Regex> Notes { get; init; } = [];

    /// <summary>Means of payment by what the text says, the first that fits.</summary>
    public IReadOnlyList<(string Method, Regex Says)> Methods { get; init; } = [];

    /// <summary>The text it was read from: a return keeps it, so that it is read the same way ever after.</summary>
    public string Source { get; init; } = "";

    /// <summary>What stood between the cells of words that a comma cut: "Opening balance: 1,000.00" is written without quotes by many.</summary>
    internal string Gap => Delimiter is null or ',' ? "," : " ";

    /// <summary>How the raw lines of a file are opened: nothing skipped, no header taken, so that the layout sees all of them.</summary>
    public TableOptions Options() => new() { Encoding = Encoding, Delimiter = Delimiter, Sheet = Sheet, Preamble = 0, HasHeader = false, Limits = Pages ? new TableLimits { MemoryBytes = 1L << 30, Seconds = 180 } : new TableLimits() };
}

/// <summary>The fields of a statement line that a column can hold.</summary>
public enum Part
{
    /// <summary>The account whose statement it is.</summary>
    Account,

    /// <summary>The day it was booked.</summary>
    Date,

    /// <summary>The time of day.</summary>
    Time,

    /// <summary>The amount, signed or with the sign in <see cref="Sign"/>.</summary>
    Amount,

    /// <summary>What went out.</summary>
    Debit,

    /// <summary>What came in.</summary>
    Credit,

    /// <summary>Whether the amount went out or came in.</summary>
    Sign,

    /// <summary>The balance afterwards.</summary>
    Balance,

    /// <summary>The currency.</summary>
    Currency,

    /// <summary>The account at the other end.</summary>
    Counterparty,

    /// <summary>Who is at the other end.</summary>
    Name,

    /// <summary>What the bank wrote.</summary>
    Text,

    /// <summary>The reference.</summary>
    Reference,

    /// <summary>Branch or town.</summary>
    Place,

    /// <summary>Routing number of the bank at the other end.</summary>
    Routing,
}
