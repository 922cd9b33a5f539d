using Puente.Graph.Filters;

namespace Puente.Graph.Links;

/// <summary>All links by their ends. Immutable: a change makes another table, since links are few and change seldom.</summary>
internal sealed class LinkTable
{
    private readonly Dictionary<int, List<int>> _at = [];

    public LinkTable(IReadOnlyList<Link> links)
    {
        All = links;
        foreach (var link in links)
        {
            if (link.Mark == Edge.Removed || link.A == link.B) continue;
            Add(link.A, link.Number);
            Add(link.B, link.Number);
        }
    }

    public static LinkTable None { get; } = new([]);

    public IReadOnlyList<Link> All { get; }

    /// <summary>True when no link stands, so that walks need not look.</summary>
    public bool IsEmpty => _at.Count == 0;

    public bool Touches(int vertex) => _at.ContainsKey(vertex);

    /// <summary>The vertices that are one with this one by the links admitted, in ascending order, itself among them.</summary>
    public int[] ClassOf<TFilter>(int vertex, TFilter filter)
        where TFilter : struct, IEdgeFilter
    {
        if (!_at.ContainsKey(vertex)) return [vertex];
        var found = new SortedSet<int> { vertex };
        var waiting = new Stack<int>([vertex]);
        while (waiting.TryPop(out var at))
            foreach (var number in _at[at])
            {
                var link = All[number];
                if (!filter.AdmitsLink(link.Mark)) continue;
                var other = link.A == at ? link.B : link.A;
                if (found.Add(other)) waiting.Push(other);
            }

        return [.. found];
    }

    private void Add(int vertex, int number)
    {
        if (_at.TryGetValue(vertex, out var numbers)) numbers.Add(number);
        else _at[vertex] = [number];
    }
}
