using Puente.Graph.Budgets;
using Puente.Graph.Filters;
using Puente.Graph.Links;

namespace Puente.Graph.Projections;

/// <summary>
/// A plain graph drawn from a snapshot for one asker: no times, at most one arc from a vertex to another, loops left out, vertices that are one by
/// the asker's links drawn as one. Its vertices are numbered anew, 0, 1, 2..., and only those that an admitted edge touches are there, so
/// that nothing hidden counts in what is computed on it. Immutable.
/// </summary>
public sealed class Projection
{
    private readonly int[] _vertices;
    private readonly int[] _starts;
    private readonly int[] _to;
    private readonly double[] _weights;

    internal Projection(int[] vertices, int[] starts, int[] to, double[] weights, bool directed, Cut cut, long visits) =>
        (_vertices, _starts, _to, _weights, IsDirected, Cut, Visits) = (vertices, starts, to, weights, directed, cut, visits);

    /// <summary>How many vertices it has.</summary>
    public int Count => _vertices.Length;

    /// <summary>How many arcs it has; undirected, each pair counts twice.</summary>
    public int Arcs => _to.Length;

    /// <summary>Whether arcs have a direction. If not, each stands in both lists.</summary>
    public bool IsDirected { get; }

    /// <summary>What was left out, and why.</summary>
    public Cut Cut { get; }

    /// <summary>Edges looked at.</summary>
    public long Visits { get; }

    /// <summary>For each of its vertices, the snapshot's vertex, ascending; with links, the smallest of those that are one.</summary>
    public ReadOnlySpan<int> Vertices => _vertices;

    /// <summary>The vertices that a vertex has an arc to, ascending.</summary>
    public ReadOnlySpan<int> Next(int vertex) => _to.AsSpan(_starts[vertex].._starts[vertex + 1]);

    /// <summary>The weight of each of those arcs.</summary>
    public ReadOnlySpan<double> Weights(int vertex) => _weights.AsSpan(_starts[vertex].._starts[vertex + 1]);

    /// <summary>The projection's number of a snapshot's vertex, or -1 when the asker sees no edge of it.</summary>
    public int IndexOf(int vertex) => Math.Max(-1, Array.BinarySearch(_vertices, vertex));

    internal int[] Starts => _starts;

    internal int[] To => _to;

    internal double[] AllWeights => _weights;

    /// <summary>Draws a projection.</summary>
    /// <param name="snapshot">The graph.</param>
    /// <param name="filter">What the asker may walk.</param>
    /// <param name="options">What is drawn, and how.</param>
    /// <param name="budget">How much it may cost.</param>
    public static Projection Of<TFilter>(Snapshot snapshot, TFilter filter, ProjectionOptions? options = null, Budget budget = default)
        where TFilter : struct, IEdgeFilter
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        snapshot.RequireOpen();
        return snapshot.Links.IsEmpty
            ? new Drawing<TFilter, Unlinked>(snapshot, filter, default, options ?? new(), budget).Draw()
            : new Drawing<TFilter, Linked>(snapshot, filter, Linked.By(snapshot.Links, filter), options ?? new(), budget).Draw();
    }
}
