namespace Puente.Money.Returns.Pairing;

/// <summary>What pairing needs to know of a line of a return.</summary>
/// <param name="Return">Which return it stands in.</param>
/// <param name="Row">Its row there.</param>
/// <param name="Account">Its account, as compared.</param>
/// <param name="Counterparty">The account at the other end, as compared; null when the bank names none.</param>
/// <param name="Day">When it was booked, as a day number.</param>
/// <param name="Amount">Minor units: above zero in, below zero out.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Reference">The reference, as compared; null when there is none.</param>
public readonly record struct PairLine(long Return, long Row, string Account, string? Counterparty, int Day, long Amount, string Currency, string? Reference);

/// <summary>What is said of two lines that may be one transfer.</summary>
public enum PairStanding
{
    /// <summary>Paired by rule: one transfer until a person says otherwise.</summary>
    ByRule,

    /// <summary>They fit, and nothing in them names the other; a person decides, until then they are two.</summary>
    Suggested,

    /// <summary>Another line fits as well; both stay unpaired until a person decides.</summary>
    Ambiguous,
}

/// <summary>Two lines that may be one transfer reported by two banks.</summary>
/// <param name="Out">The line that went out.</param>
/// <param name="In">The line that came in.</param>
/// <param name="Score">How well they fit, larger is better.</param>
/// <param name="Reasons">Codes of what speaks for it, in order: <c>out-names-in</c>, <c>in-names-out</c>, <c>reference</c>, <c>same-day</c>, <c>days-apart</c>.</param>
/// <param name="Standing">What the rule says.</param>
public sealed record Pair(PairLine Out, PairLine In, int Score, IReadOnlyList<string> Reasons, PairStanding Standing);
