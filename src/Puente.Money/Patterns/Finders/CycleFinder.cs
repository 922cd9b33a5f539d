using System.Runtime.InteropServices;
using Puente.Money.Patterns.Ranking;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Finders;

/// <summary>
/// Cycles, each found once, from its earliest payment. A cycle is temporal when its payments can be read in an order in which none is earlier than the one before
/// (equal moments are allowed, because many tables know only days); otherwise it is structural.
/// </summary>
internal sealed class CycleFinder(Scope scope, CycleReach reach, int waysPerPayment = 2_000)
{

    /// <summary>Amounts of any size may turn in a temporal cycle of so many hops; longer ones have to keep them.</summary>
    private const int FreeTemporalHops = 4;
    private const double KeptLeast = -0.5;
    private const double KeptMost = 0.4;
    private readonly Stamps _closing = new(scope.Traffic.Accounts);
    private readonly HashSet<int> _onPath = [];
    private readonly List<Leg> _path = [];
    private readonly Dictionary<ulong, Found> _found = [];
    private int _root;
    private int _since;
    private int _ways;
    private bool _shortened;
    private double _tolerance;

    private readonly record struct Found(Pattern Pattern, Weights Weights, Leg[] Legs);

    /// <summary>Screens the cycles whose earliest payment an account made.</summary>
    public void Visit(int root)
    {
        if (IsHub(root) || scope.Traffic.In(root).Length == 0) return;
        _found.Clear();
        (_root, _shortened) = (root, false);
        foreach (ref readonly var payment in scope.Out(root)) From(payment);
        if (_shortened) scope.Effort.Shorten();
        Flush();
    }

    /// <summary>Screens the cycles, of whatever order in time, that this payment is part of.</summary>
    public void Visit(Leg part)
    {
        if (IsHub(part.From) || IsHub(part.To)) return;
        _found.Clear();
        (_root, _shortened, _ways) = (part.From, false, 0);
        Begin(part.Payment, part.Payment.At - scope.Options.CycleWindow);
        var until = part.Payment.At + (long)scope.Options.CycleWindow;
        if (MarkClosing(_since, until)) Structural(part.Payment, until, Math.Min(5, reach.FreeHops), double.MaxValue);
        Flush();
    }

    private bool IsHub(int account) => scope.Traffic.Out(account).Length > scope.Options.Hub || scope.Traffic.In(account).Length > scope.Options.Hub;

    private void From(in Payment first)
    {
        if (first.Is(Traits.Regular)) return;
        Begin(first, first.At);
        var until = first.At + (long)scope.Options.CycleWindow;
        if (MarkClosing(first.At, until))
        {
            _ways = 0;
            Temporal(first, until, true);
            _ways = 0;
            Structural(first, until, reach.FreeHops, double.MaxValue);
        }

        if (reach.Even.Count == 0 || !MarkClosing(first.At, long.MaxValue)) return;
        foreach (var (tolerance, hops) in reach.Even)
        {
            _ways = 0;
            _tolerance = tolerance;
            Structural(first, long.MaxValue, hops, tolerance);
            _tolerance = 0;
        }
    }

    private void Begin(in Payment first, int since)
    {
        _since = since;
        _path.Clear();
        _onPath.Clear();
        _onPath.Add(_root);
        _onPath.Add(first.Other);
        _path.Add(new Leg(_root, first.Other, first));
    }

    /// <summary>Marks who pays the root while the cycle may last; false when nobody does.</summary>
    private bool MarkClosing(int from, long until)
    {
        _closing.Clear();
        var ins = scope.In(_root);
        var any = false;
        for (var i = TrafficIndex.From(ins, from); i < ins.Length && ins[i].At <= until; i++) (any, _closing[ins[i].Other]) = (true, 1);
        return any;
    }

    private void Temporal(Payment last, long until, bool keeps)
    {
        var at = last.Other;
        var outs = scope.Out(at);
        if (outs.Length > scope.Options.Hub) return;
        for (var i = TrafficIndex.From(outs, last.At); i < outs.Length && outs[i].At <= until; i++)
        {
            if (++_ways >= waysPerPayment)
            {
                _shortened = true;
                return;
            }

            var next = outs[i];
            if (next.Is(Traits.Regular)) continue;
            if (next.Other == _root)
            {
                Close(next, at);
                continue;
            }

            var legs = _path.Count + 1;
            var stillKeeps = keeps && next.At - last.At <= scope.Options.Rest && Amounts.Kept(last, next) is null or (>= KeptLeast and <= KeptMost);
            var most = stillKeeps ? scope.Options.Hops : FreeTemporalHops;
            if (legs >= most || (legs == most - 1 && _closing[next.Other] == 0) || !_onPath.Add(next.Other)) continue;
            _path.Add(new Leg(at, next.Other, next));
            Temporal(next, until, stillKeeps);
            _path.RemoveAt(_path.Count - 1);
            _onPath.Remove(next.Other);
        }
    }

    private void Structural(Payment last, long until, int hops, double tolerance)
    {
        var at = last.Other;
        var outs = scope.Out(at);
        if (outs.Length > scope.Options.Hub) return;
        for (var i = TrafficIndex.From(outs, _since); i < outs.Length && outs[i].At <= until; i++)
        {
            if (++_ways >= waysPerPayment)
            {
                _shortened = true;
                return;
            }

            ref readonly var next = ref outs[i];
            if (next.Is(Traits.Regular) || (_path.Count == hops - 1 && next.Other != _root)) continue;
            if (tolerance < 1 && !(Amounts.Kept(last, next) is { } kept && Math.Abs(kept) <= tolerance)) continue;
            if (next.Other == _root)
            {
                Close(next, at);
                continue;
            }

            if ((_path.Count == hops - 2 && _closing[next.Other] == 0) || !_onPath.Add(next.Other)) continue;
            _path.Add(new Leg(at, next.Other, next));
            Structural(next, until, hops, tolerance);
            _path.RemoveAt(_path.Count - 1);
            _onPath.Remove(next.Other);
        }
    }

    private void Close(in Payment last, int at)
    {
        _path.Add(new Leg(at, _root, last));
        var legs = CollectionsMarshal.AsSpan(_path);
        var pattern = IsTemporal(legs) ? Pattern.TemporalCycle : Pattern.StructuralCycle;
        if (scope.Options.Wants(pattern))
        {
            var weights = Weigh(legs, pattern == Pattern.TemporalCycle);
            var route = (ulong)pattern + ((ulong)(uint)legs[0].Payment.Row << 8);
            foreach (ref readonly var leg in legs) route = unchecked(route * 0x9E3779B97F4A7C15UL + (ulong)(uint)leg.From + 1);
            if (!_found.TryGetValue(route, out var best) || weights.Total > best.Weights.Total) _found[route] = new Found(pattern, weights, legs.ToArray());
        }

        _path.RemoveAt(_path.Count - 1);
    }

    /// <summary>True when the times go back at most once on the way round: then the cycle can be read from there.</summary>
    private static bool IsTemporal(ReadOnlySpan<Leg> legs)
    {
        var back = 0;
        for (var i = 0; i < legs.Length; i++)
            if (legs[i].Payment.At > legs[(i + 1) % legs.Length].Payment.At) back++;
        return back <= 1;
    }

    private Weights Weigh(ReadOnlySpan<Leg> legs, bool temporal)
    {
        var weights = scope.Weighing.Of(legs);
        var (from, to) = (int.MaxValue, int.MinValue);
        foreach (ref readonly var leg in legs) (from, to) = (Math.Min(from, leg.Payment.At), Math.Max(to, leg.Payment.At));
        var window = Math.Max(86_400, to - from);
        for (var i = 0; i + 1 < legs.Length; i++)
        {
            weights.Amounts += temporal ? scope.Weighing.Hop(legs[i], legs[i + 1], window) : scope.Weighing.Anyhow(legs[i], legs[i + 1], from, to, _tolerance);
            if (temporal) weights.Haste += scope.Weighing.Haste(legs[i], legs[i + 1]);
        }

        weights.Amounts = Math.Clamp(weights.Amounts, -8, 15);
        weights.Haste = Math.Min(5, weights.Haste);
        // That the way closes at all is told by how few pay the first account.
        weights.Size = Math.Min(6, Math.Log(Math.Max(1, scope.Traffic.Background.Accounts / (1.0 + scope.Traffic.In(legs[0].From).Length))) * (temporal ? 0.6 : 0.4));
        if (legs.Length == 2) weights.Ordinary += 4;
        return weights;
    }

    private void Flush()
    {
        foreach (var (pattern, weights, legs) in _found.Values)
        {
            scope.Offer(pattern, weights, legs, [.. legs.Select(l => l.From)]);
            // There and back is also the smallest stack, whose input is its output; under that name it comes last.
            if (legs.Length == 2 && pattern == Pattern.TemporalCycle && scope.Options.Wants(Pattern.Stack))
                scope.Offer(Pattern.Stack, weights with { Ordinary = weights.Ordinary + 4 }, legs, [legs[0].To]);
        }

        _found.Clear();
    }
}
