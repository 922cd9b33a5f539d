namespace Puente.Graph.Layouts;

/// <summary>One connected part of a drawing while it settles.</summary>
internal sealed class Part
{
    private const int Alone = 512;
    private readonly int[][] _near;
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double[] _dx;
    private readonly double[] _dy;

    /// <param name="order">Its nodes from the busiest outwards.</param>
    /// <param name="near">The neighbours of every node of the drawing.</param>
    public Part(List<int> order, int[][] near)
    {
        var local = new Dictionary<int, int>(order.Count);
        for (var i = 0; i < order.Count; i++) local[order[i]] = i;
        _near = [.. order.Select(n => Array.ConvertAll(near[n], other => local[other]))];
        (_x, _y, _dx, _dy) = (new double[order.Count], new double[order.Count], new double[order.Count], new double[order.Count]);
        Fan();
    }

    private int Count => _x.Length;

    /// <summary>Lets the forces work until little moves, and gives every node a square of its own.</summary>
    public IReadOnlyList<Spot> Settle(CancellationToken stop)
    {
        var rounds = Count < 3 ? 0 : Math.Clamp(300_000 / Count, 70, 300);
        var far = new FarField(Count);
        for (var round = 0; round < rounds; round++)
        {
            stop.ThrowIfCancellationRequested();
            far.Read(_x, _y);
            if (Count < Alone) Push(far, 0, Count);
            else Parallel.For(0, (Count + Alone - 1) / Alone, block => Push(far, block * Alone, Math.Min((block + 1) * Alone, Count)));
            var most = ForceLayout.Length * 2 * Math.Pow(1 - ((double)round / rounds), 1.5) + 1;
            for (var i = 0; i < Count; i++)
            {
                var length = Math.Sqrt((_dx[i] * _dx[i]) + (_dy[i] * _dy[i]));
                if (length < 1e-9) continue;
                var step = Math.Min(length, most) / length;
                _x[i] += _dx[i] * step;
                _y[i] += _dy[i] * step;
            }
        }

        return Apart();
    }

    /// <summary>A tree around the first node: each branch has an angle as wide as it has nodes.</summary>
    private void Fan()
    {
        var (parent, depth, weight) = (new int[Count], new int[Count], new double[Count]);
        Array.Fill(parent, -1);
        parent[0] = 0;
        for (var i = 0; i < Count; i++)
            foreach (var other in _near[i])
            {
                if (parent[other] >= 0) continue;
                (parent[other], depth[other]) = (i, depth[i] + 1);
            }

        for (var i = Count - 1; i >= 0; i--)
        {
            weight[i] += 1;
            if (i > 0) weight[parent[i]] += weight[i];
        }

        var (from, width) = (new double[Count], new double[Count]);
        width[0] = Math.Tau;
        for (var i = 1; i < Count; i++)
        {
            var up = parent[i];
            width[i] = width[up] * weight[i] / Math.Max(1, weight[up] - 1);
            var angle = from[up] + (width[i] / 2);
            from[i] = from[up];
            // What is left of the parent's angle begins behind this branch.
            from[up] += width[i];
            (width[up], weight[up]) = (width[up] - width[i], weight[up] - weight[i]);
            var radius = depth[i] * ForceLayout.Length * Math.Max(1, Math.Sqrt(Count) / 6);
            (_x[i], _y[i]) = (radius * Math.Cos(angle), radius * Math.Sin(angle));
        }
    }

    private void Push(FarField far, int first, int end)
    {
        const double K = ForceLayout.Length;
        for (var i = first; i < end; i++)
        {
            var (dx, dy) = far.Away(i, K * K);
            foreach (var other in _near[i])
            {
                var (x, y) = (_x[other] - _x[i], _y[other] - _y[i]);
                var pull = Math.Sqrt((x * x) + (y * y)) / K;
                (dx, dy) = (dx + (x * pull), dy + (y * pull));
            }

            (_dx[i], _dy[i]) = (dx, dy);
        }
    }

    /// <summary>Whoever finds his square taken goes to the next free one, ring by ring.</summary>
    private Spot[] Apart()
    {
        const double Side = ForceLayout.Cell;
        var (taken, spots) = (new HashSet<(long, long)>(), new Spot[Count]);
        for (var i = 0; i < Count; i++)
        {
            var (column, line) = ((long)Math.Floor(_x[i] / Side), (long)Math.Floor(_y[i] / Side));
            if (taken.Add((column, line)))
            {
                spots[i] = new Spot(Math.Round(_x[i], 1), Math.Round(_y[i], 1));
                continue;
            }

            var free = Around(column, line).First(taken.Add);
            spots[i] = new Spot((free.Column + 0.5) * Side, (free.Line + 0.5) * Side);
        }

        return spots;
    }

    private static IEnumerable<(long Column, long Line)> Around(long column, long line)
    {
        for (long ring = 1; ; ring++)
            for (var dx = -ring; dx <= ring; dx++)
                for (var dy = -ring; dy <= ring; dy++)
                    if (Math.Max(Math.Abs(dx), Math.Abs(dy)) == ring) yield return (column + dx, line + dy);
    }
}
