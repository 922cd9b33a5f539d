using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Puente.Evidence.Import.Tables;

/// <summary>Parses foreign bytes in a process that can be lost: empty environment, bounded heap, killed when it grows or stands still.</summary>
/// <param name="program">The program to start.</param>
/// <param name="arguments">Its arguments.</param>
public sealed class ChildTables(string program, IReadOnlyList<string> arguments) : ITables
{
    private const string Product = "puente";

    /// <summary>Starts the product's executable, which lies beside this assembly, under <see cref="TableChild.Command"/> or a room's own command.</summary>
    public static ChildTables OfThisProgram(string command = TableChild.Command)
    {
        var folder = AppContext.BaseDirectory;
        var native = Path.Combine(folder, OperatingSystem.IsWindows() ? Product + ".exe" : Product);
        if (File.Exists(native))
            return new ChildTables(native, [command]);
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is unknown.");
        return new ChildTables(program, [Path.Combine(folder, Product + ".dll"), command]);
    }

    /// <inheritdoc/>
    public async Task<Opened> OpenAsync(string path, TableOptions options, CancellationToken stop)
    {
        var process = Start(options.Limits);
        var table = new ChildTable(process, options.Limits);
        try
        {
            var request = new TableChild.Request(Path.GetFullPath(path), options);
            try
            {
                await JsonSerializer.SerializeAsync(process.StandardInput.BaseStream, request, TableChild.Json, stop);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // The process ended before it was asked; reading its first frame says so.
            }
            if (await table.OpenAsync(stop))
                return new Opened(new AheadTable(table), null);
        }
        catch
        {
            await table.DisposeAsync();
            throw;
        }
        await table.DisposeAsync();
        return new Opened(null, table.Fault);
    }

    private Process Start(TableLimits limits)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        var root = Environment.GetEnvironmentVariable("DOTNET_ROOT");
        start.Environment.Clear();
        if (root is not null)
            start.Environment["DOTNET_ROOT"] = root;
        start.Environment["DOTNET_GCHeapHardLimit"] = limits.MemoryBytes.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        var process = new Process { StartInfo = start };
        // What the runtime prints when it dies is discarded: it may quote the file.
        process.ErrorDataReceived += static (_, _) => { };
        if (!process.Start())
            throw new Win32Exception("The reading process did not start.");
        process.BeginErrorReadLine();
        return process;
    }
}
