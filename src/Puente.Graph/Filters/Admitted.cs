using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Puente.Graph.Filters;

/// <summary>Admits the edges and links whose mark is in a set. Made by <see cref="Snapshot.Filter(SlotSet)"/>, which reads the re-pointed slots into it.</summary>
public readonly struct Admitted : IEdgeFilter
{
    private readonly ulong[] _marks;

    internal Admitted(SlotSet marks) => _marks = marks.Bits;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Admits(in Edge edge) => Has(_marks, edge.Mark);

    /// <inheritdoc/>
    public bool AdmitsLink(ushort mark) => Has(_marks, mark);

    /// <summary>A bit of a set; the set always has one for every slot, so that no bound is tested.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Has(ulong[] bits, ushort slot) =>
        (Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(bits), slot >> 6) >> (slot & 63) & 1) != 0;
}
