using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;

namespace Puente.Node.Tests.Leaks;

/// <summary>A request: what is asked of both nodes.</summary>
/// <param name="Route">The route it is a case of, method included.</param>
/// <param name="Path">Path and query.</param>
internal sealed record Ask(string Route, string Path)
{
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>A body of a program.</summary>
    public object? Json { get; init; }

    /// <summary>A file as the body.</summary>
    public string? File { get; init; }

    /// <summary>The fields of a form, and the page it stands on.</summary>
    public (string Page, (string Name, string Value)[] Fields)? Form { get; init; }
}

/// <summary>An answer as one text: status, headers and body. Two nodes that know the same for the asker give the same bytes.</summary>
internal sealed record Answered(HttpStatusCode Status, string Text, string Body);

/// <summary>An officer's browser and programs at one node: a token, cookies of forms, no redirects followed.</summary>
internal sealed partial class LeakDesk : IDisposable
{
    private readonly HttpClient _client;

    public LeakDesk(Uri address, string token, string language)
    {
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        _client.DefaultRequestHeaders.Host = "node.test";
    }

    public async Task<Answered> SendAsync(Ask ask)
    {
        using var request = new HttpRequestMessage(ask.Method, new Uri(ask.Path, UriKind.Relative));
        if (ask.Json is { } json) request.Content = JsonContent.Create(json);
        if (ask.File is { } file) request.Content = new StringContent(file, Encoding.UTF8, "text/csv");
        if (ask.Form is var (page, fields)) request.Content = await FormAsync(page, fields);
        using var answer = await _client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        return new Answered(answer.StatusCode, Text(answer, body), body);
    }

    public void Dispose() => _client.Dispose();

    private async Task<FormUrlEncodedContent> FormAsync(string page, (string Name, string Value)[] fields)
    {
        using var answer = await _client.GetAsync(new Uri(page, UriKind.Relative));
        var html = await answer.Content.ReadAsStringAsync();
        return new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", FormToken().Match(html).Groups[1].Value)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
    }

    private static string Text(HttpResponseMessage answer, string body)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode}");
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).OrderBy(h => h.Key, StringComparer.Ordinal))
            text.AppendLine(CultureInfo.InvariantCulture, $"{name}: {string.Join(" | ", values)}");
        return WithoutNodesOwn(text.AppendLine().Append(body).ToString());
    }

    /// <summary>
    /// The one place where something is put aside before bytes are compared: what two nodes that know the same still make each by itself.
    /// These are the anti-forgery token, random and enciphered under the node's own key, in forms and in its cookie; the enciphered address
    /// in the body of a redirect, which stands in the head in plain; and the time of day that the server writes into each head from the
    /// machine's clock. Nothing else.
    /// </summary>
    private static string WithoutNodesOwn(string text) => ServerDate().Replace(RedirectInBody().Replace(FormCookie().Replace(FormToken().Replace(text, ""), ""), ""), "");

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("(?<=^Set-Cookie: )puente-form=[^;]+", RegexOptions.Multiline)]
    private static partial Regex FormCookie();

    [GeneratedRegex(@"_framework/opaque-redirect\?url=[\w-]+")]
    private static partial Regex RedirectInBody();

    [GeneratedRegex("^Date: [^\n]+\n", RegexOptions.Multiline)]
    private static partial Regex ServerDate();
}
