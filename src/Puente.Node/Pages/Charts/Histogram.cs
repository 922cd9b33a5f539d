using Puente.Evidence.Records;
using Puente.Evidence.Time;

namespace Puente.Node.Pages.Charts;

/// <summary>
/// Facts over time in as many stretches as a slider has room for: days, months or years. Years that have no room are one stretch at either end, so
/// that a mistyped year leaves the others apart.
/// </summary>
internal static class Histogram
{
    private const int Most = 160;

    /// <summary>The stretches from the first moment that a fact may have begun to the last that one may have ended.</summary>
    public static IReadOnlyList<ChartBar> Of(IEnumerable<FactView> facts)
    {
        var spans = facts.Where(f => (f.At ?? f.Until) is not null).Select(f => (First: (f.At ?? f.Until)!.Value.Earliest, Last: Math.Max((f.Until ?? f.At)!.Value.Latest, (f.At ?? f.Until)!.Value.Latest))).ToList();
        if (spans.Count == 0) return [];
        var (first, last) = (Day(spans.Min(s => s.First)), Day(spans.Max(s => s.Last)));
        var months = Months(last) - Months(first) + 1;
        var days = last.DayNumber - first.DayNumber + 1;
        var starts = spans.Select(s => Day(s.First)).ToList();
        if (days <= Most) return Bars(starts, first, last, d => d.DayNumber, n => When.Day(DateOnly.FromDayNumber(n)));
        return months <= Most ? Bars(starts, first, last, Months, n => When.Month(n / 12, (n % 12) + 1)) : Years(starts, first.Year, last.Year);
    }

    private static IReadOnlyList<ChartBar> Bars(IEnumerable<DateOnly> starts, DateOnly first, DateOnly last, Func<DateOnly, int> number, Func<int, When> unit)
    {
        var counts = starts.CountBy(number).ToDictionary();
        return [.. Enumerable.Range(number(first), number(last) - number(first) + 1).Select(n => new ChartBar(unit(n), counts.GetValueOrDefault(n)))];
    }

    /// <summary>Years one by one around the middle fact, with all before and all after as one stretch each.</summary>
    private static IReadOnlyList<ChartBar> Years(List<DateOnly> starts, int first, int last)
    {
        var middle = starts.Order().ElementAt(starts.Count / 2).Year;
        var from = last - first < Most ? first : Math.Max(first, middle - (Most / 2) + 1);
        var until = last - first < Most ? last : Math.Min(last, from + Most - 3);
        int[] edges = [.. from > first ? (int[])[first] : [], .. Enumerable.Range(from, until - from + 1), .. until < last ? (int[])[until + 1] : []];
        return
        [
            .. edges.Select((year, i) =>
            {
                var end = i + 1 < edges.Length ? edges[i + 1] - 1 : last;
                return new ChartBar(When.Year(year).To(When.Year(end)).Value, starts.Count(s => s.Year >= year && s.Year <= end));
            }),
        ];
    }

    private static int Months(DateOnly day) => (day.Year * 12) + day.Month - 1;

    /// <summary>The day of a moment; the first or last of the calendar for what lies outside of it.</summary>
    private static DateOnly Day(long ms) =>
        DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(ms, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())).UtcDateTime);
}
