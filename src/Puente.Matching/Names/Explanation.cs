namespace Puente.Matching.Names;

/// <summary>Turns steps into reasons whose weights add up to the score.</summary>
internal static class Explanation
{
    private const double Half = 0.5;

    /// <summary>Scores are summed in single precision; what rounding leaves goes to the start.</summary>
    private const double Rounding = 1e-5;

    public static IReadOnlyList<Reason> Of(NameScore score, List<Step> steps, NameWeights weights) => Spread(score, Evidence(steps, weights, out _));

    /// <summary>The reasons with their evidence; their weights are still to be spread.</summary>
    public static List<Reason> Evidence(List<Step> steps, NameWeights weights, out double sum)
    {
        var reasons = new List<Reason>(steps.Count + 3);
        sum = 0;
        foreach (var group in steps.GroupBy(s => (Code: Code(s, steps), s.Left, s.Right)))
        {
            double evidence = group.Sum(s => s.Amount * weights[s.Feature]);
            if (group.Key.Code == ReasonCode.Identical) evidence = NameWeights.Top - sum;
            sum += evidence;
            reasons.Add(new Reason(group.Key.Code, 0, evidence, group.Key.Left, group.Key.Right));
        }

        var limited = Math.Clamp(sum, -NameWeights.Top, reasons.Exists(r => r.Code == ReasonCode.Identical) ? NameWeights.Top : NameWeights.NextToTop);
        if (Math.Abs(limited - sum) > 1e-9) reasons.Add(new Reason(ReasonCode.Limit, 0, limited - sum));
        sum = limited;
        return reasons;
    }

    /// <summary>
    /// Gives each reason its part of the way from even odds to the score, in proportion to its evidence; the start takes the half at
    /// which every comparison begins. A pair that must stay open loses the rest to that reason.
    /// </summary>
    public static IReadOnlyList<Reason> Spread(NameScore score, List<Reason> reasons)
    {
        var sum = reasons.Sum(r => r.Evidence);
        var limited = Math.Clamp(sum, -NameWeights.Top, NameWeights.Top);
        if (Math.Abs(limited - sum) > 1e-9) reasons.Add(new Reason(ReasonCode.Limit, 0, limited - sum));
        var chance = NameScore.Chance(limited);
        var slope = Math.Abs(limited) < 1e-9 ? 0.25 : (chance - Half) / limited;
        for (var i = 0; i < reasons.Count; i++)
            reasons[i] = reasons[i] with { Weight = (reasons[i].Evidence * slope) + (reasons[i].Code == ReasonCode.Start ? Half : 0) };
        var rest = score.Score - chance;
        if (rest < -Rounding) reasons.Add(new Reason(ReasonCode.Open, rest, 0));
        else reasons[0] = reasons[0] with { Weight = reasons[0].Weight + rest };
        reasons.RemoveAll(r => r is { Weight: 0, Evidence: 0 } && (r.Left is null || r.Right is null));
        return [.. reasons.OrderBy(r => r.Code != ReasonCode.Start).ThenByDescending(r => Math.Abs(r.Weight))];
    }

    /// <summary>The weight of two words that agree belongs to the way in which they agree.</summary>
    private static string Code(Step step, List<Step> steps)
    {
        if (step.Feature != Feature.Exact || (step.Left == step.Right && step.Left is not null)) return ReasonCode.Of(step.Feature);
        var way = steps.Find(s => s.Left == step.Left && s.Right == step.Right && s.Feature is not (Feature.Exact or Feature.TwoNames));
        return ReasonCode.Of(way.Feature);
    }
}
