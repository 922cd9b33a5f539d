using Puente.Money.Patterns.Traffic;

namespace Puente.Money.Patterns.Ranking;

/// <summary>
/// Why a group of payments is worth a look, in natural units of surprise: each part is the logarithm of how unlikely it would be by chance, given what is usual in the
/// table and for the accounts. Parts are capped, so that none can carry a finding alone, and added.
/// </summary>
internal struct Weights
{
    /// <summary>More counterparties, or more parts, than the accounts' own habit lets expect.</summary>
    public double Size;

    /// <summary>Payments between accounts that had not paid each other before, where that is rare.</summary>
    public double Novelty;

    /// <summary>Amounts that agree: along a chain, or between the members of a fan.</summary>
    public double Amounts;

    /// <summary>One act split into several payments.</summary>
    public double Splits;

    /// <summary>Money that rests far shorter than the account's own habit.</summary>
    public double Haste;

    /// <summary>Amounts unlike what these accounts otherwise pay.</summary>
    public double Habit;

    /// <summary>A rule of law or guidance that the payments touch.</summary>
    public double Rule;

    /// <summary>What speaks for an ordinary life: regular payments, hubs.</summary>
    public double Ordinary;

    /// <summary>All together; below nothing when the ordinary prevails.</summary>
    public readonly double Total => Size + Novelty + Amounts + Splits + Haste + Habit + Rule - Ordinary;

    /// <summary>From 0 to 1, growing with the total: 0.5 at ten units.</summary>
    public readonly double Score => 1 / (1 + Math.Exp((10 - Total) / 6));
}
