using System.Diagnostics;
using Puente.Node.Setup;

namespace Puente.Tests.Setup;

/// <summary>The unit of systemd gives the node its folder and little else, and the Windows service is quoted as its control reads it.</summary>
public sealed class ServiceUnitTests
{
    [Fact]
    public void Under_the_state_folder_systemd_makes_the_data_folder()
    {
        var unit = ServiceUnit.ForSystemd("/opt/puente/puente", "/var/lib/puente", null);
        unit.ShouldContain("\nStateDirectory=puente\nStateDirectoryMode=0700\n");
        unit.ShouldNotContain("ReadWritePaths");
        unit.ShouldContain("\nCapabilityBoundingSet=\nAmbientCapabilities=\n");
        unit.ShouldContain("\nUser=puente\n");
    }

    [Fact]
    public void Elsewhere_it_may_write_that_folder_alone_and_a_low_port_needs_one_capability()
    {
        var unit = ServiceUnit.ForSystemd("/opt/my node/puente", "/srv/100%", new NodeSettings("Sonora 50%", "MX", ["puente.fgr.example"], "https://*:443"));
        unit.ShouldContain("\nReadWritePaths=\"/srv/100%%\"\n");
        unit.ShouldContain("\nExecStart=\"/opt/my node/puente\" serve --data \"/srv/100%%\"\n");
        unit.ShouldContain("\nCapabilityBoundingSet=CAP_NET_BIND_SERVICE\n");
        unit.ShouldContain("\nDescription=Puente node Sonora 50%%\n");
    }

    [Fact]
    public void Systemd_itself_finds_nothing_wrong_and_little_exposed()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd is not installed here");
        var folder = Directory.CreateTempSubdirectory("puente-unit-").FullName;
        try
        {
            var file = Path.Combine(folder, "puente.service");
            File.WriteAllText(file, ServiceUnit.ForSystemd("/bin/true", "/var/lib/puente", null));
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
