using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Money;

/// <summary>Following and tracing at a running node, by programs and from the command line.</summary>
[Collection(nameof(Counter))]
public sealed class TraceNodeTests(Counter counter)
{
    private const string Funnel = "4410027710";

    [Fact]
    public async Task Proceeds_that_a_followed_path_names_are_traced_and_every_total_ties()
    {
        var first = await FirstDepositAsync();
        var (code, output, error) = await counter.RunAsync("mercer", "money", "trace", "--proceeds", first, "--offence", "2025-06-01", "--hops", "2", "--json");
        code.ShouldBe(0, error);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject()).ToList();
        lines.ShouldNotBeEmpty();
        lines[0].Select(p => p.Key).Take(4).ShouldBe(["transaction", "account", "amount", "traced"], "as of a file");
        lines[0]["traced"]!.AsObject().Select(p => p.Key).ShouldBe(["fifo", "prorata", "poison", "libr", "difo"]);
        lines.ShouldAllBe(l => ((string)l["transaction"]!).Length >= 26 && l["within_year"] != null);
        error.ShouldContain("LIBR, USD: introduced");

        var api = await counter.ApiAsync("mercer");
        using var answer = await api.PostAsJsonAsync("money/trace", new { proceeds = new[] { first }, hops = 2 });
        var trace = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        trace["totals"]!.AsArray().Count.ShouldBe(4);
        foreach (var total in trace["totals"]!.AsArray())
        {
            ((bool)total!["ties"]!).ShouldBeTrue();
            ((long)total["introduced"]! + (long)total["changed_in"]!).ShouldBe(new[] { "remaining", "beyond", "lender", "kept", "changed_out" }.Sum(part => (long)total[part]!));
        }

        foreach (var wrong in new object[] { new { proceeds = new[] { "nothing" } }, new { proceeds = new[] { first + "9" } } })
            (await api.PostAsJsonAsync("money/trace", wrong)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await api.PostAsJsonAsync("money/trace", new { proceeds = new[] { first }, offence = "1/2/25" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await (await counter.ApiAsync("rivas")).PostAsJsonAsync("money/trace", new { proceeds = new[] { first } })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_exhibit_leaves_as_an_act_and_says_who_made_it_under_which_marking()
    {
        var (first, file) = (await FirstDepositAsync(), Path.Combine(counter.Folder, "node.xlsx"));
        (await counter.RunAsync("mercer", "money", "trace", "--proceeds", first, "--hops", "1", "--exhibit", file)).Code.ShouldBe(0);
        await using var zip = await ZipFile.OpenReadAsync(file);
        using var summary = new StreamReader(await zip.GetEntry("xl/worksheets/sheet1.xml")!.OpenAsync());
        var text = await summary.ReadToEndAsync();
        text.ShouldContain("US/FINCEN/INT");
        text.ShouldContain("TLP:AMBER");
        var acts = await counter.JsonAsync("mercer", "acts", "--kind", "statement.exported");
        acts.ToJsonString().ShouldContain("statement.exported");
    }

    [Fact]
    public async Task Funds_of_an_account_are_told_on_the_node_and_of_a_file()
    {
        var funds = JsonNode.Parse((await counter.RunAsync("mercer", "money", "funds", Funnel, "--json")).Output.Split('\n')[0])!;
        ((string)funds["currency"]!, (long)funds["in"]! > 100_000_000).ShouldBe(("USD", true));
        ((long)funds["sources"]! + (long)funds["unexplained"]!).ShouldBe((long)funds["applications"]!);
        var file = counter.Write("funds.csv", "id,from,to,time,amount\nP,S,A,2024-01-01,30.00\nD,A,X,2024-01-03,50.00\nE,A,X,2024-02-03,7.00\n");
        var plain = JsonNode.Parse((await counter.PuenteAsync("nobody", "en", null, "money", "funds", "A", "--in", file, "--opening", "A=5.00", "--until", "2024-01-31", "--json")).Output)!;
        ((long)plain["sources"]!, (long)plain["applications"]!, (long)plain["unexplained"]!).ShouldBe((3500, 5000, 1500));
        var words = await counter.PuenteAsync("nobody", "es", null, "money", "funds", "A", "--in", file);
        words.Output.ShouldContain("sin explicar");
    }

    private async Task<string> FirstDepositAsync()
    {
        var (code, output, error) = await counter.RunAsync("mercer", "money", "follow", Funnel, "--backward", "--hops", "1", "--json");
        code.ShouldBe(0, error);
        return (string)JsonNode.Parse(output.Split('\n')[0])!["transactions"]![0]!;
    }
}
