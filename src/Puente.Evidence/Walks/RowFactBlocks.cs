namespace Puente.Evidence.Walks;

/// <summary>Gathers facts of rows into blocks.</summary>
internal sealed class RowFactBlocks
{
    private readonly Dictionary<string, int> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), ushort> _sorts = [];
    private RowFactBlock _block = new();

    /// <summary>Adds what a row says; a block when one is full.</summary>
    public RowFactBlock? Add(long row, in RowFact fact)
    {
        _block.Add(row, Account(fact.From), Account(fact.To), fact.Time, fact.Amount, Sort(fact.Kind, fact.Currency));
        return _block.Count == RowFactBlock.Most ? Last() : null;
    }

    /// <summary>What is left.</summary>
    public RowFactBlock Last()
    {
        var full = _block;
        _block = new RowFactBlock();
        return full;
    }

    private int Account(string? name)
    {
        if (name is null) return -1;
        if (_accounts.TryGetValue(name, out var known)) return known;
        _block.NewAccounts.Add(name);
        return _accounts[name] = _accounts.Count;
    }

    private ushort Sort(string kind, string currency)
    {
        if (_sorts.TryGetValue((kind, currency), out var known)) return known;
        _block.NewSorts.Add((kind, currency));
        return _sorts[(kind, currency)] = checked((ushort)_sorts.Count);
    }
}
