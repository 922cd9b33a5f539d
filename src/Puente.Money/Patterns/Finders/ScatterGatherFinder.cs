using System.Runtime.InteropServices;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Finders;

/// <summary>Scatter-gather: one account pays at least k others, and each of them pays one and the same account, most
/// of them later: a middle may pay up to a fifteenth of the window before its own money comes. Amounts that do not agree along the way lower it.</summary>
internal sealed class ScatterGatherFinder(Scope scope)
{
    private readonly Stamps _middles = new(scope.Traffic.Accounts);
    private readonly List<(int To, Leg Into, Leg OutOf, double Kept)> _ways = [];
    private readonly List<Leg> _legs = [];
    private readonly Stamps _best = new(scope.Traffic.Accounts);

    /// <summary>Screens one account as the source.</summary>
    public void Visit(int source)
    {
        var outs = scope.Out(source);
        if (outs.Length < scope.Options.Least || outs.Length > scope.Options.Hub) return;
        Ways(source, outs);
        var visits = _ways.Count;
        _ways.RemoveAll(w => _middles[w.To] < scope.Options.Least);
        if (_ways.Count == 0) return;
        _ways.Sort((a, b) => a.To != b.To ? a.To.CompareTo(b.To) : PaymentOrder.InTime(a.Into.Payment, b.Into.Payment) is not 0 and var order ? order
            : PaymentOrder.InTime(a.OutOf.Payment, b.OutOf.Payment));
        var ways = CollectionsMarshal.AsSpan(_ways);
        for (var from = 0; from < ways.Length;)
        {
            var to = from + 1;
            while (to < ways.Length && ways[to].To == ways[from].To) to++;
            Gather(source, ways[from..to], visits);
            from = to;
        }
    }

    private void Ways(int source, ReadOnlySpan<Payment> outs)
    {
        _ways.Clear();
        _middles.Clear();
        var window = scope.Options.LayerWindow;
        foreach (ref readonly var into in outs)
        {
            var middle = into.Other;
            var onward = scope.Out(middle);
            if (into.Is(Traits.Regular) || onward.Length > scope.Options.Hub) continue;
            for (var i = TrafficIndex.From(onward, into.At - window / 15); i < onward.Length && onward[i].At - (long)into.At <= window; i++)
            {
                if (_ways.Count >= scope.Ways)
                {
                    scope.Effort.Shorten();
                    return;
                }

                ref readonly var outOf = ref onward[i];
                if (outOf.Other == source || outOf.Other == middle || outOf.Is(Traits.Regular)) continue;
                var kept = Amounts.Kept(into, outOf);
                _ways.Add((outOf.Other, new Leg(source, middle, into), new Leg(middle, outOf.Other, outOf), Math.Abs(kept ?? 0.5)));
                _middles[outOf.Other]++;
            }
        }
    }

    private void Gather(int source, ReadOnlySpan<(int To, Leg Into, Leg OutOf, double Kept)> ways, int visits)
    {
        foreach (var window in (ReadOnlySpan<int>)[scope.Options.LayerWindow / 6, scope.Options.LayerWindow])
        {
            var (bestFrom, bestTo, most) = (0, 0, 0);
            for (var (from, to) = (0, 0); from < ways.Length; from++)
            {
                if (to < from) to = from;
                while (to < ways.Length && ways[to].Into.Payment.At - (long)ways[from].Into.Payment.At <= window) to++;
                if (to - from > most) (bestFrom, bestTo, most) = (from, to, to - from);
            }

            Offer(source, ways[bestFrom..bestTo], window, visits);
        }
    }

    /// <summary>Takes the most plausible way through each middle.</summary>
    private void Offer(int source, ReadOnlySpan<(int To, Leg Into, Leg OutOf, double Kept)> ways, int window, int visits)
    {
        _best.Clear();
        for (var i = 0; i < ways.Length; i++)
        {
            if (ways[i].OutOf.Payment.At - (long)ways[0].Into.Payment.At > (window == scope.Options.LayerWindow ? window : window * 2L)) continue;
            var best = _best[ways[i].Into.To];
            if (best == 0 || ways[i].Kept < ways[best - 1].Kept) _best[ways[i].Into.To] = i + 1;
        }

        _legs.Clear();
        var (middles, ordered, hops, haste) = (0, 0, 0.0, 0.0);
        for (var i = 0; i < ways.Length; i++)
        {
            if (_best[ways[i].Into.To] != i + 1) continue;
            _legs.Add(ways[i].Into);
            _legs.Add(ways[i].OutOf);
            middles++;
            if (ways[i].OutOf.Payment.At < ways[i].Into.Payment.At) continue;
            ordered++;
            hops += scope.Weighing.Hop(ways[i].Into, ways[i].OutOf, window);
            haste += scope.Weighing.Haste(ways[i].Into, ways[i].OutOf);
        }

        if (middles < scope.Options.Least || ordered < Math.Max(1, middles / 2)) return;
        var legs = CollectionsMarshal.AsSpan(_legs);
        var gathered = scope.Traffic.In(ways[0].To).Length;
        var weights = scope.Weighing.Of(legs);
        weights.Size = 0.7 * Math.Log(middles) + scope.Weighing.Surprise(middles, visits * (double)gathered / Math.Max(1, scope.Traffic.Background.Payments));
        weights.Amounts = Math.Clamp(hops, -6, 14);
        weights.Haste = Math.Min(4, haste);
        weights.Ordinary += 2 * Math.Log(1 + gathered / 60.0);
        scope.Offer(Pattern.ScatterGather, weights, legs, [source, ways[0].To]);
    }
}
