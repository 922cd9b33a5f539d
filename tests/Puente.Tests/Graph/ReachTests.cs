using CsCheck;
using Puente.Graph;
using Puente.Graph.Budgets;
using Puente.Graph.Paths;
using Puente.Graph.Reaches;

namespace Puente.Tests.Graph;

public sealed class ReachTests
{
    private static readonly Gen<Along> AnyAlong = Pick.One(Along.Out, Along.In, Along.Both);
    private static readonly Gen<Window> AnyWindow = Gen.Frequency((1, Gen.Const(Window.Always)), (2, Gen.Select(Gen.Long[0, 20], Gen.Long[5, 30], (a, b) => new Window(a, b))));

    [Fact]
    public void The_shortest_path_is_as_long_as_the_distance_and_holds_together() =>
        Gen.Select(Made.Any(30), Gen.Int[0, 9], Gen.Int[0, 9], AnyAlong, AnyWindow, Gen.Int[1, 6]).Sample(
            (made, from, to, along, window, most) =>
            {
                using (made)
                {
                    using var snapshot = made.Open();
                    var route = new ShortestPath { From = from, To = to, Along = along, Window = window, MostHops = most }.Ask(snapshot, snapshot.Filter(made.Marks));
                    var expected = PlainReach.Distances(made.Plain, [from], along, window).GetValueOrDefault(made.Plain.Of(to), -1);
                    route.Length.ShouldBe(expected > most ? -1 : expected);
                    route.Cut.ShouldBe(Cut.None);
                    for (var i = 0; i < route.Length; i++)
                        PlainReach.Next(made.Plain, route.Vertices[i], along, window).ShouldContain((route.Edges[i], route.Vertices[i + 1]));
                    if (route.Exists) (route.Vertices[0], route.Vertices[^1]).ShouldBe((made.Plain.Of(from), made.Plain.Of(to)));
                }
            },
            seed: "000000000002", iter: 1_000, threads: 1);

    [Fact]
    public void A_neighbourhood_holds_everybody_near_enough_once_nearest_first() =>
        Gen.Select(Made.Any(30), Gen.Int[0, 9].Array[1, 2], Gen.Int[0, 4], AnyAlong, AnyWindow).Sample(
            (made, starts, hops, along, window) =>
            {
                using (made)
                {
                    using var snapshot = made.Open();
                    var found = new Neighbourhood { Starts = starts, Hops = hops, Along = along, Window = window }.Ask(snapshot, snapshot.Filter(made.Marks));
                    var expected = PlainReach.Distances(made.Plain, starts, along, window);
                    found.Vertices.Order().ShouldBe(expected.Where(d => d.Value <= hops).Select(d => d.Key).Order());
                    found.Vertices.Select(v => expected[v]).ShouldBeInOrder();
                    for (var hop = 0; hop < found.Within.Count; hop++) found.Within[hop].ShouldBe(expected.Count(d => d.Value <= hop));
                }
            },
            seed: "000000000003", iter: 1_000, threads: 1);

    [Fact]
    public void Simple_paths_between_two_sets_are_all_found_once() =>
        Gen.Select(Made.Any(25), Gen.Int[0, 9].Array[1, 3], Gen.Int[0, 9].Array[1, 3], Gen.Enum<TimeOrder>(), AnyAlong, AnyWindow, Gen.Int[1, 4]).Sample(
            (made, from, to, order, along, window, hops) =>
            {
                using (made)
                {
                    if (order != TimeOrder.Any) along = Along.Out;
                    using var snapshot = made.Open();
                    var found = new SimplePaths { From = from, To = to, Order = order, Along = along, Window = window, Hops = hops }.Ask(snapshot, snapshot.Filter(made.Marks));
                    var (starts, ends) = (from.Select(made.Plain.Of).ToHashSet(), to.Select(made.Plain.Of).ToHashSet());
                    var rows = PlainReach.Rows(made.Plain, from, hops, order, along, window)
                        .Where(r => ends.Contains(r.Vertices[^1]) && r.Vertices[^1] != r.Vertices[0] && r.Vertices[1..^1].All(v => !starts.Contains(v) && !ends.Contains(v))).ToList();
                    if (order == TimeOrder.Any)
                    {
                        found.Count.ShouldBe(rows.Select(r => string.Join(' ', r.Vertices)).Distinct().Count());
                        Texts(found).ShouldBeSubsetOf(rows.Select(r => string.Join(' ', r.Edges)));
                        if (along != Along.Both) Texts(found).ShouldBeUnique();
                    }
                    else
                    {
                        Texts(found).Order().ShouldBe(rows.Select(r => string.Join(' ', r.Edges)).Order());
                    }
                }
            },
            seed: "000000000004", iter: 1_000, threads: 1);

    internal static List<string> Texts(PathList paths) => [.. Enumerable.Range(0, paths.Count).Select(i => string.Join(' ', paths[i].ToArray()))];
}
