using Puente.Graph.Budgets;
using Puente.Graph.Components;
using Puente.Graph.Projections;

namespace Puente.Graph.Communities;

/// <summary>
/// Groups of vertices that are joined more within than chance would have it: modularity, improved after Leiden (Traag, Waltman and van
/// Eck 2019), which promises that each community hangs together. The same seed gives the same communities.
/// </summary>
public sealed record Leiden
{
    /// <summary>More than 1 makes smaller communities, less makes larger ones.</summary>
    public double Resolution { get; init; } = 1;

    /// <summary>Seed of the order in which vertices are tried.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Finds communities of an undirected projection.</summary>
    /// <exception cref="ArgumentException">The projection is directed, or the resolution is not above 0.</exception>
    public Partition Ask(Projection graph, Budget budget = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (graph.IsDirected) throw new ArgumentException("Communities are found in an undirected projection.");
        if (!(Resolution > 0)) throw new ArgumentException("The resolution has to be above 0.");
        var (meter, random) = (new Meter(budget), new Random(Seed));
        var network = Network.Of(graph);
        var member = Enumerable.Range(0, graph.Count).ToArray();
        var community = Enumerable.Range(0, graph.Count).ToArray();
        while (true)
        {
            LocalMoving.Improve(network, community, Resolution, random, ref meter);
            var groups = Network.Renumber(community);
            if (groups == network.Count || meter.IsOver) break;
            var refined = Refinement.Refine(network, community, groups, Resolution, random, ref meter);
            var parts = Network.Renumber(refined);
            if (parts == network.Count) break;
            var above = new int[parts];
            for (var v = 0; v < refined.Length; v++) above[refined[v]] = community[v];
            for (var v = 0; v < member.Length; v++) member[v] = refined[member[v]];
            (network, community) = (network.Gather(refined, parts), above);
        }

        return Partition.Of([.. member.Select(m => community[m])], graph.Cut | meter.Cut);
    }

    /// <summary>Modularity of a partition: 0 is chance, towards 1 is clear-cut (Newman and Girvan 2004, with the resolution).</summary>
    public double Quality(Projection graph, Partition partition)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(partition);
        var (within, strength, total) = (0.0, new double[partition.Count], 0.0);
        for (var v = 0; v < graph.Count; v++)
        {
            var (next, weights) = (graph.Next(v).ToArray(), graph.Weights(v).ToArray());
            for (var i = 0; i < next.Length; i++)
            {
                total += weights[i];
                strength[partition[v]] += weights[i];
                if (partition[next[i]] == partition[v]) within += weights[i];
            }
        }

        return total == 0 ? 0 : within / total - Resolution * strength.Sum(s => s / total * (s / total));
    }
}
