using Puente.Money.Patterns.Ranking;
using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Finders;

/// <summary>
/// Funnel accounts (FIN-2014-A005): cash paid in at two places or more, and taken out or sent on elsewhere within two days. How far the places lie apart is not known here;
/// that they differ is. Where the table knows no places, three or more who pay in stand for them, and the finding says so and weighs less.
/// </summary>
internal sealed class FunnelFinder(Scope scope)
{
    private readonly List<int> _numbers = [];

    /// <summary>Screens one account. The table has to know kinds.</summary>
    public void Visit(int account)
    {
        var columns = scope.Traffic.Columns;
        var deposits = Rows(scope.In(account), account, true).Where(r => columns.Kind![r.Row] == CashKind.CashIn).ToArray();
        var placed = columns.Place is not null;
        if (placed) deposits = [.. deposits.Where(d => d.Place >= 0)];
        if (deposits.Length < 3 || deposits.Select(d => Place(d, placed)).Distinct().Count() < (placed ? 2 : 3)) return;
        var leaves = Rows(scope.Out(account), account, false).ToArray();
        var usual = deposits.Select(d => d.Place).ToHashSet();
        var found = new HashSet<Leg>();
        var (followed, taken) = (0, new HashSet<int>());
        foreach (var deposit in deposits)
        {
            var leave = Array.FindIndex(leaves, l => l.At >= deposit.At && l.At - deposit.At <= scope.Options.PassWithin && (l.Place < 0 || !usual.Contains(l.Place)));
            if (leave < 0) continue;
            followed++;
            taken.Add(leave);
            found.Add(deposit.Leg);
            found.Add(leaves[leave].Leg);
        }

        var places = deposits.Where(d => found.Contains(d.Leg)).Select(d => Place(d, placed)).Distinct().Count();
        if (followed < 2 || places < 2) return;
        var legs = found.OrderBy(l => l.Payment.At).ThenBy(l => l.Payment.Row).ToArray();
        var weights = scope.Weighing.Of(legs);
        weights.Size = 3 * Math.Log(places) + Math.Log(followed);
        weights.Haste = 4.0 * followed / deposits.Length;
        weights.Rule = taken.Any(i => leaves[i].Place >= 0) ? 3 : 1;
        if (!placed) weights.Ordinary += 3;
        scope.Offer(Pattern.Funnel, weights, legs, [account], new RuleHit(null, true, placed ? places : 0));
    }

    private static int Place(CashRow row, bool placed) => placed ? row.Place : row.Leg.From;

    private IEnumerable<CashRow> Rows(ReadOnlySpan<Payment> payments, int account, bool inward)
    {
        var columns = scope.Traffic.Columns;
        var rows = new List<CashRow>();
        foreach (var payment in payments)
        {
            _numbers.Clear();
            scope.Traffic.Rows(payment, _numbers);
            var leg = inward ? new Leg(payment.Other, account, payment) : new Leg(account, payment.Other, payment);
            foreach (var row in _numbers)
                if (row < columns.Count) rows.Add(new CashRow(row, columns.At[row], columns.Amount[row], columns.Place?[row] ?? -1, leg));
        }

        return rows.OrderBy(r => r.At).ThenBy(r => r.Row);
    }
}
