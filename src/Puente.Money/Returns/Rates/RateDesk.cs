using System.Globalization;
using Dapper;
using Puente.Evidence;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Money.Returns.Loading;
using Currencies = Puente.Evidence.Import.Mappings.Currencies;

namespace Puente.Money.Returns.Rates;

/// <summary>The rates that a unit stated, for that unit.</summary>
public sealed class RateDesk(Archive archive, ActLog acts)
{
    /// <summary>
    /// Keeps rates; one of the same currencies and day takes the place of the earlier. Refuses <c>order.not-allowed</c>, <c>rate.currency</c>, <c>rate.value</c>, <c>rate.source</c>.
    /// </summary>
    public async Task<Result<int>> KeepAsync(Viewer by, IReadOnlyList<Rate> rates)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(rates);
        if (!by.Roles.HasFlag(Role.Recorder) && !by.Roles.HasFlag(Role.Importer)) return new Refusal("order.not-allowed");
        foreach (var rate in rates)
        {
            if (!Currencies.LooksRight(rate.Currency) || !Currencies.LooksRight(rate.Reporting) || rate.Currency == rate.Reporting) return new Refusal("rate.currency", ("value", $"{rate.Currency} {rate.Reporting}"));
            if (rate.Value <= 0) return new Refusal("rate.value", ("value", rate.Value.ToString(CultureInfo.InvariantCulture)));
            if (string.IsNullOrWhiteSpace(rate.Source)) return new Refusal("rate.source");
        }

        await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var key = await RoomKeys.NextAsync(connection, transaction, "money_rate");
            foreach (var rate in rates)
            {
                var row = new { unit = by.Unit.Code, rate.Currency, rate.Reporting, day = Days.Text(rate.Day), value = rate.Value.ToString(CultureInfo.InvariantCulture), rate.Source, officer = by.Officer.Id.Key, now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds(), key = key++ };
                await connection.ExecuteAsync("delete from money_rate where unit = @unit and currency = @Currency and reporting = @Reporting and day = @day", row, transaction);
                await connection.ExecuteAsync("insert into money_rate (key, unit, currency, reporting, day, rate, source, officer, entered) values (@key, @unit, @Currency, @Reporting, @day, @value, @Source, @officer, @now)", row, transaction);
            }

            await acts.WriteAsync(connection, transaction, by, "rate.keep", by.Unit.Code, null, new { rates = rates.Count });
        });
        return rates.Count;
    }

    /// <summary>The rates of the viewer's unit, newest day first.</summary>
    public async Task<IReadOnlyList<Rate>> ListAsync(Viewer by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await archive.Database.OpenAsync(stop);
        var rows = await connection.QueryAsync<(string Currency, string Reporting, string Day, string Rate, string Source)>(new CommandDefinition(
            "select currency, reporting, day, rate, source from money_rate where unit = @unit order by day desc, currency, reporting", new { unit = by.Unit.Code }, cancellationToken: stop));
        return [.. rows.Select(r => new Rate(r.Currency, r.Reporting, Days.Read(r.Day)!.Value, decimal.Parse(r.Rate, CultureInfo.InvariantCulture), r.Source))];
    }
}
