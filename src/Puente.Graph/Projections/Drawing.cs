using Puente.Graph.Budgets;
using Puente.Graph.Filters;
using Puente.Graph.Links;

namespace Puente.Graph.Projections;

/// <summary>Collects admitted edges as pairs of vertices, puts them in order and adds up those of one pair.</summary>
internal sealed class Drawing<TFilter, TClasses>(Snapshot snapshot, TFilter filter, TClasses classes, ProjectionOptions options, Budget budget)
    where TFilter : struct, IEdgeFilter
    where TClasses : struct, IClasses
{
    private readonly List<long> _pairs = [];
    private readonly List<double> _weights = [];
    private Meter _meter = new(budget);

    public Projection Draw()
    {
        HashSet<int>? only = options.Vertices is { } chosen ? [.. chosen.Select(v => classes.Of(v))] : null;
        if (only is null)
            for (var vertex = 0; vertex < snapshot.VertexCount && !_meter.IsOver; vertex++) Collect(vertex, classes.Of(vertex), null);
        else
            foreach (var kept in only.Order())
                foreach (var member in classes.IsSingle(kept) ? [kept] : classes.Members(kept).ToArray())
                    Collect(member, kept, only);
        return Number();
    }

    private void Collect(int vertex, int from, HashSet<int>? only)
    {
        if (_meter.IsOver) return;
        var edges = snapshot.Out(vertex);
        foreach (ref readonly var edge in edges)
        {
            if (!filter.Admits(edge) || !options.Window.Holds(edge.Time)) continue;
            var to = classes.Of(edge.Neighbour);
            if (to == from || only?.Contains(to) == false) continue;
            var weight = options.Weight == Weight.Count ? 1 : Math.Max(0.0, snapshot.AmountOf(edge));
            Add(from, to, weight);
            if (!options.Directed) Add(to, from, weight);
        }

        _meter.Spend(edges.Length + 1);
    }

    private void Add(int from, int to, double weight)
    {
        _pairs.Add((long)from << 32 | (uint)to);
        _weights.Add(weight);
    }

    private Projection Number()
    {
        var (pairs, weights) = (_pairs.ToArray(), _weights.ToArray());
        // By pair; of one pair in the order in which they were met, so that sums do not depend on the sort.
        var order = new int[pairs.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(pairs, order);
        var (kept, summed) = (new List<long>(), new List<double>());
        for (var i = 0; i < pairs.Length;)
        {
            var next = i + 1;
            while (next < pairs.Length && pairs[next] == pairs[i]) next++;
            order.AsSpan(i, next - i).Sort();
            var sum = 0.0;
            for (var j = i; j < next; j++) sum += weights[order[j]];
            kept.Add(pairs[i]);
            summed.Add(sum);
            i = next;
        }

        var present = new bool[snapshot.VertexCount];
        foreach (var pair in kept) (present[(int)(pair >> 32)], present[(int)(pair & uint.MaxValue)]) = (true, true);
        var number = new int[snapshot.VertexCount];
        var count = 0;
        for (var v = 0; v < present.Length; v++) number[v] = present[v] ? count++ : -1;
        var (vertices, starts, to) = (new int[count], new int[count + 1], new int[kept.Count]);
        for (var v = 0; v < present.Length; v++)
            if (present[v]) vertices[number[v]] = v;
        for (var i = 0; i < kept.Count; i++)
        {
            starts[number[(int)(kept[i] >> 32)] + 1]++;
            to[i] = number[(int)(kept[i] & uint.MaxValue)];
        }

        for (var v = 0; v < count; v++) starts[v + 1] += starts[v];
        return new Projection(vertices, starts, to, [.. summed], options.Directed, _meter.Cut, _meter.Visits);
    }
}
