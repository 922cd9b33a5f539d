using CsCheck;
using Puente.Money.Patterns;
using Puente.Money.Patterns.Ranking;
using Puente.Money.Patterns.Rules;
using Puente.Money.Patterns.Traffic;

namespace Puente.Tests.Money.Patterns;

/// <summary>What holds of every finding in every table.</summary>
public sealed class PatternPropertyTests
{
    private static readonly Gen<(int From, int To, int Hour, int Amount)[]> Tables =
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 11], Gen.Int[0, 24 * 20], Gen.Int[1, 60]).Array[5, 70];

    [Fact]
    public void Every_finding_has_the_shape_that_it_is_called() => Tables.Sample(table =>
    {
        foreach (var (found, _) in Run(Columns(table)).Found) HasItsShape(found).ShouldBeTrue(found.Pattern.Code());
    }, iter: 150, seed: "0001AB2kmLP4");

    [Fact]
    public void The_order_of_rows_plays_no_part() => Gen.Select(Tables, Gen.Int[1, 1000]).Sample((table, seed) =>
    {
        var order = Enumerable.Range(0, table.Length).ToArray();
        new Random(seed).Shuffle(order);
        var moved = order.Select(i => table[i]).ToArray();
        // Rows that say the same are the same: each is named by what it says.
        Said(Run(Columns(moved)), moved).ShouldBe(Said(Run(Columns(table)), table));
    }, iter: 100, seed: "bxFn6Wc7TRl1");

    [Fact]
    public void A_transfer_that_arrives_later_is_in_every_finding_it_brings() => Tables.Sample(table =>
    {
        var (standing, last) = (table[..^1], table[^1]);
        var live = new LiveMining(TrafficIndex.Build(Columns(standing)), new PatternOptions { Threads = 1 }, RuleBook.None);
        foreach (var found in live.Add(last.From, last.To, 1_700_000_000 + last.Hour * 3600L, last.Amount * 1000L, 0, standing.Length))
        {
            found.Legs.ShouldContain(l => l.Payment.Row == standing.Length);
            HasItsShape(found).ShouldBeTrue(found.Pattern.Code());
        }
    }, iter: 150, seed: "0001AB2kmLP4");

    private static List<string> Said(MiningAnswer answer, (int From, int To, int Hour, int Amount)[] table) =>
        [.. answer.Found.Select(f => f.Found.Pattern.Code() + " " + string.Join(' ', f.Found.Legs.Select(l => table[l.Payment.Row]).Order())).Order(StringComparer.Ordinal)];

    private static MiningAnswer Run(TrafficColumns columns) => new Mining(TrafficIndex.Build(columns, 1), new PatternOptions { Threads = 1 }, RuleBook.None).Run();

    private static TrafficColumns Columns((int From, int To, int Hour, int Amount)[] table) => new()
    {
        Accounts = 12,
        Count = table.Length,
        From = [.. table.Select(r => r.From)],
        To = [.. table.Select(r => r.To)],
        At = [.. table.Select(r => 1_700_000_000 + r.Hour * 3600L)],
        Amount = [.. table.Select(r => r.Amount * 1000L)],
    };

    private static bool HasItsShape(Candidate found)
    {
        var legs = found.Legs;
        int Payers() => legs.Select(l => l.From).Distinct().Count();
        int Payees() => legs.Select(l => l.To).Distinct().Count();
        bool Chained() => Enumerable.Range(0, legs.Length - 1).All(i => legs[i].To == legs[i + 1].From);
        return found.Pattern switch
        {
            Pattern.FanIn => Payees() == 1 && Payers() >= 2,
            Pattern.FanOut => Payers() == 1 && Payees() >= 2,
            Pattern.GatherScatter => legs.Where(l => l.To == found.Centres[0]).Select(l => l.From).Distinct().Count() >= 2 && legs.Where(l => l.From == found.Centres[0]).Select(l => l.To).Distinct().Count() >= 2,
            Pattern.ScatterGather => legs.All(l => l.From == found.Centres[0] || l.To == found.Centres[1]) && legs.Count(l => l.From == found.Centres[0]) >= 2,
            Pattern.TemporalCycle => Chained() && legs[^1].To == legs[0].From && Payers() == legs.Length && Descents(legs) <= 1,
            Pattern.StructuralCycle => Chained() && legs[^1].To == legs[0].From && Payers() == legs.Length && Descents(legs) > 1,
            Pattern.Bipartite => Payers() >= 2 && legs.GroupBy(l => l.From).All(g => g.Select(l => l.To).Distinct().Count() >= 2),
            Pattern.Stack => legs.Any(l => legs.Any(m => m.From == l.To && m.Payment.At >= l.Payment.At)),
            Pattern.RandomWalk => Chained() && legs.Length >= 3 && Payers() == legs.Length && legs.All(l => l.To != legs[0].From) && Enumerable.Range(0, legs.Length - 1).All(i => legs[i].Payment.At <= legs[i + 1].Payment.At),
            Pattern.PassThrough => legs.Any(l => l.To == found.Centres[0]) && legs.Any(l => l.From == found.Centres[0]),
            _ => true,
        };
    }

    private static int Descents(Leg[] legs) => Enumerable.Range(0, legs.Length).Count(i => legs[i].Payment.At > legs[(i + 1) % legs.Length].Payment.At);
}
