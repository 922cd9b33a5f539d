using System.Runtime.InteropServices;
using Puente.Money.Patterns.Ranking;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Finders;

/// <summary>
/// Pass-through: what comes in at a moment goes out within hours with 90 to 100 % of the amount: one payment by one, one by several, or several by one. All such
/// passages of an account, each within a month of the last, are one finding.
/// </summary>
internal sealed class PassThroughFinder(Scope scope)
{
    private const double Least = 0.9;
    private const int Apart = 30 * 86_400;
    private readonly List<(int In, int InTo, int Out, int OutTo)> _passages = [];
    private readonly List<bool> _used = [];
    private readonly List<Leg> _legs = [];

    /// <summary>Screens one account as the one that money passes through.</summary>
    public void Visit(int account)
    {
        var ins = scope.In(account);
        var outs = scope.Out(account);
        if (ins.Length == 0 || outs.Length == 0 || ins.Length > scope.Options.Hub || outs.Length > scope.Options.Hub) return;
        _passages.Clear();
        _used.Clear();
        for (var i = 0; i < outs.Length; i++) _used.Add(false);
        for (var i = 0; i < ins.Length; i++) Passage(ins, outs, i);
        for (var from = 0; from < _passages.Count;)
        {
            var to = from + 1;
            while (to < _passages.Count && ins[_passages[to].In].At - (long)ins[_passages[to - 1].In].At <= Apart) to++;
            Offer(account, ins, outs, from, to);
            from = to;
        }
    }

    private void Passage(ReadOnlySpan<Payment> ins, ReadOnlySpan<Payment> outs, int at)
    {
        ref readonly var into = ref ins[at];
        if (into.Is(Traits.Regular)) return;
        var (first, sum) = (TrafficIndex.From(outs, into.At), 0.0);
        for (var i = first; i < outs.Length && outs[i].At - (long)into.At <= scope.Options.PassWithin; i++)
        {
            if (_used[i] || outs[i].Is(Traits.Regular) || outs[i].Other == into.Other || outs[i].Currency != into.Currency) continue;
            if (Fits(outs[i].Total, into.Total))
            {
                Take(at, at, i, i);
                return;
            }

            sum += outs[i].Total;
            if (i > first && Fits(sum, into.Total))
            {
                Take(at, at, first, i);
                return;
            }

            Several(ins, outs, at, i);
            if (_used[i]) return;
        }
    }

    /// <summary>Whether one payment out is the sum of this and later payments in.</summary>
    private void Several(ReadOnlySpan<Payment> ins, ReadOnlySpan<Payment> outs, int at, int outOf)
    {
        double sum = 0;
        for (var i = at; i < ins.Length && ins[i].At <= outs[outOf].At; i++)
        {
            if (ins[i].Currency != outs[outOf].Currency || ins[i].Other == outs[outOf].Other || ins[i].Is(Traits.Regular)) continue;
            sum += ins[i].Total;
            if (sum * Least > outs[outOf].Total * 1.002) return;
            if (i <= at || !Fits(outs[outOf].Total, sum)) continue;
            Take(at, i, outOf, outOf);
            return;
        }
    }

    private static bool Fits(double outOf, double into) => outOf >= Least * into && outOf <= 1.0005 * into;

    private void Take(int at, int to, int outOf, int outTo)
    {
        _passages.Add((at, to, outOf, outTo));
        for (var i = outOf; i <= outTo; i++) _used[i] = true;
    }

    private void Offer(int account, ReadOnlySpan<Payment> ins, ReadOnlySpan<Payment> outs, int from, int to)
    {
        _legs.Clear();
        var weights = default(Weights);
        var passed = 0.0;
        for (var i = from; i < to; i++)
        {
            var (into, inTo, outOf, outTo) = _passages[i];
            for (var j = into; j <= inTo; j++)
            {
                if (ins[j].Currency != outs[outOf].Currency || ins[j].Is(Traits.Regular)) continue;
                _legs.Add(new Leg(ins[j].Other, account, ins[j]));
                passed += ins[j].Total;
            }

            for (var j = outOf; j <= outTo; j++)
                if (outs[j].Currency == ins[into].Currency && !outs[j].Is(Traits.Regular) && outs[j].Other != ins[into].Other) _legs.Add(new Leg(account, outs[j].Other, outs[j]));
            var hop = scope.Weighing.Chosen(new Leg(ins[into].Other, account, ins[into]), new Leg(account, outs[outOf].Other, outs[outOf]), scope.Options.PassWithin);
            weights.Amounts += into == inTo && outOf == outTo ? hop : 0.8;
        }

        var all = 0.0;
        foreach (ref readonly var payment in ins) all += payment.Total;
        var legs = CollectionsMarshal.AsSpan(_legs);
        var (amounts, shared) = (weights.Amounts, scope.Weighing.Of(legs));
        weights = shared with { Amounts = Math.Clamp(amounts, -4, 10), Size = 0.7 * Math.Log(to - from), Haste = all > 0 ? 3 * Math.Max(0, passed / all - 0.5) : 0 };
        weights.Ordinary += 2 + 1.5 * Math.Log(1 + (ins.Length + outs.Length) / 100.0);
        scope.Offer(Pattern.PassThrough, weights, legs, [account]);
    }
}
