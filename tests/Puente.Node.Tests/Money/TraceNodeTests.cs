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

        foreach (var wrong in new object[] { new { proceeds = new[] { "nothing" } }, new { proceeds = new[] { first + "99999" } } })
            (await api.PostAsJsonAsync("money/trace", wrong)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await api.PostAsJsonAsync("money/trace", new { proceeds = new[] { first }, offence = "1/2/25" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await (await counter.ApiAsync("rivas")).PostAsJsonAsync("money/trace", new { proceeds = new[] { first } })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Amounts_are_told_in_a_reporting_currency_with_the_source_and_day_of_the_rate_and_none_is_invented()
    {
        var (first, api) = (await FirstDepositAsync(), await counter.ApiAsync("mercer"));
        async Task<JsonObject> Asked(string path, object body) => (await (await api.PostAsJsonAsync(path, body)).Content.ReadFromJsonAsync<JsonObject>())!;
        var trace = (await Asked("money/trace", new { proceeds = new[] { first }, hops = 1, reporting = "EUR" }))["lines"]!.AsArray();
        trace.ShouldAllBe(l => l!["reported"] == null, "no rate was stated");
        var line = trace[0]!;
        var day = ((string)line["time"]!)[..10];
        using var stated = await api.PostAsJsonAsync("money/rates", new[] { new { currency = "USD", reporting = "EUR", day, value = 0.875m, source = "European Central Bank" } });
        stated.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var told = (await Asked("money/trace", new { proceeds = new[] { first }, hops = 1, reporting = "eur" }))["lines"]!.AsArray().First(l => (string)l!["transaction"]! == (string)line["transaction"]!)!;
        ((long)told["reported"]!, (string)told["rate"]!["source"]!, (string)told["rate"]!["day"]!).ShouldBe(((long)Math.Round((long)line["amount"]! * 0.875m), "European Central Bank", day));
        var follow = await Asked("money/follow", new { account = Funnel, hops = 1, reporting = "EUR" });
        var transfers = follow["paths"]!.AsArray().SelectMany(p => p!.AsArray()).ToList();
        transfers.Where(t => t!["reported"] != null).ShouldAllBe(t => (string)t!["currency"]! == "USD" && (string)t["rate"]!["source"]! == "European Central Bank");
        transfers.ShouldContain(t => t!["reported"] != null);
    }

    [Fact]
    public async Task An_exhibit_says_who_made_it_when_and_under_which_marking()
    {
        var (first, file) = (await FirstDepositAsync(), Path.Combine(counter.Folder, "node.xlsx"));
        (await counter.RunAsync("mercer", "money", "trace", "--proceeds", first, "--hops", "1", "--exhibit", file)).Code.ShouldBe(0);
        await using var zip = await ZipFile.OpenReadAsync(file);
        using var summary = new StreamReader(await zip.GetEntry("xl/worksheets/sheet1.xml")!.OpenAsync());
        var text = await summary.ReadToEndAsync();
        text.ShouldContain("US/FINCEN/INT");
        text.ShouldContain("TLP:AMBER");
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

    [Fact]
    public async Task Following_stops_where_it_is_told_to()
    {
        async Task<List<JsonArray>> Followed(params string[] more)
        {
            var (code, output, error) = await counter.RunAsync("mercer", ["money", "follow", "220071833", "--backward", "--hops", "3", "--json", .. more]);
            code.ShouldBe(0, error);
            return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!["transactions"]!.AsArray())];
        }

        var all = await Followed();
        all.ShouldContain(p => p.Count > 1, "the wires come from an account that cash was paid into");
        (await Followed("--stop-at", "account:" + Funnel)).ShouldAllBe(p => p.Count == 1);
        (await Followed("--stop-at", "hub:5")).ShouldAllBe(p => p.Count == 1);
        (await Followed("--stop-at", "below:3000000")).ShouldAllBe(p => p.Count == 1);
        (await Followed("--stop-at", "hub:100000,country:MX")).Count.ShouldBe(all.Count);
        (await Followed("--stop-at", "partner")).Count.ShouldBe(all.Count);
        var wrong = await counter.RunAsync("mercer", "money", "follow", Funnel, "--stop-at", "nowhere");
        (wrong.Code, wrong.Error.Contains("no rule to stop at", StringComparison.Ordinal)).ShouldBe((3, true));
        foreach (var (more, said) in new (string[], string)[] { (["--days", "-3"], "from 1 on"), (["--forward", "--backward"], "one way at a time"), (["--min", "-1"], "not below zero"), (["--kept", "101"], "from 1 to 100") })
        {
            var refused = await counter.RunAsync("mercer", ["money", "follow", Funnel, .. more]);
            (refused.Code, refused.Error.Contains(said, StringComparison.Ordinal)).ShouldBe((3, true), said);
        }

        var cash = await counter.RunAsync("mercer", "money", "follow", Funnel, "--hops", "2", "--stop-at", "cash", "--json");
        cash.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(l => JsonNode.Parse(l)!["transactions"]!.AsArray().Count > 1).ShouldBeLessThan(
            (await counter.RunAsync("mercer", "money", "follow", Funnel, "--hops", "2", "--json")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(l => JsonNode.Parse(l)!["transactions"]!.AsArray().Count > 1));
    }

    [Fact]
    public async Task Following_starts_from_a_seizure_an_account_a_person_and_a_company()
    {
        var api = await counter.ApiAsync("mercer");
        async Task<JsonObject> Found(string text) => (await (await api.PostAsJsonAsync("searches", new { text })).Content.ReadFromJsonAsync<JsonObject>())!;
        var driver = Ids(await Found("Hilario Machuca Duarte"))[0];
        var facts = (await api.GetFromJsonAsync<JsonObject>($"entities/{driver}/facts?kind=CashSeizure"))!;
        var seizure = (string)facts["rows"]![0]!["id"]!;
        foreach (var start in new[] { seizure, driver, Ids(await Found("4410027710"))[0], Ids(await Found("Corinne Mabry"))[0] })
        {
            using var answer = await api.PostAsJsonAsync("money/follow", new { entity = start, backward = true, hops = 2, most = 200 });
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, start);
            (await answer.Content.ReadFromJsonAsync<JsonObject>())!["paths"]!.AsArray().Count.ShouldBeGreaterThan(0, start);
        }

        var back = (await (await api.PostAsJsonAsync("money/follow", new { entity = seizure, backward = true, hops = 1 })).Content.ReadFromJsonAsync<JsonObject>())!;
        back["paths"]!.AsArray().ShouldAllBe(p => (string)p![0]!["from"]!["name"]! == (string)back["paths"]![0]![0]!["from"]!["name"]!, "all of it was withdrawn from one account");
        var mexican = await counter.ApiAsync("becerra");
        var company = Ids((await (await mexican.PostAsJsonAsync("searches", new { text = "Refacciones y Llantas del Pitic" })).Content.ReadFromJsonAsync<JsonObject>())!)[0];
        using var forward = await mexican.PostAsJsonAsync("money/follow", new { entity = company, hops = 1 });
        (await forward.Content.ReadFromJsonAsync<JsonObject>())!["paths"]!.AsArray().Count.ShouldBeGreaterThan(0);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1859", Justification = "A list of a search.")]
    private static List<string> Ids(JsonObject found) => [.. found["hits"]!.AsArray().Select(h => (string)(h!["entity"]!["id"] ?? h["entity"]!)!)];

    private async Task<string> FirstDepositAsync()
    {
        var (code, output, error) = await counter.RunAsync("mercer", "money", "follow", Funnel, "--backward", "--hops", "1", "--json");
        code.ShouldBe(0, error);
        return (string)JsonNode.Parse(output.Split('\n')[0])!["transactions"]![0]!;
    }
}
