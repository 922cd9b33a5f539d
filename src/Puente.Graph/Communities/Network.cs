using Puente.Graph.Projections;

namespace Puente.Graph.Communities;

/// <summary>A weighted undirected graph whose vertices may stand for many: what each level of the search works on.</summary>
internal sealed class Network
{
    private Network(int[] starts, int[] to, double[] weights, double[] strength, double total) =>
        (Starts, To, Weights, Strength, Total) = (starts, to, weights, strength, total);

    public int[] Starts { get; }

    public int[] To { get; }

    public double[] Weights { get; }

    /// <summary>The weights at each vertex, those within what it stands for counted twice.</summary>
    public double[] Strength { get; }

    /// <summary>The sum of all strengths: twice the weight of the graph.</summary>
    public double Total { get; }

    public int Count => Strength.Length;

    public static Network Of(Projection graph)
    {
        var strength = new double[graph.Count];
        for (var v = 0; v < strength.Length; v++)
            foreach (var weight in graph.Weights(v)) strength[v] += weight;
        return new Network(graph.Starts, graph.To, graph.AllWeights, strength, strength.Sum());
    }

    /// <summary>Numbers labels 0, 1, 2... in the order of their first vertex, in place; returns how many there are.</summary>
    public static int Renumber(int[] labels)
    {
        var (numbers, count) = (new int[labels.Length], 0);
        Array.Fill(numbers, -1);
        for (var v = 0; v < labels.Length; v++)
        {
            ref var number = ref numbers[labels[v]];
            if (number < 0) number = count++;
            labels[v] = number;
        }

        return count;
    }

    /// <summary>One vertex for each part.</summary>
    public Network Gather(int[] part, int parts)
    {
        var strength = new double[parts];
        for (var v = 0; v < Count; v++) strength[part[v]] += Strength[v];
        var (members, heads) = ByPart(part, parts);
        var (starts, to, weights) = (new int[parts + 1], new List<int>(), new List<double>());
        var (sum, met) = (new double[parts], new List<int>());
        for (var p = 0; p < parts; p++)
        {
            for (var i = heads[p]; i < heads[p + 1]; i++)
                for (var e = Starts[members[i]]; e < Starts[members[i] + 1]; e++)
                {
                    var other = part[To[e]];
                    if (other == p) continue;
                    if (sum[other] == 0) met.Add(other);
                    sum[other] += Weights[e];
                }

            met.Sort();
            foreach (var other in met)
            {
                to.Add(other);
                weights.Add(sum[other]);
                sum[other] = 0;
            }

            met.Clear();
            starts[p + 1] = to.Count;
        }

        return new Network(starts, [.. to], [.. weights], strength, Total);
    }

    /// <summary>Vertices in the order of their part, and where each part begins.</summary>
    public static (int[] Members, int[] Heads) ByPart(int[] part, int parts)
    {
        var (heads, members) = (new int[parts + 1], new int[part.Length]);
        foreach (var p in part) heads[p + 1]++;
        for (var p = 0; p < parts; p++) heads[p + 1] += heads[p];
        var next = heads.ToArray();
        for (var v = 0; v < part.Length; v++) members[next[part[v]]++] = v;
        return (members, heads);
    }
}
