using Puente.Evidence.Time;

namespace Puente.Evidence.Import.Rows;

/// <summary>An entity that a row speaks of, named by a key of the importing unit; it has no id yet.</summary>
/// <param name="Key">Scope and values, unambiguously joined. Equal keys within a unit are one entity.</param>
/// <param name="Kind">Kind, as specific as the row knows.</param>
/// <param name="Attributes">What is said of it, each property and value once.</param>
public sealed record EntityDraft(string Key, string Kind, IReadOnlyList<AttributeDraft> Attributes)
{
    /// <summary>True when the row only refers to it: the kind is a guess until another row describes it.</summary>
    public bool Provisional { get; init; }
}

/// <summary>A property and its canonical value.</summary>
/// <param name="Property">Code.</param>
/// <param name="Value">Canonical text, or the key of an entity.</param>
public readonly record struct AttributeDraft(string Property, string Value)
{
    /// <summary>Whether the value names an entity of the same row by its key.</summary>
    public bool Named { get; init; }
}

/// <summary>A fact that a row states; its ends are keys of entities.</summary>
/// <param name="Kind">Kind of fact.</param>
/// <param name="Key">Its own key, or null when equal rows are different facts.</param>
public sealed record FactDraft(string Kind, string? Key)
{
    /// <summary>Key of the entity it starts from.</summary>
    public string? From { get; init; }

    /// <summary>Key of the entity it leads to.</summary>
    public string? To { get; init; }

    /// <summary>Key of the third entity.</summary>
    public string? Item { get; init; }

    /// <summary>Key of the place.</summary>
    public string? Place { get; init; }

    /// <summary>When it happened or began.</summary>
    public When? At { get; init; }

    /// <summary>When it ended.</summary>
    public When? Until { get; init; }

    /// <summary>Minor units.</summary>
    public long? Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; init; }

    /// <summary>Further particulars.</summary>
    public IReadOnlyList<AttributeDraft> Details { get; init; } = [];
}

/// <summary>What one row became: drafts, or the reason why it is rejected whole; beside either, what was left out of it.</summary>
/// <param name="Line">Line of the file.</param>
/// <param name="Entities">Entities, each key once.</param>
/// <param name="Facts">Facts.</param>
/// <param name="Rejection">Why the row is rejected, or null.</param>
/// <param name="Warnings">Values that were not taken though the row was.</param>
public sealed record RowDraft(
    long Line, IReadOnlyList<EntityDraft> Entities, IReadOnlyList<FactDraft> Facts, Problem? Rejection, IReadOnlyList<Problem> Warnings)
{
    /// <summary>Identifiers that were taken as they stand and are doubtful.</summary>
    public IReadOnlyList<Problem> Doubts { get; init; } = [];

    /// <summary>A rejected row.</summary>
    public static RowDraft Rejected(long line, Problem reason, IReadOnlyList<Problem>? warnings = null) => new(line, [], [], reason, warnings ?? []);
}
