namespace Puente.Matching.Serials;

/// <summary>What a search asks of a segment.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Readings">The pattern as it can lie over its serials.</param>
/// <param name="Prior">Logarithm, in millionths, of the share of the maker's serials that have this format.</param>
/// <param name="Most">The most that a serial can have that this question takes.</param>
/// <param name="Rightly">What a serial has that was read rightly.</param>
/// <param name="Exact">Whether those are asked for, or the others.</param>
internal sealed record SerialQuestion(SerialSegment Segment, SerialReading[] Readings, int Prior, int Most, int Rightly, bool Exact)
{
    /// <summary>The number of the maker.</summary>
    public ushort Maker { get; } = Segment.Maker;

    /// <summary>Whether a serial of this likelihood is one that is asked for.</summary>
    public bool Takes(int likelihood) => Exact ? likelihood == Rightly : likelihood > SerialReading.Never && likelihood < Rightly;
}
