using Dapper;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Records;

public sealed partial class Recorder
{
    /// <summary>
    /// Holds a statement for a court: from now on nothing takes it away. What withdraws, ends or expires it seals it instead, for the
    /// disclosure custodians of the agency that holds it. Any reader of the whole statement may hold it, whoever owns it. Refuses
    /// <c>record.not-allowed</c>, <c>record.no-such-statement</c>, <c>hold.no-reason</c>, <c>hold.exists</c> (by the same agency).
    /// </summary>
    public async Task<Result<HoldId>> PlaceHoldAsync(Viewer by, StatementId id, string reason)
    {
        ArgumentNullException.ThrowIfNull(by);
        if ((by.Roles & (Role.Recorder | Role.DisclosureCustodian)) == 0) return new Refusal("record.not-allowed");
        if (string.IsNullOrWhiteSpace(reason)) return new Refusal("hold.no-reason");
        var reading = await archive.ReadAsync(by);
        if (await reading.WholeMarkingAsync(id) is not { } marking) return new Refusal("record.no-such-statement");
        return await archive.Database.Writer.WriteAsync<Result<HoldId>>(Lane.Prompt, async (connection, transaction) =>
        {
            var held = await connection.ExecuteScalarAsync<long>("select count(*) from hold where statement = @Key and owner = @Agency and released is null", new { id.Key, by.Subject.Agency }, transaction);
            if (held > 0) return new Refusal("hold.exists");
            var key = await connection.ExecuteScalarAsync<long>("select coalesce(max(key), 0) + 1 from hold", transaction: transaction);
            await connection.ExecuteAsync(
                "insert into hold (key, statement, reason, owner, officer, since) values (@key, @statement, @reason, @Agency, @officer, @now)",
                new { key, statement = id.Key, reason, by.Subject.Agency, officer = by.Officer.Id.Key, now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds() }, transaction);
            await acts.WriteAsync(connection, transaction, by, "hold.place", archive.Ids.Text(id.Kind, id.Key), marking, new { reason });
            return new HoldId(key);
        });
    }

    /// <summary>
    /// Releases a hold of the viewer's agency; what was sealed by it goes the way it would have gone. Refuses <c>record.not-allowed</c>
    /// (neither custodian nor release authority), <c>hold.unknown</c> (none of this agency, or released), <c>hold.no-reason</c>.
    /// </summary>
    public async Task<Result<Done>> ReleaseHoldAsync(Viewer by, HoldId id, string reason)
    {
        ArgumentNullException.ThrowIfNull(by);
        if ((by.Roles & (Role.ReleaseAuthority | Role.DisclosureCustodian)) == 0) return new Refusal("record.not-allowed");
        if (string.IsNullOrWhiteSpace(reason)) return new Refusal("hold.no-reason");
        return await archive.Database.Writer.WriteAsync<Result<Done>>(Lane.Prompt, async (connection, transaction) =>
        {
            var hold = await connection.QuerySingleOrDefaultAsync<(string Owner, long Marking)?>(
                """
                select h.owner, t.marking from hold h
                join (select key, marking from attribute union all select key, marking from fact union all select key, marking from same_as) t on t.key = h.statement
                where h.key = @Key and h.released is null
                """, new { id.Key }, transaction);
            if (hold is not var (owner, marking) || !by.Subject.Agencies.Contains(owner)) return new Refusal("hold.unknown");
            await connection.ExecuteAsync("update hold set released = @now where key = @Key", new { id.Key, now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds() }, transaction);
            await acts.WriteAsync(connection, transaction, by, "hold.release", archive.Ids.Text(IdKind.Hold, id.Key), new MarkingId(marking), new { reason });
            return new Done();
        });
    }
}
