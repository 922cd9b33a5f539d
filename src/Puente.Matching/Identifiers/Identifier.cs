namespace Puente.Matching.Identifiers;

/// <summary>A value read as an identifier of one kind: its parts, what is wrong with it and what it implies.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Raw">The value as it was given.</param>
/// <param name="Canonical">The one form in which equal identifiers are equal texts; reading it again gives it again. Empty when the value has no such form.</param>
/// <param name="Parts">Parts by name in the order in which they stand, then what they imply.</param>
/// <param name="Findings">What was found, gravest first.</param>
/// <param name="Plausibility">0 to 1: how much speaks for this kind, for comparison with other kinds of the same value only.</param>
public sealed record Identifier(string Kind, string Raw, string Canonical, IReadOnlyList<KeyValuePair<string, string>> Parts, IReadOnlyList<Finding> Findings, double Plausibility)
{
    /// <summary>Nothing found excludes it. What only a warning speaks against is valid.</summary>
    public bool Valid => Findings.All(f => f.Severity != Severity.Error);

    /// <summary>A part by its name; null when it has none.</summary>
    public string? Part(string name) => Parts.FirstOrDefault(p => p.Key == name).Value;

    /// <summary>Whether a code was found.</summary>
    public bool Has(string code) => Findings.Any(f => f.Code == code);
}
