using System.Globalization;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Records;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Keeping;

/// <summary>One copy that was tried.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Planned">Whether the plan wanted it.</param>
/// <param name="Began">When it began.</param>
/// <param name="Took">How long writing and verifying took.</param>
/// <param name="File">The archive's name; empty when there is none.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Of the archive.</param>
/// <param name="Code">Empty when it was written and read back whole; else the code of what went wrong.</param>
/// <param name="Removed">Whether the plan has removed the archive since.</param>
public sealed record BackupRun(long Key, bool Planned, DateTimeOffset Began, TimeSpan Took, string File, long Bytes, string Sha256, string Code, bool Removed)
{
    /// <summary>Whether it was written and read back whole.</summary>
    public bool Well => Code.Length == 0;
}

/// <summary>Copies of a running node: the plan, each try with its result, and what is removed when newer ones are there. Thread-safe.</summary>
public sealed class BackupBook(Archive archive, ActLog acts, Backup backup) : IDisposable
{
    private const string PlanName = "backup-plan";
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>The plan and since when it counts; null when there is none.</summary>
    public async Task<(BackupPlan Plan, DateTimeOffset Since)?> PlanAsync()
    {
        await using var connection = await archive.Database.OpenAsync();
        return await connection.ExecuteScalarAsync<string?>("select value from node where name = @PlanName", new { PlanName }) is { } text && text.Split(';') is [var at, var keep, var since]
            ? (BackupPlan.Read(at, keep).Value, DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(since, CultureInfo.InvariantCulture)))
            : null;
    }

    /// <summary>Makes the plan, or ends it with null. An act. Refuses <c>roster.not-administrator</c>.</summary>
    public async Task<Result<Done>> SetPlanAsync(Author by, BackupPlan? plan)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Administers) return new Refusal("roster.not-administrator");
        await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            await connection.ExecuteAsync("delete from node where name = @PlanName", new { PlanName }, transaction);
            var at = plan?.At.ToString("HH:mm", CultureInfo.InvariantCulture);
            if (plan is not null)
            {
                var value = string.Create(CultureInfo.InvariantCulture, $"{at};{plan.Keep};{archive.Clock.GetUtcNow().ToUnixTimeMilliseconds()}");
                await connection.ExecuteAsync("insert into node (name, value) values (@PlanName, @value)", new { PlanName, value }, transaction);
            }

            await acts.WriteAsync(connection, transaction, by.Officer.Key, by.Unit, by.Purpose, "node.backup-plan", "", null, new { at, keep = plan?.Keep });
        });
        return new Done();
    }

    /// <summary>The latest tries, newest first.</summary>
    public async Task<IReadOnlyList<BackupRun>> RunsAsync(int most)
    {
        await using var connection = await archive.Database.OpenAsync();
        return [.. (await connection.QueryAsync<RunRow>(
            "select key, planned, began, took, file, bytes, sha256, code, removed from backup_run order by key desc limit @most", new { most })).Select(Run)];
    }

    /// <summary>
    /// Copies the node to <c>backups/</c>, reads the copy back, notes how it went, and after a copy of the plan removes what it no longer keeps. One at a
    /// time. Refuses what <see cref="Backup.WriteAsync"/> and <see cref="BackupCheck.VerifyAsync"/> refuse, and <c>backup.failed</c>.
    /// </summary>
    public async Task<Result<BackupReceipt>> RunAsync(Author by, DataFolder folder, bool planned, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        await _one.WaitAsync(stop);
        try
        {
            var began = archive.Clock.GetUtcNow();
            var started = archive.Clock.GetTimestamp();
            var receipt = await MadeAsync(by, folder, began, stop);
            await NoteAsync(planned, began, archive.Clock.GetElapsedTime(started), receipt);
            if (planned && receipt.IsOk && await PlanAsync() is { } current) await RemoveAsync(folder, current.Plan.Keep);
            return receipt;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<Result<BackupReceipt>> MadeAsync(Author by, DataFolder folder, DateTimeOffset began, CancellationToken stop)
    {
        try
        {
            var file = Path.Combine(folder.Backups, "puente-" + began.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture) + ".zip");
            var receipt = await backup.WriteAsync(by, folder.Root, file, stop: stop);
            if (!receipt.IsOk) return receipt;
            return (await BackupCheck.VerifyAsync(file, stop)).Refusal is { } damaged ? damaged : receipt;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return new Refusal("backup.failed", ("reason", wrong.GetType().Name));
        }
    }

    private Task NoteAsync(bool planned, DateTimeOffset began, TimeSpan took, Result<BackupReceipt> receipt) =>
        archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var key = (await connection.ExecuteScalarAsync<long?>("select max(key) from backup_run", transaction: transaction) ?? 0) + 1;
            var file = receipt.IsOk ? receipt.Value.File : "";
            await connection.ExecuteAsync(
                """
                insert into backup_run (key, planned, began, took, file, bytes, sha256, code, removed)
                values (@key, @planned, @began, @took, @name, @bytes, @sha256, @code, 0)
                """,
                new
                {
                    key,
                    planned = planned ? 1L : 0L,
                    began = began.ToUnixTimeMilliseconds(),
                    took = (long)took.TotalMilliseconds,
                    name = Path.GetFileName(file),
                    bytes = receipt.IsOk ? new FileInfo(file).Length : 0L,
                    sha256 = receipt.IsOk ? receipt.Value.Sha256 : "",
                    code = receipt.Refusal?.Code ?? "",
                }, transaction);
            if (receipt.Refusal is { } refusal) await acts.WriteAsync(connection, transaction, 0, "", "administration", "node.backup-failed", "", null, new { code = refusal.Code });
        });

    /// <summary>Removes copies of the plan beyond the newest good ones; copies that somebody asked for stay.</summary>
    private async Task RemoveAsync(DataFolder folder, int keep)
    {
        foreach (var old in (await RunsAsync(10_000)).Where(r => r is { Planned: true, Well: true, Removed: false }).Skip(keep))
        {
            File.Delete(Path.Combine(folder.Backups, old.File));
            await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
            {
                await connection.ExecuteAsync("update backup_run set removed = 1 where key = @Key", new { old.Key }, transaction);
                await acts.WriteAsync(connection, transaction, 0, "", "administration", "node.backup-removed", old.File, null);
            });
        }
    }

    private static BackupRun Run(RunRow row) => new(row.Key, row.Planned == 1, DateTimeOffset.FromUnixTimeMilliseconds(row.Began), TimeSpan.FromMilliseconds(row.Took), row.File, row.Bytes, row.Sha256, row.Code, row.Removed == 1);

    private sealed record RunRow(long Key, long Planned, long Began, long Took, string File, long Bytes, string Sha256, string Code, long Removed);
}
