using System.Diagnostics;
using System.Globalization;
using Puente.Graph.Projections;

namespace Puente.Bench;

/// <summary>Betweenness of the same graph by igraph, where Debian's python3-igraph is installed.</summary>
internal static class IgraphPeer
{
    private const string Python = "/usr/bin/python3";

    private const string Script =
        """
        import sys, time, igraph
        lines = sys.stdin.read().split()
        n, ends = int(lines[0]), [int(x) for x in lines[1:]]
        g = igraph.Graph(n=n, edges=list(zip(ends[0::2], ends[1::2])), directed=False)
        start = time.perf_counter()
        scores = g.betweenness(directed=False)
        print(time.perf_counter() - start)
        print(" ".join(repr(s) for s in scores))
        """;

    /// <summary>Its seconds and the largest difference of a score, or that it is not here.</summary>
    public static string Compare(Projection graph, IReadOnlyList<double> ours)
    {
        if (!File.Exists(Python)) return "not here";
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", Script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        _ = process.StandardError.ReadToEndAsync();
        process.StandardInput.WriteLine(graph.Count);
        for (var v = 0; v < graph.Count; v++)
            foreach (var to in graph.Next(v))
                if (v < to) process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{v} {to}"));
        process.StandardInput.Close();
        var (seconds, scores) = (process.StandardOutput.ReadLine(), process.StandardOutput.ReadLine());
        process.WaitForExit();
        if (process.ExitCode != 0 || seconds is null || scores is null) return "not here";
        var theirs = scores.Split(' ').Select(s => double.Parse(s, CultureInfo.InvariantCulture)).ToList();
        var apart = theirs.Zip(ours).Max(p => Math.Abs(p.First - p.Second) / Math.Max(1, p.First));
        return string.Create(CultureInfo.InvariantCulture, $"{double.Parse(seconds, CultureInfo.InvariantCulture):N2} s; largest relative difference {apart:0.0E+0}");
    }
}
