using Puente.Graph.Budgets;
using Puente.Graph.Filters;
using Puente.Graph.Links;
using Puente.Graph.Memory;
using Puente.Graph.Reaches;

namespace Puente.Graph.Paths;

/// <summary>
/// Goes deeper edge by edge, but only to vertices from which the goal is near enough: the distances to the goal are found first, level
/// by level, and bound what is worth trying.
/// </summary>
internal sealed class SimpleSearch<TFilter, TClasses>
    where TFilter : struct, IEdgeFilter
    where TClasses : struct, IClasses
{
    private readonly Snapshot _snapshot;
    private readonly TFilter _filter;
    private readonly TClasses _classes;
    private readonly int _hops;
    private readonly TimeOrder _order;
    private readonly Along _along;
    private readonly Window _window;
    private readonly int _most;
    private readonly Reading<TClasses> _out;
    private readonly Reading<TClasses> _in;
    private readonly List<int> _edges = [];
    private readonly List<int> _ends = [];
    private readonly List<int> _path = [];
    private readonly HashSet<int> _on = [];
    private HashSet<int> _goal = [];
    private VertexTable _table = null!;
    private int _floor = int.MinValue;
    private int _start;
    private bool _closed;
    private Meter _meter;

    public SimpleSearch(Snapshot snapshot, TFilter filter, TClasses classes, int hops, TimeOrder order, Along along, Window window, int most, Budget budget)
    {
        (_snapshot, _filter, _classes, _hops, _order, _along, _window, _most) = (snapshot, filter, classes, hops, order, along, window, most);
        (_out, _in, _meter) = (new(snapshot, true, classes), new(snapshot, false, classes), new Meter(budget));
    }

    public PathList Between(IReadOnlyCollection<int> from, IReadOnlyCollection<int> to)
    {
        var starts = from.Select(v => _classes.Of(v)).Distinct().Order().ToList();
        _goal = [.. to.Select(v => _classes.Of(v))];
        _on.UnionWith(starts);
        Measure(_goal);
        foreach (var start in starts)
        {
            if (_meter.IsOver) break;
            _start = start;
            Deepen(start, 1, _window.From);
        }

        return Done();
    }

    /// <summary>Closed paths through one vertex, of two edges or more; with a floor, only over vertices above it.</summary>
    public void Around(int vertex, bool above)
    {
        _floor = above ? vertex : int.MinValue;
        (_closed, _start, _goal) = (true, vertex, [vertex]);
        Measure(_goal);
        if (!_meter.IsOver) Deepen(vertex, 1, _window.From);
        _table.Rest();
    }

    public bool IsOver => _meter.IsOver;

    public PathList Result() => new(_edges, _ends, _meter.Cut, _meter.Visits);

    private PathList Done()
    {
        _table.Rest();
        return Result();
    }

    /// <summary>Stamps every vertex from which the goal is fewer than <c>_hops</c> edges away.</summary>
    private void Measure(HashSet<int> goal)
    {
        _table = VertexTable.Rent(_snapshot.VertexCount);
        var walk = new LevelWalk<TFilter, TClasses>(_snapshot, _filter, _classes, _window, _table) { Floor = _floor };
        var (level, next) = (goal.ToList(), new List<int>());
        foreach (var vertex in level) walk.Start(vertex, _table.Stamp);
        var back = _along == Along.Both ? Along.Both : _along ^ Along.Both;
        for (var depth = 1; depth < _hops && level.Count > 0 && !_meter.IsOver; depth++)
        {
            next.Clear();
            walk.Spread(level, back, _table.Stamp, -1, depth, next, ref _meter);
            (level, next) = (next, level);
        }
    }

    private void Deepen(int vertex, int hop, long from)
    {
        foreach (var (edge, time, to) in Next(vertex, hop, from))
        {
            if (_meter.IsOver) return;
            _path.Add(edge);
            if (_goal.Contains(to))
            {
                if (_closed ? hop > 1 : to != _start) Keep();
            }
            else if (_on.Add(to))
            {
                Deepen(to, hop + 1, _order == TimeOrder.Increasing ? time + 1 : time);
                _on.Remove(to);
            }

            _path.RemoveAt(_path.Count - 1);
        }
    }

    private void Keep()
    {
        if (_ends.Count >= _most)
        {
            _meter.Cut |= Cut.Answers;
            return;
        }

        _edges.AddRange(_path);
        _ends.Add(_edges.Count);
    }

    private List<(int Edge, long Time, int To)> Next(int vertex, int hop, long from)
    {
        var found = new List<(int, long, int)>();
        var low = _order == TimeOrder.Any ? _window.From : from;
        HashSet<int>? met = _order == TimeOrder.Any ? [] : null;
        if ((_along & Along.Out) != 0) Collect(_out.Between(vertex, low, _window.Until), hop, met, found);
        if ((_along & Along.In) != 0) Collect(_in.Between(vertex, low, _window.Until), hop, met, found);
        return found;
    }

    private void Collect(ReadOnlySpan<Edge> edges, int hop, HashSet<int>? met, List<(int, long, int)> into)
    {
        _meter.Spend(edges.Length + 1);
        foreach (ref readonly var edge in edges)
        {
            if (!_filter.Admits(edge)) continue;
            var to = _classes.Of(edge.Neighbour);
            ref readonly var entry = ref _table.Entries[to];
            if (to < _floor || entry.Stamp != _table.Stamp || entry.Depth > _hops - hop) continue;
            if (met is null || met.Add(to)) into.Add((edge.Number, edge.Time, to));
        }
    }
}
