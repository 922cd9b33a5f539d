using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Puente.Bench;

/// <summary>A PostgreSQL cluster of its own, durable (fsync and synchronous_commit on), with the settings that the guide recommends.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    public const string Settings = "shared_buffers=1GB, max_wal_size=8GB, checkpoint_timeout=30min, wal_compression=lz4";
    private readonly string _bin;
    private readonly string _folder;
    private readonly bool _root = Environment.UserName == "root";

    private Cluster(string bin, string folder, int port) => (_bin, _folder, Port) = (bin, folder, port);

    public int Port { get; }

    public string Connection => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=puente;Database=postgres");

    /// <summary>Process id of the server, parent of all its processes.</summary>
    public int Postmaster => int.Parse(File.ReadLines(_folder + "/data/postmaster.pid").First(), CultureInfo.InvariantCulture);

    public static async Task<Cluster> StartAsync(string folder)
    {
        var bin = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
        var cluster = new Cluster(bin, Path.Combine(folder, "postgres"), FreePort());
        Directory.CreateDirectory(cluster._folder);
        if (cluster._root && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute);
            await RunAsync("chown", "postgres:", cluster._folder);
        }

        await cluster.AsOwnerAsync("initdb", "-D", cluster._folder + "/data", "-U", "puente", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8");
        var options = string.Join(' ', Settings.Split(", ").Select(s => "-c " + s));
        await cluster.AsOwnerAsync("pg_ctl", "-D", cluster._folder + "/data", "-w", "-l", cluster._folder + "/log", "-o",
            string.Create(CultureInfo.InvariantCulture, $"-p {cluster.Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='{cluster._folder}' {options}"), "start");
        return cluster;
    }

    public async ValueTask DisposeAsync() => await AsOwnerAsync("pg_ctl", "-D", _folder + "/data", "-m", "immediate", "-w", "stop");

    private Task AsOwnerAsync(string program, params string[] args) =>
        _root ? RunAsync("runuser", ["-u", "postgres", "--", $"{_bin}/{program}", .. args]) : RunAsync($"{_bin}/{program}", args);

    private static async Task RunAsync(string program, params string[] args)
    {
        var start = new ProcessStartInfo(program, args) { WorkingDirectory = "/tmp", RedirectStandardOutput = program == "runuser" && args.Contains("initdb") };
        start.RedirectStandardInput = true;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
