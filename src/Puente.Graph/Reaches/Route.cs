using Puente.Graph.Budgets;

namespace Puente.Graph.Reaches;

/// <summary>A way from one vertex to another, or none.</summary>
/// <param name="Vertices">Its vertices, both ends among them; empty when none was found. With links, the smallest of those that are one.</param>
/// <param name="Edges">The numbers of its edges, one fewer than its vertices.</param>
/// <param name="Cut">When nothing was left out and there are no vertices, there is no way.</param>
/// <param name="Visits">Edges looked at.</param>
public sealed record Route(IReadOnlyList<int> Vertices, IReadOnlyList<int> Edges, Cut Cut, long Visits)
{
    /// <summary>True when a way was found.</summary>
    public bool Exists => Vertices.Count > 0;

    /// <summary>How many edges it has; -1 when none was found.</summary>
    public int Length => Vertices.Count - 1;
}
