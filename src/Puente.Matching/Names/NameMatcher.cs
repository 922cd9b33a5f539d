namespace Puente.Matching.Names;

/// <summary>
/// Compares names of persons, organisations and vessels. The score is the chance, between 0 and 1, that the two names belong to one
/// bearer when as many pairs do as do not; every score can be taken apart into reasons whose weights add up to it. Symmetric, free of
/// word order, the same on every machine. Safe for many threads.
/// </summary>
/// <remarks>
/// The weights are log odds fitted by logistic regression with fixed signs on labelled pairs (see <see cref="NameWeights"/>). A score says what the
/// names say and no more: "same" is said by a person.
/// </remarks>
public sealed class NameMatcher
{
    private readonly NameReader _reader;

    /// <summary>A matcher whose word weights come from the given counts, or from the prior that ships with the library.</summary>
    public NameMatcher(WordFrequencies? frequencies = null) => _reader = new NameReader(new WordBook(frequencies ?? WordFrequencies.Prior));

    /// <summary>A matcher with the prior.</summary>
    public static NameMatcher Default { get; } = new();

    internal WordBook Book => _reader.Book;

    /// <summary>Reads a name once so that it can be compared many times.</summary>
    public PreparedName Prepare(string text, NameKind kind = NameKind.Unknown)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _reader.Read(text, kind);
    }

    /// <summary>The score and the decision. Allocates nothing.</summary>
    public static NameScore Score(PreparedName left, PreparedName right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.IsEmpty || right.IsEmpty) return default;
        var evidence = new Evidence();
        var ceiling = Alignment.Of(left, right, ref evidence, null);
        var logOdds = NameWeights.For(left, right).LogOdds(in evidence);
        return NameScore.Of(logOdds, NameScore.AtMost(ceiling));
    }

    /// <summary>The score with its reasons.</summary>
    public static NameComparison Compare(PreparedName left, PreparedName right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.IsEmpty || right.IsEmpty) return new NameComparison(default, [new Reason(ReasonCode.Empty, 0, 0)]);
        var evidence = new Evidence();
        var steps = new List<Step>();
        var ceiling = Alignment.Of(left, right, ref evidence, steps);
        var weights = NameWeights.For(left, right);
        var score = NameScore.Of(weights.LogOdds(in evidence), NameScore.AtMost(ceiling));
        return new NameComparison(score, Explanation.Of(score, steps, weights));
    }

    /// <summary>Reads two names as one kind and compares them. Without a kind both are organisations as soon as one is.</summary>
    public NameComparison Compare(string left, string right, NameKind kind = NameKind.Unknown)
    {
        var (a, b) = Prepare(left, right, kind);
        return Compare(a, b);
    }

    /// <summary>Reads two names that are to be compared as one kind. Without a kind both are organisations as soon as one is.</summary>
    public (PreparedName Left, PreparedName Right) Prepare(string left, string right, NameKind kind = NameKind.Unknown)
    {
        var (a, b) = (Prepare(left, kind), Prepare(right, kind));
        if (a.Kind == b.Kind) return (a, b);
        return (Prepare(left, NameKind.Organisation), Prepare(right, NameKind.Organisation));
    }
}
