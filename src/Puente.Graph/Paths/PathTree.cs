using Puente.Graph.Budgets;

namespace Puente.Graph.Paths;

/// <summary>
/// The paths found, sharing their beginnings: place i is the path that ends with step i. First come the starts, then all paths of one
/// edge, then those of two... A path of three edges is there three times: as itself and as its two beginnings.
/// </summary>
public sealed class PathTree
{
    private readonly Step[] _steps;

    internal PathTree(Step[] steps, int starts, Cut cut, long visits) => (_steps, Starts, Cut, Visits) = (steps, starts, cut, visits);

    /// <summary>How many places are starts, without an edge.</summary>
    public int Starts { get; }

    /// <summary>Places in all: the starts, then the paths.</summary>
    public int Count => _steps.Length;

    /// <summary>How many paths there are, of one edge or more.</summary>
    public int Paths => _steps.Length - Starts;

    /// <summary>What was left out, and why.</summary>
    public Cut Cut { get; }

    /// <summary>Edges looked at.</summary>
    public long Visits { get; }

    /// <summary>The place of the path without its last edge; -1 at a start.</summary>
    public int ParentOf(int place) => _steps[place].Parent;

    /// <summary>The vertex the path has come to; with links, the smallest of those that are one.</summary>
    public int VertexOf(int place) => _steps[place].Vertex;

    /// <summary>The number of the path's last edge; -1 at a start.</summary>
    public int EdgeOf(int place) => _steps[place].Edge;

    /// <summary>Edges in the path.</summary>
    public int HopsOf(int place) => _steps[place].Hops < 0 ? -1 - _steps[place].Hops : _steps[place].Hops;

    /// <summary>The time of the last edge.</summary>
    public long TimeOf(int place) => _steps[place].Time;

    /// <summary>The exact amount of the last edge.</summary>
    public long AmountOf(int place) => _steps[place].Amount;

    /// <summary>Whether the path goes no further because the asker said to stop at its vertex.</summary>
    public bool StoppedAt(int place) => _steps[place].Hops < 0;

    /// <summary>The numbers of a path's edges in the order of the walk: for a backward walk, the latest first.</summary>
    public int[] EdgesOf(int place)
    {
        var edges = new int[HopsOf(place)];
        for (var i = edges.Length - 1; i >= 0; i--, place = _steps[place].Parent) edges[i] = _steps[place].Edge;
        return edges;
    }

    /// <summary>The vertices of a path in the order of the walk, the start among them.</summary>
    public int[] VerticesOf(int place)
    {
        var vertices = new int[HopsOf(place) + 1];
        for (var i = vertices.Length - 1; i >= 0; i--, place = _steps[place].Parent) vertices[i] = _steps[place].Vertex;
        return vertices;
    }
}
