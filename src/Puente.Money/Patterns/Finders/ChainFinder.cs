using System.Runtime.InteropServices;

namespace Puente.Money.Patterns.Finders;

/// <summary>
/// Open chains: payments that carry on one another through accounts that keep little, and do not come back. Three payments or more are a random walk in the words of
/// the reference; two are the smallest piece of a stack, given to <see cref="StackFinder"/>.
/// </summary>
internal sealed class ChainFinder(Scope scope, Leg[] next, bool[] follows, StackFinder stacks)
{
    private readonly List<Leg> _legs = [];
    private readonly HashSet<int> _met = [];
    private readonly Onward _onward = new(scope);

    /// <summary>First, for every account as the middle: which payment carries on which.</summary>
    public void Pair(int account) => _onward.Pair(account, (into, outOf) => (next[into.Payment.Row], follows[outOf.Payment.Row]) = (outOf, true));

    /// <summary>Then, for every account as the payer: the chains that begin with its payments.</summary>
    public void Visit(int account)
    {
        foreach (ref readonly var payment in scope.Traffic.Out(account))
        {
            if (follows[payment.Row] || next[payment.Row] == default) continue;
            Walk(new Leg(account, payment.Other, payment));
        }
    }

    private void Walk(Leg leg)
    {
        _legs.Clear();
        _met.Clear();
        _met.Add(leg.From);
        while (true)
        {
            if (!_met.Add(leg.To)) break;
            _legs.Add(leg);
            if (_legs.Count == scope.Options.Hops || next[leg.Payment.Row] is var then && then == default) break;
            leg = next[leg.Payment.Row];
        }

        Offer();
    }

    private void Offer()
    {
        Trim();
        var legs = CollectionsMarshal.AsSpan(_legs);
        if (legs.Length < 2) return;
        var weights = scope.Weighing.Of(legs);
        for (var i = 0; i + 1 < legs.Length; i++)
        {
            weights.Amounts += scope.Weighing.Hop(legs[i], legs[i + 1], scope.Options.Rest);
            weights.Haste += scope.Weighing.Haste(legs[i], legs[i + 1]);
        }

        if (legs.Length == 2)
        {
            stacks.Add(weights, legs[0], legs[1]);
            return;
        }

        weights.Amounts = Math.Clamp(weights.Amounts, -6, 14);
        weights.Haste = Math.Min(5, weights.Haste);
        weights.Ordinary += 2;
        scope.Offer(Pattern.RandomWalk, weights, legs, [.. _legs.Select(l => l.From), legs[^1].To]);
    }

    /// <summary>Takes away ends that chance explains better.</summary>
    private void Trim()
    {
        while (_legs.Count > 2 && scope.Weighing.Hop(_legs[^2], _legs[^1], scope.Options.Rest) < -0.3) _legs.RemoveAt(_legs.Count - 1);
        while (_legs.Count > 2 && scope.Weighing.Hop(_legs[0], _legs[1], scope.Options.Rest) < -0.3) _legs.RemoveAt(0);
    }
}
