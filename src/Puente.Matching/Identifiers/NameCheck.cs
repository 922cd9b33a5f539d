namespace Puente.Matching.Identifiers;

/// <summary>What an identifier says about a name.</summary>
/// <param name="Agrees">Whether the name can be the one it was issued for; null when the identifier says nothing about names, or the name cannot be read.</param>
/// <param name="Reasons">Why, weightiest first.</param>
public sealed record NameCheck(bool? Agrees, IReadOnlyList<Finding> Reasons);
