using Puente.Evidence.Sharing;

namespace Puente.Money.Returns.Rates;

/// <summary>Amounts of other currencies in the one in which a viewer's country counts, each by a rate that the unit stated, with the source and day of that rate.</summary>
/// <param name="Currency">The currency that is reported in.</param>
/// <param name="Rates">The rates.</param>
internal sealed record Reporting(string Currency, RateTable Rates)
{
    /// <summary>In no currency.</summary>
    public static Reporting None { get; } = new("", new RateTable([]));

    /// <summary>The currency of a viewer's country.</summary>
    public static string Of(Viewer by) => by.Subject.Country == "MX" ? "MXN" : "USD";

    /// <summary>By the rates of the viewer's unit, in a currency or that of his country.</summary>
    public static async Task<Reporting> ReadAsync(RateDesk rates, Viewer by, string? currency = null, CancellationToken stop = default) =>
        new(currency?.ToUpperInvariant() ?? Of(by), new RateTable(await rates.ListAsync(by, stop)));

    /// <summary>The amount of a day; null without a rate of it, and for what has no day.</summary>
    public Reported? Of(long minor, string currency, DateOnly? day) => Currency.Length > 0 && day is { } on ? Rates.Of(minor, currency, Currency, on) : null;
}
