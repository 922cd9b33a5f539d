using CsCheck;
using Puente.Graph;
using Puente.Graph.Budgets;
using Puente.Graph.Filters;
using Puente.Graph.Flows;

namespace Puente.Tests.Graph;

public sealed class FlowTests
{
    [Fact]
    public void Flows_between_groups_are_the_sums_of_what_the_asker_sees() =>
        Gen.Select(Made.Any(), Gen.Int[-1, 2].Array[10], Gen.Long[0, 15], Gen.Long[1, 10]).Sample(
            (made, groups, first, width) =>
            {
                using (made)
                {
                    using var snapshot = made.Open();
                    var bounds = new[] { first, first + width, first + 2 * width };
                    var table = new GroupFlows { GroupOf = groups, Groups = 3, Bounds = bounds }.Ask(snapshot, snapshot.Filter(made.Marks));
                    table.Cut.ShouldBe(Cut.None);
                    for (var from = 0; from < 3; from++)
                        for (var to = 0; to < 3; to++)
                            for (var bucket = 0; bucket < 2; bucket++)
                            {
                                var edges = made.Plain.Walkable.Select(e => made.Plain.Edges[e])
                                    .Where(e => groups[e.From] == from && groups[e.To] == to && e.Time >= bounds[bucket] && e.Time < bounds[bucket + 1]).ToList();
                                table.Count(from, to, bucket).ShouldBe(edges.Count);
                                table.Amount(from, to, bucket).ShouldBe(edges.Sum(e => e.Amount));
                            }
                }
            },
            seed: "000000000011", iter: 500, threads: 1);

    [Fact]
    public void A_sum_may_be_larger_than_any_amount()
    {
        using var graph = TemporalGraph.Build(Columns.Of([new(0, 1, 1, long.MaxValue), new(0, 1, 2, long.MaxValue)]));
        using var snapshot = graph.Open();
        new GroupFlows { GroupOf = new[] { 0, 1 }, Groups = 2, Bounds = [0, 10] }.Ask(snapshot, default(Standing)).Amount(0, 1, 0).ShouldBe((Int128)long.MaxValue * 2);
    }
}
