using Puente.Money.Patterns;

namespace Puente.Tests.Money.Patterns;

/// <summary>The labelled sets that lie beside the repository. Bipartite attempts of AMLworld are pairs without a common account and are not asked for.</summary>
public sealed class SharedSetsTests
{
    private static readonly LabelledSets Sets = new(SharedData.Path);

    [Fact]
    public void Closed_cycles_of_AMLSim_are_all_found_and_come_first()
    {
        var (columns, plants) = Sets.AmlSimCycles();
        plants.Count.ShouldBe(21);
        var measured = Measure.Of(columns, plants, new PatternOptions());
        measured.FoundOf.Values.ShouldAllBe(found => found);
        measured.DistinctWithin(20).ShouldBeGreaterThanOrEqualTo(15);
        measured.DistinctWithin(240).ShouldBe(21);
    }

    [Fact]
    public void Fan_ins_of_AMLSim_are_found_and_at_least_a_quarter_of_the_first_240_findings_are_distinct_and_true()
    {
        var (columns, plants) = Sets.AmlSimFanIns();
        plants.Count.ShouldBeGreaterThan(140);
        var measured = Measure.Of(columns, plants, new PatternOptions());
        measured.FoundOf.Values.Count(found => found).ShouldBeGreaterThanOrEqualTo((int)(0.95 * plants.Count));
        measured.DistinctWithin(240).ShouldBeGreaterThanOrEqualTo(60);
    }

    [Fact]
    public void The_labelled_alerts_of_the_AMLSim_typologies_are_all_found_and_on_the_first_screen()
    {
        var (columns, plants) = Sets.AmlSimTypologies();
        var measured = Measure.Of(columns, plants, new PatternOptions());
        plants.Count.ShouldBe(5);
        measured.FoundOf.Values.ShouldAllBe(found => found);
        measured.DistinctWithin(20).ShouldBeGreaterThanOrEqualTo(4);
    }

    [Theory]
    [InlineData("gather-scatter", 4)]
    [InlineData("cycle", 2)]
    [InlineData("scatter-gather", 4)]
    [InlineData("fan-out", 2)]
    [InlineData("fan-in", 2)]
    [InlineData("random-walk", 3)]
    public void Nine_in_ten_attempts_of_AMLworld_that_have_the_shape_of_their_typology_are_found(string pattern, int least)
    {
        var (columns, plants) = Sets.AmlWorld();
        var measured = Measure.Of(columns, plants, new PatternOptions());
        var whole = plants.Where(p => p.Pattern == pattern && p.Rows.Length >= least).ToList();
        whole.Count.ShouldBeGreaterThan(10);
        whole.Count(p => measured.FoundOf[p]).ShouldBeGreaterThanOrEqualTo((int)Math.Floor(0.9 * whole.Count));
    }
}
