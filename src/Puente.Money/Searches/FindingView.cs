using Puente.Evidence.Agencies;
using Puente.Evidence.Datasets;
using Puente.Evidence.Sharing;
using Puente.Money.Following;
using Puente.Money.Patterns;

namespace Puente.Money.Searches;

/// <summary>Key of a finding.</summary>
public readonly record struct FindingId(long Key);

/// <summary>What a person said of a finding.</summary>
public enum FindingDecision
{
    /// <summary>Nothing, or nothing any more.</summary>
    Open,

    /// <summary>Worth work.</summary>
    Accepted,

    /// <summary>Nothing to it; it stays dismissed whenever it is found again.</summary>
    Dismissed,
}

/// <summary>A review.</summary>
/// <param name="Decision">What was decided.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Marking">Its marking: as close as everything that the finding rests on, of the unit that reviewed.</param>
public sealed record FindingReview(FindingDecision Decision, OfficerId By, DateTimeOffset At, string Reason, Marking Marking);

/// <summary>A transfer of a finding, with the row by which another bank reports it, if any.</summary>
public sealed record FoundTransfer(FollowedTransfer Transfer, DatasetId? Also, long AlsoRow);

/// <summary>A finding as a viewer sees it who may see every transfer of it. Never a verdict: a person decides.</summary>
/// <param name="Id">Key.</param>
/// <param name="Code">The same whenever this pattern of these transfers is found.</param>
/// <param name="Pattern">Which pattern.</param>
/// <param name="Score">From 0 to 1; compares findings of one search.</param>
/// <param name="From">The moment of its first transfer.</param>
/// <param name="To">The moment of its last transfer.</param>
/// <param name="Reasons">What it is, and why it is worth a look, the weightiest first.</param>
/// <param name="Innocent">What would explain it innocently.</param>
/// <param name="Citation">The rule, guidance or paper that describes the pattern.</param>
/// <param name="Accounts">Its accounts, those that it turns around first.</param>
/// <param name="Transfers">Its transfers.</param>
/// <param name="Review">The last review that holds, or null.</param>
/// <param name="IsCurrent">Whether the last search found it; a reviewed one stays when it does not.</param>
/// <param name="Markings">The markings of its transfers.</param>
public sealed record FindingView(
    FindingId Id, string Code, Pattern Pattern, double Score, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<Reason> Reasons, IReadOnlyList<Reason> Innocent, string Citation,
    IReadOnlyList<FollowedEnd> Accounts, IReadOnlyList<FoundTransfer> Transfers, FindingReview? Review, bool IsCurrent, IReadOnlyList<Marking> Markings)
{
    /// <summary>What holds of it.</summary>
    public FindingDecision Decision => Review?.Decision ?? FindingDecision.Open;

    /// <summary>What went from one to another, each transfer counted once, largest first.</summary>
    public IReadOnlyList<FollowedFlow> Flows =>
    [
        .. Transfers.Select(t => t.Transfer).GroupBy(t => (t.From, t.To, t.Currency)).Select(g => new FollowedFlow(g.Key.From, g.Key.To, g.Key.Currency, g.Count(), g.Sum(t => t.Amount), g.Min(t => t.At), g.Max(t => t.At)))
            .OrderByDescending(f => f.Amount).ThenBy(f => f.From.Name, StringComparer.Ordinal).ThenBy(f => f.To.Name, StringComparer.Ordinal),
    ];
}

/// <summary>Which findings are asked for.</summary>
/// <param name="Patterns">Of which patterns; all when empty.</param>
/// <param name="Decision">Of which a person said this; null for all.</param>
public sealed record FindingFilter(IReadOnlyCollection<Pattern> Patterns, FindingDecision? Decision = FindingDecision.Open);

/// <summary>A part of the findings, best first.</summary>
/// <param name="Rows">The findings.</param>
/// <param name="Next">The last of them when more follow; null otherwise.</param>
/// <param name="Counts">How many there are of each decision, of the patterns asked for.</param>
/// <param name="Patterns">How many there are of each pattern, of the decision asked for.</param>
public sealed record FindingList(IReadOnlyList<FindingView> Rows, FindingId? Next, IReadOnlyDictionary<FindingDecision, int> Counts, IReadOnlyDictionary<Pattern, int> Patterns);
