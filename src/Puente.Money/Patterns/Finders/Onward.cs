using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Finders;

/// <summary>
/// Which payment out of an account carries on which payment in: the one with the nearest amount, soon after, that no other payment in fits better. Currencies may
/// change on the way; then amounts say nothing.
/// </summary>
internal sealed class Onward(Scope scope)
{
    private const double KeptLeast = -0.5;
    private const double KeptMost = 0.4;
    private readonly List<(int In, double Cost)> _taken = [];

    /// <summary>Pairs the payments of one account; <paramref name="pair"/> gets each pair, in no order.</summary>
    public void Pair(int account, Action<Leg, Leg> pair)
    {
        var ins = scope.In(account);
        var outs = scope.Out(account);
        if (ins.Length == 0 || outs.Length == 0 || ins.Length > scope.Options.Hub || outs.Length > scope.Options.Hub) return;
        _taken.Clear();
        for (var i = 0; i < outs.Length; i++) _taken.Add((-1, double.MaxValue));
        for (var i = 0; i < ins.Length; i++)
        {
            if (ins[i].Is(Traits.Regular)) continue;
            var (best, at) = (double.MaxValue, -1);
            for (var j = TrafficIndex.From(outs, ins[i].At); j < outs.Length && outs[j].At - (long)ins[i].At <= scope.Options.Rest; j++)
            {
                if (outs[j].Is(Traits.Regular)) continue;
                var kept = Amounts.Kept(ins[i], outs[j]);
                if (kept is < KeptLeast or > KeptMost) continue;
                var cost = Math.Abs(kept ?? 0.35) + 0.2 * (outs[j].At - ins[i].At) / scope.Options.Rest + (outs[j].Other == ins[i].Other ? 0.5 : 0);
                if (cost < best && cost < _taken[j].Cost) (best, at) = (cost, j);
            }

            if (at >= 0) _taken[at] = (i, best);
        }

        for (var j = 0; j < outs.Length; j++)
            if (_taken[j].In is >= 0 and var i) pair(new Leg(ins[i].Other, account, ins[i]), new Leg(account, outs[j].Other, outs[j]));
    }
}
