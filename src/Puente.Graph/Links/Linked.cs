using Puente.Graph.Filters;

namespace Puente.Graph.Links;

/// <summary>Classes found as a walk comes upon them, and kept for as long as the question lasts. For one thread.</summary>
internal readonly struct Linked : IClasses
{
    private readonly Dictionary<int, int[]> _classes = [];
    private readonly LinkTable _links;
    private readonly Func<int, int[]> _find;

    private Linked(LinkTable links, Func<int, int[]> find) => (_links, _find) = (links, find);

    public static Linked By<TFilter>(LinkTable links, TFilter filter)
        where TFilter : struct, IEdgeFilter => new(links, vertex => links.ClassOf(vertex, filter));

    public int Of(int vertex) => _links.Touches(vertex) ? Class(vertex)[0] : vertex;

    public bool IsSingle(int representative) => !_links.Touches(representative) || Class(representative).Length == 1;

    public ReadOnlySpan<int> Members(int representative) => _links.Touches(representative) ? Class(representative) : [representative];

    private int[] Class(int vertex)
    {
        if (_classes.TryGetValue(vertex, out var known)) return known;
        var found = _find(vertex);
        foreach (var member in found) _classes[member] = found;
        return found;
    }
}
