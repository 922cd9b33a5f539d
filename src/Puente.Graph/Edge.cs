using System.Runtime.InteropServices;

namespace Puente.Graph;

/// <summary>
/// One edge as seen from one of its ends: 24 bytes that hold everything a walk asks of it. The edges of a vertex lie side by side,
/// ordered by <see cref="Time"/> and, at one time, by <see cref="Number"/>.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 24)]
public readonly struct Edge : IEquatable<Edge>
{
    /// <summary>The mark of an edge that has been taken out. No filter admits it.</summary>
    public const ushort Removed = ushort.MaxValue;

    /// <summary>The largest amount, positive or negative, that <see cref="Amount"/> can show; 140,737,488,355,327.</summary>
    public const long LargestAmount = (1L << 47) - 1;

    /// <summary>The latest time, and negated the earliest, that an edge can have: about 4,459 years either side of 1970.</summary>
    public const long LatestTime = (1L << 47) - 1;

    private readonly long _timeAndMark;
    private readonly long _amountAndKind;

    internal Edge(int neighbour, int number, long time, long amount, ushort kind, ushort mark) =>
        (_timeAndMark, _amountAndKind, Neighbour, Number) = unchecked((time << 16 | mark, Clamp(amount) << 16 | kind, neighbour, number));

    /// <summary>The vertex at the other end.</summary>
    public int Neighbour { get; }

    /// <summary>The edge's number in its graph: 0, 1, 2... in the order in which edges were added. The same from both ends.</summary>
    public int Number { get; }

    /// <summary>When it happened, in milliseconds since 1970.</summary>
    public long Time => _timeAndMark >> 16;

    /// <summary>The slot that decides who may walk it.</summary>
    public ushort Mark => unchecked((ushort)_timeAndMark);

    /// <summary>
    /// Its amount in minor units, exact up to <see cref="LargestAmount"/> and stopped there. <see cref="Snapshot.AmountOf"/> is exact for every amount.
    /// </summary>
    public long Amount => _amountAndKind >> 16;

    /// <summary>What kind of edge it is, in the caller's own numbering.</summary>
    public ushort Kind => unchecked((ushort)_amountAndKind);

    internal bool IsClamped => Amount is >= LargestAmount or <= -LargestAmount;

    internal static long Clamp(long amount) => Math.Clamp(amount, -LargestAmount, LargestAmount);

    /// <summary>True when <paramref name="a"/> stands before <paramref name="b"/> in the edges of a vertex.</summary>
    internal static int Order(in Edge a, in Edge b)
    {
        var byTime = a.Time.CompareTo(b.Time);
        return byTime != 0 ? byTime : a.Number.CompareTo(b.Number);
    }

    /// <inheritdoc/>
    public bool Equals(Edge other) =>
        _timeAndMark == other._timeAndMark && _amountAndKind == other._amountAndKind && Neighbour == other.Neighbour && Number == other.Number;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Edge other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Neighbour, Number, _timeAndMark);

    /// <summary>The same edge from the same end.</summary>
    public static bool operator ==(Edge left, Edge right) => left.Equals(right);

    /// <summary>Another edge, or another end.</summary>
    public static bool operator !=(Edge left, Edge right) => !left.Equals(right);
}
