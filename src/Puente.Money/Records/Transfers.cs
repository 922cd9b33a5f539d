namespace Puente.Money.Records;

/// <summary>A currency of a table.</summary>
/// <param name="Code">ISO 4217 code, or whatever the file calls it.</param>
/// <param name="Digits">Decimals of its minor unit.</param>
public readonly record struct Unit(string Code, int Digits);

/// <summary>
/// Transfers in columns, in the order of their rows. Accounts, currencies and kinds are small numbers that the tables beside them explain. Amounts are
/// minor units of the row's currency and exact. Immutable, so any number of threads may read it.
/// </summary>
public sealed class Transfers
{
    private readonly TransferColumns _columns;
    private readonly IdColumn _ids;
    private readonly int[]? _lines;
    private readonly int _firstLine;

    internal Transfers(TransferColumns columns, IdColumn ids, int[]? lines, int firstLine, AccountKeys accounts, IReadOnlyList<Unit> currencies, IReadOnlyList<string> kinds)
    {
        (_columns, _ids, _lines, _firstLine) = (columns, ids, lines, firstLine);
        (Accounts, Currencies, Kinds) = (accounts, currencies, kinds);
    }

    /// <summary>Number of transfers.</summary>
    public int Count => _columns.Count;

    /// <summary>The account that each leaves.</summary>
    public ReadOnlySpan<int> From => _columns.From.AsSpan(0, Count);

    /// <summary>The account that each reaches.</summary>
    public ReadOnlySpan<int> To => _columns.To.AsSpan(0, Count);

    /// <summary>When each happened, in milliseconds since 1970 (UTC).</summary>
    public ReadOnlySpan<long> Time => _columns.Time.AsSpan(0, Count);

    /// <summary>What left, in minor units of <see cref="Currency"/>. Never negative.</summary>
    public ReadOnlySpan<long> Amount => _columns.Amount.AsSpan(0, Count);

    /// <summary>Index into <see cref="Currencies"/>.</summary>
    public ReadOnlySpan<byte> Currency => _columns.Currency.AsSpan(0, Count);

    /// <summary>Index into <see cref="Kinds"/>.</summary>
    public ReadOnlySpan<ushort> Kind => _columns.Kind.AsSpan(0, Count);

    /// <summary>What arrived, where the record says so apart from what left; empty when it never does.</summary>
    public ReadOnlySpan<long> Received => _columns.Received is { } received ? received.AsSpan(0, Count) : default;

    /// <summary>The currency of what arrived; empty when <see cref="Received"/> is.</summary>
    public ReadOnlySpan<byte> ReceivedCurrency => _columns.ReceivedCurrency is { } currency ? currency.AsSpan(0, Count) : default;

    /// <summary>Names of the accounts.</summary>
    public AccountKeys Accounts { get; }

    /// <summary>The currencies.</summary>
    public IReadOnlyList<Unit> Currencies { get; }

    /// <summary>The kinds; the first is empty and stands for none.</summary>
    public IReadOnlyList<string> Kinds { get; }

    /// <summary>The id as the record has it; the line's number where it has none.</summary>
    public string Id(int row) => _ids[row] ?? Line(row).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>1-based line of the file, or number in the dataset.</summary>
    public int Line(int row) => _lines is null ? _firstLine + row : _lines[row];

    /// <summary>All rows with an id, in order. An id should be one row's only; a file may think otherwise.</summary>
    public IReadOnlyList<int> Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!_ids.IsEmpty) return _ids.Find(id);
        if (!int.TryParse(id, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var line)) return [];
        var row = _lines is null ? line - _firstLine : Array.BinarySearch(_lines, 0, Count, line);
        return row >= 0 && row < Count ? [row] : [];
    }

    /// <summary>Rows by time, and within one time in their order: the order in which money moves.</summary>
    public int[] Ordered()
    {
        var (times, rows) = (_columns.Time.AsSpan(0, Count).ToArray(), new int[Count]);
        for (var i = 0; i < rows.Length; i++) rows[i] = i;
        Array.Sort(times, rows, Comparer<long>.Default);
        for (var (start, end) = (0, 1); end <= rows.Length; end++)
        {
            if (end < rows.Length && times[end] == times[start]) continue;
            Array.Sort(rows, start, end - start);
            start = end;
        }

        return rows;
    }
}
