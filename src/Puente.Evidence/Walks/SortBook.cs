namespace Puente.Evidence.Walks;

/// <summary>What an edge is: the kind of its fact and the currency of its amount.</summary>
/// <param name="Kind">Code of the vocabulary.</param>
/// <param name="Currency">ISO 4217; null without an amount.</param>
public readonly record struct WalkSort(string Kind, string? Currency);

/// <summary>Kinds and currencies as numbers that fit on an edge. Grows only; written by one thread at a time.</summary>
internal sealed class SortBook
{
    private readonly Dictionary<(long Kind, long Currency), ushort> _numbers = [];
    private readonly List<(long Kind, long Currency)> _sorts = [];

    /// <summary>How many there are.</summary>
    public int Count => _sorts.Count;

    /// <summary>Keys of the code book; the currency is 0 without an amount.</summary>
    public (long Kind, long Currency) this[int number] => _sorts[number];

    /// <summary>The number of a kind and currency.</summary>
    public ushort Of(long kind, long currency)
    {
        if (_numbers.TryGetValue((kind, currency), out var known)) return known;
        _sorts.Add((kind, currency));
        return _numbers[(kind, currency)] = checked((ushort)(_sorts.Count - 1));
    }
}
