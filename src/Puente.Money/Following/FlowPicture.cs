using System.Text.Json;

namespace Puente.Money.Following;

/// <summary>Flows as a Sankey picture. What goes round is shown up to the flow that would close the circle, as such a picture has none.</summary>
internal static class FlowPicture
{
    private const int MostFlows = 60;

    /// <summary>The picture of the largest flows in one currency as an ECharts option, and how many flows it leaves out.</summary>
    /// <param name="flows">Flows of one currency, largest first.</param>
    /// <param name="digits">Decimals of the currency.</param>
    /// <param name="name">How an end is written; ends of one name are one.</param>
    public static (string Option, int Left) Of(IReadOnlyList<FollowedFlow> flows, int digits, Func<FollowedEnd, string> name)
    {
        var (links, after) = (new List<(string From, string To, decimal Value)>(), new Dictionary<string, HashSet<string>>(StringComparer.Ordinal));
        foreach (var flow in flows)
        {
            var (from, to) = (name(flow.From), name(flow.To));
            if (links.Count == MostFlows || from == to || Leads(after, to, from)) continue;
            links.Add((from, to, flow.Amount / (decimal)Math.Pow(10, digits)));
            if (!after.TryGetValue(from, out var next)) after[from] = next = new HashSet<string>(StringComparer.Ordinal);
            next.Add(to);
        }

        var option = new
        {
            series = new object[]
            {
                new
                {
                    type = "sankey",
                    left = 8,
                    right = 140,
                    emphasis = new { focus = "adjacency" },
                    data = links.SelectMany(l => new[] { l.From, l.To }).Distinct().Select(n => new { name = n }),
                    links = links.Select(l => new { source = l.From, target = l.To, value = l.Value }),
                },
            },
        };
        return (JsonSerializer.Serialize(option), flows.Count - links.Count);
    }

    private static bool Leads(Dictionary<string, HashSet<string>> after, string from, string to)
    {
        var (waiting, seen) = (new Stack<string>([from]), new HashSet<string>(StringComparer.Ordinal) { from });
        while (waiting.TryPop(out var at))
        {
            if (at == to) return true;
            foreach (var next in after.GetValueOrDefault(at) ?? [])
                if (seen.Add(next)) waiting.Push(next);
        }

        return false;
    }
}
