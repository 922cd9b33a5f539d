using System.Runtime.InteropServices;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Finders;

/// <summary>
/// Bipartite: at least two accounts pay at least two of the same others within a window. Inputs and outputs that share nobody are pairs without a common account, and no
/// search of structure alone can join them; that is told, not hidden.
/// </summary>
internal sealed class BipartiteFinder(Scope scope)
{
    private const int Largest = 400;
    private readonly Stamps _shared = new(scope.Traffic.Accounts);
    private readonly Stamps _outputs = new(scope.Traffic.Accounts);
    private readonly Stamps _last = new(scope.Traffic.Accounts);
    private readonly List<Leg> _legs = [];

    /// <summary>Screens the groups of which an account is an input.</summary>
    public void Visit(int account)
    {
        var window = scope.Options.LayerWindow / 6;
        var outs = scope.Out(account);
        if (outs.Length < 2 || outs.Length > scope.Options.Hub) return;
        _shared.Clear();
        _last.Clear();
        _legs.Clear();
        if (!Sharing(account, outs, window, out var visits)) return;
        foreach (ref readonly var payment in outs)
        {
            var ins = scope.In(payment.Other);
            if (payment.Is(Traits.Regular) || ins.Length < 2 || ins.Length > scope.Options.Hub) continue;
            for (var i = TrafficIndex.From(ins, payment.At - window); i < ins.Length && ins[i].At - (long)payment.At <= window; i++)
            {
                if (ins[i].Other == account || ins[i].Is(Traits.Regular) || _shared[ins[i].Other] < 2) continue;
                var leg = new Leg(ins[i].Other, payment.Other, ins[i]);
                if (!_legs.Contains(leg)) _legs.Add(leg);
                if (_legs.Count > Largest) return;
            }
        }

        foreach (var input in _legs.GroupBy(l => l.From).Where(g => g.Select(l => l.To).Distinct().Count() < 2).Select(g => g.Key).ToArray()) _shared[input] = 0;
        _legs.RemoveAll(l => _shared[l.From] < 2);
        if (_legs.Count > 0) Offer(account, outs, window, visits);
    }

    /// <summary>Counts, for each other input, the outputs that it shares with the account; false when none shares two.</summary>
    private bool Sharing(int account, ReadOnlySpan<Payment> outs, int window, out int visits)
    {
        visits = 0;
        var any = false;
        foreach (ref readonly var payment in outs)
        {
            var ins = scope.In(payment.Other);
            if (payment.Is(Traits.Regular) || ins.Length < 2 || ins.Length > scope.Options.Hub) continue;
            for (var i = TrafficIndex.From(ins, payment.At - window); i < ins.Length && ins[i].At - (long)payment.At <= window; i++)
            {
                if (++visits > Math.Min(20_000, scope.Ways))
                {
                    scope.Effort.Shorten();
                    return any;
                }

                var input = ins[i].Other;
                if (input == account || ins[i].Is(Traits.Regular) || _last[input] == payment.Other + 1) continue;
                _last[input] = payment.Other + 1;
                any |= ++_shared[input] >= 2;
            }
        }

        return any;
    }

    private void Offer(int account, ReadOnlySpan<Payment> outs, int window, int visits)
    {
        _outputs.Clear();
        foreach (var leg in _legs) _outputs[leg.To] = 1;
        var at = _legs.Min(l => l.Payment.At);
        foreach (ref readonly var payment in outs)
            if (_outputs[payment.Other] == 1 && !payment.Is(Traits.Regular) && payment.At >= at - (long)window && payment.At <= at + 2L * window) _legs.Add(new Leg(account, payment.Other, payment));
        _legs.Sort((a, b) => PaymentOrder.InTime(a.Payment, b.Payment) is not 0 and var order ? order : a.From.CompareTo(b.From));
        var legs = CollectionsMarshal.AsSpan(_legs);
        var inputs = _legs.Select(l => l.From).Distinct().ToArray();
        var outputs = _legs.Select(l => l.To).Distinct().ToArray();
        if (outputs.Length < 2 || _legs.Where(l => l.From == account).Select(l => l.To).Distinct().Count() < 2) return;
        var weights = scope.Weighing.Of(legs);
        var payments = Math.Max(1.0, scope.Traffic.Background.Payments);
        foreach (var input in inputs)
            if (input != account) weights.Size += scope.Weighing.Surprise(_shared[input], visits * scope.Traffic.Out(input).Length / payments);
        weights.Size = Math.Min(12, weights.Size) + 0.5 * Math.Log(inputs.Length * outputs.Length) - 1;
        foreach (var output in outputs) weights.Ordinary += 1.5 * Math.Log(1 + scope.Traffic.In(output).Length / 60.0) / outputs.Length;
        weights.Ordinary += 2;
        scope.Offer(Pattern.Bipartite, weights, legs, [.. inputs.Order(), .. outputs.Order()]);
    }
}
