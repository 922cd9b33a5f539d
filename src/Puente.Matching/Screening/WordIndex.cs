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
    private readonly ManyDistances _distances = new();
    private readonly List<int> _abjadIds = [];
    private readonly Dictionary<int, List<int>> _byKin = [];
    private readonly Dictionary<int, List<int>> _bySound = [];
    private readonly Dictionary<ulong, List<int>> _joined = [];
    private readonly Dictionary<ulong, List<int>> _initials = [];
    private readonly ConcurrentDictionary<string, (int Id, float Gain)[]> _similarOfPersons = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (int Id, float Gain)[]> _similarOfOthers = new(StringComparer.Ordinal);

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
        var similar = kind == NameKind.Person ? _similarOfPersons : _similarOfOthers;
        var key = Key(word);
        if (similar.TryGetValue(key, out var known)) return known;
        var found = Search(word, kind);
        if (similar.Count < MostKept) similar[key] = found;
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
        var met = new List<int>();
        foreach (var family in word.Kin) met.AddRange(_byKin.GetValueOrDefault(family, []));
        met.AddRange(_bySound.GetValueOrDefault(word.Spoken, []));
        var near = new List<int>();
        if (!word.Number && !word.IsInitial) Scan(word, near);
        met.AddRange(near);
        met.Sort();
        var found = new List<(int Id, float Gain)>();
        if (_ids.TryGetValue(Key(word), out var same)) found.Add((same, 1));
        else same = -1;
        for (var i = 0; i < met.Count; i++)
            if (met[i] != same && (i == 0 || met[i] != met[i - 1]) && Near.Between(word, _words[met[i]], kind) is { Gain: > 0 } one) found.Add((met[i], one.Gain));
        return [.. found.OrderByDescending(f => f.Gain)];
    }

    /// <summary>Words that share enough pairs of letters and are not far. Words without vowels are compared by consonants.</summary>
    private void Scan(Word word, List<int> near)
    {
        if (word.Abjad)
        {
            near.AddRange(Enumerable.Range(0, _words.Count));
            return;
        }

        _pairs.Sharing(word.Text, near);
        _distances.Keep(word.Text, near);
        near.AddRange(_abjadIds);
    }

    private static string Key(Word word) => word.Abjad ? "\u0001" + word.Text : word.Text;

    private int Id(Word word)
    {
        var key = Key(word);
        if (_ids.TryGetValue(key, out var id)) return id;
        _ids[key] = id = _words.Count;
        _words.Add(word);
        _names.Add([]);
        if (word.Abjad) _abjadIds.Add(id);
        _pairs.Add(id, word.Text);
        _distances.Add(word.Text);
        foreach (var family in word.Kin) Of(_byKin, family).Add(id);
        Of(_bySound, word.Spoken).Add(id);
        if (!_similarOfPersons.IsEmpty) _similarOfPersons.Clear();
        if (!_similarOfOthers.IsEmpty) _similarOfOthers.Clear();
        return id;
    }

    private static void Posting(List<int> list, int name)
    {
        if (list.Count == 0 || list[^1] != name) list.Add(name);
    }

    private static List<int> Of<TKey>(Dictionary<TKey, List<int>> lists, TKey key)
        where TKey : notnull => CollectionsMarshal.GetValueRefOrAddDefault(lists, key, out _) ??= [];
}
