using Puente.Graph.Budgets;

namespace Puente.Graph.Centrality;

/// <summary>A score for each vertex of a projection.</summary>
/// <param name="Scores">Pairs of others on whose shortest paths it stands; where a pair has several, by its share of them.</param>
/// <param name="Errors">Standard error of each score, from the spread between the sources; 0 when exact. Too small for low scores, which few sources touch; meant for the high ones.</param>
/// <param name="Exact">Whether every vertex was a source.</param>
/// <param name="Sources">Sources gone out from. When the budget ran out these are fewer than asked, and not a fair choice unless they were sampled.</param>
/// <param name="Cut">What was left out, and why.</param>
public sealed record BetweennessScores(IReadOnlyList<double> Scores, IReadOnlyList<double> Errors, bool Exact, int Sources, Cut Cut)
{
    /// <summary>
    /// The part, on average over the <paramref name="top"/> highest scores, that a score may be off by (one standard error); 0 when exact.
    /// </summary>
    public double ErrorOfTop(int top) =>
        Exact || Scores.Count == 0 ? 0 : Enumerable.Range(0, Scores.Count).OrderByDescending(v => Scores[v]).Take(top).Where(v => Scores[v] > 0).Select(v => Errors[v] / Scores[v]).DefaultIfEmpty(0).Average();
}
