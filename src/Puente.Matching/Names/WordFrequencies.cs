using System.Globalization;

namespace Puente.Matching.Names;

/// <summary>
/// How often words occur in names, apart for given names, surnames and organisations. Rare words say much, common ones little.
/// The prior ships with the library (<c>frequencies.txt</c>, counted on public lists); a list or a store at hand adds its own counts,
/// so weights are learned from what is searched. Immutable.
/// </summary>
public sealed class WordFrequencies
{
    private const double LeastBits = 5.5;
    private const double SpanBits = 6.5;

    private readonly Dictionary<string, Counts> _counts;
    private readonly double _persons;
    private readonly double _organisations;

    private WordFrequencies(Dictionary<string, Counts> counts)
    {
        _counts = counts;
        foreach (var count in counts.Values)
        {
            _persons += count.Given + count.Surname;
            _organisations += count.Organisation;
        }
    }

    /// <summary>The counts that ship with the library.</summary>
    public static WordFrequencies Prior { get; } = ReadPrior();

    /// <summary>These counts and those of further names, which are read as the matcher reads them.</summary>
    /// <param name="words">Each word of each name: folded text, and whether of a person.</param>
    internal WordFrequencies With(IEnumerable<(string Word, bool Person, bool Given)> words)
    {
        var counts = new Dictionary<string, Counts>(_counts, StringComparer.Ordinal);
        foreach (var (word, person, given) in words)
        {
            var count = counts.GetValueOrDefault(word);
            counts[word] = !person ? count with { Organisation = count.Organisation + 1 }
                : given ? count with { Given = count.Given + 1 } : count with { Surname = count.Surname + 1 };
        }

        return new WordFrequencies(counts);
    }

    internal float Person(string word)
    {
        var count = _counts.GetValueOrDefault(word);
        return Weight(count.Given + count.Surname, _persons);
    }

    internal float Organisation(string word) => Weight(_counts.GetValueOrDefault(word).Organisation, _organisations);

    internal float Givenness(string word)
    {
        var count = _counts.GetValueOrDefault(word);
        return MathF.Log((count.Given + 0.5f) / (count.Surname + 0.5f));
    }

    internal bool Known(string word)
    {
        var count = _counts.GetValueOrDefault(word);
        return count.Given + count.Surname >= 12;
    }

    private static float Weight(double count, double total)
    {
        var bits = Math.Log2((total + 20_000) / (count + 1));
        return (float)Math.Clamp(0.45 + (0.55 * (bits - LeastBits) / SpanBits), 0.3, 1);
    }

    private static WordFrequencies ReadPrior()
    {
        var counts = new Dictionary<string, Counts>(StringComparer.Ordinal);
        foreach (var line in Tables.Lines("frequencies.txt"))
        {
            var parts = line.Split(' ');
            counts[parts[0]] = new Counts(Number(parts[1]), Number(parts[2]), Number(parts[3]));
        }

        return new WordFrequencies(counts);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private readonly record struct Counts(int Given, int Surname, int Organisation);
}
