using Puente.Evidence.Sharing;
using Puente.Evidence.Time;

namespace Puente.Evidence.Records;

/// <summary>4x4 evaluation: the source by letter, the information by number. Never averaged.</summary>
/// <param name="Source">A no doubt, B mostly reliable, C mostly unreliable, X cannot be assessed.</param>
/// <param name="Information">1 not in doubt, 2 known to the source, 3 corroborated hearsay, 4 uncorroborated.</param>
public readonly record struct Evaluation(char Source, int Information)
{
    /// <summary>Nothing is known about source or information.</summary>
    public static Evaluation Unknown { get; } = new('X', 4);

    /// <summary>Reads <c>B2</c>; false for anything else.</summary>
    public static bool TryParse(string? text, out Evaluation evaluation)
    {
        evaluation = Unknown;
        if (text is not { Length: 2 } || !"ABCX".Contains(text[0], StringComparison.Ordinal) || text[1] is < '1' or > '4') return false;
        evaluation = new Evaluation(text[0], text[1] - '0');
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Source}{Information}";
}

/// <summary>What all statements of one form or import share.</summary>
/// <param name="Source">Where they come from.</param>
/// <param name="Evaluation">How good it is.</param>
/// <param name="Marking">Who may see them.</param>
/// <param name="Language">Language of their texts, <c>en</c>, <c>es</c>...</param>
public sealed record Provenance(SourceId Source, Evaluation Evaluation, Marking Marking, string Language)
{
    /// <summary>The passage of one of the source's documents that says it; null when none is quoted.</summary>
    public QuoteId? Quote { get; init; }
}

/// <summary>A new source, before it has a key.</summary>
/// <param name="Kind">document, dataset, interview, report, package.</param>
/// <param name="Title">Title as the reader sees it.</param>
/// <param name="Reference">File number, page, address.</param>
/// <param name="Regime">Legal regime, a code of <c>regimes.yaml</c>.</param>
/// <param name="Published">When it was published, if known.</param>
/// <param name="Marking">Who may see that the source exists and its title.</param>
public sealed record NewSource(string Kind, string Title, string? Reference, string Regime, When? Published, Marking Marking);

/// <summary>An entity to be made; the key was taken from <see cref="Archive.NewEntity"/>.</summary>
public sealed record NewEntity(EntityId Id, string Kind);

/// <summary>An attribute to be recorded.</summary>
/// <param name="Entity">Of whom or what.</param>
/// <param name="Property">Code of the vocabulary.</param>
/// <param name="Value">Canonical text: dates ISO, numbers invariant.</param>
/// <param name="At">From when it held.</param>
/// <param name="Until">Until when it held.</param>
/// <param name="Detail">JSON object of further particulars.</param>
/// <param name="Supersedes">The statement it corrects.</param>
public sealed record NewAttribute(EntityId Entity, string Property, string Value, When? At = null, When? Until = null, string? Detail = null, StatementId? Supersedes = null);

/// <summary>A fact to be recorded. At least one end is given.</summary>
/// <param name="Kind">Code of the vocabulary.</param>
/// <param name="From">The end it starts from.</param>
/// <param name="To">The end it leads to.</param>
/// <param name="Item">The third entity.</param>
/// <param name="Place">The place, an entity.</param>
/// <param name="At">When it happened or began.</param>
/// <param name="Until">When it ended.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Detail">JSON object of further properties of the kind.</param>
/// <param name="Supersedes">The statement it corrects.</param>
/// <param name="Zone">Time zone in which <paramref name="At"/> was told.</param>
public sealed record NewFact(
    string Kind, EntityId? From = null, EntityId? To = null, EntityId? Item = null, EntityId? Place = null, When? At = null, When? Until = null,
    long? Amount = null, string? Currency = null, string? Detail = null, StatementId? Supersedes = null, string? Zone = null);

/// <summary>Two entities, or two facts, said to be one.</summary>
/// <param name="Left">Key of one.</param>
/// <param name="Right">Key of the other.</param>
/// <param name="Facts">True for facts, false for entities.</param>
/// <param name="Score">Per mille, or null when a person simply says so.</param>
/// <param name="Reasons">JSON array of reasons, or null.</param>
public sealed record NewSameAs(long Left, long Right, bool Facts = false, int? Score = null, string? Reasons = null);

/// <summary>Statements that are recorded together: all or none.</summary>
public sealed class Batch
{
    /// <summary>Entities to be made.</summary>
    public IList<NewEntity> Entities { get; } = [];

    /// <summary>Attributes to be recorded.</summary>
    public IList<NewAttribute> Attributes { get; } = [];

    /// <summary>Facts to be recorded.</summary>
    public IList<NewFact> Facts { get; } = [];

    /// <summary>Same-as statements to be recorded.</summary>
    public IList<NewSameAs> SameAs { get; } = [];

    /// <summary>Number of statements.</summary>
    public int Statements => Attributes.Count + Facts.Count + SameAs.Count;
}
