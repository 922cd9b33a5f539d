using Puente.Graph;
using Puente.Graph.Paths;

namespace Puente.Money.Following;

/// <summary>How money is followed from some accounts, or back to where it came from.</summary>
public sealed record FollowQuestion
{
    /// <summary>The most transfers of a path that may be asked for.</summary>
    public const int MostHops = 12;

    /// <summary>Where it went, or where it came from.</summary>
    public Direction Direction { get; init; }

    /// <summary>The most transfers of a path.</summary>
    public int Hops { get; init; } = 3;

    /// <summary>The longest time from the first transfer of a path to its last, in days; null for any.</summary>
    public int? Days { get; init; }

    /// <summary>Nothing before this moment.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Nothing after this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The smallest transfer that is followed, in minor units of its currency.</summary>
    public long Minimum { get; init; }

    /// <summary>The smallest part of a transfer that the next one must carry on, in per cent; null for any.</summary>
    public int? Kept { get; init; }

    /// <summary>Whether two transfers at one and the same time may follow each other, as where a record knows days only.</summary>
    public bool SameTimes { get; init; }

    /// <summary>The most transfers that a path goes on by from one account; 0 for all.</summary>
    public int PerAccount { get; init; }

    /// <summary>The most paths.</summary>
    public int MostPaths { get; init; } = 10_000;

    /// <summary>What ends a path besides its limits.</summary>
    public IReadOnlyList<StopRule> StopAt { get; init; } = [];

    /// <summary>The same as a question of the graph.</summary>
    internal TemporalPaths Asked(IReadOnlyList<int> starts, Func<int, bool>? stopAt = null) => new()
    {
        Starts = starts,
        Direction = Direction,
        Order = SameTimes ? TimeOrder.NonDecreasing : TimeOrder.Increasing,
        Window = new Window(From?.ToUnixTimeMilliseconds() ?? -Edge.LatestTime + 1, Until?.ToUnixTimeMilliseconds() ?? long.MaxValue),
        Hops = Hops,
        Span = Days is { } days ? days * 86_400_000L : null,
        MinimumAmount = Minimum,
        Ratio = Kept is { } part ? new Ratio(part * 10_000L, 1_000_000) : null,
        PerExpansion = PerAccount,
        MostPaths = MostPaths,
        StopAt = stopAt,
    };
}
