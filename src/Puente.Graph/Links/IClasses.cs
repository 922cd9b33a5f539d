namespace Puente.Graph.Links;

/// <summary>
/// Vertices that are one under the asker's filter, named by the smallest of them. A struct, so that a graph without links is walked by code
/// that knows of none.
/// </summary>
internal interface IClasses
{
    /// <summary>The vertex that stands for this one.</summary>
    int Of(int vertex);

    /// <summary>True when the vertex that stands for a class stands for itself alone.</summary>
    bool IsSingle(int representative);

    /// <summary>Everybody a vertex stands for.</summary>
    ReadOnlySpan<int> Members(int representative);
}

/// <summary>No links: each vertex stands for itself.</summary>
internal readonly struct Unlinked : IClasses
{
    public int Of(int vertex) => vertex;

    public bool IsSingle(int representative) => true;

    public ReadOnlySpan<int> Members(int representative) => new int[] { representative };
}
