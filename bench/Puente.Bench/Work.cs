using System.Diagnostics;
using System.Globalization;

namespace Puente.Bench;

/// <summary>Processor time used by this process and, with a cluster, by its server: what a rate would be limited by on a machine at rest.</summary>
internal static class Work
{
    private const double TicksPerSecond = 100;

    /// <summary>Seconds so far.</summary>
    public static double Seconds(Place place)
    {
        using var self = Process.GetCurrentProcess();
        var own = self.TotalProcessorTime.TotalSeconds;
        return place.Cluster is null ? own : own + Server(place.Cluster.Postmaster);
    }

    private static double Server(int postmaster)
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
        {
            try
            {
                var stat = File.ReadAllText(folder + "/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                long Field(int at) => long.Parse(fields[at], CultureInfo.InvariantCulture);
                if (Field(1) == postmaster) ticks += Field(11) + Field(12);
            }
            catch (IOException)
            {
                // A process that ended meanwhile.
            }
        }

        return ticks / TicksPerSecond;
    }
}
