namespace Puente.Money.Patterns.Traffic;

/// <summary>
/// The payments of every account in order of time, in and out apart, with what is usual in the table and for each account. Built once; payments that arrive later are
/// added one by one (one writer, no readers meanwhile). The order of the rows of the table plays no part.
/// </summary>
internal sealed partial class TrafficIndex
{
    private readonly Payment[] _out;
    private readonly Payment[] _in;
    private readonly int[] _outFrom;
    private readonly int[] _inFrom;
    private readonly int[] _nextRow;

    private TrafficIndex(TrafficColumns columns, Payment[] outs, int[] outFrom, Payment[] ins, int[] inFrom, int[] nextRow, Background background, long origin)
    {
        (Columns, _out, _outFrom, _in, _inFrom, _nextRow) = (columns, outs, outFrom, ins, inFrom, nextRow);
        (Background, Origin, Accounts) = (background, origin, columns.Accounts);
        Habits = Habits.Of(this);
    }

    /// <summary>The table it was built from.</summary>
    public TrafficColumns Columns { get; }

    /// <summary>How many accounts there are.</summary>
    public int Accounts { get; private set; }

    /// <summary>The moment that payments count their seconds from.</summary>
    public long Origin { get; }

    /// <summary>What is usual in the whole table.</summary>
    public Background Background { get; }

    /// <summary>What is usual for each account.</summary>
    public Habits Habits { get; }

    /// <summary>How many payments there are.</summary>
    public int Payments => _out.Length + _added;

    /// <summary>What the account paid, in order of time.</summary>
    public ReadOnlySpan<Payment> Out(int account) =>
        _addedOut is not null && _addedOut.TryGetValue(account, out var live) ? live.Span : account < _outFrom.Length - 1
            ? _out.AsSpan(_outFrom[account], _outFrom[account + 1] - _outFrom[account]) : [];

    /// <summary>What the account received, in order of time.</summary>
    public ReadOnlySpan<Payment> In(int account) =>
        _addedIn is not null && _addedIn.TryGetValue(account, out var live) ? live.Span : account < _inFrom.Length - 1
            ? _in.AsSpan(_inFrom[account], _inFrom[account + 1] - _inFrom[account]) : [];

    /// <summary>Adds the rows that a payment stands for.</summary>
    public void Rows(Payment payment, ICollection<int> into)
    {
        for (var row = payment.Row; row >= 0; row = row < _nextRow.Length ? _nextRow[row] : -1) into.Add(row);
    }

    /// <summary>The place of the first payment at or after a moment.</summary>
    public static int From(ReadOnlySpan<Payment> payments, int at)
    {
        var (low, high) = (0, payments.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (payments[middle].At < at) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>How many payments lie between two moments, both included.</summary>
    public static int CountBetween(ReadOnlySpan<Payment> payments, int from, int to) =>
        to == int.MaxValue ? payments.Length - From(payments, from) : From(payments, to + 1) - From(payments, from);
}
