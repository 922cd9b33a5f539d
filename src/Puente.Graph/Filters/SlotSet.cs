using System.Numerics;

namespace Puente.Graph.Filters;

/// <summary>A set of slots (marks or kinds), one bit each for all 65,536. Filled by the caller, then asked; not for writing while it is asked.</summary>
public sealed class SlotSet
{
    /// <summary>How many slots there are.</summary>
    public const int Slots = 1 << 16;

    /// <summary>An empty set, or one that holds every slot.</summary>
    public SlotSet(bool all = false)
    {
        if (all) Array.Fill(Bits, ulong.MaxValue);
    }

    /// <summary>A set of these slots.</summary>
    public SlotSet(params ReadOnlySpan<ushort> slots)
    {
        foreach (var slot in slots) this[slot] = true;
    }

    internal ulong[] Bits { get; } = new ulong[Slots / 64];

    /// <summary>Whether a slot is in the set.</summary>
    public bool this[ushort slot]
    {
        get => (Bits[slot >> 6] >> (slot & 63) & 1) != 0;
        set => Bits[slot >> 6] = value ? Bits[slot >> 6] | 1UL << (slot & 63) : Bits[slot >> 6] & ~(1UL << (slot & 63));
    }

    /// <summary>How many slots are in the set.</summary>
    public int Count => Bits.Sum(b => BitOperations.PopCount(b));

    internal SlotSet Copy()
    {
        var copy = new SlotSet();
        Bits.CopyTo(copy.Bits, 0);
        return copy;
    }
}
