using System.Runtime.CompilerServices;

namespace Puente.Graph.Filters;

/// <summary>Admits the edges whose mark is in one set and whose kind is in another; links by their mark. Made by <see cref="Snapshot.Filter(SlotSet, SlotSet)"/>.</summary>
public readonly struct AdmittedOfKinds : IEdgeFilter
{
    private readonly ulong[] _marks;
    private readonly ulong[] _kinds;

    internal AdmittedOfKinds(SlotSet marks, SlotSet kinds) => (_marks, _kinds) = (marks.Bits, kinds.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Admits(in Edge edge) => Admitted.Has(_marks, edge.Mark) && Admitted.Has(_kinds, edge.Kind);

    /// <inheritdoc/>
    public bool AdmitsLink(ushort mark) => Admitted.Has(_marks, mark);
}
