using System.Runtime.InteropServices;

namespace Puente.Money.Patterns.Finders;

/// <summary>
/// Fan-in and fan-out: an account with at least k counterparties within a window. Regular payments play no part, and in windows longer than the shortest only
/// counterparties that were new count. Beside the fullest windows, members whose amounts agree are looked for, because money that was cut up for many hands is cut evenly.
/// </summary>
internal sealed class FanFinder(Scope scope)
{
    private const int WindowsPerAccount = 12;
    private readonly Stamps _met = new(scope.Traffic.Accounts);
    private readonly List<Payment> _eligible = [];
    private readonly List<(int Distinct, int From, int To)> _windows = [];
    private readonly List<Leg> _legs = [];
    private readonly HashSet<(int, int)> _done = [];

    /// <summary>Screens one account, as the sink or as the source.</summary>
    public void Visit(int account, bool inward)
    {
        var all = inward ? scope.Traffic.In(account) : scope.Traffic.Out(account);
        if (all.Length < scope.Options.Least) return;
        _done.Clear();
        var span = Math.Max(scope.Traffic.Background.Span, all[^1].At);
        for (var scale = 0; scale <= scope.Options.Windows.Count; scale++)
        {
            var window = scale < scope.Options.Windows.Count ? scope.Options.Windows[scale] : span;
            if (scale > 0 && scope.Options.Windows[scale - 1] >= span) break;
            Select(all, scale > 0);
            if (_eligible.Count < scope.Options.Least) break;
            Windows(account, inward, window);
        }

        Select(all, false);
        if (_eligible.Count >= 3 && _eligible.Count <= scope.Options.Hub) Agreeing(account, inward);
    }

    private void Select(ReadOnlySpan<Payment> all, bool newOnly)
    {
        _eligible.Clear();
        foreach (ref readonly var payment in all)
            if (!payment.Is(Traits.Regular) && (!newOnly || payment.Is(Traits.First))) _eligible.Add(payment);
    }

    private void Windows(int account, bool inward, int window)
    {
        var list = CollectionsMarshal.AsSpan(_eligible);
        _windows.Clear();
        _met.Clear();
        var (from, distinct) = (0, 0);
        for (var to = 0; to < list.Length; to++)
        {
            if (_met[list[to].Other]++ == 0) distinct++;
            for (; list[to].At - (long)list[from].At > window; from++)
                if (--_met[list[from].Other] == 0) distinct--;
            // A window is full where the next payment would push one out of it, or is the last.
            if (distinct >= scope.Options.Least && (to == list.Length - 1 || list[to + 1].At - (long)list[from].At > window)) _windows.Add((distinct, from, to));
        }

        _windows.Sort((a, b) => a.Distinct != b.Distinct ? b.Distinct.CompareTo(a.Distinct) : a.From.CompareTo(b.From));
        var chosen = 0;
        for (var i = 0; i < _windows.Count && chosen < WindowsPerAccount; i++)
        {
            var (counterparties, start, end) = _windows[i];
            if (start < 0) continue;
            for (var j = i + 1; j < _windows.Count; j++)
                if (_windows[j].From <= end && _windows[j].To >= start) _windows[j] = (0, -1, -1);
            chosen++;
            if (!_done.Add((list[start].Row, list[end].Row * 31 + end - start))) continue;
            Offer(account, inward, list[start..(end + 1)], counterparties, window, 0);
        }
    }

    /// <summary>Members whose amounts lie together, whenever they paid: the tightest groups first, at most three.</summary>
    private void Agreeing(int account, bool inward)
    {
        const double Widest = 0.41;
        _eligible.Sort((a, b) => a.Currency != b.Currency ? a.Currency.CompareTo(b.Currency) : a.Amount != b.Amount ? a.Amount.CompareTo(b.Amount) : PaymentOrder.InTime(a, b));
        for (var round = 0; round < 3 && _eligible.Count >= 3; round++)
        {
            var list = CollectionsMarshal.AsSpan(_eligible);
            var (best, bestFrom, bestTo, bestCount) = (3.0, 0, 0, 0);
            for (var from = 0; from < list.Length - 2; from++)
            {
                _met.Clear();
                var distinct = 0;
                for (var to = from; to < list.Length && to - from < 256; to++)
                {
                    var apart = Amounts.Apart(list[to].Amount, list[from].Amount);
                    if (list[to].Currency != list[from].Currency || apart > Widest) break;
                    if (_met[list[to].Other]++ == 0) distinct++;
                    if (distinct < 3) continue;
                    var gain = Agreement(distinct, list.Length, apart);
                    if (gain > best) (best, bestFrom, bestTo, bestCount) = (gain, from, to + 1, distinct);
                }
            }

            if (bestCount == 0) return;
            var group = list[bestFrom..bestTo].ToArray();
            _eligible.RemoveRange(bestFrom, bestTo - bestFrom);
            Array.Sort(group, PaymentOrder.InTime);
            Offer(account, inward, group, bestCount, group[^1].At - group[0].At, best);
        }
    }

    /// <summary>How surprising it is that so many of so many amounts lie so near together, chosen as the nearest.</summary>
    private double Agreement(int members, int of, double apart)
    {
        var near = scope.Traffic.Background.Near(apart);
        var chosen = Weighing.LogFactorial(of) - Weighing.LogFactorial(members) - Weighing.LogFactorial(of - members) + Math.Log(members);
        return Math.Min(14, -(members - 1) * Math.Log(near) - chosen);
    }

    private void Offer(int account, bool inward, ReadOnlySpan<Payment> group, int counterparties, int window, double agreement)
    {
        _legs.Clear();
        foreach (ref readonly var payment in group) _legs.Add(inward ? new Leg(payment.Other, account, payment) : new Leg(account, payment.Other, payment with { Other = payment.Other }));
        var legs = CollectionsMarshal.AsSpan(_legs);
        var usual = scope.Traffic.Background;
        var ever = inward ? scope.Traffic.Habits.FirstIn(account) : scope.Traffic.Habits.FirstOut(account);
        var degree = (inward ? scope.Traffic.In(account) : scope.Traffic.Out(account)).Length;
        var expected = Math.Max(ever, counterparties) * Math.Min(1.0, window / (double)usual.Span);
        var weights = scope.Weighing.Of(legs);
        weights.Size = 0.7 * Math.Log(counterparties) + Weighing.Surprise(counterparties, expected, usual.Span / (double)Math.Max(1, window));
        weights.Amounts = agreement;
        weights.Ordinary += 2 * Math.Log(1 + degree / 60.0);
        scope.Offer(inward ? Pattern.FanIn : Pattern.FanOut, weights, legs, [account]);
    }
}
