using System.Data.Common;
using Dapper;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Records;

/// <summary>What withdrawing a source or undoing an import would do, shown before it is done.</summary>
/// <param name="Attributes">Attributes that would no longer show.</param>
/// <param name="Facts">Facts that would no longer show.</param>
/// <param name="SameAs">Same-as statements that would no longer show.</param>
/// <param name="Entities">Entities made by it of which nothing else would remain.</param>
/// <param name="Later">Statements by others about those entities that would remain without them.</param>
/// <param name="Held">Statements under legal hold: sealed for the disclosure custodian instead.</param>
public sealed record Effect(long Attributes, long Facts, long SameAs, long Entities, long Later, long Held);

public sealed partial class Recorder
{
    /// <summary>
    /// Withdraws one statement of the viewer's agency: it stays in the history. Refuses <c>record.no-such-statement</c>,
    /// <c>record.already-ended</c>, <c>record.not-allowed</c>, <c>standing.last-role</c> (a person about whom more is recorded keeps a role).
    /// </summary>
    public async Task<Result<RecordingId>> RetractAsync(Viewer by, StatementId id, string reason)
    {
        var reading = await archive.ReadAsync(by);
        if (!by.Roles.HasFlag(Role.Recorder)) return new Refusal("record.not-allowed");
        if (!await reading.OwnsAsync(id)) return new Refusal("record.no-such-statement");
        if (await IsLastRoleAsync(reading, id)) return new Refusal("standing.last-role");
        return await archive.Database.Writer.WriteAsync<Result<RecordingId>>(Lane.Prompt, async (connection, transaction) =>
        {
            var row = await RowAsync(connection, transaction, id);
            if (row.Ended is not null) return new Refusal("record.already-ended");
            var recording = await OpenRecordingAsync(connection, transaction, by,
                new Provenance(new SourceId(row.Source), Evaluation.Unknown, archive.Markings[new MarkingId(row.Marking)], row.Language), new MarkingId(row.Marking), null, RecordingState.InForce);
            await connection.ExecuteAsync($"update {Table(id.Kind)} set ended = @recording where key = @Key", new { recording = recording.Key, id.Key }, transaction);
            foreach (var derived in archive.Derived) await derived.EndedAsync(connection, transaction, id, recording);
            await acts.WriteAsync(connection, transaction, by, "statement.retract", archive.Ids.Text(id.Kind, id.Key), new MarkingId(row.Marking), new { reason });
            return recording;
        });
    }

    /// <summary>Whether a statement is the only role, as far as the reader sees, of a person about whom something else stands.</summary>
    private static async Task<bool> IsLastRoleAsync(Reading reading, StatementId id)
    {
        if (id.Kind != IdKind.Attribute || await reading.AttributeAsync(id) is not { Property: Standing.Property, Ended: false } role) return false;
        var standing = (await reading.AttributesAsync(role.Entity)).Where(a => !a.Ended && a.Id != id).ToList();
        return standing.Count > 0 && !standing.Exists(a => a.Property == Standing.Property) && await reading.EntityAsync(role.Entity) is { Kind: "Person" };
    }

    /// <summary>
    /// Points a statement to another marking of the same owner and unit. Tightening is free to the owner's recorders; loosening
    /// needs the release authority. The statement and its history stay; both markings are in the act. Refuses
    /// <c>record.no-such-statement</c>, <c>marking.loosens</c>, <c>record.foreign-owner</c>.
    /// </summary>
    public async Task<Result<Done>> RemarkAsync(Viewer by, StatementId id, Marking marking, string reason)
    {
        var reading = await archive.ReadAsync(by);
        if (!await reading.OwnsAsync(id)) return new Refusal("record.no-such-statement");
        await using var open = await archive.Database.OpenAsync();
        var row = await RowAsync(open, null, id);
        var old = archive.Markings[new MarkingId(row.Marking)];
        var next = marking with { Owner = old.Owner, Unit = old.Unit, Regime = old.Regime };
        if (!Tightening.Is(old, next) && !by.Roles.HasFlag(Role.ReleaseAuthority)) return new Refusal("marking.loosens");
        var to = await archive.Markings.InternAsync(next);
        await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            await connection.ExecuteAsync($"update {Table(id.Kind)} set marking = @to where key = @Key", new { to = to.Key, id.Key }, transaction);
            foreach (var derived in archive.Derived) await derived.RemarkedAsync(connection, transaction, id, to);
            await acts.WriteAsync(connection, transaction, by, "statement.remark", archive.Ids.Text(id.Kind, id.Key), Closer(old, next, new MarkingId(row.Marking), to),
                new { reason, from = MarkingText.Write(old), to = MarkingText.Write(next) });
        });
        return new Done();
    }

    /// <summary>What withdrawing the source would do.</summary>
    public async Task<Result<Effect>> EffectOfWithdrawingAsync(Viewer by, SourceId id)
    {
        var reading = await archive.ReadAsync(by);
        if (await reading.SourceAsync(id) is not { } source || !by.Subject.Agencies.Contains(source.Owner)) return new Refusal("record.no-such-source");
        return await EffectAsync(reading, "select key from recording where source = @key and state = 1", id.Key);
    }

    /// <summary>
    /// Withdraws a source of the viewer's agency: none of its statements shows any more, in one step; history and proof stay.
    /// </summary>
    public async Task<Result<Effect>> WithdrawAsync(Viewer by, SourceId id, string reason)
    {
        if (!by.Roles.HasFlag(Role.Recorder)) return new Refusal("record.not-allowed");
        var effect = await EffectOfWithdrawingAsync(by, id);
        if (!effect.IsOk) return effect;
        await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            var recordings = await CloseAsync(connection, transaction, "source = @key", id.Key, RecordingState.Withdrawn);
            await connection.ExecuteAsync("update source set state = 3 where key = @Key", new { id.Key }, transaction);
            var marking = await connection.ExecuteScalarAsync<long>("select marking from source where key = @Key", new { id.Key }, transaction);
            await acts.WriteAsync(connection, transaction, by, "source.withdraw", archive.Ids.Text(IdKind.Source, id.Key), new MarkingId(marking), new { reason });
            return recordings;
        }, archive.States.Hide);
        return effect;
    }

    /// <summary>Takes the recordings in force that a condition on <c>@key</c> selects out of force, and says which they were.</summary>
    internal async Task<IReadOnlyList<long>> CloseAsync(DbConnection connection, DbTransaction transaction, string which, long key, RecordingState state)
    {
        var recordings = (await connection.QueryAsync<long>($"select key from recording where {which} and state = 1", new { key }, transaction)).ToList();
        var now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        await connection.ExecuteAsync($"update recording set state = @state, closed = @now where {which} and state = 1", new { state = (long)state, now, key }, transaction);
        return recordings;
    }

    /// <summary>
    /// Counts what would vanish with the recordings that <paramref name="recordings"/> selects (parameter <c>@key</c>), as far as the
    /// reader sees it.
    /// </summary>
    internal static async Task<Effect> EffectAsync(Reading reading, string recordings, long key)
    {
        await using var connection = await reading.OpenAsync();
        var list = Database.In(await connection.QueryAsync<long>(recordings, new { key }));
        async Task<long> Seen(string sql) =>
            (await connection.QueryAsync<(long Recording, long Marking, long? Ended, long Count)>(sql)).Where(r => reading.Shows(r.Recording, r.Marking, r.Ended)).Sum(r => r.Count);
        string Of(string table) => $"select recording, marking, ended, count(*) from {table} where recording in {list} group by recording, marking, ended";
        var (entities, later) = await EntitiesAsync(reading, connection, list);
        var heldFacts = (await connection.QueryAsync<long>($"select distinct h.statement from hold h join fact f on f.key = h.statement where h.released is null and f.recording in {list}")).ToHashSet();
        var facts = await reading.CountSeenFactsAsync($"recording in {list}", heldFacts);
        var held = $"""
            select t.recording, t.marking, t.ended, count(*) from hold h join attribute t on t.key = h.statement
            where h.released is null and t.recording in {list} group by t.recording, t.marking, t.ended
            """;
        return new Effect(await Seen(Of("attribute")), facts.All, await SameAsAsync(reading, connection, list), entities, later, await Seen(held) + facts.Among);
    }

    /// <summary>Entities made by the recordings of which nothing else would remain, and what others say about those that they made.</summary>
    private static async Task<(long Alone, long Later)> EntitiesAsync(Reading reading, DbConnection connection, string list)
    {
        var (alone, later) = (0L, 0L);
        await using var streaming = await reading.OpenAsync();
        await foreach (var made in streaming.QueryUnbufferedAsync<long>($"select key from entity where recording in {list}").Chunk(Lots.Further))
        {
            var others = (await connection.QueryAsync<(long Entity, long Recording, long Marking, long? Ended)>(
                    $"select entity, recording, marking, ended from attribute where entity in {Database.In(made)} and recording not in {list}"))
                .Where(r => reading.Shows(r.Recording, r.Marking, r.Ended)).Select(r => r.Entity).ToList();
            var seen = await reading.SeenAsync(connection, made, CancellationToken.None);
            seen.ExceptWith(others);
            (alone, later) = (alone + seen.Count, later + others.Count);
        }

        return (alone, later);
    }

    /// <summary>Same-as statements both of whose sides the reader sees.</summary>
    private static async Task<long> SameAsAsync(Reading reading, DbConnection connection, string list)
    {
        var rows = (await connection.QueryAsync<(long Facts, long Left, long Right, long Recording, long Marking, long? Ended)>(
                $"select facts, left_key, right_key, recording, marking, ended from same_as where recording in {list}"))
            .Where(r => reading.Shows(r.Recording, r.Marking, r.Ended)).ToLookup(r => r.Facts == 1, r => (r.Left, r.Right));
        var entities = await reading.SeenAsync(connection, rows[false].SelectMany(r => new[] { r.Left, r.Right }).Distinct(), CancellationToken.None);
        var named = rows[true].SelectMany(r => new[] { r.Left, r.Right }).Distinct().ToList();
        var facts = named.Count == 0 ? [] : await reading.SeenFactsAsync(connection, $"key in {Database.In(named)}");
        return rows[false].Count(r => entities.Contains(r.Left) && entities.Contains(r.Right)) + rows[true].Count(r => facts.Contains(r.Left) && facts.Contains(r.Right));
    }

    private static MarkingId Closer(Marking old, Marking next, MarkingId oldId, MarkingId nextId) => Tightening.Is(old, next) ? nextId : oldId;

    private static async Task<(long Marking, long? Ended, long Source, string Language)> RowAsync(DbConnection connection, DbTransaction? transaction, StatementId id) =>
        await connection.QuerySingleAsync<(long, long?, long, string)>(
            $"""
            select t.marking, {StandingEnd}, r.source, r.language
            from {Table(id.Kind)} t join recording r on r.key = t.recording where t.key = @Key
            """, new { id.Key }, transaction);
}
