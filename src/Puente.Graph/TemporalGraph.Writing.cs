using Puente.Graph.Memory;

namespace Puente.Graph;

/// <content>Adding, removing and marking.</content>
public sealed partial class TemporalGraph
{
    private SlotMap _repoints = SlotMap.Straight;

    /// <summary>Adds an edge; the next snapshot has it.</summary>
    /// <returns>Its number.</returns>
    /// <exception cref="ArgumentException">A vertex is negative, or the time lies outside of what an edge can hold.</exception>
    public int Append(in NewEdge edge) => Append(new EdgeColumns
    {
        From = [edge.From],
        To = [edge.To],
        Time = [edge.Time],
        Amount = [edge.Amount],
        Kind = [edge.Kind],
        Mark = [edge.Mark],
        Reference = [edge.Reference],
    });

    /// <summary>Adds edges; the next snapshot has all of them, and no snapshot has some of them.</summary>
    /// <returns>The number of the first; the others follow.</returns>
    /// <exception cref="ArgumentException">The columns do not fit together; see <see cref="EdgeColumns"/>. Nothing was added.</exception>
    public int Append(EdgeColumns rows)
    {
        var vertices = rows.Check() + 1;
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var first = _edges;
            _cold.Reserve(checked(first + rows.Count));
            MakeRoom(vertices);
            var segments = _table.Segments;
            var mask = (1 << _shift) - 1;
            for (var row = 0; row < rows.Count; row++)
            {
                var (from, to) = (rows.From[row], rows.To[row]);
                _cold.Write(first + row, from, rows.AmountAt(row), rows.ReferenceAt(row));
                segments[from >> _shift].Out.Add(from & mask, rows.Out(row, first));
                segments[to >> _shift].In.Add(to & mask, rows.In(row, first));
            }

            Volatile.Write(ref _vertices, Math.Max(_vertices, vertices));
            Volatile.Write(ref _edges, first + rows.Count);
            MergeWhereDue();
            return first;
        }
    }

    /// <summary>Takes an edge out, for good: no question that begins afterwards walks it. The memory goes with the next merge of its segments.</summary>
    /// <returns>False when it was out already.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no edge of this number.</exception>
    public bool Remove(int edge) => Remark(edge, Edge.Removed);

    /// <summary>Gives one edge another mark, for every question that begins afterwards.</summary>
    /// <returns>False when the edge has been taken out.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no edge of this number.</exception>
    public bool Remark(int edge, ushort mark)
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            ArgumentOutOfRangeException.ThrowIfNegative(edge);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(edge, _edges);
            if (!Write(edge, mark, removedToo: false)) return false;
            if (mark == Edge.Removed) _cold.Reference[edge] = 0;
            if (mark == Edge.Removed) _cold.Large.TryRemove(edge, out _);
            _remarks?.Add((edge, mark));
            return true;
        }
    }

    /// <summary>Judges every edge and link of one slot as if it were of another: what is recalled, expired or released at once.</summary>
    /// <param name="mark">The slot that is re-pointed.</param>
    /// <param name="to">The slot whose mode it takes; <see cref="Edge.Removed"/> hides it from every <see cref="Filters.Admitted"/>; itself, to undo.</param>
    public void Repoint(ushort mark, ushort to)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(mark, Edge.Removed);
        lock (_writing) Volatile.Write(ref _repoints, _repoints.With(mark, to));
    }

    /// <summary>The edges that carry a caller's key, in ascending order. Reads the keys of all edges: some milliseconds for ten million.</summary>
    public IReadOnlyList<int> Find(long reference) => _cold.Find(reference, EdgeCount);

    private bool Write(int edge, ushort mark, bool removedToo)
    {
        var mask = (1 << _shift) - 1;
        var from = _cold.From[edge];
        if (!_table.Segments[from >> _shift].Out.Remark(from & mask, edge, mark, removedToo, out var to)) return false;
        _table.Segments[to >> _shift].In.Remark(to & mask, edge, mark, removedToo: true, out _);
        return true;
    }

    private void MakeRoom(int vertices)
    {
        var segments = _table.Segments;
        var needed = (int)(((long)vertices + (1 << _shift) - 1) >> _shift);
        if (needed <= segments.Length) return;
        Show(new Table([.. segments, .. Enumerable.Range(0, needed - segments.Length).Select(_ => Segment.Empty(1 << _shift))]));
    }

    /// <summary>Makes a table the current one.</summary>
    private void Show(Table table)
    {
        var old = _table;
        Volatile.Write(ref _table, table);
        old.Release();
    }
}
