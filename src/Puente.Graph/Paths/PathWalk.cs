using System.Runtime.CompilerServices;
using Puente.Graph.Budgets;
using Puente.Graph.Filters;
using Puente.Graph.Links;
using Puente.Graph.Memory;

namespace Puente.Graph.Paths;

/// <summary>Expands paths level by level: all that wait at one level are known, so that the memory of those ahead can be asked for in time.</summary>
internal ref struct PathWalk<TFilter, TClasses>
    where TFilter : struct, IEdgeFilter
    where TClasses : struct, IClasses
{
    [ThreadStatic]
    private static Step[]? _pool;

    private readonly TemporalPaths _ask;
    private readonly Snapshot _snapshot;
    private readonly TFilter _filter;
    private readonly Reading<TClasses> _reading;
    private readonly bool _forward;
    private readonly bool _ascending;
    private readonly int _most;
    private Meter _meter;
    private Step[] _steps;
    private int _count;

    public PathWalk(TemporalPaths ask, Snapshot snapshot, TFilter filter, TClasses classes, Budget budget)
    {
        (_ask, _snapshot, _filter, _meter) = (ask, snapshot, filter, new Meter(budget));
        _forward = ask.Direction == Direction.Forward;
        _ascending = ask.Keep == Keep.Earliest || (ask.Keep == Keep.Nearest && _forward);
        _most = ask.PerExpansion == 0 ? int.MaxValue : ask.PerExpansion;
        _reading = new Reading<TClasses>(snapshot, _forward, classes);
        _steps = Interlocked.Exchange(ref _pool, null) ?? new Step[1024];
    }

    public PathTree Run()
    {
        foreach (var start in _ask.Starts) Add(new Step(-1, _reading.Classes.Of(start), -1, 0, 0, 0));
        var (first, starts) = (0, _count);
        for (var hop = 1; hop <= _ask.Hops && first < _count && !_meter.IsOver; hop++)
        {
            var end = _count;
            for (var at = first; at < end && !_meter.IsOver; at++)
            {
                if (at + Prefetching.HeadAhead < end) _reading.ExpectHead(_steps[at + Prefetching.HeadAhead].Vertex);
                if (at + Prefetching.EdgesAhead < end) _reading.ExpectEdges(_steps[at + Prefetching.EdgesAhead].Vertex);
                if (_steps[at].Hops >= 0) Expand(at, hop);
            }

            first = end;
        }

        var answer = new PathTree(_steps.AsSpan(0, _count).ToArray(), starts, _meter.Cut, _meter.Visits);
        if (_steps.Length <= 1 << 20) _pool = _steps;
        return answer;
    }

    private void Expand(int at, int hop)
    {
        var step = _steps[at];
        var (low, high) = Times(step);
        var (least, most) = Amounts(step);
        if (low > high || least > most) return;
        var (taken, seen) = (0, 0);
        if (_ascending)
        {
            foreach (ref readonly var edge in _reading.From(step.Vertex, low, high))
            {
                if (edge.Time > high) break;
                seen++;
                if (!Follows(edge, at, least, most)) continue;
                if (taken == _most || !Take(edge, at, hop))
                {
                    Leave();
                    break;
                }

                taken++;
            }
        }
        else
        {
            var edges = _reading.Until(step.Vertex, low, high);
            for (var i = edges.Length - 1; i >= 0; i--)
            {
                ref readonly var edge = ref edges[i];
                if (edge.Time < low) break;
                seen++;
                if (!Follows(edge, at, least, most)) continue;
                if (taken == _most || !Take(edge, at, hop))
                {
                    Leave();
                    break;
                }

                taken++;
            }
        }

        _meter.Spend(seen + 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool Follows(in Edge edge, int at, long least, long most)
    {
        if (!_filter.Admits(edge)) return false;
        var amount = edge.Amount;
        if (amount < least || amount > most || edge.IsClamped)
        {
            if (!edge.IsClamped) return false;
            amount = _snapshot.AmountOf(edge);
            if (amount < least || amount > most) return false;
        }

        return _ask.Repeats || IsNew(_reading.Classes.Of(edge.Neighbour), at);
    }

    private readonly bool IsNew(int vertex, int at)
    {
        for (; at >= 0; at = _steps[at].Parent)
            if (_steps[at].Vertex == vertex) return false;
        return true;
    }

    private bool Take(in Edge edge, int at, int hop)
    {
        if (_count - _ask.Starts.Count >= _ask.MostPaths) return false;
        var vertex = _reading.Classes.Of(edge.Neighbour);
        var stops = _ask.StopAt is { } stop && stop(vertex);
        Add(new Step(at, vertex, edge.Number, stops ? -1 - hop : hop, edge.Time, _snapshot.AmountOf(edge)));
        return true;
    }

    private void Leave() => _meter.Cut |= _count - _ask.Starts.Count >= _ask.MostPaths ? Cut.Answers : Cut.Expansion;

    private readonly (long Low, long High) Times(in Step step)
    {
        var window = _ask.Window;
        if (step.Parent < 0 || _ask.Order == TimeOrder.Any) return (window.From, window.Until);
        var apart = _ask.Order == TimeOrder.Increasing ? 1 : 0;
        return _forward
            ? (Math.Max(window.From, step.Time + apart), Math.Min(window.Until, _ask.Gap is { } longest ? step.Time + longest : long.MaxValue))
            : (Math.Max(window.From, _ask.Gap is { } furthest ? step.Time - furthest : long.MinValue), Math.Min(window.Until, step.Time - apart));
    }

    private readonly (long Least, long Most) Amounts(in Step step)
    {
        if (_ask.Ratio is not { } ratio || step.Parent < 0) return (_ask.MinimumAmount, long.MaxValue);
        var (low, high) = _forward ? ratio.After(step.Amount) : ratio.Before(step.Amount);
        return (Math.Max(low, _ask.MinimumAmount), high);
    }

    private void Add(in Step step)
    {
        if (_count == _steps.Length) Array.Resize(ref _steps, _steps.Length * 2);
        _steps[_count++] = step;
    }
}
