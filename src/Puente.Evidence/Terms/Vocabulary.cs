using System.Collections.Frozen;

namespace Puente.Evidence.Terms;

/// <summary>
/// The kinds of entities and facts that a node knows, and what can be said of each. Immutable. The product's own file is
/// <c>vocabulary.yaml</c> beside this type; a node adds its own kinds with files of the same form.
/// </summary>
public sealed class Vocabulary
{
    private static readonly Lazy<Vocabulary> TheStandard = new(() => VocabularyReader.ReadStandard());

    private readonly FrozenDictionary<string, EntityKind> _kinds;
    private readonly FrozenDictionary<string, FactKind> _facts;
    private readonly FrozenDictionary<string, FactKind> _schemas;
    private readonly FrozenDictionary<string, FactKind[]> _properties;

    internal Vocabulary(IReadOnlyList<EntityKind> kinds, IReadOnlyList<FactKind> facts)
    {
        (Kinds, Facts) = (kinds, facts);
        _kinds = kinds.ToFrozenDictionary(k => k.Code, StringComparer.Ordinal);
        _facts = facts.ToFrozenDictionary(f => f.Code, StringComparer.Ordinal);
        _schemas = facts.Where(f => f.Ftm is { Property: null, Reads: true })
            .ToFrozenDictionary(f => f.Ftm!.Schema, StringComparer.Ordinal);
        _properties = facts.Where(f => f.Ftm?.Property is not null)
            .GroupBy(f => f.Ftm!.Property!, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The product's own vocabulary, without any additions of a node.</summary>
    public static Vocabulary Standard => TheStandard.Value;

    /// <summary>All kinds of entities, in the order of the files.</summary>
    public IReadOnlyList<EntityKind> Kinds { get; }

    /// <summary>All kinds of facts, in the order of the files.</summary>
    public IReadOnlyList<FactKind> Facts { get; }

    /// <summary>
    /// The standard vocabulary with a node's additions. When anything is wrong there is no vocabulary, but every problem found,
    /// each with file, line and reason.
    /// </summary>
    public static VocabularyReading Load(IEnumerable<VocabularyFile> extra) => VocabularyReader.Read(extra);

    /// <summary>The kind with this code, or null.</summary>
    public EntityKind? Kind(string code) => _kinds.GetValueOrDefault(code);

    /// <summary>The fact kind with this code, or null.</summary>
    public FactKind? Fact(string code) => _facts.GetValueOrDefault(code);

    /// <summary>The fact kind that a FollowTheMoney interval schema is read as, or null.</summary>
    public FactKind? FactOfSchema(string schema) => _schemas.GetValueOrDefault(schema);

    /// <summary>The fact kind that an entity-typed FollowTheMoney property of an entity of this kind is read as, or null.</summary>
    public FactKind? FactOfProperty(EntityKind kind, string property) =>
        _properties.TryGetValue(property, out var facts) ? Array.Find(facts, f => f.From.Allows(kind)) : null;

    /// <summary>Every kind that is, or extends, the kind named and can have entities.</summary>
    public IEnumerable<EntityKind> Concrete(string code) => Kinds.Where(k => !k.Abstract && k.Is(code));

    /// <summary>The fact kinds that can start from, lead to or concern an entity of this kind.</summary>
    public IEnumerable<FactKind> FactsOf(EntityKind kind) =>
        Facts.Where(f => f.From.Allows(kind) || f.To.Allows(kind) || f.Item.Allows(kind));
}

/// <summary>A file of kinds to add, with the name to give in problems.</summary>
public sealed record VocabularyFile(string Name, TextReader Text);

/// <summary>What came of reading vocabulary files: a vocabulary, or the problems.</summary>
/// <param name="Vocabulary">Null when there are problems.</param>
/// <param name="Problems">Each with the line and, in its arguments, the file.</param>
public sealed record VocabularyReading(Vocabulary? Vocabulary, IReadOnlyList<Problem> Problems);
