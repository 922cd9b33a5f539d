using Puente.Money.Patterns;

namespace Puente.Tests.Money.Patterns;

/// <summary>Each pattern on a graph drawn by hand, and what nearly is one.</summary>
public sealed class PatternShapesTests
{
    [Fact]
    public void Accounts_that_pay_one_within_the_window_are_a_fan_in()
    {
        var table = new SmallTable();
        int[] rows = [table.Pay("a", "sink", 0, 900), table.Pay("b", "sink", 1, 910), table.Pay("c", "sink", 2, 905)];
        var found = table.Find(Pattern.FanIn).ShouldHaveSingleItem();
        found.Transactions.ShouldBe(rows.Select(r => $"{r}"), ignoreOrder: true);
        found.Accounts[0].ShouldBe("sink");
    }

    [Fact]
    public void Two_payments_of_one_account_are_no_fan_in()
    {
        var table = new SmallTable();
        table.Pay("a", "sink", 0, 900);
        table.Pay("a", "sink", 3, 300);
        table.Find(Pattern.FanIn).ShouldBeEmpty();
    }

    [Fact]
    public void One_account_that_pays_several_is_a_fan_out_and_no_fan_in()
    {
        var table = new SmallTable();
        foreach (var to in "abcd") table.Pay("source", $"{to}", to - 'a', 500);
        var found = table.Find(Pattern.FanOut).ShouldHaveSingleItem();
        (found.Pattern, found.Transactions.Count).ShouldBe((Pattern.FanOut, 4));
        table.Find(Pattern.FanIn).ShouldBeEmpty();
    }

    [Fact]
    public void Gathering_comes_before_scattering()
    {
        var (right, wrong) = (new SmallTable(), new SmallTable());
        foreach (var (table, outwards) in (ReadOnlySpan<(SmallTable, double)>)[(right, 4), (wrong, -20)])
        {
            foreach (var from in "abc") table.Pay($"{from}", "middle", (from - 'a') * 0.5, 1000);
            foreach (var to in "xyz") table.Pay("middle", $"{to}", outwards + (to - 'x') * 0.5, 950);
        }

        right.Find(Pattern.GatherScatter).ShouldHaveSingleItem().Transactions.Count.ShouldBe(6);
        wrong.Find(Pattern.GatherScatter).ShouldBeEmpty();
    }

    [Fact]
    public void Who_pays_in_after_the_money_was_scattered_has_gathered_nothing()
    {
        var table = new SmallTable();
        table.Pay("a", "middle", 0, 1000);
        foreach (var to in "xy") table.Pay("middle", $"{to}", 1, 480);
        table.Pay("b", "middle", 40, 1000);
        table.Find(Pattern.GatherScatter).ShouldBeEmpty();
    }

    [Fact]
    public void A_middle_that_paid_long_before_it_was_paid_is_none()
    {
        var table = new SmallTable();
        foreach (var middle in "abcd")
        {
            table.Pay("source", $"{middle}", 20, 1000);
            table.Pay($"{middle}", "sink", middle < 'c' ? 21 : 5, 970);
        }

        table.Find(Pattern.ScatterGather).ShouldAllBe(f => f.Transactions.Count == 4);
    }

    [Fact]
    public void A_source_and_a_sink_with_middles_between_them_are_scatter_gather()
    {
        var table = new SmallTable();
        foreach (var middle in "abc")
        {
            table.Pay("source", $"{middle}", 0, 1000);
            table.Pay($"{middle}", "sink", 2, 970);
        }

        var found = table.Find(Pattern.ScatterGather).ShouldHaveSingleItem();
        found.Transactions.Count.ShouldBe(6);
        found.Accounts.Take(2).ShouldBe(["source", "sink"]);
    }

    [Fact]
    public void Middles_that_paid_long_before_they_were_paid_are_no_scatter_gather()
    {
        var table = new SmallTable();
        foreach (var middle in "abc")
        {
            table.Pay($"{middle}", "sink", 0, 970);
            table.Pay("source", $"{middle}", 9, 1000);
        }

        table.Find(Pattern.ScatterGather).ShouldBeEmpty();
    }

    [Fact]
    public void Middles_that_all_paid_before_they_were_paid_are_no_scatter_gather()
    {
        var table = new SmallTable();
        foreach (var middle in "abcd")
        {
            table.Pay($"{middle}", "sink", 0, 970);
            table.Pay("source", $"{middle}", 1, 1000);
        }

        table.Find(Pattern.ScatterGather).ShouldBeEmpty();
    }

    [Fact]
    public void A_cycle_in_order_of_time_is_temporal_and_another_is_structural()
    {
        var (ordered, unordered) = (new SmallTable(), new SmallTable());
        ordered.Pay("a", "b", 0, 1000);
        ordered.Pay("b", "c", 1, 980);
        ordered.Pay("c", "d", 2, 960);
        ordered.Pay("d", "a", 3, 940);
        unordered.Pay("a", "b", 0, 1000);
        unordered.Pay("b", "c", 3, 980);
        unordered.Pay("c", "d", 1, 960);
        unordered.Pay("d", "a", 2, 940);
        ordered.Find(Pattern.TemporalCycle, Pattern.StructuralCycle).ShouldHaveSingleItem().Pattern.ShouldBe(Pattern.TemporalCycle);
        unordered.Find(Pattern.TemporalCycle, Pattern.StructuralCycle).ShouldHaveSingleItem().Pattern.ShouldBe(Pattern.StructuralCycle);
    }

    [Fact]
    public void Payments_of_one_day_may_follow_each_other()
    {
        var table = new SmallTable();
        table.Pay("a", "b", 0, 1000);
        table.Pay("b", "c", 0, 1000);
        table.Pay("c", "a", 0, 1000);
        table.Find(Pattern.TemporalCycle).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_way_that_does_not_come_back_is_no_cycle_but_a_chain()
    {
        var table = new SmallTable();
        foreach (var (from, to, day) in (ReadOnlySpan<(string, string, double)>)[("a", "b", 0), ("b", "c", 1), ("c", "d", 1.5), ("d", "e", 3)]) table.Pay(from, to, day, 1000 - 20 * day);
        table.Find(Pattern.TemporalCycle, Pattern.StructuralCycle).ShouldBeEmpty();
        table.Find(Pattern.RandomWalk).ShouldHaveSingleItem().Transactions.ShouldBe(["0", "1", "2", "3"]);
    }

    [Fact]
    public void Money_that_rests_for_weeks_makes_no_chain()
    {
        var table = new SmallTable();
        for (var i = 0; i < 4; i++) table.Pay($"{i}", $"{i + 1}", i * 20, 1000);
        table.Find(Pattern.RandomWalk).ShouldBeEmpty();
    }

    [Fact]
    public void Inputs_that_pay_the_same_outputs_are_bipartite_and_pairs_apart_are_not()
    {
        var (shared, apart) = (new SmallTable(), new SmallTable());
        foreach (var from in "ab")
            foreach (var to in "xy") shared.Pay($"{from}", $"{to}", to - 'x', 700);
        apart.Pay("a", "x", 0, 700);
        apart.Pay("b", "y", 0, 700);
        shared.Find(Pattern.Bipartite).ShouldHaveSingleItem().Transactions.Count.ShouldBe(4);
        apart.Find(Pattern.Bipartite).ShouldBeEmpty();
    }

    [Fact]
    public void Two_full_layers_are_one_stack()
    {
        var table = new SmallTable();
        foreach (var middle in "klm")
        {
            foreach (var from in "ab") table.Pay($"{from}", $"{middle}", 0.1 * (middle - 'k'), 800);
            foreach (var to in "xy") table.Pay($"{middle}", $"{to}", 2 + 0.1 * (middle - 'k'), 790);
        }

        table.Find(Pattern.Stack)[0].Transactions.Count.ShouldBe(12);
    }

    [Theory]
    [InlineData(950, 1, true)]
    [InlineData(900, 1, true)]
    [InlineData(890, 1, false)]
    [InlineData(1010, 1, false)]
    [InlineData(950, 3, false)]
    public void Money_passes_through_within_48_hours_and_nearly_whole(double outOf, double days, bool found)
    {
        var table = new SmallTable();
        table.Pay("a", "middle", 0, 1000);
        table.Pay("middle", "z", days, outOf);
        table.Find(Pattern.PassThrough).Any().ShouldBe(found);
    }

    [Fact]
    public void Money_of_another_currency_does_not_pass_through()
    {
        var table = new SmallTable();
        table.Pay("a", "middle", 0, 1000);
        table.Pay("middle", "z", 1, 950, currency: 1);
        table.Find(Pattern.PassThrough).ShouldBeEmpty();
    }

    [Fact]
    public void A_payment_to_oneself_is_no_part_of_anything()
    {
        var table = new SmallTable();
        table.Pay("a", "a", 0, 1000);
        table.Pay("b", "a", 1, 1000);
        table.Pay("a", "c", 2, 980);
        table.Find().ShouldAllBe(f => !f.Transactions.Contains("0"));
    }

    [Fact]
    public void Money_that_leaves_in_parts_passes_through_too()
    {
        var table = new SmallTable();
        table.Pay("a", "middle", 0, 1000);
        table.Pay("middle", "y", 0.5, 600);
        table.Pay("middle", "z", 1, 350);
        table.Find(Pattern.PassThrough).ShouldHaveSingleItem().Transactions.Count.ShouldBe(3);
    }
}
