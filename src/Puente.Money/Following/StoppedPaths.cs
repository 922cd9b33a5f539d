using Puente.Graph.Paths;

namespace Puente.Money.Following;

/// <summary>Paths that end where a transfer stops them, seen from where the walk began.</summary>
internal static class StoppedPaths
{
    /// <summary>The part of a path up to the first transfer that stops it, that one with it. The path is in the order of time.</summary>
    public static int[] Cut(int[] path, Direction direction, Func<int, bool> stops)
    {
        if (direction == Direction.Forward)
        {
            var last = Array.FindIndex(path, e => stops(e));
            return last < 0 ? path : path[..(last + 1)];
        }

        var first = Array.FindLastIndex(path, e => stops(e));
        return first < 0 ? path : path[first..];
    }

    /// <summary>The same paths, each once, in their order.</summary>
    public static IEnumerable<int[]> Once(IEnumerable<int[]> paths)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
            if (known.Add(string.Join(' ', path))) yield return path;
    }

    /// <summary>How many paths there are with those that go on: all beginnings, seen from where the walk began.</summary>
    public static int Beginnings(IEnumerable<int[]> paths, Direction direction)
    {
        var known = new HashSet<(int Before, int Edge)>();
        var numbers = new Dictionary<(int, int), int>();
        foreach (var path in paths)
        {
            var at = 0;
            foreach (var edge in direction == Direction.Forward ? path : path.Reverse())
            {
                known.Add((at, edge));
                if (!numbers.TryGetValue((at, edge), out var next)) numbers[(at, edge)] = next = numbers.Count + 1;
                at = next;
            }
        }

        return known.Count;
    }
}
