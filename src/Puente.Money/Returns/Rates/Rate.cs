using Currencies = Puente.Evidence.Import.Mappings.Currencies;

namespace Puente.Money.Returns.Rates;

/// <summary>A rate that somebody stated: one unit of <paramref name="Currency"/> in <paramref name="Reporting"/> on a day. Never invented.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Reporting">ISO 4217.</param>
/// <param name="Day">The day it is of.</param>
/// <param name="Value">Above zero.</param>
/// <param name="Source">Who publishes it: "Banco de México, FIX".</param>
public sealed record Rate(string Currency, string Reporting, DateOnly Day, decimal Value, string Source);

/// <summary>An amount in a reporting currency, with the rate it comes from.</summary>
/// <param name="Amount">Minor units of the reporting currency.</param>
/// <param name="Rate">The rate; null when the currency is the reporting currency itself.</param>
public sealed record Reported(long Amount, Rate? Rate);

/// <summary>Turns amounts into a reporting currency.</summary>
/// <param name="rates">The rates there are.</param>
public sealed class RateTable(IEnumerable<Rate> rates)
{
    /// <summary>A rate of an earlier day is taken for at most so many days: weekends and holidays have none of their own.</summary>
    public const int Stale = 7;

    private readonly ILookup<(string, string), Rate> _rates = rates.OrderByDescending(r => r.Day).ToLookup(r => (r.Currency, r.Reporting));

    /// <summary>The amount by the rate of its day, or of the nearest day before within <see cref="Stale"/>; null without one. Rounded half to even to the minor unit.</summary>
    public Reported? Of(long minor, string currency, string reporting, DateOnly day)
    {
        if (currency == reporting) return new Reported(minor, null);
        if (_rates[(currency, reporting)].FirstOrDefault(r => r.Day <= day && r.Day > day.AddDays(-Stale)) is not { } rate) return null;
        var major = (decimal)minor / Currencies.MinorPerMajor(currency) * rate.Value;
        return new Reported((long)Math.Round(major * Currencies.MinorPerMajor(reporting), MidpointRounding.ToEven), rate);
    }
}
