using System.Runtime.InteropServices;
using Puente.Matching.Names;

namespace Puente.Matching.Screening;

/// <summary>Searches an index for names. For one thread at a time; keep it to save its working room.</summary>
public sealed class ScreeningSearch
{
    /// <summary>From this score on a hit is given unless the caller asks otherwise: what may be a match, and what stays open just below one.</summary>
    public const double DefaultAt = 0.4;

    /// <summary>Words that conflict may weigh this much together before a full comparison is no use.</summary>
    private const float MostConflict = 0.7f;
    private const float MostConflictOfOthers = 1f;

    /// <summary>As much as the longest name weighs.</summary>
    private const float Longest = 24;

    private readonly ScreeningIndex _index;
    private readonly List<int> _touched = [];
    private readonly List<(int Name, PreparedName Query, NameScore Score)> _hits = [];
    private readonly Dictionary<NameKind, PreparedName> _asKind = [];
    private Met[] _met = [];
    private int _filled;
    private int _stamp;

    internal ScreeningSearch(ScreeningIndex index) => _index = index;

    /// <summary>The entries whose names score at least so high, best first, each once.</summary>
    /// <param name="text">The name.</param>
    /// <param name="kind">What it is; without it, entries of every kind are compared.</param>
    /// <param name="at">The least score.</param>
    /// <param name="most">The most hits.</param>
    public IReadOnlyList<ScreeningHit> Find(string text, NameKind kind = NameKind.Unknown, double at = DefaultAt, int most = 20) =>
        Find(_index.Matcher.Prepare(text, kind), kind == NameKind.Unknown, at, most);

    /// <summary>The same for a name that was read by the index's matcher.</summary>
    public IReadOnlyList<ScreeningHit> Find(PreparedName name, bool everyKind = false, double at = DefaultAt, int most = 20)
    {
        ArgumentNullException.ThrowIfNull(name);
        _hits.Clear();
        _asKind.Clear();
        _stamp = 0;
        if (name.IsEmpty) return [];
        Gather(name, everyKind);
        var weight = ScreeningIndex.Weigh(name);
        var initials = Initials(name);
        foreach (var id in _touched)
        {
            ref var met = ref _met[id];
            var near = weight - met.Query <= met.Limit || met.Weight - met.Listed <= initials;
            (met.Query, met.Listed, met.Seen) = (0, 0, 0);
            if (near) Judge(name, id, everyKind, at);
        }

        _touched.Clear();
        return _hits.Count == 0 ? [] : Best(most);
    }

    /// <summary>Every name of the index compared, one by one: what <see cref="Find(PreparedName, bool, double, int)"/> is measured against.</summary>
    internal IReadOnlyList<ScreeningHit> FindByForce(PreparedName name, bool everyKind, double at, int most)
    {
        _hits.Clear();
        _asKind.Clear();
        for (var id = 0; id < _index.Count; id++) Judge(name, id, everyKind, at);
        return Best(most);
    }

    private void Judge(PreparedName name, int id, bool everyKind, double at)
    {
        var other = _index.Names[id];
        if (other.Name.Kind != name.Kind)
        {
            // Like is compared with like: without a kind the query is read anew as what the entry is.
            // What is written "SURNAME, Given" is a person.
            if (!everyKind || (name.Kind == NameKind.Person && name.Original.Contains(',', StringComparison.Ordinal))) return;
            if (!_asKind.TryGetValue(other.Name.Kind, out var again)) _asKind[other.Name.Kind] = again = _index.Matcher.Prepare(name.Original, other.Name.Kind);
            name = again;
        }

        // A weak alias is searched apart: it says nothing about a name of more words.
        if (other.Weak && other.Name.Words.Length != name.Words.Length) return;
        var score = NameMatcher.Score(name, other.Name);
        if (score.Score >= at) _hits.Add((id, name, score));
    }

    private static int Initials(PreparedName name)
    {
        var initials = 0;
        foreach (var word in name.Words)
            if (word.IsInitial) initials++;
        return initials;
    }

    /// <summary>
    /// Meets the names that share words with the query, the query's rarest word first. By a later word a name is met anew only when what is
    /// left of the query could still be enough.
    /// </summary>
    private void Gather(PreparedName name, bool everyKind)
    {
        MakeRoom();
        var words = name.Words;
        var similar = new (int Id, float Gain)[words.Length][];
        var (order, names) = (new int[words.Length], new long[words.Length]);
        for (var i = 0; i < words.Length; i++)
        {
            (similar[i], order[i]) = (_index.Words.Similar(words[i], name.Kind), i);
            foreach (var (id, _) in similar[i]) names[i] += _index.Words.NamesOf(id).Count;
        }

        Array.Sort(names, order);
        var (weight, initials) = (ScreeningIndex.Weigh(name), Initials(name));
        var left = weight;
        for (var k = 0; k < words.Length; k++)
        {
            _stamp++;
            var i = order[k];
            var own = words[i].IsInitial ? 0 : words[i].Weight(name.Kind);
            var atMost = words.Length - k + initials;
            foreach (var (id, _) in similar[i])
            {
                var listed = _index.Words.Word(id);
                Touch(_index.Words.NamesOf(id), own, listed.IsInitial ? 0 : listed.Weight(name.Kind), weight - left, atMost);
            }

            left -= own;
            if (_index.Words.JoinedAs(words[i]) is { } apart) Touch(apart, own, 2);
            if ((everyKind || name.Kind == NameKind.Organisation) && _index.Words.AbbreviatedAs(words[i]) is { } spelled) Touch(spelled, own, Longest);
            if (i + 1 < words.Length) TouchJoined(words, i, name.Kind);
        }

        if ((everyKind || name.Kind == NameKind.Organisation) && words.Length > 1 && _index.Words.TryFind(WordIndex.Initials(name), out var shortened)) Touch(_index.Words.NamesOf(shortened), Longest, Longest);
    }

    private void MakeRoom()
    {
        if (_met.Length < _index.Count) Array.Resize(ref _met, Math.Max(_index.Count, _met.Length * 2));
        for (; _filled < _index.Count; _filled++)
        {
            var most = _index.Names[_filled].Name.Kind == NameKind.Person ? MostConflict : MostConflictOfOthers;
            // An initial may stand for any word of the other side.
            (_met[_filled].Limit, _met[_filled].Weight) = (most + _index.Initials[_filled], _index.Weights[_filled] - most);
        }
    }

    private void TouchJoined(Word[] words, int at, NameKind kind)
    {
        var together = words[at].Text + words[at + 1].Text;
        if (_index.Words.TryFind(together, out var id)) Touch(_index.Words.NamesOf(id), words[at].Weight(kind) + words[at + 1].Weight(kind), 2);
        if (at + 2 < words.Length && _index.Words.TryFind(together + words[at + 2].Text, out id)) Touch(_index.Words.NamesOf(id), words[at].Weight(kind) + words[at + 1].Weight(kind) + words[at + 2].Weight(kind), 3);
    }

    /// <param name="names">The names that hold the word.</param>
    /// <param name="query">What it weighs in the query.</param>
    /// <param name="listed">What it weighs in the names.</param>
    /// <param name="gone">What the words before weighed, which a name that is met only now does not have.</param>
    /// <param name="atMost">What this word and those that come can cover of a name.</param>
    private void Touch(List<int> names, float query, float listed, float gone = 0, float atMost = Longest)
    {
        foreach (var id in CollectionsMarshal.AsSpan(names))
        {
            ref var met = ref _met[id];
            if (met.Seen == _stamp) continue;
            if (met.Seen == 0)
            {
                if (gone > met.Limit && met.Weight > atMost) continue;
                _touched.Add(id);
            }

            met.Seen = _stamp;
            met.Query += query;
            met.Listed += listed;
        }
    }

    private List<ScreeningHit> Best(int most)
    {
        var best = new List<ScreeningHit>();
        _hits.Sort((a, b) => a.Score.Score != b.Score.Score ? b.Score.Score.CompareTo(a.Score.Score) : a.Name.CompareTo(b.Name));
        foreach (var (id, query, score) in _hits)
        {
            var other = _index.Names[id];
            if (best.Count == most) break;
            if (!best.Exists(h => ReferenceEquals(h.Entry, other.Entry))) best.Add(new ScreeningHit(other.Entry, other.Entry.Names[other.At], score, query, other.Name));
        }

        return best;
    }

    /// <summary>What is known of a name while a query is gathered.</summary>
    private struct Met
    {
        /// <summary>The weight of the query's words that it has, or may have.</summary>
        public float Query;

        /// <summary>The weight of its own words that the query has.</summary>
        public float Listed;

        /// <summary>What of the query may be left over.</summary>
        public float Limit;

        /// <summary>Its weight without what may be left over.</summary>
        public float Weight;

        /// <summary>The last word by which it was met; 0 for none.</summary>
        public int Seen;
    }
}
