namespace Puente.Matching.Names;

/// <summary>What a score means.</summary>
public enum MatchDecision : byte
{
    /// <summary>Not the same as far as the evidence goes.</summary>
    No,
    /// <summary>Worth a look.</summary>
    Possible,
    /// <summary>A suggestion that a person can accept or reject; never more than that.</summary>
    Match,
}

/// <summary>A score between 0 and 1 and what it means.</summary>
/// <param name="Score">The chance that both are one, at even prior odds.</param>
/// <param name="Decision">By the thresholds declared below, which no set was asked for.</param>
public readonly record struct NameScore(double Score, MatchDecision Decision)
{
    /// <summary>From here on a pair is a match: more likely one than two.</summary>
    public const double MatchFrom = 0.5;

    /// <summary>From here on a pair is possible.</summary>
    public const double PossibleFrom = 0.2;

    /// <summary>The highest score of a pair that must stay open for a person.</summary>
    public const double OpenAtMost = 0.49;

    /// <summary>The highest score of a single word against a person's name of more words.</summary>
    public const double LittleAtMost = 0.35;

    internal static NameScore Of(double logOdds, double atMost) => Of(Math.Min(Chance(logOdds), atMost));

    /// <summary>The highest score under a ceiling.</summary>
    internal static double AtMost(Ceiling ceiling) => ceiling switch { Ceiling.None => 1, Ceiling.Little => LittleAtMost, _ => OpenAtMost };

    internal static NameScore Of(double score) =>
        new(score, score >= MatchFrom ? MatchDecision.Match : score >= PossibleFrom ? MatchDecision.Possible : MatchDecision.No);

    /// <summary>Log odds as a chance.</summary>
    internal static double Chance(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}

/// <summary>What keeps the score of two names down whatever the evidence sums up to.</summary>
internal enum Ceiling : byte
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Two surnames agree and the given name has a slip: brother and sister or a clerk's error. The same day of birth says which.</summary>
    Slip,
    /// <summary>The pair stays open for a person.</summary>
    Open,
    /// <summary>Too little agrees.</summary>
    Little,
}
