using NodaTime;
using Puente.Money.Patterns.Ranking;
using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Finders;

/// <summary>
/// Indicators of structuring: cash just below a threshold in force, again and again, in and out apart; and several payments below it that together pass it within a
/// business day or month. Looked at for the account and for whoever pays in or takes out, across accounts. Intent is not computable: this is an indicator, never a verdict.
/// </summary>
internal sealed class CashFinder(Scope scope, RuleBook rules)
{
    private const long Stretch = 10 * 86_400;
    private readonly Dictionary<string, double> _usual = [];
    private readonly List<CashRow> _rows = [];
    private readonly List<int> _numbers = [];
    private readonly FunnelFinder _funnel = new(scope);

    /// <summary>Screens one account or person.</summary>
    public void Visit(int account)
    {
        var columns = scope.Traffic.Columns;
        var kinds = columns.Kind is not null;
        if (scope.Options.Wants(Pattern.Structuring) && rules.All.Count > 0)
        {
            Series(account, true, kinds ? CashKind.CashIn : CashKind.Unknown, [account]);
            Series(account, false, kinds ? CashKind.CashOut : CashKind.Unknown, [account]);
            if (kinds)
            {
                Series(account, false, CashKind.CashIn, [account]);
                Series(account, true, CashKind.CashOut, [account]);
            }
        }

        if (kinds && scope.Options.Wants(Pattern.Funnel)) _funnel.Visit(account);
    }

    private void Series(int account, bool inward, CashKind kind, int[] centres)
    {
        Collect(account, inward, kind);
        if (_rows.Count < 2) return;
        foreach (var currency in _rows.Select(r => r.Leg.Payment.Currency).Distinct().ToArray())
        {
            var rows = _rows.Where(r => r.Leg.Payment.Currency == currency).ToArray();
            foreach (var threshold in rules.For(Currency(currency), rows[0].Day).ToArray()) Against(rows, threshold, kind, centres);
        }
    }

    private string Currency(ushort currency) => scope.Traffic.Columns.Currencies is { } names && currency < names.Count ? names[currency] : "";

    private void Collect(int account, bool inward, CashKind kind)
    {
        var columns = scope.Traffic.Columns;
        _rows.Clear();
        foreach (var payment in inward ? scope.In(account) : scope.Out(account))
        {
            if (payment.Is(Traits.Regular) && kind == CashKind.Unknown) continue;
            _numbers.Clear();
            scope.Traffic.Rows(payment, _numbers);
            var leg = inward ? new Leg(payment.Other, account, payment) : new Leg(account, payment.Other, payment);
            foreach (var row in _numbers)
            {
                // A row that came later has no column: its own payment says all.
                if (row >= columns.Count) _rows.Add(new CashRow(row, scope.Traffic.Origin + payment.At, payment.Amount, -1, leg));
                else if ((columns.Kind?[row] ?? CashKind.Unknown) == kind) _rows.Add(new CashRow(row, columns.At[row], columns.Amount[row], columns.Place?[row] ?? -1, leg));
            }
        }

        _rows.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Row.CompareTo(b.Row));
    }

    private void Against(CashRow[] rows, Threshold threshold, CashKind kind, int[] centres)
    {
        if (threshold.Per == ThresholdPer.Transaction)
        {
            foreach (var stretch in CashSeries.Below(rows, threshold, 3, Stretch)) Offer(rows, stretch, threshold, kind, centres);
            return;
        }

        var together = CashSeries.Together(rows, threshold);
        if (together.Count > 0 && kind != CashKind.Unknown) Offer(rows, together, threshold, kind, centres);
    }

    private void Offer(CashRow[] rows, List<CashRow> found, Threshold threshold, CashKind kind, int[] centres)
    {
        var legs = found.Select(r => r.Leg).Distinct().ToArray();
        var places = found.Where(r => r.Place >= 0).Select(r => r.Place).Distinct().Count();
        var weights = scope.Weighing.Of(legs);
        var reached = rows.Count(r => CashSeries.Reached(r.Amount, threshold));
        var near = Math.Max(found.Count, rows.Count(r => r.Amount >= 0.1 * threshold.Amount));
        weights.Rule = threshold.Per == ThresholdPer.Transaction
            ? 2 + scope.Weighing.Surprise(found.Count, near * Usual(threshold, kind)) + 1.5 * Math.Log(found.Count)
            : 1.5 * Math.Log(1 + found.Select(r => r.BusinessDay).Distinct().Count()) + 2;
        weights.Size = 1.5 * Math.Max(0, places - 1);
        // Who also pays over the threshold has it reported anyway: a business with takings.
        weights.Ordinary += 1.5 * Math.Log(1 + reached) + (kind == CashKind.Unknown ? 6 : 0);
        scope.Offer(Pattern.Structuring, weights, legs, centres, new RuleHit(threshold, kind != CashKind.Unknown, places));
    }

    /// <summary>How much of all such cash that is not small lies in the band, in the whole table.</summary>
    private double Usual(Threshold threshold, CashKind kind)
    {
        if (_usual.TryGetValue(threshold.Code, out var share)) return share;
        var columns = scope.Traffic.Columns;
        var (near, below) = (0, 0);
        for (var row = 0; row < columns.Count; row++)
        {
            if ((columns.Kind?[row] ?? CashKind.Unknown) is var is0 && (kind == CashKind.Unknown ? is0 != kind : is0 is not (CashKind.CashIn or CashKind.CashOut))) continue;
            if (columns.Amount[row] < 0.1 * threshold.Amount) continue;
            near++;
            if (CashSeries.JustBelow(columns.Amount[row], threshold)) below++;
        }

        return _usual[threshold.Code] = Math.Clamp((below + 1.0) / (near + 3), 0.02, 0.6);
    }
}
