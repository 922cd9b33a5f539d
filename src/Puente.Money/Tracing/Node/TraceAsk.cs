using Puente.Evidence.Walks;

namespace Puente.Money.Tracing.Node;

/// <summary>What an officer asks to be traced on the node.</summary>
/// <param name="Proceeds">Statements, or rows of datasets, that brought the proceeds.</param>
public sealed record TraceAsk(IReadOnlyList<WalkSource> Proceeds)
{
    /// <summary>The most payments after the proceeds that may be asked for.</summary>
    public const int MostHops = 12;

    /// <summary>The most proceeds of one question.</summary>
    public const int MostProceeds = 1_000;

    /// <summary>Opening balances as written, <c>ACCOUNT=AMOUNT</c> or <c>ACCOUNT=AMOUNT USD</c>; each wins over what a statement of a return says.</summary>
    public IReadOnlyList<string> Openings { get; init; } = [];

    /// <summary>Day of the offence.</summary>
    public DateOnly? Offence { get; init; }

    /// <summary>Payments after the proceeds.</summary>
    public int Hops { get; init; } = 5;

    /// <summary>Last day that is looked at.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The same in milliseconds since 1970.</summary>
    internal long UntilTime => Until is { } last ? new DateTimeOffset(last.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds() - 1 : long.MaxValue;
}

/// <summary>Where an opening balance comes from.</summary>
public enum OpeningBasis
{
    /// <summary>An officer wrote it.</summary>
    Typed,

    /// <summary>The statement of a return says it, less what moved before that statement begins.</summary>
    Stated,

    /// <summary>Nobody says: the least under which the record never shows the account overdrawn.</summary>
    Assumed,
}

/// <summary>The opening balance of an account of a trace.</summary>
/// <param name="Account">The account.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Basis">Who says so.</param>
/// <param name="Return">The return whose statement says it.</param>
public sealed record NodeOpening(int Account, byte Currency, long Amount, OpeningBasis Basis, Returns.Loading.ReturnId? Return = null);

/// <summary>A trace on the node.</summary>
/// <param name="Ask">What was asked.</param>
/// <param name="Book">The transfers.</param>
/// <param name="Index">The same by account.</param>
/// <param name="Answer">The trace.</param>
/// <param name="Openings">Opening balances of the accounts that were reached.</param>
/// <param name="Funds">Source and application of funds of the accounts that received the proceeds, by currency.</param>
public sealed record NodeTrace(TraceAsk Ask, Book Book, TransferIndex Index, TraceAnswer Answer, IReadOnlyList<NodeOpening> Openings, IReadOnlyList<Funds> Funds)
{
    /// <summary>Rows of the ledgers: every transfer of an account that was reached.</summary>
    public IReadOnlyList<int> Rows { get; } = [.. Answer.Remaining.Select(r => r.Account).Distinct().SelectMany(a => Index.Of(a).ToArray()).Distinct().Order().Select(rank => Index.Order[rank])];

    /// <summary>The markings of those rows, one each.</summary>
    public IEnumerable<Evidence.Sharing.Marking> Markings => Rows.Select(r => Book.Marked[r]);
}

/// <summary>Source and application of funds on the node.</summary>
/// <param name="Book">The transfers of the accounts.</param>
/// <param name="Index">The same by account.</param>
/// <param name="Accounts">The accounts.</param>
/// <param name="Openings">Their opening balances, as far as they are known.</param>
/// <param name="Funds">By currency.</param>
public sealed record NodeFunds(Book Book, TransferIndex Index, IReadOnlyList<int> Accounts, IReadOnlyList<NodeOpening> Openings, IReadOnlyList<Funds> Funds);
