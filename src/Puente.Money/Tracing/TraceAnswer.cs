using Puente.Money.Records;

namespace Puente.Money.Tracing;

/// <summary>Where traced money went with a line.</summary>
public enum Fate
{
    /// <summary>Into an account of the trace.</summary>
    Followed,

    /// <summary>To an account beyond the hops asked for.</summary>
    BeyondHops,

    /// <summary>To an account that was not opened because there were too many.</summary>
    BeyondAccounts,
}

/// <summary>One transfer that tainted money took part in.</summary>
/// <param name="Row">The transfer.</param>
/// <param name="Hop">Payments between the proceeds and the paying account; -1 when that account is not of the trace.</param>
/// <param name="Traced">What it takes along of what lay in the paying account.</param>
/// <param name="Introduced">What it brings into the trace as proceeds; nothing but for the proceeds themselves.</param>
/// <param name="Fate">Where that went.</param>
public readonly record struct TraceLine(int Row, int Hop, ByRule Traced, ByRule Introduced, Fate Fate)
{
    /// <summary>What lay in the paying account before.</summary>
    public long Balance { get; init; }

    /// <summary>The tainted part of it.</summary>
    public ByRule Tainted { get; init; }

    /// <summary>What arrived of the tainted money: less than left when a fee was kept, something else when the money was changed.</summary>
    public ByRule Arrived { get; init; }

    /// <summary>What went to the lender because the receiving account was overdrawn.</summary>
    public ByRule Lender { get; init; }

    /// <summary>The first of its lots in <see cref="TraceAnswer.Lots"/>.</summary>
    public int FirstLot { get; init; }

    /// <summary>Number of its lots.</summary>
    public int LotCount { get; init; }
}

/// <summary>An opening balance that nobody gave.</summary>
/// <param name="Account">The account.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Amount">What is taken for granted: the least under which the record never shows the account overdrawn.</param>
/// <param name="LowestRow">The transfer after which it would otherwise be lowest; -1 when it is never below zero.</param>
public sealed record OpeningAssumption(int Account, byte Currency, long Amount, int LowestRow);

/// <summary>What lies in an account at the end.</summary>
public sealed record Remaining(int Account, byte Currency, int Hop, long Balance, ByRule Tainted);

/// <summary>
/// The account of one currency under one rule and source. Always <see cref="Introduced"/> + <see cref="ChangedIn"/> = <see cref="Remaining"/> +
/// <see cref="Beyond"/> + <see cref="Lender"/> + <see cref="Kept"/> + <see cref="ChangedOut"/>.
/// </summary>
public sealed record TraceTotal(byte Currency, Rule Rule, int Source)
{
    /// <summary>Proceeds that entered.</summary>
    public long Introduced { get; internal set; }

    /// <summary>What came out of a change from another currency.</summary>
    public long ChangedIn { get; internal set; }

    /// <summary>What lies in accounts of the trace at the end.</summary>
    public long Remaining { get; internal set; }

    /// <summary>What was paid to accounts beyond the trace, as it left.</summary>
    public long Beyond { get; internal set; }

    /// <summary>What covered overdrafts.</summary>
    public long Lender { get; internal set; }

    /// <summary>What was kept on the way: less arrived than left.</summary>
    public long Kept { get; internal set; }

    /// <summary>What went into a change to another currency.</summary>
    public long ChangedOut { get; internal set; }

    /// <summary>True when everything is accounted for.</summary>
    public bool Ties => Introduced + ChangedIn == Remaining + Beyond + Lender + Kept + ChangedOut;
}

/// <summary>A change between currencies within a line.</summary>
/// <param name="Row">The transfer, whose record is the source of the rate.</param>
/// <param name="Paid">What left, of which currency.</param>
/// <param name="Received">What arrived, of which currency. The rate is received / paid, exactly.</param>
/// <param name="Before">The tainted part of what left.</param>
/// <param name="After">The tainted part of what arrived.</param>
public sealed record Conversion(int Row, (long Amount, byte Currency) Paid, (long Amount, byte Currency) Received, ByRule Before, ByRule After);

/// <summary>A trace: every line of it, what it took for granted, and totals that tie.</summary>
/// <param name="Transfers">The table that was traced.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Lines">In the order in which money moved.</param>
/// <param name="Lots">Lots of all lines, under <see cref="Rule.Fifo"/>.</param>
/// <param name="Conversions">Changes between currencies.</param>
/// <param name="Openings">Balances that were taken for granted.</param>
/// <param name="Remaining">What lies where at the end.</param>
/// <param name="Totals">By currency, rule and source; none for <see cref="Rule.Poison"/>, which has no amounts.</param>
/// <param name="Cut">True when accounts were left out because there were too many.</param>
public sealed record TraceAnswer(
    Transfers Transfers, TraceQuestion Question, IReadOnlyList<TraceLine> Lines, IReadOnlyList<Lot> Lots, IReadOnlyList<Conversion> Conversions,
    IReadOnlyList<OpeningAssumption> Openings, IReadOnlyList<Remaining> Remaining, IReadOnlyList<TraceTotal> Totals, bool Cut)
{
    /// <summary>The lots of a line, in order: what it was paid with under <see cref="Rule.Fifo"/>.</summary>
    public IEnumerable<Lot> LotsOf(TraceLine line) => Lots.Skip(line.FirstLot).Take(line.LotCount);
}
