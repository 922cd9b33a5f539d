using Puente.Evidence.Keeping;

namespace Puente.Node.Keeping;

/// <summary>Whether copies are made as planned.</summary>
/// <param name="Code">Null when they are; else <c>backups.none</c>, <c>backups.failed</c> or <c>backups.late</c>, the front of its texts.</param>
/// <param name="LastGood">When the last good copy was begun.</param>
internal sealed record BackupState(string? Code, DateTimeOffset? LastGood)
{
    /// <summary>A good copy may be this old before it counts as late: a day, and time to make one.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromHours(26);

    /// <summary>The state of the moment.</summary>
    public static async Task<BackupState> OfAsync(BackupBook book, TimeProvider clock)
    {
        var runs = await book.RunsAsync(BackupPlan.MostKept);
        var good = runs.FirstOrDefault(r => r.Well)?.Began;
        if (await book.PlanAsync() is not { } current) return new("backups.none", good);
        if (runs.Count > 0 && !runs[0].Well) return new("backups.failed", good);
        var since = good is { } last && last > current.Since ? last : current.Since;
        return new(clock.GetUtcNow() - since > Late ? "backups.late" : null, good);
    }
}
