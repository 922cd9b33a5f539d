using System.Globalization;
using Puente.Evidence;
using Puente.Evidence.Sharing;
using Puente.Evidence.Time;

namespace Puente.Office.Api;

/// <summary>
/// The two times of an address, read for every endpoint alike: <c>known</c>, a moment (what the node had recorded by then), and <c>asOf</c>, a day (what
/// was published by then). A text that is no time is refused: to leave it out would answer another question than was asked.
/// </summary>
public static class AskedTimes
{
    /// <summary>Refuses <c>api.moment</c> and <c>api.day</c> before the endpoint is reached.</summary>
    public static ValueTask<object?> CheckAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var query = call.HttpContext.Request.Query;
        if ((string?)query["known"] is { } known && Known(known) is null) return new(Refused.Problem(new Refusal("api.moment", ("value", known))));
        if ((string?)query["asOf"] is { } asOf && AsOf(asOf) is null) return new(Refused.Problem(new Refusal("api.day", ("value", asOf))));
        return next(call);
    }

    /// <summary>The viewer, looking back when the address says so.</summary>
    public static Viewer Of(Viewer viewer, HttpRequest request)
    {
        var (known, asOf) = (Known(request.Query["known"]), AsOf(request.Query["asOf"]));
        return known is null && asOf is null ? viewer : viewer.LookingBack(known, asOf);
    }

    /// <summary>The first or the last instant of a partial time, <c>2008</c> or <c>2008-03-05T10:00Z</c>; null when the text is none.</summary>
    public static DateTimeOffset? Bound(string? text, bool last)
    {
        if (text is null || When.Parse(text) is not { IsOk: true } read) return null;
        return DateTimeOffset.FromUnixTimeMilliseconds(last ? read.Value.Latest : read.Value.Earliest);
    }

    private static DateTimeOffset? Known(string? text) => text is null ? null : Bound(text, last: true);

    private static DateOnly? AsOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : Bound(text, last: true) is { } end ? DateOnly.FromDateTime(end.UtcDateTime) : null;
}
