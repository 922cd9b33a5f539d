using Puente.Evidence.Datasets;
using Puente.Evidence.Sharing;
using Puente.Money.Returns.Loading;
using Puente.Money.Returns.Reconciling;

namespace Puente.Money.Tracing.Node;

/// <summary>What the statements of returns say of the balances of a book's accounts, as far as the viewer may read the returns.</summary>
internal sealed class StatedBalances
{
    private readonly List<(ReturnId Return, Statement Statement, int Account, byte Currency)> _statements = [];
    private readonly TransferIndex _index;

    private StatedBalances(TransferIndex index) => _index = index;

    /// <summary>Reads the statements of the returns whose rows stand in the book.</summary>
    public static async Task<StatedBalances> ReadAsync(Viewer by, ReturnDesk returns, Book book, TransferIndex index, Func<string, int> find, CancellationToken stop)
    {
        var stated = new StatedBalances(index);
        var datasets = book.Sources.Select(s => s.Dataset).OfType<DatasetId>().ToHashSet();
        foreach (var sent in (await returns.ListAsync(by, null, stop)).Where(r => datasets.Contains(r.Dataset)))
        {
            foreach (var statement in await returns.StatementsAsync(by, sent.Id, account => find(account) >= 0, stop))
            {
                var currency = book.Table.Currencies.TakeWhile(c => c.Code != statement.Currency).Count();
                if (currency < book.Table.Currencies.Count && find(statement.Account) is >= 0 and var account) stated._statements.Add((sent.Id, statement, account, (byte)currency));
            }
        }

        return stated;
    }

    /// <summary>What lay in the account before the first transfer of the book: the opening of its earliest statement, less what moved before that begins.</summary>
    public NodeOpening? Opening(int account, byte currency)
    {
        var first = _statements.Where(s => s.Account == account && s.Currency == currency && s.Statement is { Opening: not null, From: not null }).OrderBy(s => s.Statement.From).FirstOrDefault();
        if (first.Statement is not { Opening: { } opening, From: { } from }) return null;
        return new NodeOpening(account, currency, opening - Moved(account, currency, long.MinValue, Start(from)), OpeningBasis.Stated, first.Return);
    }

    /// <summary>What lies in it after its last: the closing of its latest statement, and what moved since.</summary>
    public long? Closing(int account, byte currency)
    {
        var last = _statements.Where(s => s.Account == account && s.Currency == currency && s.Statement is { Closing: not null, Until: not null }).OrderByDescending(s => s.Statement.Until).FirstOrDefault();
        return last.Statement is { Closing: { } closing, Until: { } until } ? closing + Moved(account, currency, Start(until.AddDays(1)), long.MaxValue) : null;
    }

    private long Moved(int account, byte currency, long from, long before)
    {
        var sum = 0L;
        foreach (var rank in _index.Of(account))
            if (_index.Order[rank] is var row && _index.Transfers.Time[row] >= from && _index.Transfers.Time[row] < before) sum += _index.Change(row, account, currency);
        return sum;
    }

    private static long Start(DateOnly day) => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
