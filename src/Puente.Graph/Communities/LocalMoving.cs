using Puente.Graph.Budgets;

namespace Puente.Graph.Communities;

/// <summary>Moves vertices, one at a time, to the neighbouring community that raises modularity most; a vertex is tried again when a neighbour has moved.</summary>
internal static class LocalMoving
{
    public static void Improve(Network network, int[] community, double resolution, Random random, ref Meter meter)
    {
        var n = network.Count;
        var strength = new double[n];
        for (var v = 0; v < n; v++) strength[community[v]] += network.Strength[v];
        var order = Enumerable.Range(0, n).ToArray();
        random.Shuffle(order);
        var (queue, waits) = (new Queue<int>(order), new bool[n]);
        Array.Fill(waits, true);
        var (sum, met) = (new double[n], new List<int>());
        while (queue.TryDequeue(out var v) && !meter.IsOver)
        {
            waits[v] = false;
            var own = community[v];
            for (var e = network.Starts[v]; e < network.Starts[v + 1]; e++)
            {
                var other = community[network.To[e]];
                if (sum[other] == 0) met.Add(other);
                sum[other] += network.Weights[e];
            }

            strength[own] -= network.Strength[v];
            var (best, bestGain) = (own, Gain(sum[own], strength[own]));
            foreach (var other in met)
            {
                var gain = Gain(sum[other], strength[other]);
                if (gain > bestGain + 1e-12) (best, bestGain) = (other, gain);
            }

            strength[best] += network.Strength[v];
            community[v] = best;
            foreach (var other in met) sum[other] = 0;
            met.Clear();
            meter.Spend(network.Starts[v + 1] - network.Starts[v] + 1);
            if (best == own) continue;
            for (var e = network.Starts[v]; e < network.Starts[v + 1]; e++)
            {
                var other = network.To[e];
                if (community[other] == best || waits[other]) continue;
                waits[other] = true;
                queue.Enqueue(other);
            }

            double Gain(double joined, double held) => joined - resolution * network.Strength[v] * held / network.Total;
        }
    }
}
