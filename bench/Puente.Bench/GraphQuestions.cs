using System.Diagnostics;
using Puente.Graph;
using Puente.Graph.Cycles;
using Puente.Graph.Filters;
using Puente.Graph.Paths;
using Puente.Graph.Reaches;

namespace Puente.Bench;

/// <summary>The questions of the table, each with what it found and what it looked at.</summary>
internal static class GraphQuestions
{
    public const long Day = 86_400_000;

    /// <summary>Smallest amount followed: 200.00.</summary>
    public const long Least = 20_000;

    /// <summary>Transfers followed from one expansion.</summary>
    public const int Per = 100;

    public static (long Found, long Sum, long Visits) Trace<TFilter>(GraphWorld world, Snapshot snapshot, TFilter filter, int start, int hops, int days)
        where TFilter : struct, IEdgeFilter
    {
        var at = world.Time[start];
        var tree = new TemporalPaths
        {
            Starts = [world.From[start]],
            Window = new Window(at, at + days * Day),
            Hops = hops,
            MinimumAmount = Least,
            PerExpansion = Per,
            Repeats = true,
        }.Ask(snapshot, filter);
        var sum = 0L;
        for (var i = tree.Starts; i < tree.Count; i++) sum += tree.EdgeOf(i);
        return (tree.Paths, sum, tree.Visits);
    }

    public static (long Found, long Sum, long Visits) Cycles<TFilter>(GraphWorld world, Snapshot snapshot, TFilter filter, int start, int days)
        where TFilter : struct, IEdgeFilter
    {
        var at = world.Time[start];
        var found = new CycleQuestion { Window = new Window(at, at + days * Day) }.Through(world.From[start], snapshot, filter);
        var sum = 0L;
        for (var i = 0; i < found.Count; i++) sum += found[i][^1];
        return (found.Count, sum, found.Visits);
    }

    public static (long Found, long Sum, long Visits) Shortest<TFilter>(GraphWorld world, Snapshot snapshot, TFilter filter, int pair)
        where TFilter : struct, IEdgeFilter
    {
        var route = new ShortestPath { From = world.Pairs[pair].From, To = world.Pairs[pair].To }.Ask(snapshot, filter);
        return (route.Exists ? 1 : 0, route.Length, route.Visits);
    }

    /// <summary>Asks for each of some starts; microseconds of each, and sums.</summary>
    public static (List<double> Times, long Found, long Sum, long Visits) Each(int from, int count, Func<int, (long Found, long Sum, long Visits)> ask)
    {
        var (times, found, sum, visits) = (new List<double>(count), 0L, 0L, 0L);
        for (var i = from; i < from + count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = ask(i);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            (found, sum, visits) = (found + answer.Found, sum + answer.Sum, visits + answer.Visits);
        }

        return (times, found, sum, visits);
    }
}
