using System.Diagnostics;

namespace Puente.Bench;

/// <summary>How much memory a node takes once it answers.</summary>
internal static class MemoryBench
{
    private const double TargetMegabytes = 200;

    public static async Task<int> RunAsync(IReadOnlyList<Engine> engines, string? results, CancellationToken stop)
    {
        var report = new Report("Memory after start", "memory");
        report.Line("`puente demo` until it answers its first page and ten more; the process's resident memory as the system counts it, on PostgreSQL without the server's.");
        report.Line($"To be met: less than {TargetMegabytes:N0} MB.");
        report.Line("");
        report.Table("", "resident MB", "peak MB", "s to the first page");
        foreach (var engine in engines)
        {
            await using var place = await engine.NewAsync();
            await OneAsync(report, $"{engine.Name}, making the demo", place, stop);
            await OneAsync(report, $"{engine.Name}, started again", place, stop);
        }

        await report.SaveAsync(results, "memory.md");
        return 0;
    }

    private static async Task OneAsync(Report report, string name, Place place, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        await using var node = await RunningNode.StartAsync(place, stop);
        using var client = new HttpClient { BaseAddress = node.Address };
        (await client.GetAsync("/", stop)).Dispose();
        var first = watch.Elapsed.TotalSeconds;
        for (var i = 0; i < 10; i++) (await client.GetAsync("/", stop)).Dispose();
        report.Row(name, await node.MegabytesAsync("VmRSS:"), await node.MegabytesAsync("VmHWM:"), first);
    }
}
