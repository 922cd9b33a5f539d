using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Money.Returns.Loading;

namespace Puente.Money.Returns.Pairing;

/// <summary>Key of a pair.</summary>
public readonly record struct PairId(long Key);

/// <summary>What a person decided of a pair.</summary>
public enum PairDecision
{
    /// <summary>Nothing yet: the rule holds.</summary>
    None,

    /// <summary>They are one transfer.</summary>
    Accepted,

    /// <summary>They are two; the pair never comes again.</summary>
    Dismissed,
}

/// <summary>One side of a pair.</summary>
/// <param name="Return">The return; 0 for a statement.</param>
/// <param name="Row">The row of its dataset.</param>
/// <param name="Account">The account, as compared; empty for a statement.</param>
/// <param name="Day">When it was booked.</param>
public sealed record PairSide(ReturnId Return, long Row, string Account, DateOnly Day)
{
    /// <summary>The Payment statement, when it is one and no line of a return; then the return is 0 and the row is its key.</summary>
    public StatementId? Fact => Return.Key == 0 ? new StatementId(IdKind.Fact, Row) : null;
}

/// <summary>A pair as a viewer who may read both of its sides sees it.</summary>
/// <param name="Id">Key.</param>
/// <param name="Out">The line that went out; of a pair with a statement, the report that stands for both.</param>
/// <param name="In">The line that came in, or the statement.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Score">How well they fit.</param>
/// <param name="Reasons">What speaks for it.</param>
/// <param name="Standing">What the rule says.</param>
/// <param name="Decision">What a person said.</param>
/// <param name="Reason">Why, in words; of another unit's decision null.</param>
public sealed record PairView(
    PairId Id, PairSide Out, PairSide In, long Amount, string Currency, int Score, IReadOnlyList<string> Reasons, PairStanding Standing, PairDecision Decision, string? Reason)
{
    /// <summary>Whether the viewer's own unit has the pair; of another's it sees what its own has not paired.</summary>
    public bool IsOwn { get; init; }

    /// <summary>When a person decided, in milliseconds; 0 when none has.</summary>
    internal long Decided { get; init; }

    /// <summary>Whether both are lines of returns.</summary>
    public bool IsOfLines => Out.Fact is null && In.Fact is null;

    /// <summary>Whether the two count as one.</summary>
    public bool CountsOnce => Decision == PairDecision.Accepted || (Decision == PairDecision.None && Standing == PairStanding.ByRule);
}
