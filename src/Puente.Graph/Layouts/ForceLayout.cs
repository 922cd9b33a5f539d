namespace Puente.Graph.Layouts;

/// <summary>
/// Places the nodes of a drawing: what is joined comes near, everything else keeps apart (Fruchterman and Reingold 1991, with the far field
/// of Barnes and Hut 1986). Each connected part starts as a tree around its busiest node and is laid out alone; the parts then stand side by side, the
/// largest first. The same nodes and links in the same order always give the same places, on any number of cores.
/// </summary>
public static class ForceLayout
{
    /// <summary>How far apart two joined nodes would like to be.</summary>
    public const double Length = 100;

    /// <summary>No two nodes share a square of this side.</summary>
    public const double Cell = 34;

    /// <summary>A place for each node.</summary>
    /// <param name="nodes">How many nodes.</param>
    /// <param name="links">Which are joined, by number; a link of a node with itself counts for nothing.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A link names a node that is not there.</exception>
    public static IReadOnlyList<Spot> Place(int nodes, IReadOnlyList<(int From, int To)> links, CancellationToken stop = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nodes);
        ArgumentNullException.ThrowIfNull(links);
        var near = Joined(nodes, links);
        var spots = new Spot[nodes];
        var packing = new Packing();
        foreach (var part in Parts(near).OrderByDescending(p => p.Count))
        {
            stop.ThrowIfCancellationRequested();
            var placed = new Part(part, near).Settle(stop);
            var (dx, dy) = packing.Room(placed);
            for (var i = 0; i < part.Count; i++) spots[part[i]] = new Spot(placed[i].X + dx, placed[i].Y + dy);
        }

        return spots;
    }

    /// <summary>The neighbours of each node, each once, in ascending order.</summary>
    private static int[][] Joined(int nodes, IReadOnlyList<(int From, int To)> links)
    {
        var sets = new SortedSet<int>?[nodes];
        foreach (var (from, to) in links)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(from, nameof(links));
            ArgumentOutOfRangeException.ThrowIfNegative(to, nameof(links));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, nodes, nameof(links));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(to, nodes, nameof(links));
            if (from == to) continue;
            (sets[from] ??= []).Add(to);
            (sets[to] ??= []).Add(from);
        }

        return [.. sets.Select(s => s is null ? [] : s.ToArray())];
    }

    /// <summary>The connected parts, each from its busiest node outwards.</summary>
    private static List<List<int>> Parts(int[][] near)
    {
        var (parts, seen) = (new List<List<int>>(), new bool[near.Length]);
        foreach (var start in Enumerable.Range(0, near.Length).OrderByDescending(n => near[n].Length))
        {
            if (seen[start]) continue;
            var part = new List<int> { start };
            seen[start] = true;
            for (var i = 0; i < part.Count; i++)
                foreach (var other in near[part[i]])
                {
                    if (seen[other]) continue;
                    seen[other] = true;
                    part.Add(other);
                }

            parts.Add(part);
        }

        return parts;
    }
}
