using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Keeping;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Node.SignIn;

namespace Puente.Node.Api;

/// <summary>
/// Keeping a running node. A backup stays on the node's machine, in <c>backups/</c> of its folder: who keeps the node is no viewer, so
/// nothing that holds statements leaves through this door.
/// </summary>
internal static class NodeApi
{
    public sealed record BackupAnswer(string File, string Sha256, long Rows, int Tables, int Files);

    public sealed record DoctorAnswer(bool Healthy, IReadOnlyList<Checkup> Checkups);

    public static void MapNode(this RouteGroupBuilder api)
    {
        api.MapPost("/node/backups", BackupAsync).Needs(Role.Administrator).Does("node.backup");
        api.MapGet("/node/doctor", DoctorAsync).Needs(Role.Administrator).Does("node.doctor");
        api.MapPost("/node/rebuild", RebuildAsync).Needs(Role.Administrator).Does("node.rebuild");
    }

    private static async Task<Results<Ok<BackupAnswer>, ProblemHttpResult>> BackupAsync(HttpContext context, Backup backup, DataFolder folder, TimeProvider clock)
    {
        var name = "puente-" + clock.GetUtcNow().ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture) + ".zip";
        var receipt = await backup.WriteAsync(context.ViewerOf(), folder.Root, Path.Combine(folder.Backups, name), stop: context.RequestAborted);
        if (receipt.Refusal is { } refusal) return Refused.Problem(refusal);
        var manifest = receipt.Value.Manifest;
        return TypedResults.Ok(new BackupAnswer(receipt.Value.File, receipt.Value.Sha256, manifest.Rows, manifest.Tables.Count, manifest.Files.Count));
    }

    private static async Task<Ok<DoctorAnswer>> DoctorAsync(HttpContext context, Doctor doctor)
    {
        var checkups = new List<Checkup>();
        await foreach (var checkup in doctor.ExamineAsync(context.RequestAborted))
            if (!TellsOfRecord(checkup)) checkups.Add(checkup);
        return TypedResults.Ok(new DoctorAnswer(checkups.TrueForAll(c => c.Healthy), checkups));
    }

    /// <summary>How many rows there are, or of which kinds, would tell who keeps the node that something was recorded.</summary>
    private static bool TellsOfRecord(Checkup checkup) => checkup.Code.StartsWith("count.", StringComparison.Ordinal) || checkup.Code is "vocabulary.known" or "regime.known";

    private static async Task<NoContent> RebuildAsync(HttpContext context, Doctor doctor, Archive archive, ActLog acts)
    {
        await archive.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) => acts.WriteAsync(connection, transaction, context.ViewerOf(), "node.rebuild", "", null));
        await doctor.RebuildAsync(stop: context.RequestAborted);
        return TypedResults.NoContent();
    }
}
