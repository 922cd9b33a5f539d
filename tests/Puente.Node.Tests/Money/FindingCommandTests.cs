using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Money;

/// <summary>Findings from the command line and by programs, at a running node.</summary>
[Collection(nameof(Counter))]
public sealed class FindingCommandTests(Counter counter)
{
    [Fact]
    public async Task The_node_is_searched_the_scheme_of_the_demo_leads_and_a_dismissed_finding_leaves_the_first_screen()
    {
        var (code, output, error) = await counter.RunAsync("tanaka", "money", "patterns", "--top", "40", "--json");
        code.ShouldBe(0, error);
        var found = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        found.Count.ShouldBe(40);
        found.Select(f => (double)f["score"]!).ShouldBeInOrder(SortDirection.Descending);
        found[0].AsObject().Select(m => m.Key).ShouldBe(["pattern", "score", "accounts", "transactions", "from", "to", "reasons", "innocent", "citation", "key", "id", "state", "review"]);
        var first = found.First(f => (string)f["pattern"]! == "scatter-gather");
        found.IndexOf(first).ShouldBeLessThan(3);
        (first["transactions"]!.AsArray().Count, ((string)first["reasons"]![0]!).Contains("paid 9 others", StringComparison.Ordinal)).ShouldBe((18, true));
        error.ShouldContain("transfers, up to");

        var id = (string)first["id"]!;
        (await counter.RunAsync("tanaka", "money", "finding", id, "--dismiss", "a savings circle", "--accept", "x")).Code.ShouldBe(1);
        (await counter.RunAsync("tanaka", "money", "finding", id, "--dismiss", " ")).Code.ShouldBe(3);
        var dismissed = await counter.JsonAsync("tanaka", "money", "finding", id, "--dismiss", "a savings circle");
        ((string)dismissed["state"]!, (string)dismissed["review"]!["reason"]!).ShouldBe(("dismissed", "a savings circle"));
        (await counter.RunAsync("tanaka", "money", "pattern", "scatter-gather", "--again", "--json")).Output.ShouldNotContain(id);
        var shown = (await counter.RunAsync("tanaka", "money", "pattern", "scatter-gather", "--state", "dismissed")).Output;
        shown.ShouldContain(id);
        shown.ShouldContain("a savings circle");
        (await counter.RunAsync("mercer", "money", "finding", id)).Code.ShouldBe(2, "another unit's finding is not there");
        ((string)(await counter.JsonAsync("tanaka", "money", "finding", id, "--reopen", "they do not know each other"))["state"]!).ShouldBe("open");
    }

    [Fact]
    public async Task Options_of_a_plain_file_are_refused_for_the_node()
    {
        var (code, _, error) = await counter.RunAsync("tanaka", "money", "patterns", "--window", "5");
        (code, error).ShouldSatisfyAllConditions(() => code.ShouldBe(1), () => error.ShouldContain("--window"));
    }

    [Fact]
    public async Task Programs_start_searches_ask_for_parts_and_are_told_what_is_wrong()
    {
        var api = await counter.ApiAsync("okafor");
        using var started = await api.PostAsync(new Uri("money/pattern-searches", UriKind.Relative), null);
        started.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var search = (await started.Content.ReadFromJsonAsync<JsonObject>())!;
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((string)(search = (await api.GetFromJsonAsync<JsonObject>("money/pattern-searches/" + search["id"], late.Token))!)["state"]! is "waiting" or "running") late.Token.ThrowIfCancellationRequested();
        ((string)search["state"]!, (long)search["transfers"]! > 100).ShouldBe(("done", true));
        var part = (await api.GetFromJsonAsync<JsonObject>("money/findings?take=2", late.Token))!;
        var rest = (await api.GetFromJsonAsync<JsonObject>($"money/findings?take=2&after={part["next"]}", late.Token))!;
        part["rows"]!.AsArray().Concat(rest["rows"]!.AsArray()).Select(r => (string)r!["id"]!).Distinct().Count().ShouldBe(4);
        ((int)part["states"]!["open"]!).ShouldBe(part["patterns"]!.AsObject().Sum(p => (int)p.Value!));
        foreach (var (address, code) in new[] { ("money/findings?pattern=carousel", "pattern.name-unknown"), ("money/findings?state=lost", "finding.state") })
        {
            using var refused = await api.GetAsync(new Uri(address, UriKind.Relative), late.Token);
            (refused.StatusCode, (string)(await refused.Content.ReadFromJsonAsync<JsonObject>(late.Token))!["code"]!).ShouldBe((HttpStatusCode.UnprocessableEntity, code));
        }

        using var unsaid = await api.PostAsJsonAsync($"money/findings/{part["rows"]![0]!["id"]}/review", new { decision = "burn", reason = "x" }, late.Token);
        ((string)(await unsaid.Content.ReadFromJsonAsync<JsonObject>(late.Token))!["code"]!).ShouldBe("finding.decision");
        unsaid.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Who_only_reads_may_look_and_not_review()
    {
        var api = await counter.ApiAsync("sutter");
        using var started = await api.PostAsync(new Uri("money/pattern-searches", UriKind.Relative), null);
        started.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await api.GetFromJsonAsync<JsonObject>("money/pattern-searches", late.Token))!["last"] is null) late.Token.ThrowIfCancellationRequested();
        var first = (await api.GetFromJsonAsync<JsonObject>("money/findings?take=1", late.Token))!["rows"]![0]!;
        using var refused = await api.PostAsJsonAsync($"money/findings/{first["id"]}/review", new { decision = "accept", reason = "x" }, late.Token);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
