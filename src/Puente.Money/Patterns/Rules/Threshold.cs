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
/// <param name="Screens">Where cash is screened against it.</param>
/// <param name="Checked">Whether the text of the law has been read for this line: <c>yes</c>, <c>no</c>, or <c>days</c> when all but its first day has.</param>
public sealed record Threshold(
    string Code, string Country, string Currency, long Amount, ThresholdPer Per, LocalDate From, LocalDate? Until, bool Above, string Citation, ThresholdScreens Screens, string Checked)
{
    /// <summary>True when it was in force on a day.</summary>
    public bool InForce(LocalDate day) => day >= From && (Until is not { } until || day <= until);
}

/// <summary>Where cash is screened against a threshold.</summary>
public enum ThresholdScreens
{
    /// <summary>Held for reference.</summary>
    Never,

    /// <summary>Only where the country of the payments is known to be its own.</summary>
    Located,

    /// <summary>There, and wherever the country is not known and the currency is its own.</summary>
    Anywhere,
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

/// <summary>The published words that describe what no threshold does.</summary>
public static class Guidance
{
    /// <summary>What structuring is, whatever the amount and the day.</summary>
    public const string Structuring = "31 CFR 1010.314; 31 CFR 1010.100(xx); 31 USC 5324";

    /// <summary>What a funnel account is.</summary>
    public const string Funnel = "FIN-2014-A005, 28 May 2014";

    /// <summary>Where the eight patterns are defined.</summary>
    public const string Patterns = "Altman et al., Realistic Synthetic Financial Transactions for Anti-Money Laundering Models, NeurIPS 2023, section 3.2";

    /// <summary>What money that only passes through is a sign of.</summary>
    public const string PassThrough = "FFIEC BSA/AML Examination Manual, appendix F (red flags: funds transfers)";
}
