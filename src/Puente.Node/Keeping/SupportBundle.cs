using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Dapper;
using Puente.Evidence;
using Puente.Evidence.Keeping;
using Puente.Node.Certificates;
using Puente.Node.Hosting;
using Puente.Node.Setup;

namespace Puente.Node.Keeping;

/// <summary>
/// What who helps from afar needs to know of a node: versions, configuration without names and secrets, what the doctor found, how backups and the clock
/// stand, how long requests take, which faults there were. No person, statement, officer, agency, host, file name or address is in it.
/// </summary>
internal static class SupportBundle
{
    /// <summary>Makes it. For the running node, <paramref name="meter"/> says how requests went; who keeps it is not told how much is recorded.</summary>
    public static async Task<JsonObject> MakeAsync(EvidenceStore store, string folder, NodeSettings? settings, Meter? meter, CancellationToken stop)
    {
        var watch = new ClockWatch(store.Archive, store.Clock == TimeProvider.System);
        return new JsonObject
        {
            ["made"] = store.Clock.GetUtcNow(),
            ["versions"] = await VersionsAsync(store),
            ["configuration"] = Configuration(store, settings),
            ["certificate"] = Certificate(folder, store.Clock),
            ["clock"] = new JsonObject { ["offSeconds"] = (await watch.LookAsync(stop)).Off.TotalSeconds, ["code"] = watch.Now.Code },
            ["backups"] = await BackupsAsync(store),
            ["doctor"] = await DoctorAsync(store, counts: meter is null, stop),
            ["requests"] = meter is null ? null : new JsonArray([.. meter.Tallies.Select(t => (JsonNode)new JsonObject { ["method"] = t.Method, ["route"] = t.Route, ["status"] = t.Status, ["count"] = t.Count, ["seconds"] = t.Total.TotalSeconds, ["longest"] = t.Longest.TotalSeconds })]),
            ["faults"] = meter is null ? null : new JsonArray([.. meter.LastFaults.Select(f => (JsonNode)new JsonObject { ["at"] = f.At, ["kind"] = f.Kind, ["route"] = f.Where })]),
        };
    }

    private static async Task<JsonObject> VersionsAsync(EvidenceStore store)
    {
        await using var connection = await store.Database.OpenAsync();
        var applied = await connection.QueryAsync<(string Name, long Version)>("select name, version from schema_version order by name, version");
        return new JsonObject
        {
            ["puente"] = typeof(SupportBundle).Assembly.GetName().Version!.ToString(3),
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["system"] = RuntimeInformation.OSDescription,
            ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
            ["processors"] = Environment.ProcessorCount,
            ["store"] = new JsonObject(applied.GroupBy(v => v.Name).Select(g => KeyValuePair.Create(g.Key, (JsonNode?)g.Max(v => v.Version)))),
        };
    }

    private static JsonObject Configuration(EvidenceStore store, NodeSettings? settings) => new()
    {
        ["database"] = store.Database.IsPostgres ? "postgresql" : "sqlite",
        ["setUp"] = settings is not null,
        ["listens"] = settings is null ? null : new JsonArray([.. (ListenUrls.Read(settings.Urls) ?? []).Select(u => (JsonNode)string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{u.Scheme}:{u.Port}"))]),
        ["hosts"] = settings?.Hosts.Count,
        ["metricsToken"] = settings?.MetricsToken is { Length: > 0 },
        ["zone"] = store.Clock.LocalTimeZone.Id,
    };

    private static JsonObject? Certificate(string folder, TimeProvider clock)
    {
        using var certificates = new ServerCertificates(folder, clock);
        using var server = certificates.Server();
        return server is null ? null : new JsonObject { ["own"] = certificates.HasOwnAuthority, ["daysLeft"] = (int)(server.NotAfter.ToUniversalTime() - clock.GetUtcNow().UtcDateTime).TotalDays };
    }

    private static async Task<JsonObject> BackupsAsync(EvidenceStore store) => new()
    {
        ["state"] = (await BackupState.OfAsync(store.Backups, store.Clock)).Code ?? "ok",
        ["keep"] = (await store.Backups.PlanAsync())?.Plan.Keep,
        ["runs"] = new JsonArray([.. (await store.Backups.RunsAsync(30)).Select(r => (JsonNode)new JsonObject { ["began"] = r.Began, ["seconds"] = r.Took.TotalSeconds, ["planned"] = r.Planned, ["code"] = r.Code })]),
    };

    private static async Task<JsonArray> DoctorAsync(EvidenceStore store, bool counts, CancellationToken stop)
    {
        var checkups = new JsonArray();
        await foreach (var checkup in store.Doctor.ExamineAsync(stop))
            if (counts || !checkup.TellsOfRecord) checkups.Add(new JsonObject { ["code"] = checkup.Code, ["healthy"] = checkup.Healthy, ["count"] = checkup.Count });
        return checkups;
    }
}
