using System.Net;
using Microsoft.AspNetCore.Http;
using Puente.Node.Certificates;

namespace Puente.Tests.Certificates;

/// <summary>Without HTTPS another machine reaches the page of the root and nothing else.</summary>
public sealed class SecureAddressTests
{
    [Theory]
    [InlineData("203.0.113.7", "http", "GET", "/", 302)]
    [InlineData("203.0.113.7", "http", "GET", "/sign-in", 302)]
    [InlineData("203.0.113.7", "http", "POST", "/sign-in", 403)]
    [InlineData("203.0.113.7", "http", "GET", "/api/v1/login", 302)]
    [InlineData("203.0.113.7", "http", "GET", "/install-rooted", 302)]
    [InlineData("203.0.113.7", "http", "GET", "/install-root", 200)]
    [InlineData("203.0.113.7", "http", "GET", "/install-root/root.crt", 200)]
    [InlineData("203.0.113.7", "http", "GET", "/_content/Puente.Ui/puente.css", 200)]
    [InlineData("203.0.113.7", "https", "POST", "/sign-in", 200)]
    [InlineData("127.0.0.1", "http", "POST", "/sign-in", 200)]
    [InlineData("::ffff:127.0.0.1", "http", "POST", "/sign-in", 200)]
    public async Task Only_the_root_is_reached_in_the_clear(string from, string scheme, string method, string path, int status)
    {
        var context = new DefaultHttpContext { Request = { Scheme = scheme, Method = method, Path = path }, Connection = { RemoteIpAddress = IPAddress.Parse(from) } };
        await new SecureAddress(_ => Task.CompletedTask, new Uri("https://puente.fgr.example:8443/")).InvokeAsync(context);
        context.Response.StatusCode.ShouldBe(status);
        if (status == 302) context.Response.Headers.Location.ToString().ShouldBe("https://puente.fgr.example:8443" + path);
    }
}
