using Puente.Graph;
using Puente.Graph.Filters;
using Puente.Graph.Links;

namespace Puente.Tests.Graph;

/// <summary>A graph as a plain list, and every question answered the slow, obvious way.</summary>
internal sealed class Plain
{
    private readonly List<NewEdge> _edges = [];
    private readonly List<Link> _links = [];

    public int Vertices { get; set; }

    public IReadOnlyList<NewEdge> Edges => _edges;

    public IReadOnlyList<Link> Links => _links;

    /// <summary>The marks that the asker may walk; the removed one never is.</summary>
    public SlotSet Marks { get; init; } = new(all: true);

    public void Add(NewEdge edge)
    {
        _edges.Add(edge);
        Vertices = Math.Max(Vertices, Math.Max(edge.From, edge.To) + 1);
    }

    public void Link(int a, int b, ushort mark)
    {
        _links.Add(new Link(_links.Count, a, b, mark));
        Vertices = Math.Max(Vertices, Math.Max(a, b) + 1);
    }

    public void Mark(int edge, ushort mark) => _edges[edge] = _edges[edge] with { Mark = mark };

    public bool Admits(ushort mark) => mark != Edge.Removed && Marks[mark];

    /// <summary>The numbers of the edges that the asker may walk.</summary>
    public IEnumerable<int> Walkable => Enumerable.Range(0, _edges.Count).Where(e => Admits(_edges[e].Mark));

    /// <summary>The vertex that stands for this one: the smallest that the asker's links lead to.</summary>
    public int Of(int vertex)
    {
        var found = new HashSet<int> { vertex };
        while (true)
        {
            var more = _links.Where(l => Admits(l.Mark) && found.Contains(l.A) != found.Contains(l.B)).ToList();
            if (more.Count == 0) return found.Min();
            foreach (var link in more) found.UnionWith([link.A, link.B]);
        }
    }

    public int From(int edge) => Of(_edges[edge].From);

    public int To(int edge) => Of(_edges[edge].To);
}
