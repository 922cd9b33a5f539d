namespace Puente.Matching.Linkage;

/// <summary>What two dates of birth say, in log odds. Chances behind them: one birth year in about 60, one day in 365.</summary>
/// <param name="LogOdds">For (positive) or against.</param>
/// <param name="Conflict">They cannot be one person's dates unless one is false.</param>
/// <param name="Code">The code of the reason.</param>
internal readonly record struct BirthEvidence(double LogOdds, bool Conflict, string Code)
{
    private static readonly BirthEvidence Day = new(4, false, "birth-agrees");
    private static readonly BirthEvidence Coarse = new(1.5, false, "birth-agrees");
    private static readonly BirthEvidence Slip = new(1, false, "birth-near");
    private static readonly BirthEvidence Close = new(-0.5, false, "birth-near");
    private static readonly BirthEvidence Differs = new(-4, true, "birth-differs");

    /// <summary>Both are known to the day, and it is one day.</summary>
    public bool SameDay => this == Day;

    public static BirthEvidence Of(PartialDate left, PartialDate right)
    {
        var years = Math.Abs(left.Year - right.Year);
        if (left.About || right.About) return years <= 2 ? Close with { LogOdds = years == 0 ? 0.7 : 0 } : years <= 5 ? Close : Differs;
        var whole = left.Day > 0 && right.Day > 0;
        if (!whole) return years > 1 ? Differs : years == 1 ? Close : left.Month == 0 || right.Month == 0 || left.Month == right.Month ? Coarse : Close;
        if (left == right) return Day;
        // Day and month the other way round, the day before or after, or one figure misread.
        if (years == 0 && ((left.Month == right.Day && left.Day == right.Month) || (left.Month == right.Month && Math.Abs(left.Day - right.Day) == 1))) return Slip;
        return Figures(left, right) == 1 ? Slip : Differs;
    }

    private static int Figures(PartialDate left, PartialDate right)
    {
        var (a, b) = ((left.Year * 10_000) + (left.Month * 100) + left.Day, (right.Year * 10_000) + (right.Month * 100) + right.Day);
        var differ = 0;
        for (; a > 0 || b > 0; a /= 10, b /= 10)
            if (a % 10 != b % 10) differ++;
        return differ;
    }
}
