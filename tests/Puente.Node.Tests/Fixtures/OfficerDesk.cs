using System.Net;
using System.Text.RegularExpressions;

namespace Puente.Node.Tests.Fixtures;

/// <summary>A signed-in officer's browser without a screen.</summary>
internal sealed partial class OfficerDesk : IDisposable
{
    private readonly HttpClient _client;
    private readonly HttpClientHandler _handler;

    private OfficerDesk(Uri address)
    {
        _handler = new HttpClientHandler { CookieContainer = new CookieContainer() };
        _client = new HttpClient(_handler) { BaseAddress = address };
    }

    public static async Task<OfficerDesk> OpenAsync(Uri address, string officer)
    {
        var desk = new OfficerDesk(address);
        await desk.PostAsync("/sign-in", "demo", await desk.GetAsync("/sign-in"), ("officer", officer), ("next", "/"));
        return desk;
    }

    public async Task<string> GetAsync(string path, string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("Accept-Language", language);
        using var answer = await _client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    public async Task<string> PostAsync(string path, string form, string page, params (string Name, string Value)[] fields) =>
        (await SendAsync(path, [.. fields, ("_handler", form)], page)).Body;

    public async Task<(string Path, string Body)> AskAsync(string text) => await SendAsync("/search", [("text", text)], await GetAsync("/search"));

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    /// <summary>Sends bytes as a page's script does, with the anti-forgery token of a page or without one.</summary>
    public async Task<HttpStatusCode> PatchAsync(string path, byte[] bytes, string? page)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, new Uri(path, UriKind.Relative)) { Content = new ByteArrayContent(bytes) };
        if (page is not null) request.Headers.Add("RequestVerificationToken", Value().Match(page).Groups[1].Value);
        using var answer = await _client.SendAsync(request);
        return answer.StatusCode;
    }

    public async Task<string> BodyAsync(string path)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    private async Task<(string Path, string Body)> SendAsync(string path, (string Name, string Value)[] fields, string page)
    {
        var all = fields.Append(("__RequestVerificationToken", Value().Match(page).Groups[1].Value)).Select(f => KeyValuePair.Create(f.Item1, f.Item2));
        using var content = new FormUrlEncodedContent(all);
        using var answer = await _client.PostAsync(new Uri(path, UriKind.Relative), content);
        return (answer.RequestMessage!.RequestUri!.AbsolutePath, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Value();
}
