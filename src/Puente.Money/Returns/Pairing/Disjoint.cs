namespace Puente.Money.Returns.Pairing;

/// <summary>Sets of what is one, joined as they are told.</summary>
internal sealed class Disjoint<T>
    where T : IEquatable<T>
{
    private readonly Dictionary<T, T> _parents = [];

    /// <summary>Everything that was named.</summary>
    public IReadOnlyCollection<T> Members => _parents.Keys;

    /// <summary>Makes two sets one, known by the root of the second.</summary>
    public void Join(T left, T right)
    {
        var (one, other) = (Root(left), Root(right));
        if (!one.Equals(other)) _parents[one] = other;
    }

    /// <summary>The sets.</summary>
    public IEnumerable<List<T>> All() => _parents.Keys.ToList().GroupBy(Root).Select(g => g.ToList());

    /// <summary>The member by which the set of this one is known.</summary>
    public T Root(T member)
    {
        if (!_parents.TryGetValue(member, out var parent))
        {
            _parents[member] = member;
            return member;
        }

        return parent.Equals(member) ? member : _parents[member] = Root(parent);
    }
}
