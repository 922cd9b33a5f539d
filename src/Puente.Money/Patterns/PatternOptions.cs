namespace Puente.Money.Patterns;

/// <summary>
/// What a search is to look for and how far. The defaults are the same for every table; they were chosen while looking at the sets of bench/results/patterns-quality.md, so other sets judge them better; windows are lengths of time on the table's own clock.
/// </summary>
public sealed record PatternOptions
{
    private const int Day = 86_400;

    /// <summary>Which patterns; all when empty.</summary>
    public IReadOnlyCollection<Pattern> Patterns { get; init; } = [];

    /// <summary>Windows of the fans, shortest first, in seconds; a last one over the whole table is always tried.</summary>
    public IReadOnlyList<int> Windows { get; init; } = [5 * Day, 30 * Day, 180 * Day];

    /// <summary>Within which a layered pattern (scatter-gather, bipartite, stack) lies, in seconds.</summary>
    public int LayerWindow { get; init; } = 30 * Day;

    /// <summary>Within which a cycle of any amounts lies, in seconds.</summary>
    public int CycleWindow { get; init; } = 30 * Day;

    /// <summary>The longest cycle or chain.</summary>
    public int Hops { get; init; } = 18;

    /// <summary>The longest rest of money on its way along a chain, in seconds.</summary>
    public int Rest { get; init; } = 4 * Day;

    /// <summary>How soon money that passes through has to leave, in seconds (the reference's 48 hours).</summary>
    public int PassWithin { get; init; } = 2 * Day;

    /// <summary>The least counterparties of a fan, middles of a layer.</summary>
    public int Least { get; init; } = 2;

    /// <summary>An account with more payments than this on one side is a hub: it is screened as a centre of fans, but not walked through.</summary>
    public int Hub { get; init; } = 1024;

    /// <summary>How many findings of each pattern are kept; more are counted and told.</summary>
    public int Keep { get; init; } = 5_000;

    /// <summary>Threads; 0 for as many as there are processors.</summary>
    public int Threads { get; init; }

    /// <summary>True when a pattern is looked for.</summary>
    public bool Wants(Pattern pattern) => Patterns.Count == 0 || Patterns.Contains(pattern);

    /// <summary>True when any of these is looked for.</summary>
    public bool WantsAny(params ReadOnlySpan<Pattern> patterns)
    {
        foreach (var pattern in patterns)
            if (Wants(pattern)) return true;
        return false;
    }
}
