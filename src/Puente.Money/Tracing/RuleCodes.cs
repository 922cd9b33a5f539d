namespace Puente.Money.Tracing;

/// <summary>A rule as programs call it.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Code">Lower case, stable.</param>
public sealed record RuleCode(Rule Rule, string Code);

/// <summary>The rules in the order in which they are shown.</summary>
public static class RuleCodes
{
    /// <summary>All five.</summary>
    public static IReadOnlyList<RuleCode> All { get; } = [new(Rule.Fifo, "fifo"), new(Rule.ProRata, "prorata"), new(Rule.Poison, "poison"), new(Rule.Libr, "libr"), new(Rule.Difo, "difo")];
}
