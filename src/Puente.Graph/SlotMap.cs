using Puente.Graph.Filters;

namespace Puente.Graph;

/// <summary>Slots that are judged as if they were others. Immutable.</summary>
internal sealed class SlotMap
{
    private readonly Dictionary<ushort, ushort> _to;

    private SlotMap(Dictionary<ushort, ushort> to) => _to = to;

    public static SlotMap Straight { get; } = new([]);

    public IReadOnlyDictionary<ushort, ushort> Pairs => _to;

    public SlotMap With(ushort mark, ushort to)
    {
        var pairs = new Dictionary<ushort, ushort>(_to);
        if (mark == to) pairs.Remove(mark);
        else pairs[mark] = to;
        return new SlotMap(pairs);
    }

    /// <summary>The slots that are in fact admitted when those of <paramref name="marks"/> are: never the removed one.</summary>
    public SlotSet Read(SlotSet marks)
    {
        if (_to.Count == 0 && !marks[Edge.Removed]) return marks;
        var read = marks.Copy();
        read[Edge.Removed] = false;
        foreach (var (mark, to) in _to) read[mark] = to != Edge.Removed && marks[to];
        return read;
    }
}
