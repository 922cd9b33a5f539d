using System.Runtime.InteropServices;

namespace Puente.Graph.Layouts;

/// <summary>How nodes push each other away: near ones one by one, far ones as if they were one (a quadtree with the middle and number of each square).</summary>
internal sealed class FarField(int count)
{
    private const double Wide = 0.81; // Square of how wide a square may look before it is opened.
    private const int Deepest = 24;
    private readonly List<Square> _squares = new(count * 2);
    private double[] _x = [];
    private double[] _y = [];

    private struct Square
    {
        public double X, Y, Half, SumX, SumY;
        public int Count, Node, First;
    }

    /// <summary>Reads where the nodes are now.</summary>
    public void Read(double[] x, double[] y)
    {
        (_x, _y) = (x, y);
        _squares.Clear();
        var (left, right, top, bottom) = (x.Min(), x.Max(), y.Min(), y.Max());
        _squares.Add(new Square { X = (left + right) / 2, Y = (top + bottom) / 2, Half = (Math.Max(right - left, bottom - top) / 2) + 1, Node = -1, First = -1 });
        for (var i = 0; i < x.Length; i++) Put(i);
    }

    /// <summary>The push on a node: strength over distance from every other.</summary>
    public (double X, double Y) Away(int node, double strength)
    {
        var (dx, dy, x, y) = (0.0, 0.0, _x[node], _y[node]);
        Span<int> open = stackalloc int[4 * (Deepest + 2)];
        var squares = CollectionsMarshal.AsSpan(_squares);
        var waiting = 0;
        open[waiting++] = 0;
        while (waiting > 0)
        {
            ref var square = ref squares[open[--waiting]];
            if (square.Count == 0) continue;
            var (awayX, awayY) = (x - (square.SumX / square.Count), y - (square.SumY / square.Count));
            var distance = (awayX * awayX) + (awayY * awayY);
            if (square.First >= 0 && 4 * square.Half * square.Half > Wide * distance)
            {
                for (var quarter = 0; quarter < 4; quarter++) open[waiting++] = square.First + quarter;
                continue;
            }

            if (square.First < 0 && square.Node == node && square.Count == 1) continue;
            if (distance < 1)
            {
                // On one spot: each goes its own way.
                (awayX, awayY, distance) = (Math.Cos(node), Math.Sin(node), 1);
            }

            var push = strength * square.Count / distance;
            (dx, dy) = (dx + (awayX * push), dy + (awayY * push));
        }

        return (dx, dy);
    }

    private void Put(int node)
    {
        var (at, depth) = (0, 0);
        while (true)
        {
            ref var square = ref CollectionsMarshal.AsSpan(_squares)[at];
            var other = square.Node;
            square.SumX += _x[node];
            square.SumY += _y[node];
            square.Count++;
            if (square.First < 0)
            {
                if (square.Count == 1 || depth == Deepest)
                {
                    square.Node = node;
                    return;
                }

                var (x, y, half) = (square.X, square.Y, square.Half / 2);
                (square.First, square.Node) = (_squares.Count, -1);
                for (var quarter = 0; quarter < 4; quarter++)
                    _squares.Add(new Square { X = x + ((quarter & 1) == 0 ? -half : half), Y = y + ((quarter & 2) == 0 ? -half : half), Half = half, Node = -1, First = -1 });
                var squares = CollectionsMarshal.AsSpan(_squares);
                ref var moved = ref squares[squares[at].First + Quarter(squares[at], other)];
                (moved.SumX, moved.SumY, moved.Count, moved.Node) = (_x[other], _y[other], 1, other);
            }

            var now = CollectionsMarshal.AsSpan(_squares)[at];
            (at, depth) = (now.First + Quarter(now, node), depth + 1);
        }
    }

    private int Quarter(in Square square, int node) => (_x[node] < square.X ? 0 : 1) + (_y[node] < square.Y ? 0 : 2);
}
