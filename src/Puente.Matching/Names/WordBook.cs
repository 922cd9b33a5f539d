using System.Collections.Concurrent;

namespace Puente.Matching.Names;

/// <summary>
/// The words of the names that were read with it, each once. Safe for many threads. It stops keeping new words at a limit, so that a
/// long-running reader of noise does not grow without end; words beyond are worked out each time and compare the same.
/// </summary>
internal sealed class WordBook(WordFrequencies frequencies, int limit = 4_000_000)
{
    private readonly ConcurrentDictionary<string, Word> _words = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Word> _abjad = new(StringComparer.Ordinal);
    private int _kept;

    public WordFrequencies Frequencies => frequencies;

    public Word Of(string text, bool abjad = false)
    {
        var words = abjad ? _abjad : _words;
        if (words.TryGetValue(text, out var word)) return word;
        word = new Word(text, abjad, frequencies.Person(text), frequencies.Organisation(text), frequencies.Givenness(text), frequencies.Known(text));
        if (Volatile.Read(ref _kept) >= limit) return word;
        Interlocked.Increment(ref _kept);
        return words.GetOrAdd(text, word);
    }
}
