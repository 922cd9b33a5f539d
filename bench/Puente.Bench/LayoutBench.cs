using System.Diagnostics;
using Puente.Graph.Layouts;

namespace Puente.Bench;

/// <summary>The places of a chart's nodes: time, and how near what is joined stands.</summary>
internal static class LayoutBench
{
    private const int Runs = 5;

    public static async Task<int> RunAsync(int nodes, string? folder, CancellationToken stop)
    {
        var report = new Report("Places for the nodes of a link chart", $"layout --nodes {nodes}");
        report.Line($"Median and worst of {Runs} runs after one that is not counted; goal: 5,000 nodes in 3 s on two cores. Length is the mean of joined pairs over that of pairs drawn at will.");
        report.Line("");
        report.Table("drawing", "nodes", "links", "median s", "worst s", "length", "load");
        foreach (var (name, links) in Drawings(nodes))
        {
            var spots = ForceLayout.Place(nodes, links, stop);
            var times = new List<double>();
            for (var run = 0; run < Runs; run++)
            {
                var watch = Stopwatch.StartNew();
                ForceLayout.Place(nodes, links, stop);
                times.Add(watch.Elapsed.TotalSeconds);
            }

            var random = new Random(7);
            var near = links.Average(l => Far(spots[l.From], spots[l.To]));
            var any = Enumerable.Range(0, 20_000).Average(_ => Far(spots[random.Next(nodes)], spots[random.Next(nodes)]));
            report.Row(name, nodes, links.Count, $"{Spread.Of(times, 0.5):N2}", $"{times.Max():N2}", $"{near / any:N3}", Report.Load());
        }

        await report.SaveAsync(folder, "layout.md");
        return 0;
    }

    private static IEnumerable<(string Name, IReadOnlyList<(int From, int To)> Links)> Drawings(int nodes)
    {
        var hubs = Math.Max(2, nodes / 60);
        yield return ("hubs in a ring", [.. Enumerable.Range(0, hubs).Select(h => (h, (h + 1) % hubs)), .. Enumerable.Range(hubs, nodes - hubs).Select(n => (n, n % hubs))]);
        var random = new Random(11);
        var drawn = new List<int> { 0 };
        var links = new List<(int, int)>();
        for (var n = 1; n < nodes; n++)
            for (var k = 0; k < 2; k++)
            {
                // Who is joined often is joined more often.
                var other = drawn[random.Next(drawn.Count)];
                links.Add((n, other));
                drawn.AddRange([n, other]);
            }

        yield return ("power law, two links a node", links);
        yield return ("two for each node, at will", [.. Enumerable.Range(0, nodes * 2).Select(_ => (random.Next(nodes), random.Next(nodes)))]);
    }

    private static double Far(Spot one, Spot other) => Math.Sqrt(Math.Pow(one.X - other.X, 2) + Math.Pow(one.Y - other.Y, 2));
}
