using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Puente.Evidence;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Node.Hosting;
using Puente.Node.Keeping;
using Puente.Node.Setup;
using Puente.Node.Tests.SignIn;

namespace Puente.Node.Tests.Keeping;

/// <summary>What who watches the machine may ask, and what a support file says: nothing of people or of the record.</summary>
public sealed partial class HealthTests
{
    private static readonly string[] Secrets =
        ["keeper", "rivas", "Rivas", "Keeper", "MX/FGR", "Fiscal", "Prosecutor", "Sonora", "puente.fgr.example", "s3cret-token", "Host=", "investigation"];

    [Fact]
    public async Task A_node_that_works_is_live_and_ready_for_anybody()
    {
        await using var door = await Doorway.OpenAsync();
        using var anybody = door.Browser();
        (await anybody.GetStringAsync(new Uri("/health/live", UriKind.Relative))).ShouldBe("ok");
        var ready = (await anybody.GetFromJsonAsync<JsonObject>(new Uri("/health/ready", UriKind.Relative)))!;
        ((bool)ready["ready"]!).ShouldBeTrue(ready.ToJsonString());
        ready["checks"]!.AsObject().Select(c => c.Key).ShouldBe(["store", "space", "clock", "certificate"]);
    }

    [Fact]
    public async Task Figures_are_counted_by_route_and_name_nobody()
    {
        await using var door = await Doorway.OpenAsync();
        using var rivas = await door.SignInAsync("rivas");
        await rivas.GetStringAsync(new Uri("/sources?text=Sonora", UriKind.Relative));
        await rivas.GetAsync(new Uri("/admin/officers/rivas", UriKind.Relative));
        using var program = door.Browser();
        var page = await program.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        page.ShouldContain("puente_requests_total{method=\"GET\",route=\"/sources\",status=\"200\"} ");
        page.ShouldContain("puente_ready{check=\"store\"} 1");
        page.Split('\n').ShouldAllBe(l => l.Length == 0 || l.StartsWith("# HELP ", StringComparison.Ordinal) || l.StartsWith("# TYPE ", StringComparison.Ordinal) || Sample().IsMatch(l));
        foreach (var secret in Secrets) page.ShouldNotContain(secret);
    }

    [Theory]
    [InlineData(null, null, "X-Forwarded-For", HttpStatusCode.NotFound)]
    [InlineData(null, null, "Forwarded", HttpStatusCode.NotFound)]
    [InlineData("s3cret-token", "s3cret-token", "X-Forwarded-For", HttpStatusCode.OK)]
    [InlineData("s3cret-token", "other", null, HttpStatusCode.NotFound)]
    [InlineData("s3cret-token", null, null, HttpStatusCode.OK)]
    public async Task Figures_are_for_the_machine_itself_or_who_has_the_token(string? token, string? sent, string? passedOn, HttpStatusCode status)
    {
        await using var door = await Doorway.OpenAsync(settings: new NodeSettings("Sonora", "MX", ["puente.fgr.example"], "http://127.0.0.1:0") { MetricsToken = token });
        using var program = door.Browser();
        if (sent is not null) program.DefaultRequestHeaders.Authorization = new("Bearer", sent);
        if (passedOn is not null) program.DefaultRequestHeaders.Add(passedOn, "203.0.113.7");
        (await Doorway.StatusAsync(program, "/metrics")).ShouldBe(status);
    }

    [Fact]
    public async Task A_support_file_holds_no_statement_name_officer_or_secret()
    {
        await using var vault = await Vault.NewAsync(Fixtures.Engine.Sqlite);
        await vault.BackupAsync("secret-name.zip");
        var settings = new NodeSettings("Sonora", "MX", ["puente.fgr.example"], "https://*:8443") { MetricsToken = "s3cret-token", Database = "Host=db.fgr.example;Password=pw" };
        var meter = new Meter(vault.Clock);
        meter.Count("GET", "/entities/{Id}", 200, TimeSpan.FromMilliseconds(12));
        meter.Fault(new InvalidOperationException("El Ingeniero"), "/entities/{Id}");
        foreach (var used in new[] { null, meter })
        {
            var text = (await SupportBundle.MakeAsync(vault.Store, vault.Folder.Root, settings, used, CancellationToken.None)).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            foreach (var told in await ToldAsync(vault.Store)) text.ShouldNotContain(told, Case.Insensitive);
            foreach (var secret in Secrets.Append("db.fgr.example").Append("Ingeniero").Append(vault.Folder.Root)) text.ShouldNotContain(secret, Case.Insensitive);
            text.ShouldContain("\"puente\":\"0.1.0\"");
            (JsonNode.Parse(text)!["doctor"]!.AsArray().Any(c => ((string)c!["code"]!).StartsWith("count.", StringComparison.Ordinal))).ShouldBe(used is null, "who keeps the running node is not told how much is recorded");
        }
    }

    [Fact]
    public async Task Only_an_administrator_gets_one_from_a_running_node_and_it_is_an_act()
    {
        await using var door = await Doorway.OpenAsync();
        using var rivas = await door.SignInAsync("rivas");
        (await Doorway.StatusAsync(rivas, "/api/v1/node/support")).ShouldBe(HttpStatusCode.Forbidden);
        using var keeper = await door.SignInAsync("keeper", "administration");
        var bundle = (await keeper.GetFromJsonAsync<JsonObject>(new Uri("/api/v1/node/support", UriKind.Relative)))!;
        bundle["requests"]!.AsArray().Count.ShouldBeGreaterThan(0);
        foreach (var secret in Secrets) bundle.ToJsonString().ShouldNotContain(secret);
        await using var connection = await door.Of<Evidence.Storage.Database>().OpenAsync();
        (await Dapper.SqlMapper.ExecuteScalarAsync<long>(connection, "select count(*) from act where kind = 'node.support'")).ShouldBe(1);
    }

    /// <summary>Every text of a statement, source, officer and file name of the store that is long enough to tell anything.</summary>
    private static async Task<IReadOnlyList<string>> ToldAsync(EvidenceStore store)
    {
        await using var connection = await store.Database.OpenAsync();
        var told = new List<string>();
        told.AddRange((await Dapper.SqlMapper.QueryAsync<string?>(connection, "select value from attribute")).OfType<string>().Where(t => t.Length >= 6 && t.Any(c => c == ' ' || char.IsDigit(c))));
        foreach (var sql in new[] { "select title from source", "select login from officer", "select name from officer", "select code from unit", "select code from agency" })
            told.AddRange((await Dapper.SqlMapper.QueryAsync<string?>(connection, sql)).OfType<string>().Where(t => t.Length >= 6));
        told.Count.ShouldBeGreaterThan(100);
        return [.. told.Distinct()];
    }

    [GeneratedRegex(@"^[a-z_]+(\{[^}]*(\{[^}]*\}[^}]*)*\})? [0-9.E+-]+$")]
    private static partial Regex Sample();
}
