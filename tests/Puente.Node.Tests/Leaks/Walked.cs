using System.Globalization;
using Puente.Evidence.Records;
using Puente.Evidence.Walks;

namespace Puente.Node.Tests.Leaks;

/// <summary>Everything that a walk of the graph shows its viewer, as lines in order.</summary>
internal static class Walked
{
    public static async Task<IReadOnlyList<string>> OfAsync(FactGraph graph, Reading reading)
    {
        using var walk = await graph.OpenAsync(reading);
        var lines = new List<string>();
        for (var vertex = 0; vertex < walk.Snapshot.VertexCount; vertex++)
        {
            foreach (var edge in walk.Snapshot.Out(vertex))
                if (walk.Filter.Admits(edge))
                    lines.Add(string.Create(CultureInfo.InvariantCulture, $"{Name(walk, vertex)} {walk.Sort(edge.Kind)} {Name(walk, edge.Neighbour)} {Walk.Time(edge.Time):O} {edge.Amount} {walk.Source(edge.Number)}"));
            if (walk.Snapshot.ClassOf(vertex, walk.Filter) is { Count: > 1 } same) lines.Add(string.Join(" = ", same.Select(v => Name(walk, v)).Order(StringComparer.Ordinal)));
        }

        return [.. lines.Distinct().Order(StringComparer.Ordinal)];
    }

    private static string Name(Walk walk, int vertex) => walk.End(vertex).ToString();
}
