using Puente.Graph.Budgets;

namespace Puente.Graph.Paths;

/// <summary>Paths as rows of edge numbers, laid end to end.</summary>
public sealed class PathList
{
    private readonly int[] _edges;
    private readonly int[] _ends;

    internal PathList(List<int> edges, List<int> ends, Cut cut, long visits) => (_edges, _ends, Cut, Visits) = ([.. edges], [.. ends], cut, visits);

    /// <summary>How many paths there are.</summary>
    public int Count => _ends.Length;

    /// <summary>What was left out, and why.</summary>
    public Cut Cut { get; }

    /// <summary>Edges looked at.</summary>
    public long Visits { get; }

    /// <summary>The numbers of a path's edges, first to last.</summary>
    public ReadOnlySpan<int> this[int path] => _edges.AsSpan((path == 0 ? 0 : _ends[path - 1]).._ends[path]);
}
