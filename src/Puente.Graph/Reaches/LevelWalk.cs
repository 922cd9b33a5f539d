using Puente.Graph.Budgets;
using Puente.Graph.Filters;
using Puente.Graph.Links;
using Puente.Graph.Memory;

namespace Puente.Graph.Reaches;

/// <summary>
/// Spreads from a level of vertices to the next. What the edges lead to is first written down and asked for from memory, and only then
/// looked up, some hundred at a time, so that the reads overlap.
/// </summary>
internal sealed unsafe class LevelWalk<TFilter, TClasses>(Snapshot snapshot, TFilter filter, TClasses classes, Window window, VertexTable table)
    where TFilter : struct, IEdgeFilter
    where TClasses : struct, IClasses
{
    private const int Batch = 256;
    private readonly Reading<TClasses> _out = new(snapshot, true, classes);
    private readonly Reading<TClasses> _in = new(snapshot, false, classes);
    private readonly Candidate[] _waiting = new Candidate[Batch];
    private readonly bool _always = window == Window.Always;
    private int _count;
    private int _mine;
    private int _other;
    private int _depth;
    private List<int> _next = null!;

    /// <summary>Vertices below this are left aside.</summary>
    public int Floor { get; init; } = int.MinValue;

    /// <summary>Where the two sides met, once <see cref="Spread"/> returned true.</summary>
    public Candidate Meeting { get; private set; }

    /// <summary>Puts a start down.</summary>
    public bool Start(int vertex, int stamp)
    {
        ref var entry = ref table.Entries[vertex];
        if (entry.Stamp == stamp) return false;
        entry = new VertexTable.Entry { Stamp = stamp, Parent = -1, Edge = -1, Depth = 0 };
        return true;
    }

    /// <summary>
    /// Visits every vertex that one admitted edge joins to the level, and lists those not stamped <paramref name="mine"/> before. True as soon
    /// as one is stamped <paramref name="other"/>.
    /// </summary>
    public bool Spread(List<int> level, Along along, int mine, int other, int depth, List<int> next, ref Meter meter)
    {
        (_mine, _other, _depth, _next, _count) = (mine, other, depth, next, 0);
        for (var i = 0; i < level.Count; i++)
        {
            if (i + Prefetching.HeadAhead < level.Count) Expect(level[i + Prefetching.HeadAhead], along, true);
            if (i + Prefetching.EdgesAhead < level.Count) Expect(level[i + Prefetching.EdgesAhead], along, false);
            var vertex = level[i];
            var seen = 1;
            if ((along & Along.Out) != 0 && Walk(_out, vertex, ref seen)) return true;
            if ((along & Along.In) != 0 && Walk(_in, vertex, ref seen)) return true;
            if (!meter.Spend(seen)) break;
        }

        return Settle();
    }

    /// <summary>Edges at the vertices of a level, packed ones: what spreading from it would look at.</summary>
    public long Weight(List<int> level, Along along)
    {
        var sum = 0L;
        for (var i = 0; i < level.Count; i++)
        {
            if (i + Prefetching.HeadAhead < level.Count) Expect(level[i + Prefetching.HeadAhead], along, true);
            if ((along & Along.Out) != 0) sum += _out.Packed(level[i]);
            if ((along & Along.In) != 0) sum += _in.Packed(level[i]);
        }

        return sum;
    }

    private bool Walk(Reading<TClasses> reading, int vertex, ref int seen)
    {
        var edges = _always ? reading.All(vertex) : reading.Between(vertex, window.From, window.Until);
        seen += edges.Length;
        unchecked
        {
            foreach (ref readonly var edge in edges)
            {
                if (!filter.Admits(edge)) continue;
                var to = classes.Of(edge.Neighbour);
                if (to < Floor) continue;
                fixed (VertexTable.Entry* entry = &table.Entries[to]) Prefetching.At(entry);
                _waiting[_count++] = new Candidate(to, vertex, edge.Number);
                if (_count == Batch && Settle()) return true;
            }
        }

        return false;
    }

    private bool Settle()
    {
        var entries = table.Entries;
        for (var i = 0; i < _count; i++)
        {
            ref var entry = ref entries[_waiting[i].Vertex];
            if (entry.Stamp == _mine) continue;
            if (entry.Stamp == _other)
            {
                Meeting = _waiting[i];
                return true;
            }

            entry = new VertexTable.Entry { Stamp = _mine, Parent = _waiting[i].Parent, Edge = _waiting[i].Edge, Depth = _depth };
            _next.Add(_waiting[i].Vertex);
        }

        _count = 0;
        return false;
    }

    private void Expect(int vertex, Along along, bool head)
    {
        if ((along & Along.Out) != 0) Expect(_out, vertex, head);
        if ((along & Along.In) != 0) Expect(_in, vertex, head);
    }

    private static void Expect(Reading<TClasses> reading, int vertex, bool head)
    {
        if (head) reading.ExpectHead(vertex);
        else reading.ExpectEdges(vertex);
    }

    /// <summary>A vertex that an edge leads to from <paramref name="Parent"/>.</summary>
    internal readonly record struct Candidate(int Vertex, int Parent, int Edge);
}
