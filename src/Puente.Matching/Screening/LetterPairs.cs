using System.Runtime.InteropServices;

namespace Puente.Matching.Screening;

/// <summary>
/// Which words share pairs of letters with a word. A slip spoils two pairs, a swap three; the first letter and the last make a pair with
/// the edge, so that short words have enough.
/// </summary>
internal sealed class LetterPairs
{
    private const int Letters = 38;
    private const float Enough = 0.3f;

    [ThreadStatic]
    private static byte[]? _counts;

    [ThreadStatic]
    private static List<int>? _touched;

    private readonly List<int>[] _words = new List<int>[Letters * Letters];
    private readonly List<byte> _lengths = [];

    public void Add(int id, string text)
    {
        while (_lengths.Count <= id) _lengths.Add(0);
        _lengths[id] = (byte)Math.Min(255, text.Length);
        for (var i = 0; i <= text.Length; i++)
        {
            var list = _words[Pair(text, i)] ??= [];
            if (list.Count == 0 || list[^1] != id) list.Add(id);
        }
    }

    /// <summary>The words that share at least three tenths of the longer word's pairs.</summary>
    public IEnumerable<int> Sharing(string text)
    {
        var touched = Count(text);
        var counts = _counts!;
        var shared = new List<int>();
        foreach (var id in touched)
        {
            if (counts[id] >= Math.Max(1, Enough * (Math.Max(text.Length, _lengths[id]) + 1))) shared.Add(id);
            counts[id] = 0;
        }

        touched.Clear();
        return shared;
    }

    private List<int> Count(string text)
    {
        if (_counts is null || _counts.Length < _lengths.Count) _counts = new byte[_lengths.Count + 1024];
        var touched = _touched ??= [];
        var counts = _counts;
        for (var i = 0; i <= text.Length; i++)
        {
            if (_words[Pair(text, i)] is not { } list) continue;
            foreach (var id in CollectionsMarshal.AsSpan(list))
            {
                if (counts[id] == 0) touched.Add(id);
                if (counts[id] < 255) counts[id]++;
            }
        }

        return touched;
    }

    private static int Pair(string text, int at) => (At(text, at - 1) * Letters) + At(text, at);

    private static int At(string text, int at) => at < 0 || at >= text.Length ? 0
        : text[at] switch { >= 'a' and <= 'z' => text[at] - 'a' + 1, >= '0' and <= '9' => text[at] - '0' + 27, _ => 37 };
}
