using Puente.Evidence.Agencies;
using Puente.Evidence.Keeping;

namespace Puente.Node.Keeping;

/// <summary>
/// Copies the running node when its plan wants it: each minute it looks whether one is due. A node that was off at its time makes up for it; a copy
/// that failed is tried again within the hour.
/// </summary>
internal sealed class BackupSchedule(BackupBook book, DataFolder folder, TimeProvider clock, ILogger<BackupSchedule> log) : BackgroundService
{
    /// <summary>Makes a copy if one is due; what came of it, or null when none was.</summary>
    public async Task<BackupRun?> LookAsync(CancellationToken stop)
    {
        if (await book.PlanAsync() is not { } current) return null;
        var last = (await book.RunsAsync(BackupPlan.MostKept)).FirstOrDefault(r => r.Planned);
        if (!current.Plan.IsDue(current.Since, last is null ? null : (last.Began, last.Well), clock.GetUtcNow(), clock.LocalTimeZone)) return null;
        var receipt = await book.RunAsync(Author.Machine, folder, planned: true, stop);
        if (receipt.Refusal is { } refusal) log.LogError("backup failed {Code}", refusal.Code);
        return (await book.RunsAsync(1))[0];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        while (await minute.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception wrong) when (wrong is not OperationCanceledException)
            {
                // A store that cannot be reached now does not end the node; the next minute looks again.
                log.LogError(wrong, "backup not looked at");
            }
        }
    }
}
