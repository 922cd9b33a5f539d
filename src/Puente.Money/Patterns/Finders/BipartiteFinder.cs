using System.Runtime.InteropServices;

namespace Puente.Money.Patterns.Finders;

/// <summary>
/// Bipartite: at least two accounts pay at least two of the same others within a window. Inputs and outputs that share nobody are pairs without a common account, and no
/// search of structure alone can join them; that is told, not hidden.
/// </summary>
internal sealed class BipartiteFinder(Scope scope)
{
    private const int Visits = 20_000;
    private readonly Stamps _shared = new(scope.Traffic.Accounts);
    private readonly Stamps _outputs = new(scope.Traffic.Accounts);
    private readonly HashSet<(int Input, int Output)> _edges = [];
    private readonly List<Leg> _legs = [];

    /// <summary>Screens the groups of which an account is an input.</summary>
    public void Visit(int account)
    {
        var window = scope.Options.LayerWindow / 6;
        var outs = scope.Out(account);
        if (outs.Length < 2 || outs.Length > scope.Options.Hub) return;
        _shared.Clear();
        _edges.Clear();
        _legs.Clear();
        var visits = 0;
        foreach (ref readonly var payment in outs)
        {
            var ins = scope.In(payment.Other);
            if (payment.Is(Traits.Regular) || ins.Length < 2 || ins.Length > scope.Options.Hub) continue;
            for (var i = TrafficIndex.From(ins, payment.At - window); i < ins.Length && ins[i].At - (long)payment.At <= window; i++)
            {
                if (++visits > Visits) break;
                if (ins[i].Other == account || ins[i].Is(Traits.Regular)) continue;
                _legs.Add(new Leg(ins[i].Other, payment.Other, ins[i]));
                if (_edges.Add((ins[i].Other, payment.Other))) _shared[ins[i].Other]++;
            }
        }

        if (visits > Visits) scope.Effort.Shorten();
        _legs.RemoveAll(l => _shared[l.From] < 2);
        if (_legs.Count > 0) Offer(account, outs, window, visits);
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
        if (outputs.Length < 2) return;
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
