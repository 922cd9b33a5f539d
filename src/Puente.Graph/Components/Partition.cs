using Puente.Graph.Budgets;

namespace Puente.Graph.Components;

/// <summary>The vertices of a projection in groups that do not overlap, numbered from 0 by the smallest vertex in each.</summary>
public sealed class Partition
{
    private readonly int[] _of;

    private Partition(int[] of, int count, Cut cut) => (_of, Count, Cut) = (of, count, cut);

    /// <summary>How many groups there are.</summary>
    public int Count { get; }

    /// <summary>What was left out of the projection, or of the search, and why.</summary>
    public Cut Cut { get; }

    /// <summary>The group of each vertex.</summary>
    public ReadOnlySpan<int> Groups => _of;

    /// <summary>The group of a vertex of the projection.</summary>
    public int this[int vertex] => _of[vertex];

    /// <summary>How many vertices each group has.</summary>
    public int[] Sizes()
    {
        var sizes = new int[Count];
        foreach (var group in _of) sizes[group]++;
        return sizes;
    }

    internal static Partition Of(int[] labels, Cut cut)
    {
        var (numbers, of) = (new Dictionary<int, int>(), new int[labels.Length]);
        for (var v = 0; v < labels.Length; v++)
        {
            if (!numbers.TryGetValue(labels[v], out var number)) numbers[labels[v]] = number = numbers.Count;
            of[v] = number;
        }

        return new Partition(of, numbers.Count, cut);
    }
}
