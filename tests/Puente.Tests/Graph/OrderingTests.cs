using Puente.Graph;

namespace Puente.Tests.Graph;

/// <summary>Edges that come later take their places among those of a vertex that are packed.</summary>
public sealed class OrderingTests
{
    [Fact]
    public void Every_vertex_shows_its_edges_in_order_of_time_and_number_however_many_came_later()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var (packed, later) = (random.Next(3) * random.Next(120), random.Next(200));
            var edges = Enumerable.Range(0, packed + later).Select(_ => new NewEdge(random.Next(3), random.Next(3), random.Next(40))).ToList();
            using var graph = packed == 0 ? new TemporalGraph(new GraphOptions { MergeAt = 0 }) : TemporalGraph.Build(Columns.Of([.. edges.Take(packed)]), options: new GraphOptions { MergeAt = 0 });
            foreach (var edge in edges.Skip(packed)) graph.Append(edge);
            for (var merged = 0; merged < 2; merged++)
            {
                using var snapshot = graph.Open();
                for (var vertex = 0; vertex < snapshot.VertexCount; vertex++)
                {
                    snapshot.Out(vertex).ToArray().Select(e => e.Number).ShouldBe(edges.Index().Where(e => e.Item.From == vertex).OrderBy(e => e.Item.Time).ThenBy(e => e.Index).Select(e => e.Index));
                    snapshot.In(vertex).ToArray().Select(e => e.Number).ShouldBe(edges.Index().Where(e => e.Item.To == vertex).OrderBy(e => e.Item.Time).ThenBy(e => e.Index).Select(e => e.Index));
                }

                graph.Merge();
            }
        }
    }
}
