using Puente.Graph;

namespace Puente.Tests.Graph;

/// <content>The reads that add up what lies around one vertex.</content>
public sealed partial class FinBenchTests
{
    private const long Threshold = 300_000_000;

    [Fact]
    public void TCR6_accounts_that_gathered_transfers_and_withdrew_to_a_card()
    {
        var answers = 0;
        foreach (var edge in Some(_data.Edges.Where(e => e.Kind == (ushort)Fin.Withdraw).ToList(), 60))
        {
            var window = Around(edge.Time, 400);
            var found = (from withdrawal in _data.At(edge.To, Fin.Withdraw, window, outwards: false)
                         where withdrawal.Amount > Threshold
                         group withdrawal by withdrawal.Neighbour into taken
                         let gathered = _data.At(taken.Key, Fin.Transfer, window, outwards: false).Where(e => e.Amount > Threshold).ToList()
                         where gathered.Count > 3
                         select $"{Name(taken.Key)}|{gathered.Sum(e => e.Amount)}|{taken.Sum(e => e.Amount)}").ToList();
            answers += found.Count;
            found.Order().ShouldBe(_data.Sql($"""
                select w.src, g.s, w.s from (select src, sum(amount)::bigint s from e where kind = 1 and dst = '{Name(edge.To)}' and amount > {Threshold} and {In("e", window)} group by src) w
                join (select dst, sum(amount)::bigint s from e where kind = 0 and amount > {Threshold} and {In("e", window)} group by dst having count(*) > 3) g on g.dst = w.src
                """).Order());
        }

        answers.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void TCR7_what_came_in_against_what_went_out() => Each("a", Fin.Transfer, (account, window) => (
        [$"{Large(account, Fin.Transfer, window, false).Select(e => e.Neighbour).Distinct().Count()}|{Large(account, Fin.Transfer, window, true).Select(e => e.Neighbour).Distinct().Count()}|{Ratio(Large(account, Fin.Transfer, window, false), Large(account, Fin.Transfer, window, true))}"],
        $"""
        select count(distinct src) filter (dst = a), count(distinct dst) filter (src = a), {SqlRatio("dst = a", "src = a")}
        from (select *, '{Name(account)}' a from e where kind = 0 and amount > {Threshold} and {In("e", window)})
        """));

    [Fact]
    public void TCR9_what_an_account_borrowed_repaid_took_in_and_sent_on() => Each("a", Fin.Repay, (account, window) => (
        [$"{Ratio(Large(account, Fin.Deposit, window, false), Large(account, Fin.Repay, window, true))}|{Ratio(Large(account, Fin.Deposit, window, false), Large(account, Fin.Transfer, window, true))}|{Ratio(Large(account, Fin.Transfer, window, false), Large(account, Fin.Transfer, window, true))}"],
        $"""
        select {SqlRatio("kind = 2 and dst = a", "kind = 3 and src = a")}, {SqlRatio("kind = 2 and dst = a", "kind = 0 and src = a")}, {SqlRatio("kind = 0 and dst = a", "kind = 0 and src = a")}
        from (select *, '{Name(account)}' a from e where amount > {Threshold} and {In("e", window)})
        """));

    [Fact]
    public void TCR10_how_much_two_investors_have_in_common()
    {
        var investments = _data.Edges.Where(e => e.Kind == (ushort)Fin.Invest && Name(e.From)[0] == 'p').ToList();
        var common = 0;
        foreach (var company in investments.GroupBy(e => e.To).Where(g => g.Count() > 1).Take(60))
        {
            var (a, b, window) = (company.First().From, company.Last().From, Around(company.First().Time, 300));
            var (first, second) = (_data.At(a, Fin.Invest, window).Select(e => e.Neighbour).ToHashSet(), _data.At(b, Fin.Invest, window).Select(e => e.Neighbour).ToHashSet());
            var (both, all) = (first.Intersect(second).Count(), first.Union(second).Count());
            common += both;
            _data.Sql($"""
                with c as (select distinct src, dst from e where kind = 5 and {In("e", window)}), f as (select dst from c where src = '{Name(a)}'), s as (select dst from c where src = '{Name(b)}')
                select (select count(*) from (from f intersect from s)) * 1000, greatest((select count(*) from (from f union from s)), 1)
                """).ShouldBe([$"{both * 1000}|{Math.Max(all, 1)}"]);
        }

        common.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void TCR12_what_a_person_sent_to_companies() => Each("p", Fin.Own, (person, window) => (
        from account in Owned(person)
        from edge in _data.At(account, Fin.Transfer, window)
        where _data.At(edge.Neighbour, Fin.Own, Window.Always, outwards: false).Any(o => Name(o.Neighbour)[0] == 'c')
        group edge by edge.Neighbour into sent
        select $"{Name(sent.Key)}|{sent.Sum(e => e.Amount)}",
        $"""
        select t.dst, sum(t.amount)::bigint from e o join e t on t.kind = 0 and t.src = o.dst and {In("t", window)}
        where o.kind = 4 and o.src = '{Name(person)}' and t.dst in (select dst from e where kind = 4 and src like 'c%') group by t.dst
        """), asked: 80);

    private List<Edge> Large(int account, Fin kind, Window window, bool outwards) => [.. _data.At(account, kind, window, outwards).Where(e => e.Amount > Threshold)];

    /// <summary>Thousandths, cut off; -1000 where nothing divides.</summary>
    private static string Ratio(List<Edge> above, List<Edge> below) => below.Count == 0 ? "-1000" : $"{(Int128)above.Sum(e => e.Amount) * 1000 / below.Sum(e => e.Amount)}";

    private static string SqlRatio(string above, string below) =>
        $"case when count(*) filter ({below}) = 0 then -1000 else coalesce(sum(amount) filter ({above}), 0) * 1000 // sum(amount) filter ({below}) end";
}
