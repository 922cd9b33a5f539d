using CsCheck;
using Puente.Graph;
using Puente.Graph.Budgets;
using Puente.Graph.Centrality;
using Puente.Graph.Communities;
using Puente.Graph.Components;
using Puente.Graph.Filters;
using Puente.Graph.Projections;
using Puente.Graph.Reaches;

namespace Puente.Tests.Graph;

public sealed class ProjectionTests
{
    [Fact]
    public void A_projection_holds_each_visible_pair_once_with_its_weight_and_nobody_else() =>
        Gen.Select(Made.Any(), Gen.Bool, Gen.Enum<Weight>(), Gen.Int[0, 9].Array[0, 6]).Sample(
            (made, directed, weight, only) =>
            {
                using (made)
                {
                    using var snapshot = made.Open();
                    var window = new Window(2, 27);
                    var drawn = Projection.Of(snapshot, snapshot.Filter(made.Marks), new ProjectionOptions { Directed = directed, Weight = weight, Window = window, Vertices = only.Length == 0 ? null : only });
                    var chosen = only.Select(made.Plain.Of).ToHashSet();
                    var pairs = (from edge in made.Plain.Walkable
                                 where window.Holds(made.Plain.Edges[edge].Time)
                                 let ends = (From: made.Plain.From(edge), To: made.Plain.To(edge))
                                 where ends.From != ends.To && (only.Length == 0 || (chosen.Contains(ends.From) && chosen.Contains(ends.To)))
                                 from arc in directed ? [ends] : new[] { ends, (From: ends.To, To: ends.From) }
                                 group weight == Weight.Count ? 1 : made.Plain.Edges[edge].Amount by arc).ToDictionary(g => g.Key, g => (double)g.Sum());
                    var found = Enumerable.Range(0, drawn.Count).SelectMany(v => drawn.Next(v).ToArray().Zip(drawn.Weights(v).ToArray(), (to, w) => (Key: (drawn.Vertices[v], drawn.Vertices[to]), w))).ToList();
                    found.Count.ShouldBe(pairs.Count);
                    foreach (var (key, w) in found) w.ShouldBe(pairs[key]);
                    drawn.Vertices.ToArray().ShouldBe(pairs.Keys.SelectMany(k => new[] { k.From, k.To }).Distinct().Order());
                    drawn.IndexOf(11).ShouldBe(-1);
                }
            },
            seed: "000000000007", iter: 1_000, threads: 1);

    [Fact]
    public void Components_are_who_reaches_whom() =>
        Made.Any(14).Sample(
            made =>
            {
                using (made)
                {
                    using var snapshot = made.Open();
                    var drawn = Projection.Of(snapshot, snapshot.Filter(made.Marks), new ProjectionOptions { Directed = true });
                    var (weak, strong) = (Components.Weak(drawn), Components.Strong(drawn));
                    for (var a = 0; a < drawn.Count; a++)
                    {
                        var either = PlainReach.Distances(made.Plain, [drawn.Vertices[a]], Along.Both, Window.Always);
                        var there = PlainReach.Distances(made.Plain, [drawn.Vertices[a]], Along.Out, Window.Always);
                        var back = PlainReach.Distances(made.Plain, [drawn.Vertices[a]], Along.In, Window.Always);
                        for (var b = 0; b < drawn.Count; b++)
                        {
                            (weak[a] == weak[b]).ShouldBe(either.ContainsKey(drawn.Vertices[b]));
                            (strong[a] == strong[b]).ShouldBe(there.ContainsKey(drawn.Vertices[b]) && back.ContainsKey(drawn.Vertices[b]));
                        }
                    }

                    weak.Sizes().Sum().ShouldBe(drawn.Count);
                }
            },
            seed: "000000000008", iter: 500, threads: 1);

    [Fact]
    public void Betweenness_is_the_share_of_all_shortest_paths_counted_one_by_one() =>
        Gen.Select(Made.Any(20), Gen.Bool).Sample(
            (made, directed) =>
            {
                using (made)
                {
                    using var snapshot = made.Open();
                    var drawn = Projection.Of(snapshot, snapshot.Filter(made.Marks), new ProjectionOptions { Directed = directed });
                    var scores = new Betweenness().Ask(drawn);
                    var expected = PlainBetweenness(drawn);
                    for (var v = 0; v < drawn.Count; v++) scores.Scores[v].ShouldBe(expected[v], 1e-9);
                    scores.Exact.ShouldBeTrue();
                    scores.ErrorOfTop(3).ShouldBe(0);
                }
            },
            seed: "000000000009", iter: 500, threads: 1);

    [Fact]
    public void Betweenness_of_a_star_and_of_a_row_is_what_a_hand_computes()
    {
        using var star = TemporalGraph.Build(Columns.Of([new(0, 1, 1), new(0, 2, 1), new(3, 0, 1), new(0, 4, 1), new(0, 4, 2)]));
        using var first = star.Open();
        new Betweenness().Ask(Projection.Of(first, default(Standing))).Scores.ShouldBe([6, 0, 0, 0, 0]);
        using var row = TemporalGraph.Build(Columns.Of([new(0, 1, 1), new(1, 2, 1), new(2, 3, 1)]));
        using var second = row.Open();
        new Betweenness().Ask(Projection.Of(second, default(Standing), new ProjectionOptions { Directed = true })).Scores.ShouldBe([0, 2, 2, 0]);
    }

    [Fact]
    public void The_highest_sampled_scores_lie_within_a_few_of_their_own_standard_errors()
    {
        using var graph = TemporalGraph.Build(Columns.Of(Random(300, 900, 5)));
        using var snapshot = graph.Open();
        var drawn = Projection.Of(snapshot, default(Standing));
        var (exact, sampled) = (new Betweenness().Ask(drawn), new Betweenness { Sources = 100 }.Ask(drawn));
        (sampled.Exact, sampled.Sources).ShouldBe((false, 100));
        var highest = Enumerable.Range(0, drawn.Count).OrderByDescending(v => exact.Scores[v]).Take(40);
        highest.Count(v => Math.Abs(exact.Scores[v] - sampled.Scores[v]) <= 3 * sampled.Errors[v]).ShouldBeGreaterThanOrEqualTo(35);
        sampled.ErrorOfTop(10).ShouldBeInRange(0.001, 0.5);
    }

    [Fact]
    public void Communities_hang_together_and_are_no_worse_than_none_or_than_components() =>
        Gen.Select(Made.Any(40), Gen.Int[1, 5], Pick.One(0.5, 1.0, 2.0)).Sample(
            (made, seed, resolution) =>
            {
                using (made)
                {
                    using var snapshot = made.Open();
                    var drawn = Projection.Of(snapshot, snapshot.Filter(made.Marks));
                    var leiden = new Leiden { Seed = seed, Resolution = resolution };
                    var found = leiden.Ask(drawn);
                    leiden.Quality(drawn, found).ShouldBeGreaterThanOrEqualTo(leiden.Quality(drawn, Partition.Of([.. Enumerable.Range(0, drawn.Count)], Cut.None)) - 1e-9);
                    foreach (var group in Enumerable.Range(0, drawn.Count).GroupBy(v => found[v])) IsJoined(drawn, [.. group]).ShouldBeTrue();
                    leiden.Ask(drawn).Groups.ToArray().ShouldBe(found.Groups.ToArray());
                }
            },
            seed: "000000000010", iter: 500, threads: 1);

    [Fact]
    public void Two_rings_of_friends_joined_by_one_edge_are_two_communities()
    {
        var edges = from a in Enumerable.Range(0, 10) from b in Enumerable.Range(0, 10) where a < b && a / 5 == b / 5 select new NewEdge(a, b, 1);
        using var graph = TemporalGraph.Build(Columns.Of([.. edges, new NewEdge(4, 5, 1)]));
        using var snapshot = graph.Open();
        var drawn = Projection.Of(snapshot, default(Standing));
        var found = new Leiden().Ask(drawn);
        found.Groups.ToArray().ShouldBe([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
        new Leiden().Quality(drawn, found).ShouldBe(40.0 / 42 - 0.5, 1e-9);
    }

    [Fact]
    public void Communities_of_a_larger_graph_beat_its_planted_ones()
    {
        var random = new Random(3);
        var edges = Enumerable.Range(0, 6000).Select(i => random.Next(10) == 0
            ? new NewEdge(random.Next(400), random.Next(400), i)
            : (random.Next(20) * 20) is var home ? new NewEdge(home + random.Next(20), home + random.Next(20), i) : default).ToList();
        using var graph = TemporalGraph.Build(Columns.Of(edges));
        using var snapshot = graph.Open();
        var drawn = Projection.Of(snapshot, default(Standing));
        var planted = Partition.Of([.. drawn.Vertices.ToArray().Select(v => v / 20)], Cut.None);
        var leiden = new Leiden();
        leiden.Quality(drawn, leiden.Ask(drawn)).ShouldBeGreaterThanOrEqualTo(leiden.Quality(drawn, planted) - 1e-9);
    }

    internal static List<NewEdge> Random(int vertices, int edges, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, edges).Select(_ => new NewEdge(random.Next(vertices), (int)(vertices * Math.Pow(random.NextDouble(), 2)), random.Next(1000), random.Next(10_000)))];
    }

    private static bool IsJoined(Projection graph, HashSet<int> group)
    {
        var (met, waiting) = (new HashSet<int> { group.First() }, new Stack<int>([group.First()]));
        while (waiting.TryPop(out var v))
            foreach (var to in graph.Next(v))
                if (group.Contains(to) && met.Add(to)) waiting.Push(to);
        return met.Count == group.Count;
    }

    private static double[] PlainBetweenness(Projection graph)
    {
        var scores = new double[graph.Count];
        for (var from = 0; from < graph.Count; from++)
            for (var to = 0; to < graph.Count; to++)
            {
                if (from == to) continue;
                var paths = Shortest(graph, from, to);
                foreach (var path in paths)
                    foreach (var between in path[1..^1]) scores[between] += (graph.IsDirected ? 1.0 : 0.5) / paths.Count;
            }

        return scores;
    }

    private static List<int[]> Shortest(Projection graph, int from, int to)
    {
        List<int[]> level = [[from]];
        for (var hop = 0; hop < graph.Count && level.Count > 0; hop++)
        {
            level = [.. level.SelectMany(p => graph.Next(p[^1]).ToArray().Where(n => !p.Contains(n)).Select(n => p.Append(n).ToArray()))];
            var there = level.Where(p => p[^1] == to).ToList();
            if (there.Count > 0) return there;
        }

        return [];
    }
}
