using System.Globalization;

namespace Puente.Office.Pages;

/// <summary>The moment of the past a page shows: what the node knew then (<c>known</c>), what was published by then (<c>as-of</c>).</summary>
/// <param name="Known">Recorded by this moment; the end of the day when only a day is given.</param>
/// <param name="AsOf">Published by this day.</param>
public sealed record LookBack(DateTimeOffset? Known, DateOnly? AsOf)
{
    /// <summary>Now.</summary>
    public static LookBack None { get; } = new(null, null);

    /// <summary>Whether the page shows the present.</summary>
    public bool IsNow => Known is null && AsOf is null;

    /// <summary>Reads <c>known</c> and <c>as-of</c>; what is no date counts as absent.</summary>
    public static LookBack Of(IQueryCollection query)
    {
        var known = Day(query["known"]) is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MaxValue), TimeSpan.Zero) : (DateTimeOffset?)null;
        return new LookBack(known, Day(query["as-of"]));
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
