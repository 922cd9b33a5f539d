using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Puente.Evidence;
using Puente.Node.Certificates;
using Puente.Node.Hosting;

namespace Puente.Node.Setup;

/// <summary>What a node is told about itself once, in <c>node.json</c> of its folder: made by <c>puente setup</c>, may be edited by hand.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="Country">Whose: MX or US.</param>
/// <param name="Hosts">The names it is reached by, the first one foremost.</param>
/// <param name="Urls">Addresses to listen on, separated by semicolons.</param>
public sealed record NodeSettings(string Name, string Country, IReadOnlyList<string> Hosts, string Urls)
{
    private const string FileName = "node.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>The first address with HTTPS, as people type it; null when there is none.</summary>
    public Uri? Secure => ListenUrls.Read(Urls)?.FirstOrDefault(u => u.Scheme == Uri.UriSchemeHttps) is { } https ? new UriBuilder(https) { Host = Hosts[0], Path = "/" }.Uri : null;

    /// <summary>PostgreSQL connection string; null keeps the record in SQLite inside the folder.</summary>
    public string? Database { get; init; }

    /// <summary>The token with which another machine may read <c>/metrics</c>; null lets only this machine.</summary>
    public string? MetricsToken { get; init; }

    /// <summary>The agency's directory, when officers may sign in by it.</summary>
    public DirectorySettings? Directory { get; init; }

    /// <summary>The agency's cards, when officers may sign in by them.</summary>
    public CardSettings? Cards { get; init; }

    /// <summary>The settings of a folder; null when it has none. Refuses <c>settings.unreadable</c>, with line and reason.</summary>
    public static Result<NodeSettings?> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return (NodeSettings?)null;
        try
        {
            var settings = JsonSerializer.Deserialize<NodeSettings>(File.ReadAllText(path), Json);
            return settings is { Hosts.Count: > 0 } ? settings : Unreadable(0, "hosts");
        }
        catch (JsonException wrong)
        {
            return Unreadable((wrong.LineNumber ?? 0) + 1, wrong.Path ?? "");
        }

        Refusal Unreadable(long line, string field) => new("settings.unreadable", ("file", path), ("line", line.ToString(CultureInfo.InvariantCulture)), ("field", field));
    }

    /// <summary>Writes them.</summary>
    public void Write(string folder) => PrivateFile.Write(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json) + "\n");
}

/// <summary>A directory that speaks OpenID Connect.</summary>
/// <param name="Authority">Its address, under which its configuration is found.</param>
/// <param name="ClientId">What it calls this node.</param>
public sealed record DirectorySettings(string Authority, string ClientId)
{
    /// <summary>The secret it gave this node; null when it asks for none.</summary>
    public string? ClientSecret { get; init; }
}

/// <summary>Cards whose certificates an authority of the agency made.</summary>
/// <param name="Port">The port on which browsers are asked for a certificate.</param>
/// <param name="AuthorityFile">The authority's certificates, PEM, in the data folder.</param>
public sealed record CardSettings(int Port, string AuthorityFile)
{
    /// <summary>The authority's list of revoked certificates, DER or PEM, in the data folder; read at every sign-in. Null when there is none.</summary>
    public string? RevocationFile { get; init; }
}
