using System.Text;

namespace Puente.Money.Records;

/// <summary>One transfer to be put into a table.</summary>
/// <param name="Id">Its id.</param>
/// <param name="From">Name of the account it leaves.</param>
/// <param name="To">Name of the account it reaches.</param>
/// <param name="Time">Milliseconds since 1970.</param>
/// <param name="Amount">Minor units, not negative.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Kind">What kind it is; empty when nobody says.</param>
public readonly record struct Transfer(string Id, string From, string To, long Time, long Amount, string Currency = "USD", string Kind = "")
{
    /// <summary>What arrived, when the money was changed on the way.</summary>
    public (long Amount, string Currency)? Received { get; init; }

    /// <summary>Its line or number in what it was read from; null gives it its place in the table.</summary>
    public int? Line { get; init; }
}

/// <summary>Makes a table of transfers that are in memory: facts of a node, or the rows of a test.</summary>
public sealed class TransfersBuilder
{
    private readonly TransferColumns _columns = new(16, received: true);
    private readonly IdPart _ids = new(16);
    private readonly KeyTable _accounts = new();
    private readonly List<Unit> _currencies = [];
    private readonly List<string> _kinds = [""];
    private readonly List<int> _lines = [];
    private bool _received, _lined;

    /// <summary>Adds one; it becomes the next row.</summary>
    public TransfersBuilder Add(in Transfer transfer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(transfer.Amount);
        _columns.Grow();
        var row = _columns.Count++;
        _ids.Add(Encoding.UTF8.GetBytes(transfer.Id));
        _columns.From[row] = _accounts.Intern(Encoding.UTF8.GetBytes(transfer.From));
        _columns.To[row] = _accounts.Intern(Encoding.UTF8.GetBytes(transfer.To));
        _columns.Time[row] = transfer.Time;
        _columns.Amount[row] = transfer.Amount;
        _columns.Currency[row] = CurrencyOf(transfer.Currency);
        _columns.Kind[row] = checked((ushort)Index(_kinds, transfer.Kind));
        _columns.Received![row] = transfer.Received?.Amount ?? transfer.Amount;
        _columns.ReceivedCurrency![row] = CurrencyOf(transfer.Received?.Currency ?? transfer.Currency);
        _received |= transfer.Received is not null;
        _lines.Add(transfer.Line ?? row + 1);
        _lined |= transfer.Line is not null;
        return this;
    }

    /// <summary>The table. The builder is not to be used after that.</summary>
    public Transfers Build()
    {
        if (!_received) (_columns.Received, _columns.ReceivedCurrency) = (null, null);
        return new Transfers(_columns, new IdColumn([_ids], Encoding.UTF8), _lined ? [.. _lines] : null, 1, new AccountKeys(_accounts, Encoding.UTF8), _currencies, _kinds);
    }

    private byte CurrencyOf(string code)
    {
        var at = _currencies.FindIndex(c => c.Code == code);
        if (at >= 0) return checked((byte)at);
        _currencies.Add(new Unit(code, Plain.Decimals.Of(code)));
        return checked((byte)(_currencies.Count - 1));
    }

    private static int Index(List<string> words, string word)
    {
        var at = words.IndexOf(word);
        if (at >= 0) return at;
        words.Add(word);
        return words.Count - 1;
    }
}
