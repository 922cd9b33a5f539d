using System.Net;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Puente.Node.Commands;

/// <summary>A command that must end, with its exit code and why.</summary>
internal sealed class CommandEnds(int code, string why) : Exception(why)
{
    public int Code => code;
}

/// <summary>The running node as the command line talks to it, for the officer who is logged in.</summary>
internal sealed class Desk : IDisposable
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly HttpClient _http;

    public Desk(string server, string? token)
    {
        _http = new HttpClient { BaseAddress = new Uri(server.TrimEnd('/') + "/"), Timeout = TimeSpan.FromHours(6) };
        if (token is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The node of the last login. Ends with <see cref="ExitCode.Refused"/> when there is none.</summary>
    public static Desk Open() => LoginFile.Read() is { } login
        ? new Desk(login.Server, login.Token)
        : throw new CommandEnds(ExitCode.Refused, "Not logged in. Run: puente login http://127.0.0.1:8080");

    public Task<JsonNode?> GetAsync(string path, CancellationToken stop) => SendAsync(new HttpRequestMessage(HttpMethod.Get, "api/v1/" + path), stop);

    public Task<JsonNode?> PostAsync(string path, object? body, CancellationToken stop) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, "api/v1/" + path) { Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body)) }, stop);

    /// <summary>Sends, and reads the answer. Refusals, problems and silence end the command with their exit code.</summary>
    public async Task<JsonNode?> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        using var answer = await AnswerAsync(request, stop);
        var text = await answer.Content.ReadAsStringAsync(stop);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    /// <summary>Copies an answer to a stream as it comes.</summary>
    public async Task CopyAsync(string path, Stream to, CancellationToken stop)
    {
        using var answer = await AnswerAsync(new HttpRequestMessage(HttpMethod.Get, "api/v1/" + path), stop);
        await answer.Content.CopyToAsync(to, stop);
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken stop)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        }
        catch (HttpRequestException)
        {
            throw new CommandEnds(ExitCode.Unreachable, $"No node answers at {_http.BaseAddress}");
        }

        if (answer.IsSuccessStatusCode) return answer;
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(stop);
            var code = answer.StatusCode switch
            {
                HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge => ExitCode.Input,
                >= HttpStatusCode.InternalServerError => ExitCode.Fault,
                _ => ExitCode.Refused,
            };
            throw new CommandEnds(code, Said(text, answer.StatusCode));
        }
    }

    /// <summary>Writes a node of JSON to standard output.</summary>
    public static void Print(JsonNode? node) => Console.WriteLine(node?.ToJsonString(Written) ?? "null");

    public void Dispose() => _http.Dispose();

    private static string Said(string text, HttpStatusCode status)
    {
        try
        {
            if (JsonNode.Parse(text) is not JsonObject problem) return status.ToString();
            var lines = (problem["problems"] as JsonArray ?? []).Select(p => $"  line {p!["line"]} {p["column"]}: {p["code"]} {p["args"]?.ToJsonString(Plain)}");
            var args = problem["args"] is JsonObject { Count: > 0 } named ? " " + named.ToJsonString(Plain) : "";
            return string.Join('\n', lines.Prepend($"{problem["code"] ?? problem["title"]}{args}"));
        }
        catch (JsonException)
        {
            return status.ToString();
        }
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
