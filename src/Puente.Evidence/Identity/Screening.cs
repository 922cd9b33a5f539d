using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Matching.Names;
using Puente.Matching.Screening;

namespace Puente.Evidence.Identity;

/// <summary>Key of a screening.</summary>
public readonly record struct ScreeningId(long Key);

/// <summary>How far a screening is.</summary>
public enum ScreeningState
{
    /// <summary>Waits for its turn.</summary>
    Waiting = 0,
    /// <summary>Is being done.</summary>
    Running = 1,
    /// <summary>Done.</summary>
    Done = 2,
    /// <summary>Could not be done.</summary>
    Failed = 3,
    /// <summary>Its officer broke it off; it has no hits.</summary>
    Cancelled = 4,
}

/// <summary>A list against which an officer screened everybody whom he may match.</summary>
/// <param name="Id">Key.</param>
/// <param name="List">Name of the file.</param>
/// <param name="Entries">Entries of the list.</param>
/// <param name="Problems">Lines of the list that could not be read.</param>
/// <param name="State">How far.</param>
/// <param name="Asked">When.</param>
/// <param name="Finished">When it ended.</param>
/// <param name="Compared">How many were compared.</param>
/// <param name="Total">How many are to be compared.</param>
/// <param name="Fault">Why it failed, a code.</param>
public sealed record ScreeningView(ScreeningId Id, string List, long Entries, long Problems, ScreeningState State, DateTimeOffset Asked, DateTimeOffset? Finished, long Compared, long Total, string? Fault);

/// <summary>An entry of a list that is near an entity, judged from what the reader sees now.</summary>
/// <param name="Entity">Who of the record.</param>
/// <param name="Entry">The entry.</param>
/// <param name="Name">The name of the entry that agrees best.</param>
/// <param name="Score">Between 0 and 1.</param>
/// <param name="Decision">What the score suggests; a person decides.</param>
/// <param name="Reasons">Why; the weights add up to the score.</param>
/// <param name="Markings">The markings of everything that was compared: a hit leaves the node only when all of them let it.</param>
public sealed record ListHit(EntityView Entity, ListEntry Entry, string Name, double Score, MatchDecision Decision, IReadOnlyList<Reason> Reasons, IReadOnlyList<Marking> Markings);
