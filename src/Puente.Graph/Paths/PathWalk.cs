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
    private readonly TemporalPaths _ask;
    private readonly Snapshot _snapshot;
    private readonly TFilter _filter;
    private readonly Reading<TClasses> _reading;
    private readonly bool _forward;
    private readonly bool _ascending;
    private readonly int _most;
    private readonly StepList _steps;
    private Meter _meter;

    public PathWalk(TemporalPaths ask, Snapshot snapshot, TFilter filter, TClasses classes, StepList steps, Meter meter)
    {
        (_ask, _snapshot, _filter, _steps, _meter) = (ask, snapshot, filter, steps, meter);
        _forward = ask.Direction == Direction.Forward;
        _ascending = ask.Keep == Keep.Earliest || (ask.Keep == Keep.Nearest && _forward);
        _most = ask.PerExpansion == 0 ? int.MaxValue : ask.PerExpansion;
        _reading = new Reading<TClasses>(snapshot, _forward, classes);
    }

    /// <summary>What the walk has spent, and what it was cut by.</summary>
    public readonly Meter Meter => _meter;

    /// <summary>Fills the steps: the starts, then level after level.</summary>
    public void Walk()
    {
        _steps.Clear();
        foreach (var start in _ask.Starts) _steps.Add(new Step(-1, _reading.Classes.Of(start), -1, 0, 0, 0));
        var first = 0;
        for (var hop = 1; hop <= _ask.Hops && first < _steps.Count && !_meter.IsOver; hop++)
        {
            var end = _steps.Count;
            for (var at = first; at < end && !_meter.IsOver; at++)
            {
                if (at + Prefetching.HeadAhead < end) _reading.ExpectHead(_steps[at + Prefetching.HeadAhead].Vertex);
                if (at + Prefetching.EdgesAhead < end) _reading.ExpectEdges(_steps[at + Prefetching.EdgesAhead].Vertex);
                if (_steps[at].Hops >= 0) Expand(at, hop);
            }

            first = end;
        }
    }

    private void Expand(int at, int hop)
    {
        var step = _steps[at];
        var (low, high) = PathLimits.Times(_ask, _steps, step);
        var (least, most) = PathLimits.Amounts(_ask, step);
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

        return _ask.Repeats || !_steps.Passes(at, _reading.Classes.Of(edge.Neighbour));
    }

    private bool Take(in Edge edge, int at, int hop)
    {
        if (_steps.Count - _ask.Starts.Count >= _ask.MostPaths) return false;
        var vertex = _reading.Classes.Of(edge.Neighbour);
        var stops = _ask.StopAt is { } stop && stop(vertex);
        _steps.Add(new Step(at, vertex, edge.Number, stops ? -1 - hop : hop, edge.Time, _snapshot.AmountOf(edge)));
        return true;
    }

    private void Leave() => _meter.Cut |= _steps.Count - _ask.Starts.Count >= _ask.MostPaths ? Cut.Answers : Cut.Expansion;
}
