namespace Puente.Evidence.Search;

/// <summary>What is searched for.</summary>
/// <param name="Text">Words, all of which must stand in one statement, or one complete identifier.</param>
/// <param name="Kind">Only entities of this kind and of those that extend it.</param>
/// <param name="From">Only entities of which something is known that happened at or after.</param>
/// <param name="Until">Only entities of which something is known that happened before or at.</param>
/// <param name="Place">Only entities with an address, or a fact, at a place with these words.</param>
public sealed record Query(string Text, string? Kind = null, DateTimeOffset? From = null, DateTimeOffset? Until = null, string? Place = null)
{
    /// <summary>How many lines a list may have.</summary>
    public const int MostLines = 500;

    /// <summary>A pasted list: each line is searched for by itself. Empty for a single search.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>Whether nothing but words is asked, so that documents, which are no entities, may answer too.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool OnlyWords => Lines.Count == 0 && Kind is null && From is null && Until is null && Place is null;
}

/// <summary>What matched, from weakest to best.</summary>
public enum Match
{
    /// <summary>Words in a text.</summary>
    Text = 1,
    /// <summary>Words of an address or place.</summary>
    Place = 2,
    /// <summary>Words of an alias or other name.</summary>
    Alias = 3,
    /// <summary>Words of the name.</summary>
    Name = 4,
    /// <summary>A complete identifier.</summary>
    Identifier = 5,
}

/// <summary>An entity that was found, by its best match.</summary>
/// <param name="Entity">The entity as the viewer sees it.</param>
/// <param name="Match">What matched.</param>
/// <param name="Property">The property that matched.</param>
/// <param name="Value">Its value.</param>
public sealed record Hit(Records.EntityView Entity, Match Match, string Property, string Value);

/// <summary>Part of what a search finds. Order: best match, shortest value, entity recorded last; nothing of it depends on what the viewer may not see.</summary>
/// <param name="Hits">The entities.</param>
/// <param name="Count">How many entities in all; one above the most that is counted means "more than".</param>
/// <param name="Next">Where the next part begins; null at the end.</param>
public sealed record Answer(IReadOnlyList<Hit> Hits, int Count, string? Next)
{
    /// <summary>Entities are counted exactly up to this.</summary>
    public const int MostCounted = 10_000;

    /// <summary>Whether there are more than were counted.</summary>
    public bool MoreThanCounted => Count > MostCounted;
}

/// <summary>What one line of a list finds.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Text">The line.</param>
/// <param name="Hits">The best few.</param>
/// <param name="Count">How many in all, counted to <see cref="MostCounted"/>; one above means "more than".</param>
public sealed record LineAnswer(int Line, string Text, IReadOnlyList<Hit> Hits, int Count)
{
    /// <summary>Hits of a line are counted exactly up to this.</summary>
    public const int MostCounted = 100;
}

/// <summary>An entity that may be the one about to be recorded.</summary>
/// <param name="Entity">The entity as the viewer sees it.</param>
/// <param name="Property">The property whose value is the same.</param>
/// <param name="Value">Its value.</param>
public sealed record Duplicate(Records.EntityView Entity, string Property, string Value);
