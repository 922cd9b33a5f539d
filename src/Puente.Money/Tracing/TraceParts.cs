namespace Puente.Money.Tracing;

/// <summary>The parts of a total, in the order in which its equation is written: the first two make up the others.</summary>
internal static class TraceParts
{
    /// <summary>Each with the name that programs know it by.</summary>
    public static IReadOnlyList<(string Name, Func<TraceTotal, long> Of)> All { get; } =
    [
        ("introduced", t => t.Introduced), ("changed_in", t => t.ChangedIn), ("remaining", t => t.Remaining), ("beyond", t => t.Beyond), ("lender", t => t.Lender), ("kept", t => t.Kept), ("changed_out", t => t.ChangedOut),
    ];
}
