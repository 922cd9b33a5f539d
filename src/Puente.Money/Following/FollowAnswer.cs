using Puente.Evidence.Datasets;
using Puente.Evidence.Records;
using Puente.Graph.Budgets;

namespace Puente.Money.Following;

/// <summary>An account, person or company as a path comes to it.</summary>
/// <param name="Entity">The entity; null for an account that only rows name, and for an end that nothing names.</param>
/// <param name="Name">Its caption or the account as rows write it; empty for an end that nothing names.</param>
/// <param name="Kind">Code of the entity's kind; empty otherwise.</param>
public sealed record FollowedEnd(EntityId? Entity, string Name, string Kind);

/// <summary>One transfer of a path, with where it comes from.</summary>
/// <param name="From">Who paid.</param>
/// <param name="To">Who received.</param>
/// <param name="At">When; null when its record has no time.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Fact">The statement, or null.</param>
/// <param name="Dataset">The dataset of the row, or null.</param>
/// <param name="Row">Number of the row.</param>
/// <param name="Marking">Its marking.</param>
public sealed record FollowedTransfer(FollowedEnd From, FollowedEnd To, DateTimeOffset? At, long Amount, string Currency, StatementId? Fact, DatasetId? Dataset, long Row, Evidence.Sharing.Marking Marking)
{
    /// <summary>Its place among the transfers of the answer, from 0.</summary>
    internal int Number { get; init; }

    /// <summary>Where it comes from, as a trace names it.</summary>
    public Evidence.Walks.WalkSource Source => new(Fact, Dataset, Row);
}

/// <summary>A path: transfers in the order in which they happened.</summary>
public sealed record FollowedPath(IReadOnlyList<FollowedTransfer> Transfers);

/// <summary>What went from one to another over all paths, each transfer counted once.</summary>
public sealed record FollowedFlow(FollowedEnd From, FollowedEnd To, string Currency, int Transfers, long Amount, DateTimeOffset? First, DateTimeOffset? Last);

/// <summary>Where money went, or came from.</summary>
/// <param name="Starts">Where the walk began.</param>
/// <param name="Paths">The paths that go on no further, longest first, then by time.</param>
/// <param name="Flows">The same added up, largest first.</param>
/// <param name="All">How many paths there are, those among them that are the beginning of another.</param>
/// <param name="Cut">What was left out; <see cref="Cut.None"/> promises nothing was.</param>
/// <param name="Markings">The markings of what was shown.</param>
public sealed record FollowAnswer(
    IReadOnlyList<FollowedEnd> Starts, IReadOnlyList<FollowedPath> Paths, IReadOnlyList<FollowedFlow> Flows, int All, Cut Cut, IReadOnlyList<Evidence.Sharing.Marking> Markings)
{
    /// <summary>Reports that the graph has and that were left out because another of the same transfer, on a path, stands for them. Of two lines under one marking it has one.</summary>
    public int Once { get; init; }

    /// <summary>Transfers in all paths, each once.</summary>
    public int Transfers => Flows.Sum(f => f.Transfers);
}
