namespace Puente.Graph.Filters;

/// <summary>
/// Which edges an asker may walk. Implemented by structs, so that every question is compiled for its filter and the test stands inside
/// the walk: an edge that is not admitted is neither counted, nor does it use up a limit, nor does it join anything.
/// </summary>
public interface IEdgeFilter
{
    /// <summary>True when the edge may be walked. Must refuse the mark <see cref="Edge.Removed"/>.</summary>
    bool Admits(in Edge edge);

    /// <summary>True when a link of this mark may be crossed.</summary>
    bool AdmitsLink(ushort mark);
}
