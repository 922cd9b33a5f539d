using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Puente.Bench;

/// <summary>A browser without script at a node that was set up: it trusts the node's root alone and sends forms as pages make them.</summary>
internal sealed partial class Desk : IDisposable
{
    private const int Port = 8443;
    private static readonly Uri Address = new($"https://puente.agency.example:{Port}/");
    private readonly HttpClient _browser;

    private Desk(X509Certificate2 root) => _browser = new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        ConnectCallback = static async (_, stop) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions = { CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { root }, RevocationMode = X509RevocationMode.NoCheck } },
    })
    { BaseAddress = Address };

    /// <summary>Waits until the node of a system answers; its root is taken from the folder, as from the medium that the folder came on.</summary>
    public static async Task<Desk> OpenAsync(string system, CancellationToken stop)
    {
        var desk = new Desk(X509CertificateLoader.LoadCertificateFromFile(system + "/var/lib/puente/tls/root.crt"));
        for (var tries = 0; ; tries++)
        {
            try
            {
                await desk._browser.GetStringAsync(new Uri("/sign-in/enrolment", UriKind.Relative), stop);
                return desk;
            }
            catch (HttpRequestException) when (tries < 600)
            {
                await Task.Delay(100, stop);
            }
        }
    }

    public Task<string> GetAsync(string page) => _browser.GetStringAsync(new Uri(page, UriKind.Relative));

    /// <summary>Sends the form of a page; a refusal is an error here. Gives the page that it leads to.</summary>
    public async Task<string> PostAsync(string page, string handler, params (string Name, string Value)[] fields)
    {
        var token = Token().Matches(await GetAsync(page))[^1].Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("_handler", handler), new("__RequestVerificationToken", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        using var answer = await _browser.PostAsync(new Uri(page, UriKind.Relative), form);
        if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Found)) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{page} answers {(int)answer.StatusCode}."));
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task SignInAsync(string login, string code, string unit, string purpose)
    {
        await PostAsync("/sign-in/enrolment", "code", ("login", login), ("code", code));
        await PostAsync("/session", "session", ("unit", unit), ("purpose", purpose));
    }

    /// <summary>Imports the sample of recoveries under its mapping with a token of one's own; how many rows were read.</summary>
    public async Task<long> ImportAsync(string samples, CancellationToken stop)
    {
        var page = await PostAsync("/account", "token", ("name", "first import"), ("days", "1"));
        _browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret().Match(page).Value);
        using var file = new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(samples, "recoveries.csv"), stop));
        using var sent = await _browser.PostAsync(new Uri("/api/v1/uploads?name=recoveries.csv", UriKind.Relative), file, stop);
        var upload = (string)(await sent.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(stop))!["id"]!;
        using var started = await _browser.PostAsJsonAsync("/api/v1/imports", new { upload, mapping = await File.ReadAllTextAsync(Path.Combine(samples, "recoveries.yaml"), stop), title = "Recoveries" }, stop);
        var import = (await started.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(stop))!;
        while (import["finished"] is null)
        {
            await Task.Delay(100, stop);
            import = (await _browser.GetFromJsonAsync<JsonObject>("/api/v1/imports/" + import["id"], stop))!;
        }

        if (import["fault"] is { } fault) throw new InvalidOperationException("The import failed: " + fault);
        return (long)import["tally"]!["accepted"]!;
    }

    public void Dispose() => _browser.Dispose();

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("puente_[0-9a-f]{64}")]
    private static partial Regex Secret();
}
