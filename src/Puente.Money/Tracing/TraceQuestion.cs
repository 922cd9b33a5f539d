namespace Puente.Money.Tracing;

/// <summary>What is to be traced.</summary>
/// <param name="Proceeds">Rows of the transfers that brought the proceeds, each a source of its own.</param>
public sealed record TraceQuestion(IReadOnlyList<int> Proceeds)
{
    /// <summary>What lay in an account, in a currency, before its first transfer of the record. What is missing is assumed and said.</summary>
    public IReadOnlyDictionary<(int Account, byte Currency), long> Openings { get; init; } = new Dictionary<(int, byte), long>();

    /// <summary>Payments after the one that brought the proceeds; accounts beyond are not opened.</summary>
    public int Hops { get; init; } = int.MaxValue;

    /// <summary>Accounts that are opened at most; what would reach more leaves the trace, and the answer says so.</summary>
    public int MostAccounts { get; init; } = 100_000;

    /// <summary>Time after which nothing is looked at, in milliseconds since 1970.</summary>
    public long Until { get; init; } = long.MaxValue;

    /// <summary>The day of the offence, for the year of 18 USC 984.</summary>
    public DateOnly? Offence { get; init; }
}
