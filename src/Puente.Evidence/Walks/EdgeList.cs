using System.Runtime.InteropServices;
using Puente.Graph;

namespace Puente.Evidence.Walks;

/// <summary>Edges in the order of their references, before they go into the graph.</summary>
internal sealed class EdgeList
{
    private readonly List<int> _from = [];
    private readonly List<int> _to = [];
    private readonly List<long> _time = [];
    private readonly List<long> _amount = [];
    private readonly List<ushort> _kind = [];
    private readonly List<ushort> _mark = [];
    private readonly List<long> _reference = [];

    /// <summary>Edges so far.</summary>
    public int Count => _from.Count;

    /// <summary>The reference of an edge.</summary>
    public long this[int edge] => _reference[edge];

    /// <summary>The same as columns.</summary>
    public EdgeColumns Columns => new()
    {
        From = CollectionsMarshal.AsSpan(_from),
        To = CollectionsMarshal.AsSpan(_to),
        Time = CollectionsMarshal.AsSpan(_time),
        Amount = CollectionsMarshal.AsSpan(_amount),
        Kind = CollectionsMarshal.AsSpan(_kind),
        Mark = CollectionsMarshal.AsSpan(_mark),
        Reference = CollectionsMarshal.AsSpan(_reference),
    };

    /// <summary>Makes room for more, so that none is moved while they are added.</summary>
    public void Expect(int more)
    {
        var room = Count + more;
        (_from.Capacity, _to.Capacity, _time.Capacity, _amount.Capacity, _kind.Capacity, _mark.Capacity, _reference.Capacity) = (room, room, room, room, room, room, room);
    }

    /// <summary>Forgets all but the first.</summary>
    public void Cut(int count)
    {
        foreach (var column in new System.Collections.IList[] { _from, _to, _time, _amount, _kind, _mark, _reference })
            while (column.Count > count) column.RemoveAt(column.Count - 1);
    }

    /// <summary>Adds one.</summary>
    public void Add(in NewEdge edge)
    {
        _from.Add(edge.From);
        _to.Add(edge.To);
        _time.Add(edge.Time);
        _amount.Add(edge.Amount);
        _kind.Add(edge.Kind);
        _mark.Add(edge.Mark);
        _reference.Add(edge.Reference);
    }
}
