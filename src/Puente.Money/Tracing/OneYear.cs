namespace Puente.Money.Tracing;

/// <summary>
/// 18 USC 984: identical property found in the same account can be forfeited without tracing it, for cash and funds in a bank, if the action is begun within one
/// year of the offence. Not for accounts that one bank holds with another, unless it knew.
/// </summary>
/// <param name="Offence">Day of the offence.</param>
public sealed record OneYear(DateOnly Offence)
{
    /// <summary>The last day on which the action can be begun: the same day a year later, the 28th for a 29 February.</summary>
    public DateOnly LastDay => Offence.AddYears(1);

    /// <summary>True for a day from the offence to the last day.</summary>
    public bool Holds(DateOnly day) => day >= Offence && day <= LastDay;

    /// <summary>True for a moment, in milliseconds since 1970, on such a day (UTC).</summary>
    public bool Holds(long time) => Holds(DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime));
}
