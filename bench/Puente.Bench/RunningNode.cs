using System.Diagnostics;
using System.Globalization;

namespace Puente.Bench;

/// <summary>The demo as a process of its own, on a free loopback port. Disposing ends it by its id.</summary>
internal sealed class RunningNode : IAsyncDisposable
{
    private readonly Process _process;

    private RunningNode(Process process, Uri address, TimeSpan ready) => (_process, Address, Ready) = (process, address, ready);

    public Uri Address { get; }

    /// <summary>From the start of the process until it said where it listens.</summary>
    public TimeSpan Ready { get; }

    /// <summary>The node of this build on a place: made the first time, found again later.</summary>
    public static Task<RunningNode> StartAsync(Place place, CancellationToken stop) => StartAsync(
        new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "puente"),
            ["demo", "--data", Path.Combine(place.Folder, "data"), "--urls", "http://127.0.0.1:0", .. place.Cluster is null ? [] : new[] { "--db", place.Connection }])
        { WorkingDirectory = place.Folder }, stop);

    /// <summary>Starts a program that prints where it listens.</summary>
    public static async Task<RunningNode> StartAsync(ProcessStartInfo start, CancellationToken stop)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        var ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        void Heard(string? line)
        {
            if (line is null) return;
            lock (said) said.Add(line);
            var at = line.IndexOf("http://127.0.0.1:", StringComparison.Ordinal);
            if (at >= 0) ready.TrySetResult(new Uri(line[at..].Split(' ', ',')[0].TrimEnd('.')));
        }

        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.ErrorDataReceived += (_, line) => Heard(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Task.WhenAny(ready.Task, process.WaitForExitAsync(stop)).WaitAsync(TimeSpan.FromMinutes(15), stop);
        if (ready.Task.IsCompletedSuccessfully) return new RunningNode(process, await ready.Task, watch.Elapsed);
        process.Dispose();
        throw new InvalidOperationException("The node did not say where it listens: " + string.Join('\n', said));
    }

    /// <summary>Megabytes as the system counts them: <c>VmRSS</c> is resident now, <c>VmHWM</c> the most so far.</summary>
    public async Task<double> MegabytesAsync(string name)
    {
        var line = (await File.ReadAllLinesAsync($"/proc/{_process.Id}/status")).First(l => l.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', '\t').First(p => p.Length > 0 && char.IsAsciiDigit(p[0])), CultureInfo.InvariantCulture) * 1.024 / 1000;
    }

    /// <summary>Processor seconds that the node and the readers it has ended spent so far.</summary>
    public async Task<double> ProcessorAsync()
    {
        var fields = (await File.ReadAllTextAsync($"/proc/{_process.Id}/stat")).Split(") ")[^1].Split(' ');
        return fields[11..15].Sum(f => double.Parse(f, CultureInfo.InvariantCulture)) / 100;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
