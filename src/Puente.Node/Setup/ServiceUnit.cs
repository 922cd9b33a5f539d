using System.Globalization;
using Puente.Node.Hosting;

namespace Puente.Node.Setup;

/// <summary>How the operating system runs a node as a service: the unit of systemd, or the words for the service control of Windows.</summary>
internal static class ServiceUnit
{
    /// <summary>The account of the service on Linux, and the name of the service everywhere.</summary>
    public const string Name = "puente";

    private const string StateRoot = "/var/lib/";

    /// <summary>
    /// A unit that gives the node its data folder and nothing else: no rights of root, no other files to write, no devices, no other users' processes.
    /// Memory may be executable, since the runtime compiles as it runs.
    /// </summary>
    /// <param name="executable">Full path of <c>puente</c>.</param>
    /// <param name="data">Full path of the data folder.</param>
    /// <param name="settings">The node's settings; a port below 1024 needs one capability.</param>
    public static string ForSystemd(string executable, string data, NodeSettings? settings)
    {
        var low = settings is not null && (ListenUrls.Read(settings.Urls)?.Any(u => u.Port < 1024) ?? false);
        var state = data.StartsWith(StateRoot, StringComparison.Ordinal) && data.IndexOf('/', StateRoot.Length) < 0
            ? $"StateDirectory={data[StateRoot.Length..]}\nStateDirectoryMode=0700"
            : "ReadWritePaths=" + Quoted(data);
        return string.Create(CultureInfo.InvariantCulture, $"""
            [Unit]
            Description=Puente node {(settings?.Name ?? "").Replace("%", "%%", StringComparison.Ordinal)}
            Wants=network-online.target
            After=network-online.target

            [Service]
            Type=notify
            ExecStart={Quoted(executable)} serve --data {Quoted(data)}
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

    /// <summary>A word of a unit file: quoted, with its own signs escaped (systemd.syntax, systemd.unit).</summary>
    private static string Quoted(string word) =>
        "\"" + word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal).Replace("$", "$$", StringComparison.Ordinal) + "\"";
}
