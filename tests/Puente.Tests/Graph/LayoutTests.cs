using CsCheck;
using Puente.Graph.Layouts;

namespace Puente.Tests.Graph;

public sealed class LayoutTests
{
    private static readonly Gen<(int Nodes, (int From, int To)[] Links)> Drawings =
        Gen.Int[0, 60].SelectMany(nodes => (nodes == 0 ? Gen.Const(Array.Empty<(int, int)>()) : Gen.Select(Gen.Int[0, nodes - 1], Gen.Int[0, nodes - 1]).Array[0, 90]).Select(links => (nodes, links)));

    [Fact]
    public void The_same_drawing_gets_the_same_places() =>
        Drawings.Sample(d => ForceLayout.Place(d.Nodes, d.Links).SequenceEqual(ForceLayout.Place(d.Nodes, d.Links)), iter: 40);

    [Fact]
    public void No_two_nodes_are_on_one_spot_and_every_node_is_somewhere() =>
        Drawings.Sample(d =>
        {
            var spots = ForceLayout.Place(d.Nodes, d.Links);
            return spots.Count == d.Nodes && spots.Distinct().Count() == d.Nodes && spots.All(s => double.IsFinite(s.X) && double.IsFinite(s.Y));
        }, iter: 100);

    [Theory]
    [InlineData(60, 5)]
    [InlineData(400, 20)]
    [InlineData(2000, 100)]
    public void What_is_joined_is_nearer_than_what_is_not(int nodes, int hubs)
    {
        var spots = ForceLayout.Place(nodes, Hubs(nodes, hubs));
        var joined = Hubs(nodes, hubs).Where(l => l.From != l.To).ToHashSet();
        var random = new Random(5);
        var others = Enumerable.Range(0, 4000).Select(_ => (From: random.Next(nodes), To: random.Next(nodes))).Where(p => p.From != p.To && !joined.Contains(p) && !joined.Contains((p.To, p.From))).ToList();
        joined.Average(Far).ShouldBeLessThan(others.Average(Far) / 2);

        double Far((int From, int To) pair) => Math.Sqrt(Math.Pow(spots[pair.From].X - spots[pair.To].X, 2) + Math.Pow(spots[pair.From].Y - spots[pair.To].Y, 2));
    }

    [Fact]
    public void A_chain_does_not_fold_onto_itself()
    {
        var spots = ForceLayout.Place(12, [.. Enumerable.Range(0, 11).Select(i => (i, i + 1))]);
        var ends = Math.Sqrt(Math.Pow(spots[0].X - spots[11].X, 2) + Math.Pow(spots[0].Y - spots[11].Y, 2));
        ends.ShouldBeGreaterThan(4 * ForceLayout.Length);
    }

    [Fact]
    public void Parts_that_nothing_joins_stand_apart()
    {
        var spots = ForceLayout.Place(40, [.. Enumerable.Range(1, 19).Select(i => (0, i)), .. Enumerable.Range(21, 19).Select(i => (20, i))]);
        var (one, other) = (spots.Take(20).ToList(), spots.Skip(20).ToList());
        var beside = one.Max(s => s.X) < other.Min(s => s.X) || one.Max(s => s.Y) < other.Min(s => s.Y) || other.Max(s => s.X) < one.Min(s => s.X) || other.Max(s => s.Y) < one.Min(s => s.Y);
        beside.ShouldBeTrue();
    }

    [Fact]
    public void A_thousand_nodes_that_all_start_alike_get_a_spot_each() =>
        ForceLayout.Place(1000, []).Distinct().Count().ShouldBe(1000);

    [Fact]
    public void A_link_to_nobody_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => ForceLayout.Place(2, [(0, 2)]));

    /// <summary>Hubs in a ring, every other node at one hub.</summary>
    private static (int From, int To)[] Hubs(int nodes, int hubs) =>
        [.. Enumerable.Range(0, hubs).Select(h => (h, (h + 1) % hubs)), .. Enumerable.Range(hubs, nodes - hubs).Select(n => (n, n % hubs))];
}
