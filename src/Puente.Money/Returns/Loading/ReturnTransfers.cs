using Puente.Evidence.Records;
using Puente.Evidence.Sharing;
using Puente.Money.Records;
using Puente.Money.Returns.Orders;
using Puente.Money.Returns.Pairing;

namespace Puente.Money.Returns.Loading;

/// <summary>
/// The lines of all returns that a viewer may read as one table of transfers, for following and tracing. A transfer that two banks report stands in it once, with both ends;
/// what stayed unpaired stands as often as it is reported.
/// </summary>
public sealed class ReturnTransfers(Archive archive, ReturnDesk returns, ReturnLines lines, PairDesk pairs)
{
    /// <summary>The table, and how many lines were left out because their pair stands for them. Ids are <c>RETURN/ROW</c>.</summary>
    public Task<(Transfers Table, int Once)> ReadAsync(Viewer by, CancellationToken stop = default) => ReadAsync(by, null, stop);

    /// <summary>The same of some returns.</summary>
    /// <param name="by">Who reads.</param>
    /// <param name="wanted">Which; all when null.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<(Transfers Table, int Once)> ReadAsync(Viewer by, Func<ReturnId, bool>? wanted, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(by);
        var counted = (await pairs.ListAsync(by, new PairFilter(Counting: true), int.MaxValue, stop)).Where(p => p.IsOfLines).ToList();
        var (told, dropped) = (counted.ToDictionary(p => (p.Out.Return, p.Out.Row), p => p.In.Account), counted.Select(p => (p.In.Return, p.In.Row)).ToHashSet());
        var (table, once) = (new TransfersBuilder(), 0);
        foreach (var sent in await returns.ListAsync(by, null, stop))
        {
            if (wanted?.Invoke(sent.Id) == false) continue;
            var name = archive.Text(sent.Id);
            await foreach (var line in lines.ReadAsync(by, sent.Id, 0, stop))
            {
                if (dropped.Contains((sent.Id, line.Row)))
                {
                    once++;
                    continue;
                }

                var id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}/{line.Row}");
                var own = AccountNumber.Plain(line.Account);
                // An end that nothing names joins nothing to anything: it is an account of its own.
                var other = line.Counterparty is { } named ? AccountNumber.Plain(named) : told.GetValueOrDefault((sent.Id, line.Row)) ?? "? " + id;
                var (from, to) = line.Amount < 0 ? (own, other) : (other, own);
                table.Add(new Transfer(id, from, to, line.At.StartMs, Math.Abs(line.Amount), line.Currency, line.Method ?? ""));
            }
        }

        return (table.Build(), once);
    }
}
