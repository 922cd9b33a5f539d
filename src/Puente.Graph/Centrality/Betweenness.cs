using Puente.Graph.Budgets;
using Puente.Graph.Projections;

namespace Puente.Graph.Centrality;

/// <summary>
/// On how many of the shortest paths between others each vertex stands (Freeman 1977, computed after Brandes 2001). Parallel edges count
/// as one, weights do not matter; undirected, each pair of ends counts once.
/// </summary>
public sealed record Betweenness
{
    /// <summary>Parts that sources are dealt into; fixed, so that sums do not depend on the machine.</summary>
    private const int Parts = 8;

    /// <summary>Sources to go out from; null, or as many as there are vertices, for the exact figure. 256 are usual for large graphs.</summary>
    public int? Sources { get; init; }

    /// <summary>Seed of the choice of sources.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Computes it, on all cores.</summary>
    public BetweennessScores Ask(Projection graph, Budget budget = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (Sources is { } wanted) ArgumentOutOfRangeException.ThrowIfLessThan(wanted, 2, nameof(Sources));
        var order = Enumerable.Range(0, graph.Count).ToArray();
        var exact = Sources is null || Sources >= graph.Count;
        if (!exact) new Random(Seed).Shuffle(order);
        var chosen = exact ? order : order[..Sources!.Value];
        var parts = new BrandesPart[Parts];
        var size = (chosen.Length + Parts - 1) / Parts;
        Parallel.For(0, Parts, part =>
        {
            var own = chosen.AsSpan(Math.Min(chosen.Length, part * size)..Math.Min(chosen.Length, (part + 1) * size));
            parts[part] = new BrandesPart(graph, squares: !exact, budget with { Visits = budget.Visits / Parts });
            foreach (var source in own)
                if (!parts[part].GoOutFrom(source)) break;
        });
        return Put(graph, parts, exact);
    }

    private static BetweennessScores Put(Projection graph, BrandesPart[] parts, bool exact)
    {
        var (n, walked) = ((double)graph.Count, parts.Sum(p => p.Walked));
        var (scores, errors) = (new double[graph.Count], new double[graph.Count]);
        exact = exact && walked == graph.Count;
        var half = graph.IsDirected ? 1 : 0.5;
        for (var v = 0; v < scores.Length; v++)
        {
            double sum = 0, squares = 0;
            foreach (var part in parts) (sum, squares) = (sum + part.Sum[v], squares + part.SquareAt(v));
            scores[v] = half * sum * (exact ? 1 : n / Math.Max(1, walked));
            if (exact || walked < 2) continue;
            var variance = Math.Max(0, (squares - sum * sum / walked) / (walked - 1));
            errors[v] = half * n * Math.Sqrt(variance / walked * (1 - walked / n));
        }

        return new BetweennessScores(scores, errors, exact, walked, parts.Aggregate(graph.Cut, (cut, p) => cut | p.Cut));
    }
}
