using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Puente.Evidence;

namespace Puente.Office.Commands;

/// <summary>The running node as the command line talks to it, for the officer who is logged in.</summary>
public sealed class Desk : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>A node by its address. Ends with <see cref="ExitCode.Usage"/> when that is none.</summary>
    public Desk(string server, string? token)
    {
        if (!Uri.TryCreate(server.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new CommandEndsException(new Refusal("command.address", ("address", server)), ExitCode.Usage);
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromHours(6) };
        _http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(Terminal.T.Language.Code);
        if (token is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The node of the last login. Ends with <see cref="ExitCode.Refused"/> when there is none.</summary>
    public static Desk Open() => LoginFile.Read() is { } login ? new Desk(login.Server, login.Token) : throw new CommandEndsException(new Refusal("command.login.none"));

    public Task<JsonNode?> GetAsync(string path, CancellationToken stop) => SendAsync(new HttpRequestMessage(HttpMethod.Get, "api/v1/" + path), stop);

    public Task<JsonNode?> PostAsync(string path, object? body, CancellationToken stop) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, "api/v1/" + path) { Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body)) }, stop);

    public Task<JsonNode?> PatchAsync(string path, HttpContent body, CancellationToken stop) => SendAsync(new HttpRequestMessage(HttpMethod.Patch, "api/v1/" + path) { Content = body }, stop);

    /// <summary>All rows of a list that comes in parts.</summary>
    public async Task<JsonArray> AllAsync(string path, CancellationToken stop)
    {
        var (rows, after) = (new JsonArray(), (string?)null);
        do
        {
            var page = (await GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}take=500" + (after is null ? "" : "&after=" + Uri.EscapeDataString(after)), stop))!;
            foreach (var row in page["rows"]!.AsArray()) rows.Add(row!.DeepClone());
            after = (string?)page["next"];
        }
        while (after is not null);
        return rows;
    }

    /// <summary>Copies an answer to a stream as it comes.</summary>
    public async Task CopyAsync(string path, Func<Stream> open, CancellationToken stop)
    {
        using var answer = await AnswerAsync(new HttpRequestMessage(HttpMethod.Get, "api/v1/" + path), stop);
        await using var to = open();
        await answer.Content.CopyToAsync(to, stop);
    }

    /// <summary>Copies the answer to what is sent to a stream as it comes.</summary>
    public async Task CopyAsync(string path, object body, Func<Stream> open, CancellationToken stop)
    {
        using var answer = await AnswerAsync(new HttpRequestMessage(HttpMethod.Post, "api/v1/" + path) { Content = JsonContent.Create(body) }, stop);
        await using var to = open();
        await answer.Content.CopyToAsync(to, stop);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode?> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        using var answer = await AnswerAsync(request, stop);
        var text = await answer.Content.ReadAsStringAsync(stop);
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw NoNode();
        }
    }

    /// <summary>Sends. Refusals, problems and silence end the command with their exit code.</summary>
    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken stop)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw NoNode();
        }

        if (answer.IsSuccessStatusCode) return answer;
        using (answer)
        {
            var code = answer.StatusCode switch
            {
                HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge => ExitCode.Input,
                >= HttpStatusCode.InternalServerError => ExitCode.Fault,
                _ => ExitCode.Refused,
            };
            throw Parsed(await answer.Content.ReadAsStringAsync(stop)) is JsonObject problem ? new CommandEndsException(code, Said(problem), problem) : NoNode();
        }
    }

    private CommandEndsException NoNode() => new(new Refusal("command.no-node", ("address", _http.BaseAddress!.ToString())), ExitCode.Unreachable);

    private static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Said(JsonObject answer)
    {
        var lines = (answer["problems"] as JsonArray ?? []).Select(p => Terminal.Words(new Problem((long)p!["line"]!, (string)p["column"]!, (string)p["code"]!, Args(p["args"]))));
        return string.Join('\n', lines.Prepend((string?)answer["detail"] ?? (string?)answer["code"] ?? ""));
    }

    private static (string Name, string Value)[] Args(JsonNode? args) => [.. (args as JsonObject ?? []).Select(a => (a.Key, (string)a.Value!))];
}
