using System.Runtime.InteropServices;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Finders;

/// <summary>
/// Open chains: payments that carry on one another through accounts that keep little, and do not come back. Three payments or more are a random walk in the words of
/// the reference; two are the smallest piece of a stack, given to <see cref="StackFinder"/>.
/// </summary>
internal sealed class ChainFinder(Scope scope, Leg[] next, bool[] follows, StackFinder stacks)
{
    private readonly List<Leg> _legs = [];
    private readonly Onward _onward = new(scope);

    /// <summary>First, for every account as the middle: which payment carries on which.</summary>
    public void Pair(int account) => _onward.Pair(account, (into, outOf) => (next[into.Payment.Row], follows[outOf.Payment.Row]) = (outOf, true));

    /// <summary>Then, for every account as the payer: the chains that begin with its payments.</summary>
    public void Visit(int account)
    {
        foreach (ref readonly var payment in scope.Out(account))
        {
            if (follows[payment.Row] || next[payment.Row] == default) continue;
            for (var leg = new Leg(account, payment.Other, payment); leg != default;) leg = Walk(leg);
        }
    }

    /// <summary>The chain that one payment is part of, found from itself.</summary>
    public void Around(Leg part)
    {
        var before = new List<Leg>();
        var met = new HashSet<int> { part.From, part.To };
        for (var leg = Paired(part.From, part, true); leg != default && before.Count < 6 && met.Add(leg.From); leg = Paired(leg.From, leg, true)) before.Add(leg);
        before.Reverse();
        _legs.Clear();
        _legs.AddRange(before);
        _legs.Add(part);
        for (var leg = Paired(part.To, part, false); leg != default && _legs.Count < 12 && met.Add(leg.To); leg = Paired(leg.To, leg, false)) _legs.Add(leg);
        if (_legs.Count > 1) Offer();
    }

    /// <summary>What carries on a payment at an account, or what it carries on.</summary>
    private Leg Paired(int account, Leg with, bool before)
    {
        var found = default(Leg);
        _onward.Pair(account, (into, outOf) =>
        {
            if (before ? outOf == with : into == with) found = before ? into : outOf;
        });
        return found;
    }

    /// <summary>Walks on until the way comes back to an account; answers where it has to begin anew, if anywhere.</summary>
    private Leg Walk(Leg leg)
    {
        _legs.Clear();
        while (true)
        {
            // There and back is the smallest cycle, and the smallest stack whose input is its output.
            var back = _legs.Exists(l => l.From == leg.To);
            if (back && (_legs.Count != 1 || leg.To != _legs[0].From)) break;
            _legs.Add(leg);
            leg = next[leg.Payment.Row];
            if (back || _legs.Count == scope.Options.Hops || leg == default) break;
        }

        Offer();
        return leg;
    }

    private void Offer()
    {
        Trim();
        var legs = CollectionsMarshal.AsSpan(_legs);
        if (legs.Length < 2) return;
        var weights = scope.Weighing.Of(legs);
        for (var i = 0; i + 1 < legs.Length; i++)
        {
            weights.Amounts += scope.Weighing.Chosen(legs[i], legs[i + 1], scope.Options.Rest);
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
        while (_legs.Count > 2 && scope.Weighing.Chosen(_legs[^2], _legs[^1], scope.Options.Rest) < -0.3) _legs.RemoveAt(_legs.Count - 1);
        while (_legs.Count > 2 && scope.Weighing.Chosen(_legs[0], _legs[1], scope.Options.Rest) < -0.3) _legs.RemoveAt(0);
    }
}
