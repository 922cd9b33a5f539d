using System.Buffers;
using System.Globalization;
using Puente.Evidence;
using Puente.Node.Hosting;

namespace Puente.Node.Setup;

/// <summary>How the operating system runs a node as a service: the unit of systemd, or the words for the service control of Windows.</summary>
internal static class ServiceUnit
{
    /// <summary>The account of the service on Linux, and the name of the service everywhere.</summary>
    public const string Name = "puente";

    private const string StateRoot = "/var/lib/";

    private static readonly SearchValues<char> PlainName = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    /// <summary>Folders that <c>ProtectHome</c> and <c>PrivateTmp</c> hide from the service.</summary>
    private static readonly string[] Hidden = ["/home", "/root", "/run/user", "/tmp", "/var/tmp"];

    /// <summary>
    /// A unit that gives the node its data folder and nothing else: no rights of root, no other files to write, no devices, no other users' processes.
    /// Memory may be executable, since the runtime compiles as it runs. Refuses <c>service.path</c> for a program or folder that the service would
    /// not reach, or whose path a unit cannot hold.
    /// </summary>
    /// <param name="executable">Full path of <c>puente</c>.</param>
    /// <param name="data">Full path of the data folder.</param>
    /// <param name="settings">The node's settings; a port below 1024 needs one capability.</param>
    public static Result<string> ForSystemd(string executable, string data, NodeSettings? settings)
    {
        if (Array.Find([executable, data], p => !IsUsable(p)) is { } path) return new Refusal("service.path", ("path", path));
        var low = settings is not null && (ListenUrls.Read(settings.Urls)?.Any(u => u.Port < 1024) ?? false);
        var state = data.StartsWith(StateRoot, StringComparison.Ordinal) && data.AsSpan(StateRoot.Length) is { IsEmpty: false } name && !name.ContainsAnyExcept(PlainName)
            ? $"StateDirectory={data[StateRoot.Length..]}\nStateDirectoryMode=0700"
            : "ReadWritePaths=" + Quoted(data);
        return string.Create(CultureInfo.InvariantCulture, $"""
            [Unit]
            Description=Puente node {Words(settings?.Name ?? "")}
            Wants=network-online.target
            After=network-online.target

            [Service]
            Type=notify
            ExecStart={Argument(executable)} serve --data {Argument(data)}
            User={Name}
            Group={Name}
            UMask=0077
            Restart=on-failure
            RestartSec=5
            TimeoutStopSec=60
            LimitNOFILE=65536
            {state}
            CapabilityBoundingSet={(low ? "CAP_NET_BIND_SERVICE" : "")}
            AmbientCapabilities={(low ? "CAP_NET_BIND_SERVICE" : "")}
            NoNewPrivileges=yes
            ProtectSystem=strict
            ProtectHome=yes
            PrivateTmp=yes
            PrivateDevices=yes
            ProtectProc=invisible
            ProtectClock=yes
            ProtectHostname=yes
            ProtectKernelTunables=yes
            ProtectKernelModules=yes
            ProtectKernelLogs=yes
            ProtectControlGroups=yes
            RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
            RestrictNamespaces=yes
            RestrictRealtime=yes
            RestrictSUIDSGID=yes
            RemoveIPC=yes
            LockPersonality=yes
            KeyringMode=private
            SystemCallArchitectures=native
            SystemCallFilter=@system-service
            SystemCallErrorNumber=EPERM

            [Install]
            WantedBy=multi-user.target

            """).ReplaceLineEndings("\n");
    }

    /// <summary>What <c>sc.exe</c> is told: a service that starts with the machine under the account with the fewest rights.</summary>
    public static IReadOnlyList<string> ForWindows(string executable, string data) =>
        ["create", Name, "binPath=", $"\"{executable}\" serve --data \"{data}\"", "start=", "auto", "obj=", @"NT AUTHORITY\LocalService", "DisplayName=", "Puente"];

    private static bool IsUsable(string path) =>
        !path.Any(c => char.IsControl(c) || c is '"' or '\\') && !Array.Exists(Hidden, h => path == h || path.StartsWith(h + "/", StringComparison.Ordinal));

    /// <summary>A line of words: nothing that ends the line or joins the next one to it, for the name comes from a file that may be another's.</summary>
    private static string Words(string text) => Literal(string.Concat(text.Where(c => !char.IsControl(c) && c != '\\')));

    /// <summary>A path of a unit file (systemd.syntax).</summary>
    private static string Quoted(string path) => "\"" + Literal(path) + "\"";

    /// <summary>A word of a command, where a variable could stand too (systemd.service).</summary>
    private static string Argument(string word) => Quoted(word).Replace("$", "$$", StringComparison.Ordinal);

    /// <summary>Without specifiers (systemd.unit).</summary>
    private static string Literal(string text) => text.Replace("%", "%%", StringComparison.Ordinal);
}
