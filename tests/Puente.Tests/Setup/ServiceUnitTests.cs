using System.Diagnostics;
using Puente.Node.Setup;

namespace Puente.Tests.Setup;

/// <summary>The unit of systemd gives the node its folder and little else, and the Windows service is quoted as its control reads it.</summary>
public sealed class ServiceUnitTests
{
    [Fact]
    public void Under_the_state_folder_systemd_makes_the_data_folder()
    {
        var unit = ServiceUnit.ForSystemd("/opt/puente/puente", "/var/lib/puente", null).Value;
        unit.ShouldContain("\nStateDirectory=puente\nStateDirectoryMode=0700\n");
        unit.ShouldNotContain("ReadWritePaths");
        unit.ShouldContain("\nCapabilityBoundingSet=\nAmbientCapabilities=\n");
        unit.ShouldContain("\nUser=puente\n");
    }

    [Fact]
    public void Elsewhere_it_may_write_that_folder_alone_and_a_low_port_needs_one_capability()
    {
        var unit = ServiceUnit.ForSystemd("/opt/my node/puente", "/srv/100%", new NodeSettings("Sonora 50%", "MX", ["puente.fgr.example"], "https://*:443")).Value;
        unit.ShouldContain("\nReadWritePaths=\"/srv/100%%\"\n");
        unit.ShouldContain("\nExecStart=\"/opt/my node/puente\" serve --data \"/srv/100%%\"\n");
        unit.ShouldContain("\nCapabilityBoundingSet=CAP_NET_BIND_SERVICE\n");
        unit.ShouldContain("\nDescription=Puente node Sonora 50%%\n");
    }

    [Fact]
    public void A_name_of_settings_is_words_of_one_line_and_gives_no_order()
    {
        var named = new NodeSettings("Sonora\n[Service]\r\nExecStartPre=/bin/sh \\", "MX", ["puente.fgr.example"], "https://*:8443");
        var unit = ServiceUnit.ForSystemd("/opt/puente/puente", "/var/lib/puente", named).Value;
        unit.ShouldContain("\nDescription=Puente node Sonora[Service]ExecStartPre=/bin/sh \nWants=");
        unit.Split('\n').Count(l => l == "[Service]").ShouldBe(1);
    }

    [Theory]
    [InlineData("/opt/puente/puente", "/home/ana/node")]
    [InlineData("/home/ana/puente", "/var/lib/puente")]
    [InlineData("/opt/puente/puente", "/run/user/1000/node")]
    [InlineData("/opt/puente/puente", "/tmp/node")]
    [InlineData("/opt/puente/puente", "/root")]
    [InlineData("/opt/puente/puente", "/srv/a\nExecStartPre=/bin/sh")]
    [InlineData("/opt/puente/puente", "/srv/a\"b")]
    public void What_the_service_would_not_reach_is_refused(string executable, string data)
    {
        var refused = ServiceUnit.ForSystemd(executable, data, null).Refusal!;
        (refused.Code, refused.Args[0].Value).ShouldBe(("service.path", data.StartsWith("/var", StringComparison.Ordinal) ? executable : data));
    }

    [Theory]
    [InlineData("/var/lib/my node", "ReadWritePaths=\"/var/lib/my node\"")]
    [InlineData("/var/lib/50%", "ReadWritePaths=\"/var/lib/50%%\"")]
    [InlineData("/var/lib/a/b", "ReadWritePaths=\"/var/lib/a/b\"")]
    [InlineData("/srv/a$b", "ReadWritePaths=\"/srv/a$b\"")]
    [InlineData("/homes/node", "ReadWritePaths=\"/homes/node\"")]
    public void A_folder_of_any_other_name_is_quoted(string data, string line) =>
        ServiceUnit.ForSystemd("/opt/puente/puente", data, null).Value.ShouldContain("\n" + line + "\n");

    [Fact]
    public void Systemd_itself_finds_nothing_wrong_and_little_exposed()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd is not installed here");
        var folder = Directory.CreateTempSubdirectory("puente-unit-").FullName;
        try
        {
            var file = Path.Combine(folder, "puente.service");
            File.WriteAllText(file, ServiceUnit.ForSystemd("/bin/true", "/var/lib/puente", null).Value);
            Analyze("verify", file).ShouldBe((0, ""));
            // 3.0 on a scale of 10: what is left is the network, which a node needs.
            Analyze("security", "--offline=true", "--threshold=30", "--no-pager", file).Code.ShouldBe(0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Windows_runs_it_under_the_account_with_the_fewest_rights() =>
        ServiceUnit.ForWindows(@"C:\Puente\puente.exe", @"D:\data").ShouldBe(
            ["create", "puente", "binPath=", "\"C:\\Puente\\puente.exe\" serve --data \"D:\\data\"", "start=", "auto", "obj=", @"NT AUTHORITY\LocalService", "DisplayName=", "Puente"]);

    private static (int Code, string Error) Analyze(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/systemd-analyze", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _ = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error.Trim());
    }
}
