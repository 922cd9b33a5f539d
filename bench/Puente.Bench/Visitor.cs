using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Puente.Bench;

/// <summary>An invented officer with a browser without a screen, and the same officer's token for what programs do.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { CookieContainer = new CookieContainer(), AutomaticDecompression = DecompressionMethods.All };
    private readonly HttpClient _browser;
    private readonly HttpClient _api = new();
    private string _form = "";

    private Visitor(Uri address)
    {
        _browser = new HttpClient(_handler) { BaseAddress = address };
        _api.BaseAddress = new Uri(address, "/api/v1/");
    }

    /// <summary>The cookies of the session, for requests that look at what comes over the wire.</summary>
    public CookieContainer Cookies => _handler.CookieContainer;

    public static async Task<Visitor> SignInAsync(Uri address, string officer)
    {
        var visitor = new Visitor(address);
        visitor._form = Token().Match(await visitor.GetAsync("/sign-in")).Groups[1].Value;
        await visitor.SendAsync("/sign-in", ("officer", officer), ("next", "/"), ("_handler", "demo"));
        visitor._form = Token().Match(await visitor.GetAsync("/search")).Groups[1].Value;
        var token = await visitor.PostAsync("login/demo", JsonContent.Create(new { officer }));
        visitor._api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)token["token"]!);
        return visitor;
    }

    /// <summary>A page as a reader gets it.</summary>
    public async Task<string> GetAsync(string path)
    {
        using var answer = await _browser.GetAsync(new Uri(path, UriKind.Relative));
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : throw new InvalidOperationException($"{path} answers {answer.StatusCode}.");
    }

    /// <summary>Searches as the form does: posts the words, follows to the page of hits. Its path.</summary>
    public Task<string> SearchAsync(string text) => SendAsync("/search", ("text", text));

    /// <summary>Asks the interface for programs.</summary>
    public async Task<JsonNode> ReadAsync(string path) => (await _api.GetFromJsonAsync<JsonNode>(path))!;

    /// <summary>Tells the interface for programs.</summary>
    public async Task<JsonNode> PostAsync(string path, HttpContent? body = null) => await BytesAsync(path, body) is { Length: > 0 } answer ? JsonNode.Parse(answer)! : new JsonObject();

    /// <summary>The bytes of an answer, down to the last.</summary>
    public async Task<byte[]> BytesAsync(string path, HttpContent? body = null)
    {
        using var answer = await _api.PostAsync(new Uri(path, UriKind.Relative), body);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        return answer.IsSuccessStatusCode ? bytes : throw new InvalidOperationException($"{path} answers {answer.StatusCode}: {System.Text.Encoding.UTF8.GetString(bytes)}");
    }

    public void Dispose()
    {
        _browser.Dispose();
        _handler.Dispose();
        _api.Dispose();
    }

    private async Task<string> SendAsync(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", _form)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        using var answer = await _browser.PostAsync(new Uri(path, UriKind.Relative), content);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path} answers {answer.StatusCode}.");
        await answer.Content.ReadAsStringAsync();
        return answer.RequestMessage!.RequestUri!.AbsolutePath;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
