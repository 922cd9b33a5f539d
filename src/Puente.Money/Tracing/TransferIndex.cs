using Puente.Money.Records;

namespace Puente.Money.Tracing;

/// <summary>The transfers of each account in the order in which money moves. Made once for a table; any number of traces ask it.</summary>
public sealed class TransferIndex
{
    private readonly int[] _starts;
    private readonly int[] _ranks;

    /// <summary>Indexes a table.</summary>
    public TransferIndex(Transfers transfers)
    {
        ArgumentNullException.ThrowIfNull(transfers);
        Transfers = transfers;
        Order = transfers.Ordered();
        _starts = new int[transfers.Accounts.Count + 1];
        ReadOnlySpan<int> from = transfers.From, to = transfers.To;
        for (var row = 0; row < transfers.Count; row++)
        {
            _starts[from[row] + 1]++;
            if (to[row] != from[row]) _starts[to[row] + 1]++;
        }

        for (var i = 1; i < _starts.Length; i++) _starts[i] += _starts[i - 1];
        _ranks = new int[_starts[^1]];
        var next = _starts.AsSpan(0, transfers.Accounts.Count).ToArray();
        for (var rank = 0; rank < Order.Length; rank++)
        {
            var row = Order[rank];
            _ranks[next[from[row]]++] = rank;
            if (to[row] != from[row]) _ranks[next[to[row]]++] = rank;
        }
    }

    /// <summary>The table.</summary>
    public Transfers Transfers { get; }

    /// <summary>Rows by time and then by row: a transfer's place in it is its rank.</summary>
    internal int[] Order { get; }

    /// <summary>Ranks of an account's transfers, in and out, ascending.</summary>
    internal ReadOnlySpan<int> Of(int account) => _ranks.AsSpan(_starts[account]..(_starts[account + 1]));

    /// <summary>What a transfer does to the balance of an account in a currency.</summary>
    internal long Change(int row, int account, int currency)
    {
        var all = Transfers;
        var change = all.From[row] == account && all.Currency[row] == currency ? -all.Amount[row] : 0;
        return all.To[row] == account && ReceivedCurrency(row) == currency ? change + Received(row) : change;
    }

    internal long Received(int row) => Transfers.Received is { IsEmpty: false } received ? received[row] : Transfers.Amount[row];

    internal byte ReceivedCurrency(int row) => Transfers.ReceivedCurrency is { IsEmpty: false } currency ? currency[row] : Transfers.Currency[row];
}
