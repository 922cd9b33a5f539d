using Puente.Money.Returns.Reconciling;

namespace Puente.Money.Returns.Loading;

/// <summary>What became of the rows of a return. Rows = lines + words + unread + those outside + blank.</summary>
public sealed record ReturnTally
{
    /// <summary>Rows read.</summary>
    public long Rows { get; init; }

    /// <summary>Rows without any text, and repeated headers.</summary>
    public long Blank { get; init; }

    /// <summary>Statement lines that were kept.</summary>
    public long Lines { get; init; }

    /// <summary>Rows of words: headings, balances, second lines.</summary>
    public long Words { get; init; }

    /// <summary>Rows that should be lines and cannot be read; they stand in the file of rejected rows.</summary>
    public long Unread { get; init; }

    /// <summary>Lines of accounts that the order does not name; nothing of them is kept.</summary>
    public long OutsideAccount { get; init; }

    /// <summary>Lines of days that the order does not reach; nothing of them is kept.</summary>
    public long OutsideDates { get; init; }

    /// <summary>Kept lines that were read from a picture with low confidence.</summary>
    public long LowConfidence { get; init; }

    /// <summary>Rows, pages and statements found twice.</summary>
    public long Repeats { get; init; }

    /// <summary>Account numbers whose own check speaks against them; not more than are shown.</summary>
    public IReadOnlyList<AccountDoubt> Doubts { get; init; } = [];

    /// <summary>How many such numbers there are.</summary>
    public int DoubtedAccounts { get; init; }

    /// <summary>Sums of all lines of the file, refused ones among them, by currency: what the bank's totals are held against.</summary>
    public IReadOnlyDictionary<string, ControlTotals> Read { get; init; } = new Dictionary<string, ControlTotals>();

    /// <summary>Totals that the file itself states.</summary>
    public ControlTotals Stated { get; init; } = new();
}
