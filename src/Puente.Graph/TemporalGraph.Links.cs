using Puente.Graph.Links;

namespace Puente.Graph;

/// <content>Vertices that are said to be one.</content>
public sealed partial class TemporalGraph
{
    private readonly List<Link> _links = [];
    private LinkTable? _linkTable = LinkTable.None;

    /// <summary>Says that two vertices are one. Walks of those who may cross the link treat them as one vertex.</summary>
    /// <returns>The link's number.</returns>
    public int AddLink(int a, int b, ushort mark = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(a);
        ArgumentOutOfRangeException.ThrowIfNegative(b);
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            MakeRoom(Math.Max(a, b) + 1);
            Volatile.Write(ref _vertices, Math.Max(_vertices, Math.Max(a, b) + 1));
            _links.Add(new Link(_links.Count, a, b, mark));
            Volatile.Write(ref _linkTable, null);
            return _links.Count - 1;
        }
    }

    /// <summary>Gives a link another mark, for every question that begins afterwards.</summary>
    /// <returns>False when the link has been taken out.</returns>
    public bool RemarkLink(int link, ushort mark)
    {
        lock (_writing)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(link);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(link, _links.Count);
            if (_links[link].Mark == Edge.Removed) return false;
            _links[link] = _links[link] with { Mark = mark };
            Volatile.Write(ref _linkTable, null);
            return true;
        }
    }

    /// <summary>Takes a link out, for good.</summary>
    /// <returns>False when it was out already.</returns>
    public bool RemoveLink(int link) => RemarkLink(link, Edge.Removed);

    /// <summary>The links as a table, made when first asked for after a change.</summary>
    private LinkTable CurrentLinks()
    {
        if (Volatile.Read(ref _linkTable) is { } known) return known;
        lock (_writing) return _linkTable ??= new LinkTable([.. _links]);
    }
}
