namespace Puente.Matching.Identifiers;

/// <summary>Two identifiers of one kind against each other, place by place.</summary>
/// <param name="Same">Places that agree.</param>
/// <param name="Of">Places of the longer one.</param>
/// <param name="Differences">Where they differ, in order.</param>
/// <param name="PartsThatDiffer">Names of the parts that hold those places, each once: what the difference means.</param>
public sealed record Comparison(int Same, int Of, IReadOnlyList<Difference> Differences, IReadOnlyList<string> PartsThatDiffer)
{
    /// <summary>Compares the canonical forms. Requires the same kind on both sides.</summary>
    public static Comparison Between(Identifier left, Identifier right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Kind != right.Kind) throw new ArgumentException("Two kinds cannot be compared.", nameof(right));
        var (a, b) = (left.Canonical, right.Canonical);
        var of = Math.Max(a.Length, b.Length);
        var differences = Enumerable.Range(0, of).Where(i => At(a, i) != At(b, i)).Select(i => new Difference(i + 1, At(a, i), At(b, i))).ToList();
        var parts = left.Parts.Where(p => right.Part(p.Key) is { } other && other != p.Value).Select(p => p.Key).ToList();
        return new Comparison(of - differences.Count, of, differences, parts);
    }

    private static char At(string text, int i) => i < text.Length ? text[i] : ' ';
}

/// <summary>A place at which two identifiers differ; positions count from 1, and a space stands for nothing.</summary>
public readonly record struct Difference(int Position, char Left, char Right);
