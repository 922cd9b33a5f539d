namespace Puente.Graph.Filters;

/// <summary>Admits every edge and link that has not been removed. Looks at no table: slots that were re-pointed do not bind it.</summary>
public readonly record struct Standing : IEdgeFilter
{
    /// <inheritdoc/>
    public bool Admits(in Edge edge) => edge.Mark != Edge.Removed;

    /// <inheritdoc/>
    public bool AdmitsLink(ushort mark) => mark != Edge.Removed;
}
