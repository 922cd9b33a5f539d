using NodaTime;

namespace Puente.Money.Patterns.Rules;

/// <summary>
/// A threshold of law: what it is called, where and when it is in force, for which currency, how much, and the words that set it. Held as data
/// (<c>thresholds.yaml</c>), so that a change of law is a line and not a release.
/// </summary>
/// <param name="Code">Its code, such as <c>us-ctr</c>; several lines of one code follow one another in time.</param>
/// <param name="Country">The country it is the law of, two letters.</param>
/// <param name="Currency">The currency it is stated in, three letters.</param>
/// <param name="Amount">The amount, in minor units.</param>
/// <param name="Per">Over what it is counted.</param>
/// <param name="From">The first day it was in force.</param>
/// <param name="Until">The last day, or null while it is.</param>
/// <param name="Above">True when the duty begins above the amount, false when it begins at it.</param>
/// <param name="Citation">Where it is written.</param>
/// <param name="Screens">True when structuring is screened against it; false for those held for reference only.</param>
/// <param name="Checked">False while the text of the law has not been read by us.</param>
public sealed record Threshold(
    string Code, string Country, string Currency, long Amount, ThresholdPer Per, LocalDate From, LocalDate? Until, bool Above, string Citation, bool Screens, bool Checked)
{
    /// <summary>True when it was in force on a day.</summary>
    public bool InForce(LocalDate day) => day >= From && (Until is not { } until || day <= until);
}

/// <summary>Over what a threshold is counted.</summary>
public enum ThresholdPer
{
    /// <summary>Each transaction.</summary>
    Transaction,

    /// <summary>A business day, all branches, by or for one person.</summary>
    BusinessDay,

    /// <summary>A calendar month.</summary>
    Month,
}
