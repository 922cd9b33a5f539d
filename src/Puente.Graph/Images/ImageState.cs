namespace Puente.Graph.Images;

/// <summary>How reading an image went. All but <see cref="Read"/> mean: build the graph anew.</summary>
public enum ImageState
{
    /// <summary>The graph is there.</summary>
    Read,

    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>It was made from something else than the caller's stamp says.</summary>
    Stale,

    /// <summary>It is cut short, or not what was written.</summary>
    Damaged,
}
