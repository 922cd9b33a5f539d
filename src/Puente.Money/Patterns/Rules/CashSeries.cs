using NodaTime;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Rules;

/// <summary>One row of cash, with the payment it is part of.</summary>
internal readonly record struct CashRow(int Row, long At, long Amount, int Place, Leg Leg)
{
    /// <summary>The day it counts for: nights of weekends count for the Monday (31 CFR 1010.313; bank holidays are not known here and count as days).</summary>
    public LocalDate BusinessDay
    {
        get
        {
            var day = Day;
            return day.DayOfWeek switch
            {
                IsoDayOfWeek.Saturday => day.PlusDays(2),
                IsoDayOfWeek.Sunday => day.PlusDays(1),
                _ => day,
            };
        }
    }

    /// <summary>The calendar day, in UTC.</summary>
    public LocalDate Day => Instant.FromUnixTimeSeconds(At).InUtc().Date;
}

/// <summary>How a series of cash lies against a threshold.</summary>
internal static class CashSeries
{
    /// <summary>The band below a threshold: from this part of it upward.</summary>
    public const double Band = 0.7;

    /// <summary>True when an amount lies just below: in the band, and without the duty.</summary>
    public static bool JustBelow(long amount, Threshold threshold) =>
        amount >= Band * threshold.Amount && (threshold.Above ? amount <= threshold.Amount : amount < threshold.Amount);

    /// <summary>True when an amount brings the duty.</summary>
    public static bool Reached(long amount, Threshold threshold) => threshold.Above ? amount > threshold.Amount : amount >= threshold.Amount;

    /// <summary>
    /// The rows that belong to a time in which one alone was below and several together were not: of a business day, or a calendar month. Rows are in order of time.
    /// </summary>
    public static List<CashRow> Together(IReadOnlyList<CashRow> rows, Threshold threshold)
    {
        var found = new List<CashRow>();
        foreach (var group in rows.GroupBy(r => threshold.Per == ThresholdPer.Month ? new LocalDate(r.Day.Year, r.Day.Month, 1) : r.BusinessDay))
            if (group.Count() >= 2 && group.All(r => !Reached(r.Amount, threshold)) && Reached(group.Sum(r => r.Amount), threshold)) found.AddRange(group);
        return found;
    }

    /// <summary>The stretches of at least <paramref name="least"/> rows just below, none further than <paramref name="apart"/> seconds from the one before.</summary>
    public static IEnumerable<List<CashRow>> Below(IReadOnlyList<CashRow> rows, Threshold threshold, int least, long apart)
    {
        var stretch = new List<CashRow>();
        foreach (var row in rows)
        {
            if (!JustBelow(row.Amount, threshold)) continue;
            if (stretch.Count > 0 && row.At - stretch[^1].At > apart)
            {
                if (stretch.Count >= least) yield return stretch;
                stretch = [];
            }

            stretch.Add(row);
        }

        if (stretch.Count >= least) yield return stretch;
    }
}
