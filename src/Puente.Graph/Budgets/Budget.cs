namespace Puente.Graph.Budgets;

/// <summary>
/// How much a question may cost. A question that runs out stops after the vertex it is at, or some thousands of visits later, and gives what it has, with the reason
/// in its <see cref="Cut"/>; it does not throw.
/// </summary>
public readonly record struct Budget
{
    /// <summary>No limit but the caller's patience.</summary>
    public static Budget Unlimited => default;

    /// <summary>Stops the question when cancelled.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>The longest it may take; null for no limit.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The most edges it may look at, admitted or not; null for no limit.</summary>
    public long? Visits { get; init; }

    /// <summary>The clock that <see cref="Time"/> is measured by; null is the system's.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>A budget that ends only when cancelled.</summary>
    public static Budget Until(CancellationToken stop) => new() { Stop = stop };
}
