using Puente.Evidence.Records;

namespace Puente.Evidence.Retention;

/// <summary>Why something stands in the queue.</summary>
public enum DueKind
{
    /// <summary>The ground on which a person is in the records must be looked at again.</summary>
    Standing,
    /// <summary>The marking of what came in asks for a review.</summary>
    Review,
    /// <summary>What came in ends by its marking or its legal regime.</summary>
    Expiry,
    /// <summary>A court may need it: nothing takes it away until the hold is released.</summary>
    Hold,
}

/// <summary>Something of the viewer's unit that waits for a decision, or is held.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Day">By when; since when for a hold.</param>
/// <param name="Recording">The recording, for a review or an expiry.</param>
/// <param name="Statement">The role of the person, or the held statement.</param>
/// <param name="Entity">The person.</param>
/// <param name="Hold">The hold.</param>
public sealed record DueItem(DueKind Kind, DateOnly Day, RecordingView? Recording, StatementId? Statement, EntityView? Entity, HoldView? Hold)
{
    /// <summary>The grounds of the person's role.</summary>
    public Standing? Standing { get; init; }

    /// <summary>Whether the day is one of the law's, which nobody can move.</summary>
    public bool ByLaw { get; init; }
}
