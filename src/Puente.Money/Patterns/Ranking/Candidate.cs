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
    /// <summary>A number of the set of its payments, whatever their order.</summary>
    public ulong Print { get; } = PrintOf(Pattern, Legs);

    /// <summary>The print of a set of payments under a pattern.</summary>
    public static ulong PrintOf(Pattern pattern, ReadOnlySpan<Leg> legs)
    {
        unchecked
        {
            ulong sum = 0;
            foreach (ref readonly var leg in legs)
            {
                var mixed = ((ulong)(uint)leg.Payment.Row + 0x9E3779B97F4A7C15UL) * 0xBF58476D1CE4E5B9UL;
                sum += mixed ^ (mixed >> 29);
            }

            return sum * 31 + (ulong)pattern;
        }
    }
}

/// <summary>What a rule's pattern rests on: the threshold, and how often and how far below it.</summary>
internal sealed record RuleHit(Threshold? Threshold, bool KindKnown, int Places);
