using System.Diagnostics;

namespace Puente.Bench;

/// <summary>How long a newcomer waits: the first README command on a clean clone, until the first page.</summary>
internal static class ColdBench
{
    private const double TargetMinutes = 3;

    public static async Task<int> RunAsync(string? results, CancellationToken stop)
    {
        var report = new Report("A clean clone", "cold");
        report.Line("`git clone` of this repository, as committed, into an empty folder; there `dotnet run --project src/Puente.Node -- demo` with no build server and the");
        report.Line($"package caches of this machine, until the sign-in page has come whole: restore, web assets, build, demo data, start. To be met: {TargetMinutes:N0} minutes.");
        report.Line("");
        report.Table("", "s");
        var folder = Directory.CreateTempSubdirectory("puente-bench-").FullName;
        try
        {
            var clone = Path.Combine(folder, "clone");
            var watch = Stopwatch.StartNew();
            await RunAsync("git", ["clone", "--quiet", "--no-hardlinks", await RootAsync(stop), clone], stop);
            report.Row("git clone", watch.Elapsed.TotalSeconds);
            watch.Restart();
            var start = new ProcessStartInfo("dotnet", ["run", "--project", "src/Puente.Node", "--", "demo", "--urls", "http://127.0.0.1:0"]) { WorkingDirectory = clone };
            foreach (var (name, value) in new[] { ("MSBUILDDISABLENODEREUSE", "1"), ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"), ("UseSharedCompilation", "false"), ("DOTNET_NOLOGO", "1"), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1") })
                start.Environment[name] = value;
            await using var node = await RunningNode.StartAsync(start, stop);
            report.Row("until it listens", node.Ready.TotalSeconds);
            using var client = new HttpClient { BaseAddress = node.Address };
            using var page = await client.GetAsync(new Uri("/", UriKind.Relative), stop);
            page.EnsureSuccessStatusCode();
            report.Row("**until the first page**", watch.Elapsed.TotalSeconds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        await report.SaveAsync(results, "cold.md");
        return 0;
    }

    private static async Task<string> RootAsync(CancellationToken stop)
    {
        var start = new ProcessStartInfo("git", ["-C", AppContext.BaseDirectory, "rev-parse", "--show-toplevel"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        return (await process.StandardOutput.ReadToEndAsync(stop)).Trim();
    }

    private static async Task RunAsync(string program, string[] args, CancellationToken stop)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args))!;
        await process.WaitForExitAsync(stop);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
