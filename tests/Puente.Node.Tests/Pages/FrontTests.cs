using System.Net;
using System.Text.RegularExpressions;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Pages;

/// <summary>What every answer of the web host says to the browser, and what a form from elsewhere gets.</summary>
public sealed partial class FrontTests(DemoSite site) : IClassFixture<DemoSite>
{
    private static readonly Dictionary<string, string> Always = new(StringComparer.Ordinal)
    {
        ["X-Content-Type-Options"] = "nosniff",
        ["Referrer-Policy"] = "no-referrer",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
    };

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/glossary")]
    [InlineData("/no-such-page")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/api/v1/no-such-thing")]
    [InlineData("/_content/Puente.Ui/puente.css")]
    public async Task Every_answer_carries_the_headers(string path)
    {
        using var client = Client();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        foreach (var (name, value) in Always)
            answer.Headers.GetValues(name).ShouldBe([value], $"{name} of {path}");
        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self';");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
    }

    [Fact]
    public async Task Pages_are_kept_by_no_cache_and_fingerprinted_files_for_good()
    {
        using var client = Client();
        using var page = await client.GetAsync(new Uri("/glossary", UriKind.Relative));
        page.Headers.CacheControl!.ToString().ShouldBe("no-store, private");
        var style = StyleLink().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value;
        client.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, br");
        using var file = await client.GetAsync(new Uri("/" + style, UriKind.Relative));
        file.Headers.CacheControl!.ToString().ShouldContain("immutable");
        file.Content.Headers.ContentEncoding.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("es-MX,es;q=0.9", "es")]
    [InlineData("en-US", "en")]
    [InlineData("fr", "en")]
    public async Task The_browser_chooses_the_language_until_the_reader_does(string header, string code)
    {
        using var client = Client();
        client.DefaultRequestHeaders.Add("Accept-Language", header);
        using var answer = await client.GetAsync(new Uri("/errors/404", UriKind.Relative));
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"<html lang=\"{code}\"");
        answer.Content.Headers.ContentLanguage.ShouldBe([code]);
    }

    [Fact]
    public async Task A_choice_of_language_and_theme_is_kept_in_cookies_of_this_site_only()
    {
        using var client = Client();
        foreach (var (name, value) in new[] { ("language", "es"), ("theme", "dark") })
        {
            using var answer = await PostAsync(client, (name, value), ("back", "/glossary?find=a"));
            answer.StatusCode.ShouldBe(HttpStatusCode.Found);
            answer.Headers.Location!.OriginalString.ShouldBe("/glossary?find=a");
            var cookie = answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
            cookie.ShouldContain("samesite=strict");
            cookie.ShouldContain("httponly");
        }

        var page = await client.GetStringAsync(new Uri("/glossary", UriKind.Relative));
        page.ShouldContain("<html lang=\"es\" data-theme=\"dark\">");
    }

    [Theory]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("")]
    public async Task A_form_leads_to_no_other_site(string back)
    {
        using var client = Client();
        using var answer = await PostAsync(client, ("language", "en"), ("back", back));
        answer.Headers.Location!.OriginalString.ShouldBe("/");
    }

    [Fact]
    public async Task A_form_from_elsewhere_changes_nothing()
    {
        using var client = Client();
        using var form = new FormUrlEncodedContent([new("language", "es"), new("back", "/")]);
        using var answer = await client.PostAsync(new Uri("/preferences", UriKind.Relative), form);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Headers.TryGetValues("Set-Cookie", out var cookies);
        (cookies ?? []).ShouldNotContain(c => c.StartsWith("puente-lang", StringComparison.Ordinal));
        (await answer.Content.ReadAsStringAsync()).ShouldContain("<h1>");
    }

    private HttpClient Client() =>
        new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = site.Address };

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await client.GetStringAsync(new Uri("/glossary", UriKind.Relative))).Groups[1].Value;
        using var form = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await client.PostAsync(new Uri("/preferences", UriKind.Relative), form);
    }

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"([^\"]+)\"")]
    private static partial Regex StyleLink();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
