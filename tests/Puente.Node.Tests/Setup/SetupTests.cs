using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Puente.Node.Tests.Fixtures;

namespace Puente.Node.Tests.Setup;

/// <summary>A node set up by the command, served with HTTPS of its own, and taken back by the recovery sheet.</summary>
public sealed partial class SetupTests : IDisposable
{
    private static readonly string[] Answers =
        ["Sonora", "MX", "fgr", "Prosecutor General", "Fiscalía General", "son", "Sonora", "Sonora", "keeper", "Ana Keeper"];

    private readonly string _folder = Directory.CreateTempSubdirectory("puente-setup-").FullName;

    [Fact]
    public async Task A_node_is_set_up_by_answers_and_its_clients_trust_it_by_the_root_alone()
    {
        var (secure, plain) = (FreePort(), FreePort());
        var (code, sheet, error) = await NodeProcess.RunAsync(new Dictionary<string, string>(), string.Join('\n', Answers) + "\n",
            "setup", "--data", _folder, "--host", "localhost", "--port", $"{secure}", "--plain-port", $"{plain}");
        code.ShouldBe(0, error);
        var codes = Codes().Matches(sheet).Select(m => m.Value).ToList();
        codes.Count.ShouldBe(2, sheet);
        File.ReadAllText(Path.Combine(_folder, "node.json")).ShouldNotContain(codes[0]);
        (await NodeProcess.RunAsync("setup", "--data", _folder)).Code.ShouldBe(2, "it is set up already");

        await using var node = await NodeProcess.StartAsync("serve", "--data", _folder, "--json", "--urls", $"https://127.0.0.1:{secure};http://127.0.0.1:{plain}");
        using var anybody = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{plain}") };
        using var root = X509CertificateLoader.LoadCertificate(await anybody.GetByteArrayAsync(new Uri("/install-root/root.crt", UriKind.Relative)));
        var page = await anybody.GetStringAsync(new Uri("/install-root", UriKind.Relative));
        foreach (var row in Fingerprint(root).Chunk(8).Select(r => string.Join(' ', r)))
        {
            sheet.ShouldContain(row);
            page.ShouldContain(row);
        }

        using var stranger = new HttpClient { BaseAddress = new Uri($"https://localhost:{secure}") };
        await Should.ThrowAsync<HttpRequestException>(() => stranger.GetAsync(new Uri("/sign-in", UriKind.Relative)));
        using var client = Trusting(root, secure);
        (await client.GetStringAsync(new Uri("/sign-in/enrolment", UriKind.Relative))).ShouldContain("name=\"code\"");
    }

    [Fact]
    public async Task What_is_missing_is_named_at_once_and_nothing_is_made()
    {
        var (code, _, error) = await NodeProcess.RunAsync("setup", "--data", Path.Combine(_folder, "new"), "--name", "Sonora", "--country", "MX");
        code.ShouldBe(1);
        error.ShouldContain("--agency --agency-en --agency-es --unit --unit-en --unit-es --login --administrator");
        Directory.Exists(Path.Combine(_folder, "new")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_of_settings_that_cannot_be_read_is_named_with_line_and_field()
    {
        File.WriteAllText(Path.Combine(_folder, "node.json"), "{\n  \"name\": \"x\",\n  \"country\": 7\n}");
        var (code, _, error) = await NodeProcess.RunAsync("serve", "--data", _folder, "--urls", "http://127.0.0.1:0");
        code.ShouldBe(3);
        error.ShouldContain("node.json, line 3: $.country");
    }

    [Fact]
    public async Task The_sheet_lets_an_administrator_in_once_on_the_stopped_node_and_a_new_sheet_follows()
    {
        var (code, output, error) = await NodeProcess.RunAsync(new Dictionary<string, string>(), string.Join('\n', Answers) + "\n", "setup", "--data", _folder, "--host", "localhost", "--json");
        code.ShouldBe(0, error);
        var old = Codes().Matches((string)JsonNode.Parse(output)!["sheet"]!)[1].Value;

        (await RecoverAsync("0000-0000-0000-0000", "keeper")).Code.ShouldBe(2);
        (await RecoverAsync(old, "nobody")).Error.ShouldContain("--name and --unit");
        (await RecoverAsync(old, "ines", "--name", "Inés Segunda", "--unit", "MX/FGR/NONE")).Code.ShouldBe(2);
        (await RecoverAsync(old, "keeper", "--sheet", Path.Combine(_folder, "none", "sheet.txt"))).Code.ShouldBe(3, "and the sheet still counts after each");
        var sheet = await RecoverAsync(old, "keeper");
        sheet.Code.ShouldBe(0, sheet.Error);
        (await RecoverAsync(old, "keeper")).Code.ShouldBe(2, "a sheet counts once");
        var next = Codes().Matches(sheet.Output)[1].Value;
        (await RecoverAsync(next, "ines", "--name", "Inés Segunda", "--unit", "MX/FGR/SON")).Code.ShouldBe(0);
        var list = await NodeProcess.RunAsync("user", "list", "--data", _folder, "--json");
        JsonNode.Parse(list.Output)!.AsArray().Select(o => (string)o!["roles"]!).ShouldBe(["Administrator", "Administrator"]);
    }

    [Fact]
    public async Task A_set_up_that_cannot_give_its_sheet_makes_nothing_and_is_done_again()
    {
        string[] setup = ["setup", "--data", Path.Combine(_folder, "new"), "--host", "localhost", "--sheet"];
        var (code, _, error) = await NodeProcess.RunAsync(new Dictionary<string, string>(), string.Join('\n', Answers) + "\n", [.. setup, Path.Combine(_folder, "none", "sheet.txt")]);
        code.ShouldBe(3);
        error.ShouldContain("a folder that exists");
        Directory.Exists(Path.Combine(_folder, "new")).ShouldBeFalse();
        (await NodeProcess.RunAsync(new Dictionary<string, string>(), string.Join('\n', Answers) + "\n", [.. setup, Path.Combine(_folder, "sheet.txt")])).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_command_of_another_account_than_the_owner_changes_nothing_in_the_folder()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root can give a folder away");
        (await NodeProcess.RunAsync(new Dictionary<string, string>(), string.Join('\n', Answers) + "\n", "setup", "--data", _folder, "--host", "localhost")).Code.ShouldBe(0);
        using (var chown = System.Diagnostics.Process.Start("chown", ["-R", "nobody", _folder])) await chown.WaitForExitAsync(TestContext.Current.CancellationToken);
        var before = File.ReadAllText(Path.Combine(_folder, "tls", "server.crt"));
        foreach (string[] command in (string[][])[["certificate", "renew"], ["certificate", "take", Path.Combine(_folder, "tls", "server.crt")], ["recover", "keeper"], ["user", "list"]])
        {
            var (code, _, error) = await NodeProcess.RunAsync([.. command, "--data", _folder]);
            code.ShouldBe(2, error);
            error.ShouldContain("runuser -u nobody -- puente");
        }

        File.ReadAllText(Path.Combine(_folder, "tls", "server.crt")).ShouldBe(before);
        (await NodeProcess.RunAsync("certificate", "show", "--data", _folder)).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_request_for_the_agency_leaves_the_node_waiting_for_its_certificate()
    {
        var (code, output, error) = await NodeProcess.RunAsync(new Dictionary<string, string>(), string.Join('\n', Answers) + "\n",
            "setup", "--data", _folder, "--host", "puente.fgr.example", "--authority", "request", "--json", "--sheet", Path.Combine(_folder, "sheet.txt"));
        code.ShouldBe(0, error);
        var request = (string)JsonNode.Parse(output)!["request"]!;
        File.ReadAllText(request).ShouldStartWith("-----BEGIN CERTIFICATE REQUEST-----");
        File.ReadAllText(Path.Combine(_folder, "sheet.txt")).ShouldContain("server.csr");
        (await NodeProcess.RunAsync("certificate", "take", request, "--data", _folder)).Code.ShouldBe(2);
        (await NodeProcess.RunAsync("certificate", "renew", "--data", _folder)).Error.ShouldContain("no authority of its own");
        (await NodeProcess.RunAsync("certificate", "show", "--data", _folder)).Output.ShouldContain("waits to be signed");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<(int Code, string Output, string Error)> RecoverAsync(string code, string login, params string[] more) =>
        NodeProcess.RunAsync(new Dictionary<string, string>(), code + "\n", ["recover", login, "--data", _folder, .. more]);

    private static HttpClient Trusting(X509Certificate2 root, int port) => new(new SocketsHttpHandler
    {
        SslOptions = { CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { root }, RevocationMode = X509RevocationMode.NoCheck } },
    })
    { BaseAddress = new Uri($"https://localhost:{port}") };

    private static string[] Fingerprint(X509Certificate2 root) => [.. Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(root.RawData)).Chunk(2).Select(p => new string(p))];

    /// <summary>A port that was free a moment ago: the command writes it down before anything listens.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("(?<= {4})[0-9a-z]{4}(-[0-9a-z]{4}){3}")]
    private static partial Regex Codes();
}
