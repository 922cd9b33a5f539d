using Puente.Graph.Budgets;
using Puente.Graph.Paths;
using Puente.Money.Following;
using Puente.Money.Records;
using Puente.Money.Records.Plain;

namespace Puente.Tests.Money.Following;

/// <summary>Following through a plain file, compared with looking at every chain of its rows.</summary>
public sealed class PlainTrailTests
{
    [Theory]
    [InlineData(Direction.Forward, false)]
    [InlineData(Direction.Forward, true)]
    [InlineData(Direction.Backward, false)]
    [InlineData(Direction.Backward, true)]
    public void Paths_are_those_that_looking_at_every_chain_finds(Direction direction, bool sameTimes)
    {
        var found = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var rows = Rows(seed);
            using var trail = new PlainTrail(Read(rows));
            var question = new FollowQuestion { Direction = direction, Hops = 3, Days = 12, Minimum = 200, SameTimes = sameTimes };
            var paths = trail.Paths(trail.Find("a")!.Value, question, false, default).Where(p => p.Path is not null).Select(p => string.Join(' ', p.Path!.Select(s => s.Id))).ToList();
            paths.ShouldBe(Chains(rows, direction, sameTimes), ignoreOrder: true, $"seed {seed}");
            found += paths.Count;
        }

        found.ShouldBeGreaterThan(300);
    }

    [Fact]
    public void Longest_paths_are_the_beginning_of_no_other()
    {
        using var trail = new PlainTrail(Read(Rows(7)));
        var question = new FollowQuestion { Hops = 4, SameTimes = true };
        List<string> Asked(bool longest) => [.. trail.Paths(trail.Find("a")!.Value, question, longest, default).Where(p => p.Path is not null).Select(p => string.Join(' ', p.Path!.Select(s => s.Id)) + " ")];
        var (all, longest) = (Asked(false), Asked(true));
        longest.ShouldBe(all.Where(p => !all.Exists(o => o != p && o.StartsWith(p, StringComparison.Ordinal))), ignoreOrder: true);
        longest.Count.ShouldBeLessThan(all.Count);
    }

    [Fact]
    public void What_is_left_out_is_said()
    {
        using var trail = new PlainTrail(Read(Rows(3)));
        trail.Paths(trail.Find("a")!.Value, new FollowQuestion { MostPaths = 2 }, false, default).Aggregate(Cut.None, (cut, p) => cut | p.Cut).ShouldBe(Cut.Answers);
        trail.Paths(trail.Find("a")!.Value, new FollowQuestion(), false, default).Aggregate(Cut.None, (cut, p) => cut | p.Cut).ShouldBe(Cut.None);
        trail.Find("nobody").ShouldBeNull();
    }

    private sealed record Row(string Id, string From, string To, int Day, long Amount);

    private static List<Row> Rows(int seed)
    {
        var random = new Random(seed);
        string Account() => ((char)('a' + random.Next(6))).ToString();
        return [.. Enumerable.Range(0, 30).Select(i => new Row($"t{i}", Account(), Account(), random.Next(20), random.Next(1, 10) * 100L)).Where(r => r.From != r.To)];
    }

    [Theory]
    [InlineData("account:b", "1 2 | 4")]
    [InlineData("below:30000", "1 2 3 | 4")]
    [InlineData("hub:2", "1 2 | 4")]
    [InlineData("hub:1", "1 | 4")]
    [InlineData("country:MX", "1 | 4 5")]
    [InlineData("", "1 2 3 | 4 5")]
    public void Paths_end_where_they_are_told_to_stop(string rule, string wanted)
    {
        const string Clabe = "012760001234567895";
        using var trail = new PlainTrail(new TransfersBuilder()
            .Add(new Transfer("1", "a", Clabe, 1, 90_000)).Add(new Transfer("2", Clabe, "b", 2, 80_000)).Add(new Transfer("3", "b", "e", 3, 70_000))
            .Add(new Transfer("4", "a", "b", 4, 20_000)).Add(new Transfer("5", "b", "d", 5, 10_000)).Build());
        var question = new FollowQuestion { StopAt = StopRule.Read(rule.Split(',', StringSplitOptions.RemoveEmptyEntries)).Value };
        var paths = trail.Paths(trail.Find("a")!.Value, question, true, default).Where(p => p.Path is not null).Select(p => string.Join(' ', p.Path!.Select(s => s.Id))).ToList();
        paths.Where(p => p != "1 2 5").ShouldBe(wanted.Split(" | "), ignoreOrder: true);
    }

    [Theory]
    [InlineData("012760001234567895", "MX")]
    [InlineData("012760001234567896", null)]
    [InlineData("DE89370400440532013000", "DE")]
    [InlineData("4410027710", null)]
    public void An_account_number_says_its_country_or_none(string number, string? country) => AccountCountry.Of(number).ShouldBe(country);

    [Fact]
    public void What_is_no_rule_to_stop_at_is_refused() =>
        new[] { "cash:1", "hub:", "hub:0", "country:MEX", "account:", "nowhere", "below:x" }.ShouldAllBe(text => StopRule.Read(new[] { text }).Refusal!.Code == "follow.stop-at");

    private static Transfers Read(IEnumerable<Row> rows)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        File.WriteAllLines(path, rows.Select(r => FormattableString.Invariant($"{r.Id},{r.From},{r.To},2026-01-{r.Day + 1:00},{r.Amount / 100}.00,USD")).Prepend("id,from,to,time,amount,currency"));
        try
        {
            var reading = TransferFile.Read(path);
            reading.IsOk.ShouldBeTrue();
            return reading.Transfers;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Every chain of up to three rows from "a", or to it, that meets no account twice and lasts twelve days at most, in the order of time.</summary>
    private static List<string> Chains(List<Row> rows, Direction direction, bool sameTimes)
    {
        var found = new List<string>();
        Extend([], "a", ["a"]);
        return found;

        void Extend(List<Row> chain, string at, HashSet<string> met)
        {
            if (chain.Count == 3) return;
            foreach (var row in rows.Where(r => r.Amount >= 200 && (direction == Direction.Forward ? r.From : r.To) == at))
            {
                var next = direction == Direction.Forward ? row.To : row.From;
                var apart = chain.Count == 0 ? 1 : direction == Direction.Forward ? row.Day - chain[^1].Day : chain[^1].Day - row.Day;
                if (apart < (sameTimes ? 0 : 1) || met.Contains(next) || chain.Count > 0 && Math.Abs(row.Day - chain[0].Day) > 12) continue;
                List<Row> longer = [.. chain, row];
                found.Add(string.Join(' ', (direction == Direction.Forward ? longer : Enumerable.Reverse(longer)).Select(r => r.Id)));
                Extend(longer, next, [.. met, next]);
            }
        }
    }
}
