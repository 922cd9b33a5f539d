using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Puente.Node.Hosting;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Api;

/// <summary>The description of the interface for programs: what it promises is kept in the repository, so that a change of it is seen.</summary>
public sealed class DescriptionTests : IAsyncLifetime
{
    private const string Own = "GET /api/v1/openapi.json";
    private readonly string _folder = Directory.CreateTempSubdirectory("puente-description-").FullName;
    private NodeHost _node = null!;

    public async ValueTask InitializeAsync() => _node = (await NodeHost.StartAsync(new NodeOptions(_folder) { Urls = "http://127.0.0.1:0" })).Value;

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_description_is_the_one_in_the_repository()
    {
        var kept = Path.Combine(Checkout.Root, "docs", "api", "openapi.json");
        var told = await ToldAsync();
        if (Environment.GetEnvironmentVariable("PUENTE_KEEP_DESCRIPTION") == "1") await File.WriteAllTextAsync(kept, told, TestContext.Current.CancellationToken);
        told.ShouldBe(await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken), "Run this test with PUENTE_KEEP_DESCRIPTION=1 when the interface was meant to change, and look at the difference.");
    }

    [Fact]
    public async Task Every_endpoint_for_programs_is_described_once_with_its_refusals_and_who_may_ask()
    {
        var described = (from path in JsonNode.Parse(await ToldAsync())!["paths"]!.AsObject() from operation in path.Value!.AsObject() select (path.Key, Method: operation.Key, Told: operation.Value!)).ToList();
        var endpoints = _node.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText is { } path && path.StartsWith("/api/v1", StringComparison.Ordinal))
            .Select(e => $"{e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {e.RoutePattern.RawText}".Replace(":long", "", StringComparison.Ordinal));
        described.Select(d => $"{d.Method.ToUpperInvariant()} {d.Key}").Order().ShouldBe(endpoints.Except([Own]).Order());
        described.Select(d => (string?)d.Told["operationId"]).ShouldBeUnique();
        described.ShouldAllBe(d => ((string?)d.Told["summary"])!.Length > 0 && d.Told["responses"]!["default"] != null);
        described.Where(d => d.Told["security"] is null).Select(d => d.Key).ShouldBe(["/api/v1/login/start", "/api/v1/login/poll"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_page_for_programs_says_of_what_nobody_needs_to_be_signed_in_for_that_anybody_may_ask_it() =>
        (await GetAsync("/programs")).Split("<tr").Where(row => row.Contains("Anybody, signed in or not", StringComparison.Ordinal)).Select(row => row.Contains("/api/v1/login/start", StringComparison.Ordinal) || row.Contains("/api/v1/login/poll", StringComparison.Ordinal))
            .ShouldBe([true, true]);

    private async Task<string> ToldAsync() => (await GetAsync("/api/v1/openapi.json")).ReplaceLineEndings("\n") + "\n";

    private async Task<string> GetAsync(string path)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(_node.Address, path), TestContext.Current.CancellationToken);
    }
}
