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

    internal static NameScore Of(double score) =>
        new(score, score >= MatchFrom ? MatchDecision.Match : score >= PossibleFrom ? MatchDecision.Possible : MatchDecision.No);

    /// <summary>Log odds as a chance.</summary>
    internal static double Chance(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
