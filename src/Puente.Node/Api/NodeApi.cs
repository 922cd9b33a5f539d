using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Puente.Evidence;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Keeping;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;
using Puente.Node.Hosting;
using Puente.Node.Keeping;
using Puente.Node.SignIn;

namespace Puente.Node.Api;

/// <summary>
/// Keeping a running node. A backup stays on the node's machine, in <c>backups/</c> of its folder: who keeps the node is no viewer, so
/// nothing that holds statements leaves through this door.
/// </summary>
internal static class NodeApi
{
    public sealed record BackupAnswer(string File, string Sha256, long Rows, int Tables, int Files);

    public sealed record PlanBody(string At, int Keep);

    public sealed record RunAnswer(DateTimeOffset Began, string File, long Bytes, string Sha256, bool Planned, bool Well, string Code, bool Removed);

    public sealed record BackupsAnswer(PlanBody? Plan, IReadOnlyList<RunAnswer> Runs);

    public sealed record DoctorAnswer(bool Healthy, IReadOnlyList<Checkup> Checkups);

    public static void MapNode(this RouteGroupBuilder api)
    {
        api.MapPost("/node/backups", BackupAsync).Needs(Role.Administrator).Does("node.backup");
        api.MapGet("/node/backups", BackupsAsync).Needs(Role.Administrator).Does("node.backups");
        api.MapPost("/node/backup-plan", PlanAsync).Needs(Role.Administrator).Does("node.backup-plan");
        api.MapGet("/node/doctor", DoctorAsync).Needs(Role.Administrator).Does("node.doctor");
        api.MapGet("/node/support", SupportAsync).Needs(Role.Administrator).Does("node.support");
        api.MapPost("/node/rebuild", RebuildAsync).Needs(Role.Administrator).Does("node.rebuild").Asks();
    }

    private static async Task<Results<Ok<BackupAnswer>, ProblemHttpResult>> BackupAsync(HttpContext context, BackupBook backups, DataFolder folder)
    {
        var receipt = await backups.RunAsync(context.ViewerOf(), folder, planned: false, context.RequestAborted);
        if (receipt.Refusal is { } refusal) return Refused.Problem(refusal);
        var manifest = receipt.Value.Manifest;
        return TypedResults.Ok(new BackupAnswer(receipt.Value.File, receipt.Value.Sha256, manifest.Rows, manifest.Tables.Count, manifest.Files.Count));
    }

    private static async Task<Ok<BackupsAnswer>> BackupsAsync(BackupBook backups) => TypedResults.Ok(new BackupsAnswer(
        (await backups.PlanAsync())?.Plan is { } plan ? new PlanBody(plan.At.ToString("HH:mm", CultureInfo.InvariantCulture), plan.Keep) : null,
        [.. (await backups.RunsAsync(60)).Select(r => new RunAnswer(r.Began, r.File, r.Bytes, r.Sha256, r.Planned, r.Well, r.Code, r.Removed))]));

    private static async Task<Results<NoContent, ProblemHttpResult>> PlanAsync(PlanBody body, HttpContext context, BackupBook backups)
    {
        var plan = BackupPlan.Read(body.At, body.Keep.ToString(CultureInfo.InvariantCulture));
        if (plan.Refusal is { } unfit) return Refused.Problem(unfit);
        return (await backups.SetPlanAsync(context.ViewerOf(), plan.Value)).Refusal is { } refusal ? Refused.Problem(refusal) : TypedResults.NoContent();
    }

    private static async Task<Ok<DoctorAnswer>> DoctorAsync(HttpContext context, Doctor doctor)
    {
        var checkups = new List<Checkup>();
        await foreach (var checkup in doctor.ExamineAsync(context.RequestAborted))
            if (!checkup.TellsOfRecord) checkups.Add(checkup);
        return TypedResults.Ok(new DoctorAnswer(checkups.TrueForAll(c => c.Healthy), checkups));
    }

    private static async Task<JsonHttpResult<System.Text.Json.Nodes.JsonObject>> SupportAsync(HttpContext context, EvidenceStore store, ActLog acts, DataFolder folder, NodeOptions options, Meter meter)
    {
        await store.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) => acts.WriteAsync(connection, transaction, context.ViewerOf(), "node.support", "", null));
        return TypedResults.Json(await SupportBundle.MakeAsync(store, folder.Root, options.Settings, meter, context.RequestAborted));
    }

    private static async Task<NoContent> RebuildAsync(HttpContext context, Doctor doctor, Archive archive, ActLog acts)
    {
        await archive.Database.Writer.WriteAsync(Lane.Prompt, (connection, transaction) => acts.WriteAsync(connection, transaction, context.ViewerOf(), "node.rebuild", "", null));
        await doctor.RebuildAsync(stop: context.RequestAborted);
        return TypedResults.NoContent();
    }
}
