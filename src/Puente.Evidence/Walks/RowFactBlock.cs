using System.Runtime.InteropServices;
using System.Text;

namespace Puente.Evidence.Walks;

/// <summary>
/// What some rows of a dataset say as facts, as columns. Accounts, kinds and currencies are numbers into lists that grow from block to block:
/// a block brings the words that are new in it.
/// </summary>
internal sealed class RowFactBlock
{
    /// <summary>Most rows of a block.</summary>
    public const int Most = 1 << 16;

    private readonly List<long> _rows = [];
    private readonly List<int> _from = [];
    private readonly List<int> _to = [];
    private readonly List<long> _time = [];
    private readonly List<long> _amount = [];
    private readonly List<ushort> _sort = [];

    /// <summary>Accounts that are new in this block.</summary>
    public List<string> NewAccounts { get; } = [];

    /// <summary>Kinds with currencies that are new in this block.</summary>
    public List<(string Kind, string Currency)> NewSorts { get; } = [];

    /// <summary>How many rows.</summary>
    public int Count => _rows.Count;

    /// <summary>Numbers of the rows, the accounts they name (-1 for none), times, amounts and sorts.</summary>
    public (long Row, int From, int To, long Time, long Amount, ushort Sort) this[int at] => (_rows[at], _from[at], _to[at], _time[at], _amount[at], _sort[at]);

    /// <summary>Adds a row.</summary>
    public void Add(long row, int from, int to, long time, long amount, ushort sort)
    {
        _rows.Add(row);
        _from.Add(from);
        _to.Add(to);
        _time.Add(time);
        _amount.Add(amount);
        _sort.Add(sort);
    }

    /// <summary>The block as bytes of this machine.</summary>
    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using (var to = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            to.Write(NewAccounts.Count);
            foreach (var account in NewAccounts) to.Write(account);
            to.Write(NewSorts.Count);
            foreach (var (kind, currency) in NewSorts)
            {
                to.Write(kind);
                to.Write(currency);
            }

            to.Write(Count);
            Put(to, _rows);
            Put(to, _from);
            Put(to, _to);
            Put(to, _time);
            Put(to, _amount);
            Put(to, _sort);
        }

        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    public static RowFactBlock Of(byte[] bytes)
    {
        var block = new RowFactBlock();
        using var from = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        for (var left = from.ReadInt32(); left > 0; left--) block.NewAccounts.Add(from.ReadString());
        for (var left = from.ReadInt32(); left > 0; left--) block.NewSorts.Add((from.ReadString(), from.ReadString()));
        var count = from.ReadInt32();
        Take(from, block._rows, count);
        Take(from, block._from, count);
        Take(from, block._to, count);
        Take(from, block._time, count);
        Take(from, block._amount, count);
        Take(from, block._sort, count);
        return block;
    }

    private static void Put<T>(BinaryWriter to, List<T> column)
        where T : unmanaged => to.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(column)));

    private static void Take<T>(BinaryReader from, List<T> column, int count)
        where T : unmanaged
    {
        CollectionsMarshal.SetCount(column, count);
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(column)));
    }
}
