using System.Runtime.InteropServices;
using Puente.Money.Patterns.Ranking;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Finders;

/// <summary>
/// Fan-in and fan-out: an account with at least k counterparties within a window. Regular payments play no part, and in windows longer than the shortest only
/// counterparties met this once count. Beside the fullest windows, members whose amounts agree are looked for, because money that was cut up for many hands is cut evenly.
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
        var all = inward ? scope.In(account) : scope.Out(account);
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
        if (_eligible.Count > scope.Options.Hub) return;
        Outstanding(account, inward);
        Select(all, false);
        if (_eligible.Count >= 3) Agreeing(account, inward);
    }

    /// <summary>Members that all do what is not their habit towards this one account: they split, or pay amounts they never pay, whenever that was.</summary>
    private void Outstanding(int account, bool inward)
    {
        _eligible.RemoveAll(p => !p.Is(Traits.Split) && scope.Weighing.Strange(inward ? new Leg(p.Other, account, p) : new Leg(account, p.Other, p)) < 1);
        _met.Clear();
        var (distinct, split) = (0, 0);
        foreach (var payment in _eligible)
        {
            if (_met[payment.Other]++ == 0) distinct++;
            if (payment.Is(Traits.Split)) split++;
        }

        // A group of splitters alone is clearer than with the merely strange.
        if (split >= scope.Options.Least) _eligible.RemoveAll(p => !p.Is(Traits.Split) && p.Count < 2 && !Among(p));
        if (distinct < scope.Options.Least) return;
        var list = CollectionsMarshal.AsSpan(_eligible);
        if (list.Length >= scope.Options.Least) Offer(account, inward, list, distinct, 0);
    }

    /// <summary>Whether an amount lies among those of the splitters.</summary>
    private bool Among(Payment payment)
    {
        foreach (var other in _eligible)
            if (other.Is(Traits.Split) && other.Currency == payment.Currency && Amounts.Apart(other.Amount, payment.Amount) < 0.4) return true;
        return false;
    }

    private void Select(ReadOnlySpan<Payment> all, bool newOnly)
    {
        _eligible.Clear();
        foreach (ref readonly var payment in all)
            if (!payment.Is(Traits.Regular) && (!newOnly || payment.Is(Traits.Only))) _eligible.Add(payment);
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
            Offer(account, inward, list[start..(end + 1)], counterparties, 0);
        }
    }

    /// <summary>Members whose amounts lie together, whenever they paid: the tightest groups first, at most three.</summary>
    private void Agreeing(int account, bool inward)
    {
        const double Widest = 1.5;
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
                    if (list[to].Currency != list[from].Currency || list[to].Amount > Widest * Math.Max(1, list[from].Amount)) break;
                    if (_met[list[to].Other]++ == 0) distinct++;
                    if (distinct < 3) continue;
                    var apart = Amounts.Apart(list[to].Amount, list[from].Amount);
                    // What most of an account's payments are like is its habit.
                    if (list.Length >= 12 && 2 * (to - from + 1) > list.Length) break;
                    var gain = Agreement(list[from], distinct, list.Length, apart, inward);
                    if (gain > best) (best, bestFrom, bestTo, bestCount) = (gain, from, to + 1, distinct);
                }
            }

            if (bestCount == 0) return;
            var group = list[bestFrom..bestTo].ToArray();
            _eligible.RemoveRange(bestFrom, bestTo - bestFrom);
            group.AsSpan().Sort(default(PaymentOrder.ByTime));
            Offer(account, inward, group, bestCount, best);
        }
    }

    /// <summary>How surprising it is that so many of so many amounts lie so near together, chosen as the nearest.</summary>
    private double Agreement(in Payment least, int members, int of, double apart, bool inward)
    {
        var near = Math.Max(Background.Near(apart, inward ? scope.Traffic.Habits.SpreadIn : scope.Traffic.Habits.SpreadOut),
            scope.Traffic.Background.Near(least.Currency, (long)(least.Amount * Math.Exp(apart / 2)), apart / 2));
        var chosen = Weighing.LogFactorial(of) - Weighing.LogFactorial(members) - Weighing.LogFactorial(of - members) + Math.Log(members);
        return Math.Min(14, -(members - 1) * Math.Log(near) - chosen);
    }

    private void Offer(int account, bool inward, ReadOnlySpan<Payment> group, int counterparties, double agreement)
    {
        var usual = scope.Traffic.Background;
        var ever = inward ? scope.Traffic.Habits.OnceIn(account) : scope.Traffic.Habits.OnceOut(account);
        var degree = (inward ? scope.In(account) : scope.Out(account)).Length;
        var fresh = 0;
        foreach (ref readonly var payment in group)
            if (payment.Is(Traits.Only)) fresh++;
        var part = Math.Min(1, Math.Max(86_400.0, group[^1].At - (double)group[0].At) / usual.Span);
        var pattern = inward ? Pattern.FanIn : Pattern.FanOut;
        var size = 0.7 * Math.Log(counterparties) + scope.Weighing.Surprise(fresh, ever * part, 1 / part);
        if (!scope.Shortlist.Hopes(pattern, size + agreement + scope.Weighing.Most(group))) return;
        _legs.Clear();
        foreach (ref readonly var payment in group) _legs.Add(inward ? new Leg(payment.Other, account, payment) : new Leg(account, payment.Other, payment));
        var legs = CollectionsMarshal.AsSpan(_legs);
        var weights = scope.Weighing.Of(legs);
        weights.Size = size;
        weights.Amounts = agreement;
        weights.Ordinary += 3 * Math.Log(1 + degree / 60.0);
        scope.Offer(pattern, weights, legs, [account]);
    }
}
