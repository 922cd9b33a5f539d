using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Ranking;

/// <summary>A group of payments that has the shape of a pattern, with why it is worth a look.</summary>
/// <param name="Pattern">Which pattern.</param>
/// <param name="Weights">Why.</param>
/// <param name="Centres">The accounts that the pattern turns around, the most important first.</param>
/// <param name="Legs">Its payments: in the order of the chain for chains and cycles, in order of time otherwise.</param>
/// <param name="Rule">The rule that a rule's pattern rests on.</param>
internal sealed record Candidate(Pattern Pattern, Weights Weights, int[] Centres, Leg[] Legs, RuleHit? Rule = null)
{
    /// <summary>Numbers of the set of its payments, whatever their order: first what they say, then which rows say it. Of two that weigh the same the first goes before,
    /// so that the order of rows decides only where rows say the same.</summary>
    public (ulong Said, ulong Rows) Print { get; } = PrintOf(Pattern, Legs);

    /// <summary>The print of a set of payments under a pattern.</summary>
    public static (ulong Said, ulong Rows) PrintOf(Pattern pattern, ReadOnlySpan<Leg> legs)
    {
        unchecked
        {
            ulong said = 0, rows = 0;
            foreach (ref readonly var leg in legs)
            {
                said += Mixed(Mixed(((ulong)(uint)leg.From << 32) | (uint)leg.To) ^ Mixed((ulong)leg.Payment.Amount) ^ (uint)leg.Payment.At);
                rows += Mixed((uint)leg.Payment.Row);
            }

            return (said * 31 + (ulong)pattern, rows * 31 + (ulong)pattern);
        }
    }

    private static ulong Mixed(ulong value)
    {
        var mixed = unchecked((value + 0x9E3779B97F4A7C15UL) * 0xBF58476D1CE4E5B9UL);
        return mixed ^ (mixed >> 29);
    }
}

/// <summary>What a rule's pattern rests on: the threshold, and how often and how far below it.</summary>
internal sealed record RuleHit(Threshold? Threshold, bool KindKnown, int Places);
