using System.Globalization;
using Puente.Evidence;
using Puente.Evidence.Records;
using Puente.Evidence.Walks;

namespace Puente.Money.Tracing.Node;

/// <summary>A trace as the page's form sends it, to the page and to the exhibit.</summary>
internal static class TraceForm
{
    private static readonly char[] Gaps = [' ', ',', ';', '\n', '\r', '\t'];

    /// <summary>Fields that a second form repeats, so that it asks the same.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["proceeds", "offence", "hops", "until", "openings"];

    /// <summary>Reads the fields. Refuses <c>trace.no-such-proceeds</c> and <c>trace.date</c>.</summary>
    public static Result<TraceAsk> Read(Func<string, string?> field, Archive archive)
    {
        var proceeds = new List<WalkSource>();
        foreach (var id in (field("proceeds") ?? "").Split(Gaps, StringSplitOptions.RemoveEmptyEntries).Distinct())
        {
            if (BookNames.Source(archive, id) is not { } source) return new Refusal("trace.no-such-proceeds");
            proceeds.Add(source);
        }

        if (!Day(field("offence"), out var offence)) return new Refusal("trace.date", ("text", field("offence")!));
        if (!Day(field("until"), out var until)) return new Refusal("trace.date", ("text", field("until")!));
        return new TraceAsk(proceeds)
        {
            Openings = (field("openings") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Offence = offence,
            Until = until,
            Hops = int.TryParse(field("hops"), NumberStyles.None, CultureInfo.InvariantCulture, out var hops) ? Math.Min(hops, TraceAsk.MostHops) : 5,
        };
    }

    private static bool Day(string? text, out DateOnly? day)
    {
        day = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (!DateOnly.TryParseExact(text.Trim(), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)) return false;
        day = read;
        return true;
    }
}
