using Microsoft.Extensions.Hosting;
using Puente.Evidence.Acts;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Import.Jobs;

/// <summary>Removes files of the import folder that have no use any more: when the node starts, and every hour. What it removed is an act.</summary>
public sealed class UploadRetention(Archive archive, ActLog acts, string folder) : BackgroundService
{
    /// <summary>Removes what may go now and gives back how many files that were.</summary>
    public async Task<int> CleanAsync(CancellationToken stop = default)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        var found = await Leftovers.FindAsync(connection, folder, archive.Clock.GetUtcNow());
        foreach (var (path, _) in found)
            File.Delete(path);
        if (found.Count > 0)
            await archive.Database.Writer.WriteAsync(Lane.Prompt, (open, transaction) => acts.WriteAsync(open, transaction, 0, "", "administration", "import.clean", "", null,
                new { expired = found.Count(f => f.Why == Leftover.Expired), unfinished = found.Count(f => f.Why == Leftover.Unfinished), ownerless = found.Count(f => f.Why == Leftover.Ownerless) }));
        return found.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), archive.Clock);
        do await CleanAsync(stoppingToken);
        while (await hourly.WaitForNextTickAsync(stoppingToken));
    }
}
