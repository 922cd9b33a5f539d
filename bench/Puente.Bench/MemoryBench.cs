using System.Diagnostics;
using System.Globalization;

namespace Puente.Bench;

/// <summary>How much memory a node takes once it answers.</summary>
internal static class MemoryBench
{
    private const double KilobytesInMegabyte = 1000;

    public static async Task<int> RunAsync(string? results, CancellationToken stop)
    {
        var report = new Report("Memory after start", "memory");
        report.Line("`puente demo` on a new folder, until it answers its first page and ten more; resident memory as the system counts it.");
        report.Line("");
        report.Table("SQLite", "resident MB", "peak MB", "s to the first page");
        var folder = Directory.CreateTempSubdirectory("puente-bench-").FullName;
        try
        {
            await OneAsync(report, "making the demo", folder, stop);
            await OneAsync(report, "started again", folder, stop);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        await report.SaveAsync(results, "memory.md");
        return 0;
    }

    private static async Task OneAsync(Report report, string name, string folder, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "puente"), ["demo", "--data", Path.Combine(folder, "data"), "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        using var node = Process.Start(start)!;
        try
        {
            var address = await AddressAsync(node, stop);
            using var client = new HttpClient { BaseAddress = address };
            (await client.GetAsync("/", stop)).Dispose();
            var first = watch.Elapsed.TotalSeconds;
            for (var i = 0; i < 10; i++) (await client.GetAsync("/", stop)).Dispose();
            var status = await File.ReadAllLinesAsync($"/proc/{node.Id}/status", stop);
            report.Row(name, Megabytes(status, "VmRSS:"), Megabytes(status, "VmHWM:"), first);
        }
        finally
        {
            node.Kill(entireProcessTree: true);
            await node.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<Uri> AddressAsync(Process node, CancellationToken stop)
    {
        var said = new List<string>();
        while (await node.StandardOutput.ReadLineAsync(stop) is { } line)
        {
            said.Add(line);
            var at = line.IndexOf("http://", StringComparison.Ordinal);
            if (at >= 0) return new Uri(line[at..].Split(' ', ',')[0].TrimEnd('.'));
        }

        throw new InvalidOperationException("The node did not say where it listens: " + string.Join('\n', said) + await node.StandardError.ReadToEndAsync(stop));
    }

    private static double Megabytes(string[] status, string name) =>
        double.Parse(status.First(l => l.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[0..].First(p => char.IsAsciiDigit(p[0])), CultureInfo.InvariantCulture) * 1.024 / KilobytesInMegabyte;
}
