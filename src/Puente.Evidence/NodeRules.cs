using Puente.Evidence.Sharing;
using Puente.Evidence.Terms;

namespace Puente.Evidence;

/// <summary>What a node goes by: the product's kinds, legal regimes and presets, with those that the files of its folder add. Immutable.</summary>
/// <param name="Vocabulary">Kinds of entities and facts.</param>
/// <param name="Regimes">Legal regimes.</param>
/// <param name="Presets">Regime and marking in one choice.</param>
public sealed record NodeRules(Vocabulary Vocabulary, Regimes Regimes, Presets Presets)
{
    /// <summary>The product's own.</summary>
    public static NodeRules Standard { get; } = new(Vocabulary.Standard, Regimes.Standard, Presets.Standard);

    /// <summary>
    /// Reads <c>vocabulary.yaml</c>, <c>vocabulary/*.yaml</c>, <c>regimes.yaml</c> and <c>presets.yaml</c> of a folder, each where it is there.
    /// When anything is wrong there are no rules, but every problem found, each with file, line and reason.
    /// </summary>
    public static RulesReading Read(string folder)
    {
        var vocabulary = Vocabulary.Load(Open(folder, "vocabulary.yaml").Concat(Directory.Exists(Path.Combine(folder, "vocabulary"))
            ? Directory.EnumerateFiles(Path.Combine(folder, "vocabulary"), "*.yaml").Order(StringComparer.Ordinal).SelectMany(f => Open(folder, Path.GetRelativePath(folder, f)))
            : []));
        var regimes = Regimes.Load(Open(folder, "regimes.yaml"));
        var presets = Presets.Load(Open(folder, "presets.yaml"), regimes.Regimes ?? Regimes.Standard);
        IReadOnlyList<Problem> problems = [.. vocabulary.Problems, .. regimes.Problems, .. presets.Problems];
        return problems.Count > 0
            ? new RulesReading(null, problems)
            : new RulesReading(new NodeRules(vocabulary.Vocabulary!, regimes.Regimes!, presets.Presets!), []);
    }

    private static IEnumerable<VocabularyFile> Open(string folder, string name) =>
        File.Exists(Path.Combine(folder, name)) ? [new VocabularyFile(name, new StringReader(File.ReadAllText(Path.Combine(folder, name))))] : [];
}

/// <summary>What came of reading the files of a node: its rules, or the problems.</summary>
/// <param name="Rules">Null when there are problems.</param>
/// <param name="Problems">Each with the line and, in its arguments, the file.</param>
public sealed record RulesReading(NodeRules? Rules, IReadOnlyList<Problem> Problems)
{
    /// <summary>The rules.</summary>
    /// <exception cref="UnfitRulesException">There are problems.</exception>
    public NodeRules OrThrow() => Rules ?? throw new UnfitRulesException(Problems);
}

/// <summary>The files of a node have problems, so that it cannot be opened.</summary>
/// <param name="problems">All of them.</param>
public sealed class UnfitRulesException(IReadOnlyList<Problem> problems) : Exception("The files of the node have problems: " + string.Join("; ", problems))
{
    /// <summary>All of them, each with the line and, in its arguments, the file.</summary>
    public IReadOnlyList<Problem> Problems => problems;
}
