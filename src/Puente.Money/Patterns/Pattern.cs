namespace Puente.Money.Patterns;

/// <summary>What is looked for: the eight patterns of Altman et al. (NeurIPS 2023, section 3.2), the cycle in its two kinds, and pass-through, structuring and funnel.</summary>
public enum Pattern
{
    /// <summary>Many accounts pay one within a window.</summary>
    FanIn,

    /// <summary>One account pays many within a window.</summary>
    FanOut,

    /// <summary>Many pay one, and it then pays many.</summary>
    GatherScatter,

    /// <summary>One pays many, and they then pay one other.</summary>
    ScatterGather,

    /// <summary>A closed sequence of payments, no account twice, each no earlier than the one before.</summary>
    TemporalCycle,

    /// <summary>A closed sequence of payments, no account twice, whose times do not follow it.</summary>
    StructuralCycle,

    /// <summary>Several accounts each pay several of the same accounts.</summary>
    Bipartite,

    /// <summary>Two layers: inputs pay middles, middles pay outputs.</summary>
    Stack,

    /// <summary>An open chain of payments through accounts that keep little; the funds do not come back.</summary>
    RandomWalk,

    /// <summary>What comes in goes out within hours, nearly whole.</summary>
    PassThrough,

    /// <summary>Cash just below a threshold, again and again.</summary>
    Structuring,

    /// <summary>Cash paid in at several places and taken out elsewhere soon.</summary>
    Funnel,
}

/// <summary>The codes of the patterns, as files and commands write them.</summary>
public static class PatternCodes
{
    private static readonly string[] Codes =
    [
        "fan-in", "fan-out", "gather-scatter", "scatter-gather", "cycle-temporal", "cycle-structural", "bipartite", "stack", "random-walk", "pass-through", "structuring", "funnel",
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Pattern> All { get; } = Enum.GetValues<Pattern>();

    /// <summary>The code of a pattern.</summary>
    public static string Code(this Pattern pattern) => Codes[(int)pattern];

    /// <summary>The patterns that a name stands for: a code, or <c>cycle</c> for both kinds; none when it is no such name.</summary>
    public static IReadOnlyList<Pattern> Named(string name) =>
        name == "cycle" ? [Pattern.TemporalCycle, Pattern.StructuralCycle] : Array.IndexOf(Codes, name) is >= 0 and var at ? [(Pattern)at] : [];
}
