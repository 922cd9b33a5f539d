using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Puente.Node.Tests.Fixtures;

/// <summary>The built <c>puente</c> executable as a process of its own, on a free loopback port. Ended by its id, always.</summary>
public sealed partial class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodeProcess(Process process) => _process = process;

    /// <summary>Where it listens.</summary>
    public Uri Address => _ready.Task.IsCompletedSuccessfully ? _ready.Task.GetAwaiter().GetResult() : throw new InvalidOperationException("The node is not ready.");

    /// <summary>Everything it wrote so far, both streams.</summary>
    public string Said
    {
        get { lock (_said) return _said.ToString(); }
    }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts the executable and waits until it says where it listens.</summary>
    public static async Task<NodeProcess> StartAsync(params string[] arguments)
    {
        var node = Start(arguments);
        try
        {
            await Task.WhenAny(node._ready.Task, node._process.WaitForExitAsync()).WaitAsync(Patience);
            if (!node._ready.Task.IsCompletedSuccessfully) throw new InvalidOperationException("puente did not become ready:\n" + node.Said);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command to its end: exit code, standard output, standard error.</summary>
    public static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), null, arguments);

    /// <summary>The same with variables of the environment and something on standard input.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(IReadOnlyDictionary<string, string> environment, string? input, params string[] arguments)
    {
        var recipe = Recipe(arguments);
        foreach (var (name, value) in environment) recipe.Environment[name] = value;
        using var process = Process.Start(recipe) ?? throw new InvalidOperationException("puente did not start");
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience * 3);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        return (process.ExitCode, await output, await error);
    }

    /// <summary>Ends it at once, as a power cut would: SIGKILL, no goodbye.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static NodeProcess Start(string[] arguments)
    {
        var process = Process.Start(Recipe(arguments)) ?? throw new InvalidOperationException("puente did not start");
        process.StandardInput.Close();
        var node = new NodeProcess(process);
        process.OutputDataReceived += (_, line) => node.Heard(line.Data);
        process.ErrorDataReceived += (_, line) => node.Heard(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return node;
    }

    private static ProcessStartInfo Recipe(string[] arguments) => new(Checkout.Executable, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["DOTNET_ENVIRONMENT"] = "Production", ["NO_COLOR"] = "1", ["LC_ALL"] = "C.UTF-8" },
    };

    private void Heard(string? line)
    {
        if (line is null) return;
        lock (_said) _said.AppendLine(line);
        if (Listening().Match(line) is { Success: true } match) _ready.TrySetResult(new Uri(match.Value));
    }

    [GeneratedRegex(@"https?://(127\.0\.0\.1|localhost|\[::1\]):[1-9]\d*")]
    private static partial Regex Listening();
}
