using System.Net;
using Microsoft.AspNetCore.Http;
using Puente.Node.Certificates;

namespace Puente.Tests.Certificates;

/// <summary>Without HTTPS another machine reaches the page of the root and nothing else.</summary>
public sealed class SecureAddressTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("puente-secure-").FullName;
    private readonly ServerCertificates _certificates;

    public SecureAddressTests() => _certificates = new(_folder, TimeProvider.System);

    [Theory]
    [InlineData("203.0.113.7", "http", "GET", "/", 302)]
    [InlineData("203.0.113.7", "http", "GET", "/sign-in", 302)]
    [InlineData("203.0.113.7", "http", "GET", "/search?q=a%20b", 302)]
    [InlineData("203.0.113.7", "http", "GET", "//evil.example/sign-in", 302)]
    [InlineData("203.0.113.7", "http", "GET", "//:", 302)]
    [InlineData("203.0.113.7", "http", "POST", "/sign-in", 403)]
    [InlineData("203.0.113.7", "http", "GET", "/api/v1/login", 302)]
    [InlineData("203.0.113.7", "http", "GET", "/install-rooted", 302)]
    [InlineData("203.0.113.7", "http", "GET", "/install-root", 200)]
    [InlineData("203.0.113.7", "http", "GET", "/install-root/root.crt", 200)]
    [InlineData("203.0.113.7", "http", "GET", "/_content/Puente.Ui/puente.css", 200)]
    [InlineData("203.0.113.7", "https", "POST", "/sign-in", 200)]
    [InlineData("127.0.0.1", "http", "POST", "/sign-in", 200)]
    [InlineData("::ffff:127.0.0.1", "http", "POST", "/sign-in", 200)]
    public async Task Only_the_root_is_reached_in_the_clear(string from, string scheme, string method, string address, int status)
    {
        _certificates.MakeOwn("Sonora", ["puente.fgr.example"]);
        var response = await AskAsync(from, scheme, method, address);
        response.StatusCode.ShouldBe(status);
        if (status == 302) response.Headers.Location.ToString().ShouldBe("https://puente.fgr.example:8443" + address);
    }

    [Fact]
    public async Task Nobody_is_sent_to_an_address_that_has_no_certificate_yet() =>
        (await AskAsync("203.0.113.7", "http", "GET", "/sign-in")).StatusCode.ShouldBe(503);

    public void Dispose()
    {
        _certificates.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<HttpResponse> AskAsync(string from, string scheme, string method, string address)
    {
        var (path, query) = address.Split('?') is [var before, var after] ? (before, "?" + after) : (address, "");
        var context = new DefaultHttpContext { Request = { Scheme = scheme, Method = method, Path = path, QueryString = new(query) }, Connection = { RemoteIpAddress = IPAddress.Parse(from) } };
        await new SecureAddress(_ => Task.CompletedTask, new Uri("https://puente.fgr.example:8443/")).InvokeAsync(context, _certificates);
        return context.Response;
    }
}
