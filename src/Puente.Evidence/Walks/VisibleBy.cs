using Puente.Evidence.Sharing;

namespace Puente.Evidence.Walks;

/// <summary>
/// By what markings entities can be seen: a viewer sees an entity who reads at least one of its attributes. Sets of markings are kept once
/// each; number 0 is the empty set, by which nobody sees anything. Written by one thread at a time.
/// </summary>
internal sealed class VisibleBy
{
    private readonly List<long[]> _sets = [[]];
    private readonly Dictionary<(int Set, long Marking), int> _with = [];
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly Dictionary<long, int> _of = [];

    /// <summary>The set of an entity.</summary>
    public int this[long entity] => _of.GetValueOrDefault(entity);

    /// <summary>An attribute of the entity, in force, has this marking.</summary>
    public void Add(long entity, long marking) => _of[entity] = With(this[entity], marking);

    /// <summary>Sets anew by what an entity can be seen; true when that is another set than before.</summary>
    public bool Set(long entity, IEnumerable<long> markings)
    {
        var set = markings.Aggregate(0, With);
        if (this[entity] == set) return false;
        _of[entity] = set;
        return true;
    }

    /// <summary>Whether a viewer reads by one of the set.</summary>
    public bool Shows(int set, Sight sight)
    {
        foreach (var marking in _sets[set])
            if (sight.Reads(marking, Field.Value)) return true;
        return false;
    }

    private int With(int set, long marking)
    {
        if (_with.TryGetValue((set, marking), out var known)) return known;
        long[] markings = [.. _sets[set].Append(marking).Distinct().Order()];
        var name = string.Join(',', markings);
        if (!_known.TryGetValue(name, out var number))
        {
            number = _known[name] = _sets.Count;
            _sets.Add(markings);
        }

        return _with[(set, marking)] = number;
    }
}
