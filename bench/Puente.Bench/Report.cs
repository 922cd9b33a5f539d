using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Dapper;
using Puente.Evidence.Storage;

namespace Puente.Bench;

/// <summary>A page of results in Markdown, also shown line by line, with the machine and the command.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();

    public Report(string title, string command)
    {
        Line($"# {title}");
        Line("");
        Line($"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Machine()}");
        Line("");
        Line($"    dotnet run -c Release --project bench/Puente.Bench -- {command}");
        Line("");
    }

    public void Title(string title)
    {
        Line("");
        Line($"## {title}");
        Line("");
    }

    public void Line(string text)
    {
        Console.WriteLine(text);
        _text.Append(text).Append('\n');
    }

    public void Table(params string[] columns)
    {
        Line("| " + string.Join(" | ", columns) + " |");
        Line("|" + string.Concat(columns.Select(_ => "---:|")));
    }

    public void Row(params object[] cells) =>
        Line("| " + string.Join(" | ", cells.Select(c => c is string text ? text : string.Format(CultureInfo.InvariantCulture, c is double d && d < 100 ? "{0:N1}" : "{0:N0}", c))) + " |");

    public async Task SaveAsync(string? folder, string name)
    {
        if (folder is null) return;
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, name), _text.ToString());
    }

    /// <summary>Processes that want a core, averaged over a minute.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "";

    private static string Machine()
    {
        var cpu = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() : null;
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        return string.Create(CultureInfo.InvariantCulture,
            $"{cpu ?? "unknown processor"}, {Environment.ProcessorCount} cores, {memory} GB memory, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, load {Load()} at the start.");
    }
}

/// <summary>Quantiles of what was measured.</summary>
internal static class Spread
{
    public static double Of(IReadOnlyCollection<double> values, double part)
    {
        if (values.Count == 0) return 0;
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))];
    }
}

/// <summary>Room on disk.</summary>
internal static class Disk
{
    /// <summary>Bytes of a table and its indexes.</summary>
    public static async Task<long> BytesAsync(Place place, string table)
    {
        await using var database = await Database.OpenAsync(place.Connection, []);
        await using var connection = await database.OpenAsync();
        return place.Cluster is null
            ? await connection.ExecuteScalarAsync<long>("select page_count * page_size from pragma_page_count(), pragma_page_size()")
            : await connection.ExecuteScalarAsync<long>("select pg_total_relation_size(@table::regclass)", new { table });
    }

    /// <summary>The database's version.</summary>
    public static async Task<string> VersionAsync(Place place)
    {
        await using var database = await Database.OpenAsync(place.Connection, []);
        await using var connection = await database.OpenAsync();
        return (await connection.ExecuteScalarAsync<string>(place.Cluster is null ? "select 'SQLite ' || sqlite_version()" : "select 'PostgreSQL ' || current_setting('server_version')"))!;
    }
}
