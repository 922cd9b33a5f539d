namespace Puente.Graph.Paths;

/// <summary>What the next edge of a path has to keep to.</summary>
internal static class PathLimits
{
    /// <summary>The earliest and latest time of the edge that may follow a step.</summary>
    public static (long Low, long High) Times(TemporalPaths ask, StepList steps, in Step step)
    {
        var window = ask.Window;
        if (step.Parent < 0 || ask.Order == TimeOrder.Any) return (window.From, window.Until);
        var apart = ask.Order == TimeOrder.Increasing ? 1 : 0;
        var reach = ask.Gap ?? long.MaxValue;
        if (ask.Span is { } span) reach = Math.Min(reach, span - Math.Abs(step.Time - FirstTime(steps, step)));
        return ask.Direction == Direction.Forward
            ? (Math.Max(window.From, step.Time + apart), reach == long.MaxValue ? window.Until : Math.Min(window.Until, step.Time + reach))
            : (reach == long.MaxValue ? window.From : Math.Max(window.From, step.Time - reach), Math.Min(window.Until, step.Time - apart));
    }

    /// <summary>The smallest and largest amount of the edge that may follow a step.</summary>
    public static (long Least, long Most) Amounts(TemporalPaths ask, in Step step)
    {
        if (ask.Ratio is not { } ratio || step.Parent < 0) return (ask.MinimumAmount, long.MaxValue);
        var (low, high) = ask.Direction == Direction.Forward ? ratio.After(step.Amount) : ratio.Before(step.Amount);
        return (Math.Max(low, ask.MinimumAmount), high);
    }

    private static long FirstTime(StepList steps, in Step step)
    {
        var time = step.Time;
        for (var at = step.Parent; steps[at].Parent >= 0; at = steps[at].Parent) time = steps[at].Time;
        return time;
    }
}
