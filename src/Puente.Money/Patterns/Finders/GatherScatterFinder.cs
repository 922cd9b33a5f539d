using System.Runtime.InteropServices;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Finders;

/// <summary>
/// Gather-scatter: at least k accounts pay one, which then pays at least k. The payments in precede the payments out, but for a tenth of the window, because the first
/// share often leaves before the last has come.
/// </summary>
internal sealed class GatherScatterFinder(Scope scope)
{
    private readonly List<Payment> _in = [];
    private readonly List<Payment> _out = [];
    private readonly Stamps _payers = new(scope.Traffic.Accounts);
    private readonly Stamps _payees = new(scope.Traffic.Accounts);
    private readonly List<(int Value, int At)> _splits = [];
    private readonly List<Leg> _legs = [];

    /// <summary>Screens one account as the middle.</summary>
    public void Visit(int account)
    {
        var least = scope.Options.Least;
        Select(scope.In(account), _in);
        Select(scope.Out(account), _out);
        if (_in.Count < least || _out.Count < least) return;
        for (var scale = 0; scale < Math.Min(2, scope.Options.Windows.Count); scale++)
        {
            var window = scope.Options.Windows[scale];
            Splits(window, least);
            _splits.Sort((a, b) => a.Value != b.Value ? b.Value.CompareTo(a.Value) : a.At.CompareTo(b.At));
            var chosen = 0;
            for (var i = 0; i < _splits.Count && chosen < 6; i++)
            {
                if (_splits[i].Value == 0) continue;
                var at = _splits[i].At;
                for (var j = i + 1; j < _splits.Count; j++)
                    if (Math.Abs(_splits[j].At - (long)at) <= window) _splits[j] = (0, 0);
                Offer(account, at, window);
                chosen++;
            }

            if (scope.Traffic.Background.Span <= window) break;
        }
    }

    private static void Select(ReadOnlySpan<Payment> all, List<Payment> into)
    {
        into.Clear();
        foreach (ref readonly var payment in all)
            if (!payment.Is(Traits.Regular)) into.Add(payment);
    }

    /// <summary>Tries the moment of each payment out as the turn from gathering to scattering.</summary>
    private void Splits(int window, int least)
    {
        var ins = CollectionsMarshal.AsSpan(_in);
        var outs = CollectionsMarshal.AsSpan(_out);
        _splits.Clear();
        _payers.Clear();
        _payees.Clear();
        var (inFrom, inTo, payers, outTo, payees) = (0, 0, 0, 0, 0);
        for (var turn = 0; turn < outs.Length; turn++)
        {
            var at = outs[turn].At;
            for (; inTo < ins.Length && ins[inTo].At <= at; inTo++)
                if (_payers[ins[inTo].Other]++ == 0) payers++;
            for (; inFrom < inTo && at - (long)ins[inFrom].At > window; inFrom++)
                if (--_payers[ins[inFrom].Other] == 0) payers--;
            for (; outTo < outs.Length && outs[outTo].At - (long)at <= window; outTo++)
                if (_payees[outs[outTo].Other]++ == 0) payees++;
            if (payers >= least && payees >= least && (turn == 0 || outs[turn - 1].At != at)) _splits.Add((Math.Min(payers, payees) * 1000 + Math.Min(999, payers + payees), at));
            if (--_payees[outs[turn].Other] == 0) payees--;
        }
    }

    private void Offer(int account, int turn, int window)
    {
        var slack = window / 10;
        _legs.Clear();
        _payers.Clear();
        _payees.Clear();
        var (payers, payees, newPayers, newPayees, gathered, scattered) = (0, 0, 0, 0, 0.0, 0.0);
        foreach (var payment in _in)
        {
            if (payment.At < turn - (long)window || payment.At > turn + (long)slack) continue;
            _legs.Add(new Leg(payment.Other, account, payment));
            if (_payers[payment.Other]++ == 0) payers++;
            if (payment.Is(Traits.Only)) newPayers++;
            gathered += payment.Total;
        }

        var ins = _legs.Count;
        foreach (var payment in _out)
        {
            if (payment.At < turn - (long)slack || payment.At > turn + (long)window) continue;
            _legs.Add(new Leg(account, payment.Other, payment));
            if (_payees[payment.Other]++ == 0) payees++;
            if (payment.Is(Traits.Only)) newPayees++;
            scattered += payment.Total;
        }

        var legs = CollectionsMarshal.AsSpan(_legs);
        var usual = scope.Traffic.Background;
        var (gathering, scattering) = (Part(legs[..ins], usual.Span), Part(legs[ins..], usual.Span));
        var weights = scope.Weighing.Of(legs);
        weights.Size = 0.7 * Math.Log(payers * payees)
            + scope.Weighing.Surprise(newPayers, scope.Traffic.Habits.OnceIn(account) * gathering, 1 / gathering) + scope.Weighing.Surprise(newPayees, scope.Traffic.Habits.OnceOut(account) * scattering, 1 / scattering);
        if (scattered > 0.6 * gathered && scattered < 1.1 * gathered) weights.Amounts = 1.5;
        weights.Ordinary += 3 * Math.Log(1 + (scope.Traffic.In(account).Length + scope.Traffic.Out(account).Length) / 100.0);
        if (ins > 0) scope.Offer(Pattern.GatherScatter, weights, legs, [account]);
    }

    /// <summary>The part of the table's time that payments took, a day at least.</summary>
    private static double Part(ReadOnlySpan<Leg> legs, int span)
    {
        var (from, to) = (int.MaxValue, int.MinValue);
        foreach (ref readonly var leg in legs) (from, to) = (Math.Min(from, leg.Payment.At), Math.Max(to, leg.Payment.At));
        return Math.Min(1, Math.Max(86_400.0, to - (double)from) / span);
    }
}
