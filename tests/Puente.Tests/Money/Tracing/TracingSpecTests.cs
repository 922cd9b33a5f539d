using System.Globalization;
using Puente.Money.Records;
using Puente.Money.Tracing;
using Puente.Tests.Architecture;

namespace Puente.Tests.Money.Tracing;

/// <summary>Runs the tables of docs/specs/tracing.md.</summary>
public sealed class TracingSpecTests
{
    private static readonly Dictionary<string, Rule> Rules = new(StringComparer.Ordinal)
    {
        ["fifo"] = Rule.Fifo,
        ["prorata"] = Rule.ProRata,
        ["poison"] = Rule.Poison,
        ["libr"] = Rule.Libr,
        ["difo"] = Rule.Difo,
    };

    public static TheoryData<string> Scenarios => [.. Spec().Where(s => s.Tables.ContainsKey("id")).Select(s => s.Title)];

    [Fact]
    public void The_page_has_its_scenarios() => Scenarios.Count.ShouldBe(7);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_scenario_comes_out_as_the_page_says(string title)
    {
        var tables = Spec().Single(s => s.Title == title).Tables;
        var answer = Run(tables, out var index);
        var all = answer.Transfers;
        foreach (var row in tables["id"].Where(r => r["proceeds"].Length == 0))
        {
            var line = answer.Lines.Where(l => all.Id(l.Row) == row["id"]).SingleOrDefault();
            foreach (var (name, rule) in Rules) line.Traced[rule].ShouldBe(Minor(row[name]), $"{row["id"]} {name}");
        }

        foreach (var row in tables.GetValueOrDefault("remaining", []))
        {
            var left = answer.Remaining.Single(r => all.Accounts[r.Account] == row["remaining"]);
            left.Balance.ShouldBe(Minor(row["balance"]));
            foreach (var (name, rule) in Rules.Where(r => r.Value != Rule.Poison)) left.Tainted[rule].ShouldBe(Minor(row[name]), $"{row["remaining"]} {name}");
        }

        if (tables.TryGetValue("assumed", out var assumed))
            answer.Openings.Select(o => (all.Accounts[o.Account], o.Amount)).ShouldBe(assumed.Select(r => (r["assumed"], Minor(r["opening"]))), ignoreOrder: true);
        foreach (var row in tables.GetValueOrDefault("lender", []))
            foreach (var (name, rule) in Rules.Where(r => r.Value != Rule.Poison)) answer.Lines.Single(l => all.Id(l.Row) == row["lender"]).Lender[rule].ShouldBe(Minor(row[name]), $"{row["lender"]} {name}");
        foreach (var (row, source) in tables.GetValueOrDefault("source", []).Select((r, i) => (r, i)))
            foreach (var (name, rule) in Rules.Where(r => r.Value != Rule.Poison))
                answer.Totals.Single(t => t.Rule == rule && t.Source == source).Beyond.ShouldBe(Minor(row[name]), $"{row["source"]} {name}");
        foreach (var row in tables.GetValueOrDefault("conversion", []))
        {
            var conversion = answer.Conversions.Single(c => all.Id(c.Row) == row["conversion"]);
            (conversion.Paid.Amount, conversion.Received.Amount).ShouldBe((Minor(row["paid"]), Minor(row["received"])));
            foreach (var (name, rule) in Rules.Where(r => r.Value != Rule.Poison)) conversion.After[rule].ShouldBe(Minor(row[name]), name);
        }

        answer.Totals.ShouldAllBe(t => t.Ties);
        index.Transfers.Count.ShouldBe(tables["id"].Count);
    }

    [Fact]
    public void The_golden_share_is_exactly_six_elevenths()
    {
        var account = new ExactShare(0);
        account.Credit(30, 30);
        account.Credit(70, 0);
        account.Debit(50).ToString().ShouldBe("15");
        account.Debit(40).ToString().ShouldBe("12");
        account.Credit(100, 0);
        account.Debit(20).ToString().ShouldBe("6/11");
        account.Tainted.ToString().ShouldBe("27/11");
    }

    private static TraceAnswer Run(Dictionary<string, List<Dictionary<string, string>>> tables, out TransferIndex index)
    {
        var builder = new TransfersBuilder();
        foreach (var (row, n) in tables["id"].Select((r, n) => (r, n)))
            builder.Add(new Transfer(row["id"], row["from"], row["to"], n * 86_400_000L, Minor(row["amount"]), Currency(row["amount"]))
            {
                Received = row.GetValueOrDefault("received", "") is { Length: > 0 } received ? (Minor(received), Currency(received)) : null,
            });
        var all = builder.Build();
        index = new TransferIndex(all);
        var openings = tables.GetValueOrDefault("opening", []).ToDictionary(r => (all.Accounts.Find(r["opening"]), (byte)0), r => Minor(r["amount"]));
        // A table of sources asks what each brought beyond the first account.
        return Tracer.Trace(index, new TraceQuestion([.. tables["id"].Where(r => r["proceeds"] == "yes").SelectMany(r => all.Find(r["id"]))])
        {
            Openings = openings,
            Hops = tables.ContainsKey("source") ? 0 : int.MaxValue,
        });
    }

    private static string Currency(string amount) => amount.Split(' ') is [_, var code] ? code : "USD";

    private static long Minor(string amount) => amount.Length == 0 ? 0 : (long)(decimal.Parse(amount.Split(' ')[0], CultureInfo.InvariantCulture) * 100);

    /// <summary>Sections of the page with their tables by the first heading of each.</summary>
    private static IEnumerable<(string Title, Dictionary<string, List<Dictionary<string, string>>> Tables)> Spec()
    {
        foreach (var section in Repository.Read("docs/specs/tracing.md").Split("\n## ").Skip(1))
        {
            var tables = new Dictionary<string, List<Dictionary<string, string>>>(StringComparer.Ordinal);
            var (heads, rows) = (Array.Empty<string>(), new List<Dictionary<string, string>>());
            foreach (var line in section.Split('\n').Skip(1))
            {
                if (!line.StartsWith('|')) heads = [];
                else if (heads.Length == 0) tables[(heads = Cells(line))[0]] = rows = [];
                else if (!line.StartsWith("|--", StringComparison.Ordinal)) rows.Add(heads.Zip(Cells(line)).ToDictionary(c => c.First, c => c.Second));
            }

            yield return (section.Split('\n')[0], tables);
        }
    }

    private static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(c => c.Trim())];
}
