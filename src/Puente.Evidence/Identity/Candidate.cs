using Puente.Evidence.Records;
using Puente.Matching.Names;

namespace Puente.Evidence.Identity;

/// <summary>Two entities that may be one, as one viewer sees them. A suggestion and never more: whether they are is said by a person.</summary>
/// <param name="Left">One of them: the entity asked about, or of a queue the one recorded first.</param>
/// <param name="Right">The other.</param>
/// <param name="Score">Between 0 and 1, from the statements that the viewer sees.</param>
/// <param name="Decision">What the score suggests.</param>
/// <param name="Reasons">Why, strongest first; their weights add up to the score.</param>
public sealed record Candidate(EntityView Left, EntityView Right, double Score, MatchDecision Decision, IReadOnlyList<Reason> Reasons);

/// <summary>What the statements of two entities say of one property, beside each other.</summary>
/// <param name="Property">Code of the property.</param>
/// <param name="Left">What is said of the one.</param>
/// <param name="Right">What is said of the other.</param>
/// <param name="Agreement">Whether they agree.</param>
public sealed record Beside(string Property, IReadOnlyList<AttributeView> Left, IReadOnlyList<AttributeView> Right, Agreement Agreement);

/// <summary>How the values of a property on two sides stand to each other.</summary>
public enum Agreement
{
    /// <summary>Only one side says something, or nothing follows from it.</summary>
    Neutral,
    /// <summary>A value stands on both sides.</summary>
    Agrees,
    /// <summary>The values are near each other.</summary>
    Near,
    /// <summary>One has only one of it, and they differ.</summary>
    Differs,
}

/// <summary>A unit's decision that two entities are not one.</summary>
/// <param name="Id">Key.</param>
/// <param name="Left">One.</param>
/// <param name="Right">The other.</param>
/// <param name="Officer">Key of who decided.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Score">The score that was shown then.</param>
public sealed record Rejection(RejectionId Id, EntityId Left, EntityId Right, long Officer, DateTimeOffset At, string Reason, double Score);

/// <summary>Key of a rejection.</summary>
public readonly record struct RejectionId(long Key);

/// <summary>Two entities compared for a viewer.</summary>
/// <param name="Pair">The two; null when matching may not be asked about them, though a decision stands.</param>
/// <param name="Lines">Their statements side by side.</param>
/// <param name="Rejected">The unit's rejection, if it stands.</param>
/// <param name="Said">Statements in force that they are one.</param>
public sealed record PairSheet(Candidate Pair, IReadOnlyList<Beside> Lines, Rejection? Rejected, IReadOnlyList<SameAsView> Said)
{
    /// <summary>Nobody in the viewer's sight has decided.</summary>
    public bool IsOpen => Rejected is null && Said.All(s => s.Score is not null);
}
