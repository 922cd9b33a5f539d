using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Puente.Node.Tests.Fixtures;

/// <summary>The eyes of the crawler see what they are for: each fault is put on a page and must be found.</summary>
public sealed class VisitTests(Browser browser) : IClassFixture<Browser>
{
    private const string Fine = "<h1>Fine</h1><p>Nothing wrong here.</p>";

    [Fact]
    public async Task A_page_without_fault_has_no_complaint()
    {
        await using var shown = await ShowAsync(Fine);
        shown.Visit.Complaints.ShouldBeEmpty();
        (await shown.Visit.MisfitsAsync()).ShouldBeEmpty();
        (await shown.Visit.BarriersAsync()).ShouldBeEmpty();
        shown.Visit.Bytes.ShouldBeInRange(100, 10_000);
    }

    [Theory]
    [InlineData("<div style='width:3000px'>wide</div>", "page is")]
    [InlineData("<div style='width:90px;overflow:hidden;white-space:nowrap'>a sentence that does not fit into its box</div>", "cut off")]
    [InlineData("<div style='height:10px;overflow:hidden'>one<br>two<br>three</div>", "cut off")]
    public async Task What_does_not_fit_is_found(string body, string expected)
    {
        await using var shown = await ShowAsync(Fine + body);
        (await shown.Visit.MisfitsAsync()).ShouldContain(m => m.StartsWith(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<script>console.error('no')</script>", "console error: no")]
    [InlineData("<script>throw new Error('thrown')</script>", "page error: ")]
    [InlineData("<img src='/gone.png' alt='gone'>", "answer 404")]
    [InlineData("<img src='http://127.0.0.2:9/x.png' alt='elsewhere'>", "policy: img-src")]
    public async Task What_goes_wrong_is_heard(string body, string expected)
    {
        await using var shown = await ShowAsync(Fine + body);
        shown.Visit.Complaints.ShouldContain(c => c.Contains(expected, StringComparison.Ordinal), string.Join('\n', shown.Visit.Complaints));
    }

    [Fact]
    public async Task A_barrier_is_found()
    {
        await using var shown = await ShowAsync(Fine + "<input type='text'>");
        (await shown.Visit.BarriersAsync()).ShouldContain(b => b.StartsWith("label:", StringComparison.Ordinal));
    }

    private async Task<Shown> ShowAsync(string body)
    {
        Browser.Need();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/", (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "img-src 'self' data:";
            return Results.Content($"<!doctype html><html lang='en'><head><title>t</title><link rel='icon' href='data:,'></head><body><main>{body}</main></body></html>", "text/html");
        });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var visit = await browser.VisitAsync(new Uri(address));
        await visit.GoAsync("/");
        return new Shown(app, visit);
    }

    private sealed record Shown(WebApplication App, Visit Visit) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Visit.DisposeAsync();
            await App.DisposeAsync();
        }
    }
}
