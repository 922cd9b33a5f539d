using CsCheck;
using Puente.Money.Records;
using Puente.Money.Tracing;

namespace Puente.Tests.Money.Tracing;

/// <summary>What holds in every world: the invariants of the rules.</summary>
public sealed class TracerPropertyTests
{
    private static readonly Rule[] Conserving = [Rule.Fifo, Rule.ProRata, Rule.Libr, Rule.Difo];

    [Fact]
    public void Introduced_is_remaining_and_carried_out_to_the_cent_for_every_source_currency_and_rule() =>
        Worlds.Many.Sample(world =>
        {
            var answer = world.Trace();
            answer.Totals.ShouldAllBe(t => t.Ties);
            foreach (var rule in Conserving)
            {
                answer.Totals.Where(t => t.Rule == rule).Sum(t => t.Introduced).ShouldBe(answer.Lines.Sum(l => l.Introduced[rule]));
                answer.Totals.Where(t => t.Rule == rule).Sum(t => t.Remaining).ShouldBe(answer.Remaining.Sum(r => r.Tainted[rule]));
            }
        }, iter: 3000, seed: "0001aX3b9Kd1");

    [Fact]
    public void Cents_conserve_hop_by_hop() =>
        Worlds.Many.Sample(world =>
        {
            var answer = world.Trace();
            foreach (var rule in Conserving)
                foreach (var at in answer.Remaining)
                {
                    var came = answer.Lines.Where(l => l.Fate == Fate.Followed && world.All.To[l.Row] == at.Account && world.Index.ReceivedCurrency(l.Row) == at.Currency).Sum(l => l.Arrived[rule] - l.Lender[rule]);
                    var went = answer.Lines.Where(l => world.All.From[l.Row] == at.Account && world.All.Currency[l.Row] == at.Currency).Sum(l => l.Traced[rule]);
                    (came - went).ShouldBe(at.Tainted[rule]);
                }
        }, iter: 1500, seed: "0002bX3b9Kd1");

    [Fact]
    public void No_rule_traces_more_than_a_payment_or_beyond_what_poison_reaches() =>
        Worlds.Many.Sample(world =>
        {
            foreach (var line in world.Trace().Lines)
                foreach (var rule in Conserving)
                {
                    line.Traced[rule].ShouldBeInRange(0, line.Traced.Poison);
                    line.Tainted[rule].ShouldBeInRange(0, Math.Max(0, line.Balance));
                }
        }, iter: 1500, seed: "0003cX3b9Kd1");

    [Fact]
    public void An_account_retains_most_under_LIBR_and_least_under_DIFO() =>
        Worlds.One.Where(w => w.Question.Proceeds.Count > 0).Sample(world =>
        {
            foreach (var line in world.Trace().Lines.Where(l => l.Hop == 0))
            {
                line.Tainted.Libr.ShouldBeGreaterThanOrEqualTo(line.Tainted.ProRata);
                line.Tainted.ProRata.ShouldBeGreaterThanOrEqualTo(line.Tainted.Difo);
            }
        }, iter: 3000, seed: "0004dX3b9Kd1");

    [Fact]
    public void Splitting_a_payment_at_one_instant_changes_nothing() =>
        Gen.Select(Worlds.One.Where(w => w.Question.Proceeds.Count > 0), Gen.Int[0, 1000], Gen.Long[0, 1000]).Sample((world, which, part) =>
        {
            var debits = Enumerable.Range(0, world.All.Count).Where(r => world.All.Accounts[world.All.From[r]] == "A").ToList();
            if (debits.Count == 0) return;
            var split = debits[which % debits.Count];
            var transfers = new List<Transfer>();
            var exact = (new ExactShare(0), new ExactShare(0));
            for (var row = 0; row < world.All.Count; row++)
            {
                var whole = new Transfer(world.All.Id(row), world.All.Accounts[world.All.From[row]], world.All.Accounts[world.All.To[row]], world.All.Time[row], world.All.Amount[row]);
                var first = row == split ? whole.Amount * part / 1001 : whole.Amount;
                transfers.Add(whole with { Amount = first });
                if (row == split) transfers.Add(whole with { Amount = whole.Amount - first });
                if (whole.To == "A")
                {
                    var tainted = row == world.Question.Proceeds[0] ? whole.Amount : 0;
                    exact.Item1.Credit(whole.Amount, tainted);
                    exact.Item2.Credit(whole.Amount, tainted);
                    continue;
                }

                var taken = exact.Item1.Debit(whole.Amount);
                var parts = exact.Item2.Debit(first);
                if (row == split) parts += exact.Item2.Debit(whole.Amount - first);
                parts.ShouldBe(taken);
                exact.Item2.Tainted.ShouldBe(exact.Item1.Tainted);
            }

            var source = world.Question.Proceeds[0];
            var other = Worlds.Make([.. transfers], [source > split ? source + 1 : source], new Dictionary<string, long> { ["A"] = world.Question.Openings.Values.Max() });
            foreach (var rule in (Rule[])[Rule.Fifo, Rule.Libr, Rule.Difo])
                Sums(other.Trace(), rule).ShouldBe(Sums(world.Trace(), rule));

            static IEnumerable<(string, long)> Sums(TraceAnswer answer, Rule rule) =>
                answer.Lines.Where(l => l.Hop >= 0).GroupBy(l => answer.Transfers.Id(l.Row)).Select(g => (g.Key, g.Sum(l => l.Traced[rule])));
        }, iter: 3000, seed: "0005eX3b9Kd1");

    [Fact]
    public void FIFO_read_backwards_gives_the_lots_that_it_gave_forwards() =>
        Worlds.One.Where(w => w.Question.Proceeds.Count > 0).Sample(world =>
        {
            var answer = world.Trace();
            var source = world.Question.Proceeds[0];
            foreach (var line in answer.Lines.Where(l => l.Hop == 0))
            {
                var backward = BackwardFifo.Of(world.Index, line.Row, world.Question.Openings.Values.Max());
                // A credit that came after the payment paid the lender for it; forwards that part is lent.
                var funded = backward.Where(p => p.Row < line.Row).ToList();
                funded.Where(p => p.Row == source).Sum(p => p.Amount).ShouldBe(line.Traced.Fifo);
                var later = answer.LotsOf(line).Where(l => l.Row >= 0).Select(l => (l.Row, l.Amount));
                later.ShouldBe(funded.Where(p => p.Row >= source));
            }
        }, iter: 3000, seed: "0006fX3b9Kd1");

    [Fact]
    public void Pro_rata_in_cents_stays_within_a_cent_of_the_exact_share_for_each_payment_before_it() =>
        Worlds.One.Where(w => w.Question.Proceeds.Count > 0).Sample(world =>
        {
            var exact = new ExactShare(world.Question.Openings.Values.Max());
            var lines = world.Trace().Lines.ToDictionary(l => l.Row);
            var payments = 0;
            for (var row = 0; row < world.All.Count; row++)
            {
                if (world.All.Accounts[world.All.To[row]] == "A") exact.Credit(world.All.Amount[row], row == world.Question.Proceeds[0] ? world.All.Amount[row] : 0);
                else
                {
                    var share = exact.Debit(world.All.Amount[row]);
                    if (!lines.TryGetValue(row, out var line)) continue;
                    payments++;
                    (share - line.Traced.ProRata).ShouldBeInRange(-payments, payments);
                }
            }
        }, iter: 2000, seed: "0007gX3b9Kd1");
}
