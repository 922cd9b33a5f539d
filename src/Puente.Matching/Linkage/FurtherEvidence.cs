using Puente.Matching.Names;

namespace Puente.Matching.Linkage;

/// <summary>What a caller knows of two records beside their names, dates and identifiers. It adds to the score, and never closes what those keep open.</summary>
/// <param name="Reasons">Each with its evidence in log odds; the weights are worked out.</param>
/// <param name="AtMost">The highest score that the pair may have because of it.</param>
public sealed record FurtherEvidence(IReadOnlyList<Reason> Reasons, double AtMost = 1);
