using System.Runtime.CompilerServices;
using Puente.Graph.Memory;

namespace Puente.Graph.Links;

/// <summary>
/// Reads the edges of whole classes in one direction, in order. Where a vertex stands alone and nothing later waits at it, the packed
/// edges are read as they lie; otherwise what the asked stretch of time holds is gathered and put in order. For one thread.
/// </summary>
internal readonly struct Reading<TClasses>
    where TClasses : struct, IClasses
{
    private readonly Side[] _sides;
    private readonly int _shift;
    private readonly int _limit;
    private readonly List<Edge> _gathered;
    private readonly List<Edge> _later;

    public Reading(Snapshot snapshot, bool outwards, TClasses classes)
    {
        (_sides, _shift, _limit, Classes) = (snapshot.Sides(outwards), snapshot.Shift, snapshot.EdgeCount, classes);
        (_gathered, _later) = ([], []);
    }

    public TClasses Classes { get; }

    /// <summary>Edges from <paramref name="low"/> on, ascending; some after <paramref name="high"/> may follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<Edge> From(int representative, long low, long high)
    {
        var packed = Gathering.Packed(_sides, _shift, representative, out var delta);
        return delta == 0 && Classes.IsSingle(representative) ? packed[Ordering.FirstFrom(packed, low)..] : Gather(representative, low, high);
    }

    /// <summary>Edges until <paramref name="high"/>, ascending; some before <paramref name="low"/> may precede.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<Edge> Until(int representative, long low, long high)
    {
        var packed = Gathering.Packed(_sides, _shift, representative, out var delta);
        return delta == 0 && Classes.IsSingle(representative) ? packed[..Ordering.FirstAfter(packed, high)] : Gather(representative, low, high);
    }

    /// <summary>All edges, ascending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<Edge> All(int representative)
    {
        var packed = Gathering.Packed(_sides, _shift, representative, out var delta);
        return delta == 0 && Classes.IsSingle(representative) ? packed : Gather(representative, long.MinValue, long.MaxValue);
    }

    /// <summary>True when a class of one has no edge at all in this direction.</summary>
    public bool IsBare(int representative) => Gathering.Packed(_sides, _shift, representative, out var delta).IsEmpty && delta == 0 && Classes.IsSingle(representative);

    /// <summary>How many packed edges the vertex itself has.</summary>
    public int Packed(int representative) => Gathering.Packed(_sides, _shift, representative, out _).Length;

    /// <summary>The edges between two times, both included, ascending.</summary>
    public ReadOnlySpan<Edge> Between(int representative, long low, long high)
    {
        var edges = From(representative, low, high);
        return edges[..Ordering.FirstAfter(edges, high)];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ExpectHead(int representative) => Prefetching.Head(_sides, _shift, representative);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ExpectEdges(int representative) => Prefetching.Edges(_sides, _shift, representative);

    private ReadOnlySpan<Edge> Gather(int representative, long low, long high)
    {
        _gathered.Clear();
        foreach (var member in Classes.Members(representative)) Gathering.Add(_sides, _shift, member, low, high, _limit, _gathered, _later);
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_gathered);
    }
}
