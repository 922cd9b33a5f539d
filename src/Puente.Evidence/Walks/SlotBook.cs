using Puente.Evidence.Sharing;
using Puente.Graph;
using Puente.Graph.Filters;

namespace Puente.Evidence.Walks;

/// <summary>Everything that decides who may walk an edge or cross a link. An end that is not there is -1 and hides nothing.</summary>
/// <param name="Marking">Its marking.</param>
/// <param name="From">By what the entity it leaves can be seen.</param>
/// <param name="To">By what the entity it reaches can be seen.</param>
/// <param name="Item">By what its item can be seen.</param>
/// <param name="Place">By what its place can be seen.</param>
/// <param name="IsRow">A row of a dataset, which is seen whole or not at all.</param>
/// <param name="IsNumber">The number of an account: an attribute, seen by who reads its value.</param>
internal readonly record struct Slot(long Marking, int From, int To, int Item = -1, int Place = -1, bool IsRow = false, bool IsNumber = false);

/// <summary>
/// Gives each combination a number that fits on an edge, and compiles a viewer to the numbers that may be walked: what is redacted is not
/// walked, and no edge is whose marking lets the viewer read but whose visible end is hidden. Written by one thread at a time.
/// </summary>
internal sealed class SlotBook(VisibleBy visible)
{
    /// <summary>What did not get a number of its own; nobody walks it.</summary>
    public const ushort Unnumbered = Edge.Removed - 1;

    private const Field Walked = Field.From | Field.To | Field.Time | Field.Amount;
    private readonly Dictionary<Slot, ushort> _numbers = [];
    private readonly List<Slot> _slots = [];

    /// <summary>How many have a number.</summary>
    public int Count => _slots.Count;

    /// <summary>The number of a combination.</summary>
    public ushort Of(Slot slot)
    {
        if (_numbers.TryGetValue(slot, out var known)) return known;
        if (_slots.Count == Unnumbered) return Unnumbered;
        _slots.Add(slot);
        return _numbers[slot] = (ushort)(_slots.Count - 1);
    }

    /// <summary>What a number stands for.</summary>
    public Slot this[int number] => _slots[number];

    /// <summary>The slots that a viewer may walk, of markings that are wanted.</summary>
    public SlotSet For(Sight sight, Func<long, bool>? wanted = null)
    {
        var set = new SlotSet();
        for (var i = 0; i < _slots.Count; i++) set[(ushort)i] = wanted?.Invoke(_slots[i].Marking) != false && May(_slots[i], sight);
        return set;
    }

    private bool May(Slot slot, Sight sight)
    {
        if (slot.IsNumber) return sight.Reads(slot.Marking, Field.Value);
        var verdict = sight[slot.Marking];
        if (!verdict.Reads || (verdict.Redacted & Walked) != 0) return false;
        if (slot.IsRow) return verdict.Mode == Mode.Full;
        return Seen(slot.From) && Seen(slot.To)
            && (Seen(slot.Item) || verdict.Redacted.HasFlag(Field.Item)) && (Seen(slot.Place) || verdict.Redacted.HasFlag(Field.Place));

        bool Seen(int set) => set < 0 || visible.Shows(set, sight);
    }
}
