using System.Globalization;
using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Ranking;

/// <summary>Why a candidate is worth a look, and what would explain it innocently, as codes of texts.</summary>
internal static class Reasons
{
    /// <summary>What the shape is, then what weighs, heaviest first, then what speaks against it.</summary>
    public static IReadOnlyList<Reason> Of(Candidate candidate)
    {
        var (weights, legs) = (candidate.Weights, candidate.Legs);
        var parts = new List<(double Weight, Reason Reason)>
        {
            (weights.Size, new Reason("pattern.reason.size")),
            (weights.Novelty, new Reason("pattern.reason.new", ("count", Whole(legs.Count(l => l.Payment.Is(Traits.Only)))), ("of", Whole(legs.Length)))),
            (weights.Amounts, Kept(candidate)),
            (weights.Splits, new Reason("pattern.reason.split", ("count", Whole(legs.Count(l => l.Payment.Is(Traits.Split)))))),
            (weights.Haste, new Reason(candidate.Pattern is Pattern.PassThrough or Pattern.Funnel ? "pattern.reason.low-rest" : "pattern.reason.haste")),
            (weights.Habit, new Reason("pattern.reason.unlike")),
        };
        var reasons = new List<Reason> { Shape(candidate) };
        if (candidate.Rule is { } rule) reasons.AddRange(RuleReasons(candidate, rule));
        reasons.AddRange(parts.Where(p => p.Weight >= 1).OrderByDescending(p => p.Weight).Select(p => p.Reason));
        if (weights.Ordinary >= 3) reasons.Add(new Reason("pattern.reason.ordinary"));
        return reasons;
    }

    /// <summary>What an honest life would make of it.</summary>
    public static IReadOnlyList<Reason> Innocent(Candidate candidate) =>
        candidate.Pattern is Pattern.TemporalCycle or Pattern.StructuralCycle && candidate.Legs.Length == 2 ? [new Reason("pattern.innocent.there-and-back")] : [new Reason("pattern.innocent." + candidate.Pattern.Code())];

    /// <summary>The rule, guidance or paper.</summary>
    public static string Citation(Candidate candidate) => candidate.Pattern switch
    {
        Pattern.Structuring when candidate.Rule?.Threshold is { } threshold => threshold.Citation,
        Pattern.Structuring => Guidance.Structuring,
        Pattern.Funnel => Guidance.Funnel,
        Pattern.PassThrough => Guidance.PassThrough,
        _ => Guidance.Patterns,
    };

    private static Reason Shape(Candidate candidate)
    {
        var legs = candidate.Legs;
        var days = (legs.Max(l => l.Payment.At) - (double)legs.Min(l => l.Payment.At)) / 86_400;
        return new Reason("pattern.shape." + candidate.Pattern.Code(),
            ("payers", Whole(legs.Select(l => l.From).Distinct().Count())), ("payees", Whole(legs.Select(l => l.To).Distinct().Count())),
            ("payments", Whole(legs.Sum(l => l.Payment.Count))), ("hops", Whole(legs.Length)), ("middles", Whole(legs.Select(l => l.To).Intersect(legs.Select(l => l.From)).Count())),
            ("days", Math.Max(0.1, days).ToString("0.#", CultureInfo.InvariantCulture)));
    }

    private static Reason Kept(Candidate candidate)
    {
        var legs = candidate.Legs;
        if (candidate.Pattern is Pattern.FanIn or Pattern.FanOut) return new Reason("pattern.reason.agree");
        if (candidate.Pattern is not (Pattern.TemporalCycle or Pattern.StructuralCycle or Pattern.RandomWalk) || legs.Any(l => l.Payment.Currency != legs[0].Payment.Currency))
            return new Reason("pattern.reason.carried");
        var kept = 100 * Math.Exp(Amounts.Kept(legs[0].Payment, legs[^1].Payment) ?? 0);
        return new Reason("pattern.reason.kept", ("percent", kept.ToString("0", CultureInfo.InvariantCulture)), ("hops", Whole(legs.Length)));
    }

    private static IEnumerable<Reason> RuleReasons(Candidate candidate, RuleHit rule)
    {
        if (rule.Threshold is { } threshold)
        {
            var amount = (threshold.Amount / 100).ToString("N0", CultureInfo.InvariantCulture) + " " + threshold.Currency;
            yield return new Reason(threshold.Per == ThresholdPer.Transaction ? "pattern.reason.below" : "pattern.reason.together", ("amount", amount), ("rule", threshold.Code),
                ("percent", (CashSeries.Band * 100).ToString("0", CultureInfo.InvariantCulture)));
            if (threshold.Checked == "no") yield return new Reason("pattern.reason.unchecked");
        }

        if (!rule.KindKnown) yield return new Reason("pattern.reason.kind-unknown");
        if (rule.Places > 1) yield return new Reason("pattern.reason.places", ("count", Whole(rule.Places)));
        else if (candidate.Pattern == Pattern.Funnel) yield return new Reason("pattern.reason.places-unknown");
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
