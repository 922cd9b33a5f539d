using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Puente.Node.Tests.Fixtures;

/// <summary>One demo node, with a kind of its own (<c>Badge</c>), for every test of the command line and of the programming interface, each officer with a login of their own.</summary>
public sealed class Counter : IAsyncLifetime
{
    private const string OwnKinds = """
        kinds:
          Badge:
            extends: Thing
            label: [Police badge, Placa policial]
            plural: [Police badges, Placas policiales]
            caption: [badgeNumber]
            properties:
              badgeNumber: { type: identifier, label: [Badge number, Número de placa], match: true }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("puente-counter-").FullName;
    private readonly Dictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);
    private NodeProcess? _node;

    /// <summary>Where the node listens.</summary>
    public Uri Address => (_node ?? throw new InvalidOperationException("The node is not running.")).Address;

    /// <summary>A folder for files of the tests.</summary>
    public string Folder => _folder;

    public async ValueTask InitializeAsync()
    {
        var node = Directory.CreateDirectory(Path.Combine(_folder, "node"));
        await File.WriteAllTextAsync(Path.Combine(node.FullName, "vocabulary.yaml"), OwnKinds);
        _node = await NodeProcess.StartAsync("demo", "--data", Path.Combine(_folder, "node"), "--urls", "http://127.0.0.1:0");
    }

    /// <summary>Runs a command for an officer, who is logged in first.</summary>
    public async Task<(int Code, string Output, string Error)> RunAsync(string officer, params string[] arguments)
    {
        if (!File.Exists(LoginOf(officer)))
            (await PuenteAsync(officer, "en", null, "login", Address.ToString(), "--as", officer)).Code.ShouldBe(0);
        return await PuenteAsync(officer, "en", null, arguments);
    }

    /// <summary>Runs a command in a language, with something on standard input, whether or not the officer is logged in.</summary>
    public Task<(int Code, string Output, string Error)> PuenteAsync(string officer, string language, string? input, params string[] arguments) =>
        NodeProcess.RunAsync(new Dictionary<string, string> { ["PUENTE_LOGIN"] = LoginOf(officer), ["PUENTE_LANG"] = language }, input, arguments);

    /// <summary>The JSON answer of a command that succeeds.</summary>
    public async Task<JsonNode> JsonAsync(string officer, params string[] arguments)
    {
        var (code, output, error) = await RunAsync(officer, [.. arguments, "--json"]);
        code.ShouldBe(0, error);
        return JsonNode.Parse(output)!;
    }

    /// <summary>The programming interface for an officer; nobody's without one.</summary>
    public async Task<HttpClient> ApiAsync(string officer = "")
    {
        if (_clients.TryGetValue(officer, out var known)) return known;
        var client = new HttpClient { BaseAddress = new Uri(Address, "/api/v1/") };
        if (officer.Length > 0)
        {
            using var answer = await client.PostAsJsonAsync("login/demo", new { officer });
            var token = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["token"]!;
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)token!);
        }

        return _clients[officer] = client;
    }

    /// <summary>A file with this text.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values) client.Dispose();
        if (_node is not null) await _node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string LoginOf(string officer) => Path.Combine(_folder, officer + ".json");
}

/// <summary>Tests that share one node; they run one after the other.</summary>
[CollectionDefinition(nameof(Counter))]
public sealed class CounterCollection : ICollectionFixture<Counter>;
