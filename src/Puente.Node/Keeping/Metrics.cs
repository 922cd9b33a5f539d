using System.Diagnostics;
using System.Globalization;
using System.Text;
using Puente.Evidence.Keeping;
using Puente.Node.Certificates;
using Puente.Node.Hosting;

namespace Puente.Node.Keeping;

/// <summary>The figures of a running node in the text form of Prometheus (0.0.4). No name, address, search or count of the record.</summary>
internal sealed class Metrics(Meter meter, Health health, ClockWatch watch, BackupBook backups, ServerCertificates certificates, TimeProvider clock)
{
    public async Task<string> WriteAsync(CancellationToken stop)
    {
        var page = new StringBuilder();
        Family("puente_info", "gauge", "Version of the product.", [($"version=\"{typeof(Metrics).Assembly.GetName().Version!.ToString(3)}\"", 1)]);
        Family("puente_uptime_seconds", "gauge", "Since the node started.", [("", (clock.GetUtcNow() - meter.Started).TotalSeconds)]);
        Family("puente_ready", "gauge", "1 when the named thing is well.", (await health.LookAsync(stop)).Select(c => ($"check=\"{c.Name}\"", c.Well ? 1d : 0)));
        Family("puente_disk_free_bytes", "gauge", "Space left on the disk of the data folder.", [("", health.Space())]);
        Family("puente_clock_off_seconds", "gauge", "How far the clock is off, against the database or the last act.", [("", watch.Now.Off.TotalSeconds)]);
        var state = await BackupState.OfAsync(backups, clock);
        Family("puente_backup_ok", "gauge", "1 when copies are made as planned.", [("", state.Code is null ? 1 : 0)]);
        if (state.LastGood is { } good) Family("puente_backup_last_good_timestamp_seconds", "gauge", "When the last good copy was begun.", [("", good.ToUnixTimeSeconds())]);
        using (var certificate = certificates.Server())
            if (certificate is not null) Family("puente_certificate_ends_timestamp_seconds", "gauge", "When the certificate ends.", [("", new DateTimeOffset(certificate.NotAfter.ToUniversalTime()).ToUnixTimeSeconds())]);
        var tallies = meter.Tallies;
        Family("puente_requests_total", "counter", "Requests answered.", tallies.Select(t => (Labels(t.Method, t.Route, t.Status), (double)t.Count)));
        Family("puente_request_seconds_total", "counter", "Time spent on them.", tallies.Select(t => (Labels(t.Method, t.Route, t.Status), t.Total.TotalSeconds)));
        Family("puente_faults_remembered", "gauge", "Faults of the product that are remembered, at most fifty.", [("", meter.LastFaults.Count)]);
        Family("process_resident_memory_bytes", "gauge", "Memory in use.", [("", Environment.WorkingSet)]);
        Family("process_cpu_seconds_total", "counter", "Processor time used.", [("", Environment.CpuUsage.TotalTime.TotalSeconds)]);
        Family("dotnet_gc_heap_bytes", "gauge", "Managed memory.", [("", GC.GetTotalMemory(false))]);
        return page.ToString();

        void Family(string name, string kind, string help, IEnumerable<(string Labels, double Value)> samples)
        {
            page.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {kind}\n");
            foreach (var (labels, value) in samples)
                page.Append(CultureInfo.InvariantCulture, $"{name}{(labels.Length == 0 ? "" : "{" + labels + "}")} {value:R}\n");
        }
    }

    private static string Labels(string method, string route, int status) =>
        string.Create(CultureInfo.InvariantCulture, $"method=\"{method}\",route=\"{route.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\",status=\"{status}\"");
}
