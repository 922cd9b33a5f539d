using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Puente.Matching.Names;

namespace Puente.Matching.Screening;

/// <summary>The distinct words of an index, the names that hold each, and which of them a word of a query may stand for.</summary>
internal sealed class WordIndex
{
    private const int MostKept = 400_000;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<Word> _words = [];
    private readonly List<List<int>> _names = [];
    private readonly LetterPairs _pairs = new();
    private readonly List<int> _abjadIds = [];
    private readonly Dictionary<int, List<int>> _byKin = [];
    private readonly Dictionary<int, List<int>> _bySound = [];
    private readonly Dictionary<ulong, List<int>> _joined = [];
    private readonly Dictionary<ulong, List<int>> _initials = [];
    private readonly ConcurrentDictionary<string, (int Id, float Gain)[]> _similar = new(StringComparer.Ordinal);

    public void Add(int name, PreparedName prepared)
    {
        foreach (var word in prepared.Words) Posting(_names[Id(word)], name);
        if (prepared.Words.Length < 2) return;
        for (var i = 0; i + 1 < prepared.Words.Length; i++)
        {
            Posting(Of(_joined, Hashing.Of(prepared.Words[i].Text, prepared.Words[i + 1].Text)), name);
            if (i + 2 < prepared.Words.Length) Posting(Of(_joined, Hashing.Of(prepared.Words[i].Text, prepared.Words[i + 1].Text, prepared.Words[i + 2].Text)), name);
        }

        if (prepared.Kind == NameKind.Organisation) Posting(Of(_initials, Hashing.Of(Initials(prepared))), name);
    }

    /// <summary>The names that hold a word.</summary>
    public List<int> NamesOf(int word) => _names[word];

    /// <summary>The weight of a word.</summary>
    public Word Word(int id) => _words[id];

    /// <summary>The names of which two or three neighbouring words read together are this word.</summary>
    public List<int>? JoinedAs(Word word) => _joined.GetValueOrDefault(word.Hash);

    /// <summary>The names whose initials are this word.</summary>
    public List<int>? AbbreviatedAs(Word word) => _initials.GetValueOrDefault(word.Hash);

    /// <summary>The words that a query's word may stand for, closest first.</summary>
    public (int Id, float Gain)[] Similar(Word word, NameKind kind)
    {
        var key = word.Abjad ? "\u0001" + word.Text : word.Text;
        if (_similar.TryGetValue(key, out var known)) return known;
        var found = Search(word, kind);
        if (_similar.Count < MostKept) _similar[key] = found;
        return found;
    }

    /// <summary>The word of this text, if a name holds it.</summary>
    public bool TryFind(string text, out int id) => _ids.TryGetValue(text, out id);

    public static string Initials(PreparedName name) => string.Create(name.Words.Length, name, (span, n) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = n.Words[i].Text[0];
    });

    private (int Id, float Gain)[] Search(Word word, NameKind kind)
    {
        var found = new Dictionary<int, float>();
        if (_ids.TryGetValue(word.Abjad ? "\u0001" + word.Text : word.Text, out var same)) found[same] = 1;
        foreach (var family in word.Kin) Take(_byKin.GetValueOrDefault(family));
        Take(_bySound.GetValueOrDefault(word.Spoken));
        if (!word.Number && !word.IsInitial) Scan(word, kind, found);
        return [.. found.Select(f => (f.Key, f.Value)).OrderByDescending(f => f.Value)];

        void Take(List<int>? ids)
        {
            foreach (var id in ids ?? [])
                if (Near.Between(word, _words[id], kind) is { Gain: > 0 } near) found.TryAdd(id, near.Gain);
        }
    }

    /// <summary>Words that share enough pairs of letters, each then compared in full. Words without vowels are compared by consonants.</summary>
    private void Scan(Word word, NameKind kind, Dictionary<int, float> found)
    {
        if (word.Abjad)
        {
            for (var id = 0; id < _words.Count; id++) Compare(id);
            return;
        }

        foreach (var id in _abjadIds) Compare(id);
        foreach (var id in _pairs.Sharing(word.Text)) Compare(id);

        void Compare(int id)
        {
            if (!found.ContainsKey(id) && Near.Between(word, _words[id], kind) is { Gain: > 0 } near) found[id] = near.Gain;
        }
    }

    private int Id(Word word)
    {
        var key = word.Abjad ? "\u0001" + word.Text : word.Text;
        if (_ids.TryGetValue(key, out var id)) return id;
        _ids[key] = id = _words.Count;
        _words.Add(word);
        _names.Add([]);
        if (word.Abjad) _abjadIds.Add(id);
        _pairs.Add(id, word.Text);
        foreach (var family in word.Kin) Of(_byKin, family).Add(id);
        Of(_bySound, word.Spoken).Add(id);
        if (!_similar.IsEmpty) _similar.Clear();
        return id;
    }

    private static void Posting(List<int> list, int name)
    {
        if (list.Count == 0 || list[^1] != name) list.Add(name);
    }

    private static List<int> Of<TKey>(Dictionary<TKey, List<int>> lists, TKey key)
        where TKey : notnull => CollectionsMarshal.GetValueRefOrAddDefault(lists, key, out _) ??= [];
}
