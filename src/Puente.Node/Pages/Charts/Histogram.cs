using Puente.Evidence.Records;
using Puente.Evidence.Time;

namespace Puente.Node.Pages.Charts;

/// <summary>Facts over time in as many equal stretches as a slider has room for: days, months or years.</summary>
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
        Func<DateOnly, int> number = days <= Most ? d => d.DayNumber : months <= Most ? Months : d => d.Year;
        Func<int, When> unit = days <= Most ? n => When.Day(DateOnly.FromDayNumber(n)) : months <= Most ? n => When.Month(n / 12, (n % 12) + 1) : When.Year;
        var counts = spans.GroupBy(s => number(Day(s.First))).ToDictionary(g => g.Key, g => g.Count());
        return [.. Enumerable.Range(number(first), number(last) - number(first) + 1).Select(n => new ChartBar(unit(n), counts.GetValueOrDefault(n)))];
    }

    private static int Months(DateOnly day) => (day.Year * 12) + day.Month - 1;

    private static DateOnly Day(long ms) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime);
}
