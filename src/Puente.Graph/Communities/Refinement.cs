using Puente.Graph.Budgets;

namespace Puente.Graph.Communities;

/// <summary>
/// Splits each community into parts that hang together well: every vertex begins alone, and one that is still alone may join a part of its
/// community, by chance, the likelier the more modularity gains.
/// </summary>
internal static class Refinement
{
    /// <summary>The randomness of a choice (theta in the paper).</summary>
    private const double Randomness = 0.01;

    public static int[] Refine(Network network, int[] community, int communities, double resolution, Random random, ref Meter meter)
    {
        var n = network.Count;
        var part = Enumerable.Range(0, n).ToArray();
        var (size, strength, outside, whole) = (new int[n], network.Strength.ToArray(), new double[n], new double[communities]);
        Array.Fill(size, 1);
        for (var v = 0; v < n; v++)
        {
            whole[community[v]] += network.Strength[v];
            for (var e = network.Starts[v]; e < network.Starts[v + 1]; e++)
                if (community[network.To[e]] == community[v]) outside[v] += network.Weights[e];
        }

        var (members, heads) = Network.ByPart(community, communities);
        var (sum, met, chances) = (new double[n], new List<int>(), new List<double>());
        for (var c = 0; c < communities && !meter.IsOver; c++)
        {
            var own = members.AsSpan(heads[c]..heads[c + 1]);
            random.Shuffle(own);
            foreach (var v in own)
            {
                if (size[part[v]] != 1 || !IsWellJoined(outside[v], strength[v], whole[c])) continue;
                for (var e = network.Starts[v]; e < network.Starts[v + 1]; e++)
                {
                    if (community[network.To[e]] != c) continue;
                    var other = part[network.To[e]];
                    if (sum[other] == 0) met.Add(other);
                    sum[other] += network.Weights[e];
                }

                var chosen = Choose(v, whole[c]);
                if (chosen >= 0)
                {
                    var alone = part[v];
                    outside[chosen] += outside[alone] - 2 * sum[chosen];
                    strength[chosen] += network.Strength[v];
                    size[chosen]++;
                    (size[alone], strength[alone], part[v]) = (0, 0, chosen);
                }

                foreach (var other in met) sum[other] = 0;
                met.Clear();
                meter.Spend(network.Starts[v + 1] - network.Starts[v] + 1);
            }
        }

        return part;

        bool IsWellJoined(double joined, double held, double all) => joined >= resolution * held * (all - held) / network.Total - 1e-12;

        int Choose(int v, double all)
        {
            chances.Clear();
            var total = 0.0;
            foreach (var other in met)
            {
                var gain = (sum[other] - resolution * network.Strength[v] * strength[other] / network.Total) / network.Total;
                if (gain >= 0 && IsWellJoined(outside[other], strength[other], all)) total += Math.Exp(Math.Min(gain / Randomness, 500));
                chances.Add(total);
            }

            if (total == 0) return -1;
            var drawn = random.NextDouble() * total;
            for (var i = 0; i < met.Count; i++)
                if (drawn < chances[i]) return met[i];
            return -1;
        }
    }
}
