using System.Numerics;

namespace Puente.Money.Returns.Reconciling;

/// <summary>The first row of each number of <see cref="Alike"/>: sixteen bytes an entry in one table, since a return may have tens of millions of rows.</summary>
internal sealed class RowNumbers
{
    private (ulong Number, long Row)[] _table = new (ulong, long)[1024];
    private int _count;

    /// <summary>The row that had this number before, or null when this is the first; then it is kept. Rows count from 1.</summary>
    public long? Before(ulong number, long row)
    {
        if (_count >= _table.Length - _table.Length / 4) Grow();
        ref var place = ref Place(_table, number);
        if (place.Row != 0) return place.Row;
        place = (number, row);
        _count++;
        return null;
    }

    private static ref (ulong Number, long Row) Place((ulong Number, long Row)[] table, ulong number)
    {
        // Numbers are hashes already; the multiplication brings their upper bits in as well.
        var at = (int)(unchecked(number * 0x9E3779B97F4A7C15) >> (64 - BitOperations.Log2((uint)table.Length)));
        while (table[at].Row != 0 && table[at].Number != number) at = (at + 1) & (table.Length - 1);
        return ref table[at];
    }

    private void Grow()
    {
        var larger = new (ulong Number, long Row)[_table.Length * 2];
        foreach (var entry in _table)
            if (entry.Row != 0) Place(larger, entry.Number) = entry;
        _table = larger;
    }
}
