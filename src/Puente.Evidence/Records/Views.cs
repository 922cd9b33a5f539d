using Puente.Evidence.Sharing;
using Puente.Evidence.Time;

namespace Puente.Evidence.Records;

/// <summary>Where a statement comes from, as far as the viewer may know.</summary>
/// <param name="Source">The source; null when it is redacted or hidden.</param>
/// <param name="Title">Its title.</param>
/// <param name="Evaluation">4x4; null when redacted.</param>
/// <param name="Recording">The recording it came in with.</param>
/// <param name="Recorded">When the node recorded it.</param>
/// <param name="Unit">The unit that recorded it.</param>
/// <param name="Marking">Its marking.</param>
/// <param name="Language">Language of its text.</param>
public sealed record Origin(SourceId? Source, string? Title, Evaluation? Evaluation, RecordingId Recording, DateTimeOffset Recorded, string Unit, Marking Marking, string Language)
{
    /// <summary>Whether the source's own marking lets its title leave in a file.</summary>
    public bool TitleLeaves { get; init; }
}

/// <summary>An entity by what the viewer may see of it.</summary>
/// <param name="Id">Key.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Caption">The best name the viewer may see; empty when there is none.</param>
public sealed record EntityView(EntityId Id, string Kind, string Caption);

/// <summary>An attribute statement as the viewer sees it.</summary>
public sealed record AttributeView(
    StatementId Id, EntityId Entity, string Property, string? Value, When? At, When? Until, string? Detail, Field Redacted, Origin Origin, StatementId? Supersedes, bool Ended);

/// <summary>A fact statement as the viewer sees it. A redacted end is null and named in <see cref="Redacted"/>.</summary>
public sealed record FactView(
    StatementId Id, string Kind, EntityView? From, EntityView? To, EntityView? Item, EntityView? Place, When? At, When? Until,
    long? Amount, string? Currency, string? Detail, Field Redacted, Origin Origin, StatementId? Supersedes, bool Ended)
{
    /// <summary>The entities that it names and the viewer sees, each once: from, to, item, place.</summary>
    public IEnumerable<EntityView> Ends => new[] { From, To, Item, Place }.OfType<EntityView>().DistinctBy(e => e.Id);
}

/// <summary>A same-as statement as the viewer sees it.</summary>
public sealed record SameAsView(StatementId Id, bool Facts, long Left, long Right, int? Score, string? Reasons, Origin Origin, bool Ended);

/// <summary>A source as the viewer sees it.</summary>
public sealed record SourceView(SourceId Id, string Kind, string Title, string? Reference, string Regime, string Owner, When? Published, Marking Marking, bool Withdrawn);

/// <summary>Part of a list, and where the next part begins.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Next">Sort key of the last visible row, opaque; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Rows, string? Next);
