using System.Text.Json.Serialization;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Search;

namespace Puente.Evidence.Watches;

/// <summary>Key of a watch.</summary>
public readonly record struct WatchId(long Key);

/// <summary>What a watch looks for.</summary>
public enum WatchKind
{
    /// <summary>The statements that a search finds.</summary>
    Search,
    /// <summary>The statements about one entity.</summary>
    Entity,
    /// <summary>Whoever is near a line of a pasted list.</summary>
    List,
}

/// <summary>What is watched: exactly one of the three.</summary>
/// <param name="Search">A search with its filters.</param>
/// <param name="Entity">Key of an entity.</param>
/// <param name="Lines">A name or complete identifier each.</param>
public sealed record Watched(Query? Search = null, long? Entity = null, IReadOnlyList<string>? Lines = null)
{
    /// <summary>Which of the three.</summary>
    [JsonIgnore]
    public WatchKind Kind => Entity is not null ? WatchKind.Entity : Lines is not null ? WatchKind.List : WatchKind.Search;
}

/// <summary>A watch about to begin.</summary>
/// <param name="What">What is watched.</param>
/// <param name="Reason">Why; a watch without a reason is refused.</param>
/// <param name="Until">Its last day.</param>
/// <param name="Shared">Whether what it finds needs whoever is on duty in the unit, not only the officer.</param>
public sealed record NewWatch(Watched What, string Reason, DateOnly Until, bool Shared = false);

/// <summary>How a watch stands.</summary>
public enum WatchState
{
    /// <summary>It follows the record.</summary>
    Following,
    /// <summary>The officer may not read in this unit for this purpose at the moment: it finds nothing until that changes.</summary>
    Resting,
    /// <summary>It finds too much to be a watch.</summary>
    TooWide,
    /// <summary>Its last day is past.</summary>
    Over,
    /// <summary>It was ended.</summary>
    Ended,
}

/// <summary>A watch.</summary>
/// <param name="Id">Key.</param>
/// <param name="Officer">Whose.</param>
/// <param name="Purpose">For what it was begun; it finds what may be read for that.</param>
/// <param name="What">What is watched.</param>
/// <param name="Entity">The watched entity; null when the reader does not see it, or nothing of the kind is watched.</param>
/// <param name="Reason">Why.</param>
/// <param name="Shared">Whether it needs whoever is on duty.</param>
/// <param name="Begun">When it began.</param>
/// <param name="Until">Its last day.</param>
/// <param name="State">How it stands.</param>
/// <param name="New">Hits that nobody has marked as seen, counted to <see cref="MostCounted"/>; one above means "more than".</param>
public sealed record WatchView(
    WatchId Id, OfficerId Officer, string Purpose, Watched What, EntityView? Entity, string Reason, bool Shared, DateTimeOffset Begun, DateOnly Until, WatchState State, int New)
{
    /// <summary>New hits are counted exactly up to this.</summary>
    public const int MostCounted = 100;
}

/// <summary>Something that a watch found and the reader sees now.</summary>
/// <param name="Watch">The watch.</param>
/// <param name="At">When it was found.</param>
/// <param name="Entity">Whom it is about.</param>
/// <param name="Attribute">The attribute found; null for a fact and for a line of a list.</param>
/// <param name="Fact">The fact found.</param>
/// <param name="Line">The line of the list, 1-based; 0 otherwise.</param>
/// <param name="Seen">Whether somebody marked it as seen.</param>
public sealed record WatchHit(WatchId Watch, DateTimeOffset At, EntityView Entity, AttributeView? Attribute, FactView? Fact, int Line, bool Seen)
{
    internal StatementId Of => Attribute?.Id ?? Fact?.Id ?? new StatementId(Storage.IdKind.Entity, Entity.Id.Key);

    /// <summary>The markings of what is shown of it.</summary>
    public IEnumerable<Sharing.Marking> Markings => new[] { Attribute?.Origin.Marking, Fact?.Origin.Marking }.OfType<Sharing.Marking>();
}
