using Puente.Graph.Budgets;

namespace Puente.Graph.Reaches;

/// <summary>The vertices of a neighbourhood, nearest first.</summary>
/// <param name="Vertices">Each once; with links, the smallest of those that are one.</param>
/// <param name="Within">At place h, how many of them are within h edges.</param>
/// <param name="Cut">What was left out, and why.</param>
/// <param name="Visits">Edges looked at.</param>
public sealed record Surroundings(IReadOnlyList<int> Vertices, IReadOnlyList<int> Within, Cut Cut, long Visits);
