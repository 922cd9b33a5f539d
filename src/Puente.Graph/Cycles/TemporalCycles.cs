using Puente.Graph.Budgets;
using Puente.Graph.Filters;
using Puente.Graph.Links;
using Puente.Graph.Memory;
using Puente.Graph.Paths;

namespace Puente.Graph.Cycles;

/// <summary>
/// Cycles in order of time through one vertex after another, met in the middle: half of the way back is walked first and noted by the
/// vertex it comes from; then half of the way out, whose last edges are only looked up.
/// </summary>
internal sealed class TemporalCycles<TFilter, TClasses>
    where TFilter : struct, IEdgeFilter
    where TClasses : struct, IClasses
{
    private readonly CycleQuestion _ask;
    private readonly Snapshot _snapshot;
    private readonly TFilter _filter;
    private readonly bool _all;
    private readonly Reading<TClasses> _out;
    private readonly StepList _back = new();
    private readonly StepList _forth = new();
    private readonly MeetingTable _meetings = new();
    private readonly TemporalPaths _backAsk;
    private readonly TemporalPaths _forthAsk;
    private readonly int[] _start = new int[1];
    private readonly List<int> _edges = [];
    private readonly List<int> _ends = [];
    private readonly List<(int Edge, long Amount)> _ring = [];
    private Meter _meter;

    public TemporalCycles(CycleQuestion ask, Snapshot snapshot, TFilter filter, TClasses classes, Budget budget, bool all)
    {
        (_ask, _snapshot, _filter, _all, _meter) = (ask, snapshot, filter, all, new Meter(budget));
        _out = new Reading<TClasses>(snapshot, true, classes);
        _forthAsk = new TemporalPaths
        {
            Starts = _start,
            Order = ask.Order,
            Window = ask.Window,
            Span = ask.Span,
            MinimumAmount = ask.MinimumAmount,
            Ratio = ask.Ratio,
            Hops = (ask.Hops + 1) / 2 - 1,
            MostPaths = int.MaxValue,
        };
        _backAsk = _forthAsk with { Direction = Direction.Backward, Hops = ask.Hops / 2 };
    }

    public bool IsOver => _meter.IsOver;

    public PathList Result() => new(_edges, _ends, _meter.Cut, _meter.Visits);

    public void Around(int vertex)
    {
        if (_out.IsBare(vertex)) return;
        _start[0] = vertex;
        Walk(_backAsk, _back);
        if (_back.Count == 1) return;
        _meetings.Fill(_back);
        Walk(_forthAsk, _forth);
        for (var at = 0; at < _forth.Count && !_meter.IsOver; at++)
        {
            if (at + Prefetching.HeadAhead < _forth.Count) _out.ExpectHead(_forth[at + Prefetching.HeadAhead].Vertex);
            if (at + Prefetching.EdgesAhead < _forth.Count) _out.ExpectEdges(_forth[at + Prefetching.EdgesAhead].Vertex);
            Meet(at, vertex);
        }
    }

    private void Walk(TemporalPaths ask, StepList into)
    {
        var walk = new PathWalk<TFilter, TClasses>(ask, _snapshot, _filter, _out.Classes, into, _meter);
        walk.Walk();
        _meter = walk.Meter;
    }

    private void Meet(int at, int start)
    {
        var step = _forth[at];
        var (low, high) = PathLimits.Times(_forthAsk, _forth, step);
        var (least, most) = PathLimits.Amounts(_forthAsk, step);
        if (low > high || least > most) return;
        var seen = 1;
        foreach (ref readonly var edge in _out.From(step.Vertex, low, high))
        {
            if (edge.Time > high) break;
            seen++;
            var to = _out.Classes.Of(edge.Neighbour);
            if (!_meetings.MayHold(to) || to == start || !_filter.Admits(edge)) continue;
            var amount = _snapshot.AmountOf(edge);
            if (amount < least || amount > most || _forth.Passes(at, to)) continue;
            for (var back = _meetings.First(to); back > 0; back = _meetings.Next(back)) Close(at, edge, amount, back);
        }

        _meter.Spend(seen);
    }

    /// <summary>Keeps the cycle that goes out by a path, on by an edge, and home by a path from where the edge leads, if there is one.</summary>
    private void Close(int at, in Edge edge, long amount, int back)
    {
        var (forth, home) = (_forth[at], _back[back]);
        var length = forth.Hops + 1 + home.Hops;
        // A length is met at one place only: as many edges home as out, or one fewer.
        if (length > _ask.Hops || home.Hops < forth.Hops || home.Hops > forth.Hops + 1) return;
        if (_ask.Order == TimeOrder.Increasing ? home.Time <= edge.Time : home.Time < edge.Time) return;
        if (_ask.Ratio is { } ratio && ratio.After(amount) is var (low, high) && (home.Amount < low || home.Amount > high)) return;
        for (var place = home.Parent; _back[place].Parent >= 0; place = _back[place].Parent)
            if (_forth.Passes(at, _back[place].Vertex)) return;
        var first = _forth.FirstOf(at);
        var firstTime = first < 0 ? edge.Time : _forth[first].Time;
        var last = _back.FirstOf(back);
        if (_ask.Span is { } span && _back[last].Time - firstTime > span) return;
        if (_all && _ask.Order == TimeOrder.NonDecreasing && _back[last].Time == firstTime && !IsFirst(at, edge.Number, amount, back)) return;
        if (_ends.Count >= _ask.MostCycles)
        {
            _meter.Cut |= Cut.Answers;
            return;
        }

        _forth.AddEdges(at, _edges);
        _edges.Add(edge.Number);
        for (var place = back; _back[place].Parent >= 0; place = _back[place].Parent) _edges.Add(_back[place].Edge);
        _ends.Add(_edges.Count);
    }

    /// <summary>When all edges happened at one time, the cycle may begin at any edge from which on the ratio holds; it counts at the one with the smallest number.</summary>
    private bool IsFirst(int at, int middle, long amount, int back)
    {
        _ring.Clear();
        for (var place = at; _forth[place].Parent >= 0; place = _forth[place].Parent) _ring.Add((_forth[place].Edge, _forth[place].Amount));
        _ring.Reverse();
        _ring.Add((middle, amount));
        for (var place = back; _back[place].Parent >= 0; place = _back[place].Parent) _ring.Add((_back[place].Edge, _back[place].Amount));
        for (var start = 1; start < _ring.Count; start++)
            if (_ring[start].Edge < _ring[0].Edge && HoldsFrom(start)) return false;
        return true;
    }

    private bool HoldsFrom(int start)
    {
        if (_ask.Ratio is not { } ratio) return true;
        for (var i = 0; i < _ring.Count - 1; i++)
        {
            var (low, high) = ratio.After(_ring[(start + i) % _ring.Count].Amount);
            if (_ring[(start + i + 1) % _ring.Count].Amount is var next && (next < low || next > high)) return false;
        }

        return true;
    }
}
