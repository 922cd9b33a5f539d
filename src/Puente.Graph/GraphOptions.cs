namespace Puente.Graph;

/// <summary>How a graph keeps itself.</summary>
public sealed record GraphOptions
{
    /// <summary>Merge a segment in the background once this part of it came later; 0 leaves merging to <see cref="TemporalGraph.Merge(CancellationToken)"/>. While a large load runs, 0.05 to 0.1 costs less than the usual 0.02.</summary>
    public double MergeAt { get; init; } = 0.02;

    /// <summary>A segment with fewer later edges than this is not merged in the background.</summary>
    public int MergeAtLeast { get; init; } = 4096;

    /// <summary>Vertices expected, so that a graph that starts empty chooses its segments well.</summary>
    public int Vertices { get; init; }
}
