using Puente.Evidence.Records;
using Puente.Evidence.Time;

namespace Puente.Node.Pages.Entities;

/// <summary>The parameters of an address that choose facts: <c>kind</c>, <c>from</c>, <c>until</c>, <c>history</c>.</summary>
public static class FactQuery
{
    /// <summary>Reads the filter; a time is as partial as one likes, and what is none counts as absent.</summary>
    public static FactFilter Of(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new FactFilter(
            query["kind"].ToString() is { Length: > 0 } kind ? kind : null,
            Moment(query["from"], w => w.Earliest), Moment(query["until"], w => w.Latest),
            query["history"].ToString().Length > 0);
    }

    private static DateTimeOffset? Moment(string? text, Func<When, long> edge) =>
        text is { Length: > 0 } && When.Parse(text) is { IsOk: true } when
            ? DateTimeOffset.FromUnixTimeMilliseconds(edge(when.Value))
            : null;
}
