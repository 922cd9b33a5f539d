using Puente.Graph.Budgets;
using Puente.Graph.Projections;

namespace Puente.Graph.Components;

/// <summary>Which vertices of a projection hang together.</summary>
public static class Components
{
    /// <summary>Weak components: two vertices are of one when arcs join them, whichever way these point.</summary>
    public static Partition Weak(Projection graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var parent = new int[graph.Count];
        for (var v = 0; v < parent.Length; v++) parent[v] = v;
        for (var v = 0; v < graph.Count; v++)
            foreach (var to in graph.Next(v))
            {
                var (a, b) = (Root(parent, v), Root(parent, to));
                if (a != b) parent[Math.Max(a, b)] = Math.Min(a, b);
            }

        return Partition.Of([.. Enumerable.Range(0, graph.Count).Select(v => Root(parent, v))], graph.Cut);
    }

    /// <summary>Strong components: two vertices are of one when each can be reached from the other along arcs. After Tarjan (1972), without recursion.</summary>
    public static Partition Strong(Projection graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var n = graph.Count;
        var (index, low, of, at) = (new int[n], new int[n], new int[n], new int[n]);
        Array.Fill(index, -1);
        Array.Fill(of, -1);
        var (open, calls, next) = (new Stack<int>(), new Stack<int>(), 0);
        for (var root = 0; root < n; root++)
        {
            if (index[root] >= 0) continue;
            calls.Push(root);
            while (calls.TryPeek(out var v))
            {
                if (index[v] < 0)
                {
                    (index[v], low[v]) = (next, next);
                    next++;
                    open.Push(v);
                }

                var arcs = graph.Next(v);
                var deeper = false;
                for (; at[v] < arcs.Length && !deeper; at[v]++)
                {
                    var to = arcs[at[v]];
                    if (index[to] < 0)
                    {
                        calls.Push(to);
                        deeper = true;
                        at[v]--;
                    }
                    else if (of[to] < 0)
                    {
                        low[v] = Math.Min(low[v], low[to]);
                    }
                }

                if (deeper) continue;
                calls.Pop();
                if (low[v] != index[v]) continue;
                int member;
                do
                {
                    member = open.Pop();
                    of[member] = v;
                }
                while (member != v);
            }
        }

        return Partition.Of(of, graph.Cut);
    }

    private static int Root(int[] parent, int vertex)
    {
        while (parent[vertex] != vertex)
        {
            parent[vertex] = parent[parent[vertex]];
            vertex = parent[vertex];
        }

        return vertex;
    }
}
