using System.Data.Common;
using Dapper;
using Puente.Evidence.Acts;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Records;

/// <summary>What was recorded.</summary>
/// <param name="Recording">The recording all statements share.</param>
/// <param name="Attributes">Keys of the attributes, in the order given.</param>
/// <param name="Facts">Keys of the facts, in the order given.</param>
/// <param name="SameAs">Keys of the same-as statements, in the order given.</param>
public sealed record Recorded(RecordingId Recording, IReadOnlyList<StatementId> Attributes, IReadOnlyList<StatementId> Facts, IReadOnlyList<StatementId> SameAs);

/// <summary>Records what officers know. Nothing is overwritten: a correction supersedes, a withdrawal ends.</summary>
/// <param name="archive">The record.</param>
/// <param name="acts">The acts.</param>
public sealed partial class Recorder(Archive archive, ActLog acts)
{
    /// <summary>The recording that ends a statement: in force, or about to be. What was undone or withdrawn ends nothing any more.</summary>
    private const string StandingEnd = "(select e.key from recording e where e.key = ended and e.state in (0, 1))";

    /// <summary>
    /// Adds a source. Refuses <c>record.not-allowed</c> (role), <c>record.foreign-owner</c> (the marking is not of the viewer's unit),
    /// <c>record.regime</c> (the unit may not hold this regime).
    /// </summary>
    public async Task<Result<SourceId>> AddSourceAsync(Viewer by, NewSource source)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(source);
        var full = source with { Marking = source.Marking with { Regime = source.Regime } };
        if (MayRecord(by, full.Marking) is { } refusal) return refusal;
        var marking = await archive.Markings.InternAsync(full.Marking);
        var key = archive.Keys.Next();
        await archive.Database.Writer.WriteAsync(Lane.Prompt, async (connection, transaction) =>
        {
            await connection.ExecuteAsync(
                """
                insert into source (key, kind, title, reference, regime, owner, published, published_code, marking, recorded, officer, state)
                values (@key, @Kind, @Title, @Reference, @Regime, @Owner, @published, @code, @marking, @now, @officer, 1)
                """,
                new
                {
                    key,
                    source.Kind,
                    source.Title,
                    source.Reference,
                    source.Regime,
                    source.Marking.Owner,
                    published = source.Published?.StartMs,
                    code = (long?)source.Published?.Code,
                    marking = marking.Key,
                    now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
                    officer = by.Officer.Id.Key,
                }, transaction);
            await acts.WriteAsync(connection, transaction, by, "source.add", archive.Ids.Text(IdKind.Source, key), marking, new { source.Kind });
        });
        return new SourceId(key);
    }

    /// <summary>
    /// Records a batch under one provenance: all of it or nothing. Refuses as <see cref="AddSourceAsync"/>, and <c>record.no-such-source</c>,
    /// <c>record.no-such-entity</c>, <c>record.no-such-statement</c> when something named is not there for this viewer,
    /// <c>record.corrects-another</c> when an attribute would correct one of another entity, or a fact something that is no fact,
    /// <c>record.no-such-quote</c> when the passage is not of the source, <c>record.already-ended</c> when somebody else corrected the same statement first, <c>record.empty</c>, and for persons without
    /// a role or grounds as <see cref="Standing"/> says.
    /// </summary>
    public Task<Result<Recorded>> RecordAsync(Viewer by, Provenance provenance, Batch batch) => RecordAsync(by, provenance, batch, null);

    /// <summary>Records a batch and writes what belongs to it in the same transaction.</summary>
    internal async Task<Result<Recorded>> RecordAsync(Viewer by, Provenance provenance, Batch batch, Func<DbConnection, DbTransaction, Recorded, Task>? also)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(provenance);
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Statements == 0) return new Refusal("record.empty");
        if (Standing.Missing(batch) is { } standing) return standing;
        var reading = await archive.ReadAsync(by);
        if (await reading.SourceAsync(provenance.Source) is not { Withdrawn: false } source) return new Refusal("record.no-such-source");
        var full = provenance.Marking with { Regime = source.Regime };
        if (MayRecord(by, full) is { } refusal) return refusal;
        if (await MissingAsync(reading, batch) is { } missing) return missing;

        var marking = await archive.Markings.InternAsync(full);
        await archive.Codes.InternAsync(Rows.Codes(batch));
        return await archive.Database.Writer.WriteAsync<Result<Recorded>>(Lane.Prompt, async (connection, transaction) =>
        {
            if (!await SourceStandsAsync(connection, transaction, provenance.Source)) return new Refusal("record.no-such-source");
            if (await AlreadyEndedAsync(connection, transaction, batch)) return new Refusal("record.already-ended");
            if (provenance.Quote is { } quote && !await QuotesAsync(connection, transaction, by, quote, provenance.Source)) return new Refusal("record.no-such-quote");
            var recording = await OpenRecordingAsync(connection, transaction, by, provenance, marking, null, RecordingState.InForce);
            if (provenance.Quote is { } passage)
                await connection.ExecuteAsync("insert into quote_use (recording, quote) values (@recording, @quote)", new { recording = recording.Key, quote = passage.Key }, transaction);
            var recorded = await WriteAsync(connection, transaction, by.Subject.Agency, recording, marking, batch);
            await acts.WriteAsync(connection, transaction, by, "statement.record", archive.Ids.Text(IdKind.Recording, recording.Key), marking,
                new { attributes = batch.Attributes.Count, facts = batch.Facts.Count, sameAs = batch.SameAs.Count });
            if (also is not null) await also(connection, transaction, recorded);
            return recorded;
        });
    }

    /// <summary>Whether a viewer may record under a marking; null when so.</summary>
    internal Refusal? MayRecord(Viewer by, Marking marking)
    {
        if (!by.Roles.HasFlag(Role.Recorder) && !by.Roles.HasFlag(Role.Importer)) return new Refusal("record.not-allowed");
        if (marking.Owner != by.Subject.Agency || marking.Unit != by.Unit.Code) return new Refusal("record.foreign-owner", ("owner", marking.Unit));
        return archive.VerdictOf(by.Subject, marking).Mode == Mode.Full ? null : new Refusal("record.unreadable", ("regime", marking.Regime));
    }

    /// <summary>Whether a passage was quoted by the viewer's unit from a document of the source.</summary>
    private static async Task<bool> QuotesAsync(DbConnection connection, DbTransaction transaction, Viewer by, QuoteId quote, SourceId source) =>
        await connection.ExecuteScalarAsync<long?>(
            "select d.source from quote q join document d on d.key = q.document where q.key = @quote and q.unit = @unit", new { quote = quote.Key, unit = by.Unit.Code }, transaction) == source.Key;

    /// <summary>Opens a recording; a pending one is invisible until it is put in force.</summary>
    internal async Task<RecordingId> OpenRecordingAsync(
        DbConnection connection, DbTransaction transaction, Viewer by, Provenance provenance, MarkingId marking, long? import, RecordingState state)
    {
        var key = archive.Keys.Next();
        if (state != RecordingState.InForce) archive.States.Hide(key);
        await connection.ExecuteAsync(
            """
            insert into recording (key, source, evaluation, marking, language, officer, unit, purpose, recorded, import, state)
            values (@key, @source, @evaluation, @marking, @Language, @officer, @unit, @Purpose, @now, @import, @state)
            """,
            new
            {
                key,
                source = provenance.Source.Key,
                evaluation = provenance.Evaluation.ToString(),
                marking = marking.Key,
                provenance.Language,
                officer = by.Officer.Id.Key,
                unit = by.Unit.Code,
                by.Purpose,
                now = archive.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
                import,
                state = (long)state,
            }, transaction);
        return new RecordingId(key);
    }

    /// <summary>Writes the rows of a batch whose codes are interned. Used by forms and, slice by slice, by imports.</summary>
    internal async Task<Recorded> WriteAsync(DbConnection connection, DbTransaction transaction, string owner, RecordingId recording, MarkingId marking, Batch batch)
    {
        var codes = archive.Codes;
        await Bulk.InsertAsync(connection, transaction, "entity", Rows.Entity,
            [.. batch.Entities.Select(e => new object?[] { e.Id.Key, codes.Key(e.Kind), owner, recording.Key })]);
        var attribute = batch.Attributes.Count == 0 ? 0 : archive.Keys.Next(batch.Attributes.Count);
        await Bulk.InsertAsync(connection, transaction, "attribute", Rows.Attribute, batch.Attributes.AsReadOnly(),
            (row, a, i) => Rows.Put(row, attribute + i, a, codes, recording.Key, marking.Key));
        var fact = batch.Facts.Count == 0 ? 0 : archive.Keys.Next(batch.Facts.Count);
        archive.Runs.Add(fact, batch.Facts.Count);
        await Bulk.InsertAsync(connection, transaction, "fact", Rows.Fact, batch.Facts.AsReadOnly(),
            (row, f, i) => Rows.Put(row, fact + i, f, codes, recording.Key, marking.Key));
        var same = batch.SameAs.Count == 0 ? 0 : archive.Keys.Next(batch.SameAs.Count);
        await Bulk.InsertAsync(connection, transaction, "same_as", Rows.SameAs, [.. batch.SameAs.Select((s, i) => Rows.Of(same + i, s, recording.Key, marking.Key))]);

        foreach (var ended in Superseded(batch))
        {
            var changed = await connection.ExecuteAsync(
                $"update {Table(ended.Kind)} set ended = @recording where key = @key and (ended is null or ended not in {StandingEnd})", new { recording = recording.Key, key = ended.Key }, transaction);
            if (changed == 0) continue;
            foreach (var derived in archive.Derived) await derived.EndedAsync(connection, transaction, ended, recording);
        }

        var rows = new RecordedRows(recording.Key, marking.Key, attribute, batch.Attributes.AsReadOnly(), fact, batch.Facts.AsReadOnly(), same, batch.SameAs.AsReadOnly(), batch.Entities.AsReadOnly());
        foreach (var derived in archive.Derived) await derived.RecordedAsync(connection, transaction, rows);
        return new Recorded(recording,
            [.. batch.Attributes.Select((_, i) => new StatementId(IdKind.Attribute, attribute + i))],
            [.. batch.Facts.Select((_, i) => new StatementId(IdKind.Fact, fact + i))],
            [.. batch.SameAs.Select((_, i) => new StatementId(IdKind.SameAs, same + i))]);
    }

    internal static string Table(IdKind kind) => kind switch
    {
        IdKind.Attribute => "attribute",
        IdKind.Fact => "fact",
        IdKind.SameAs => "same_as",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a statement."),
    };

    private static IEnumerable<StatementId> Superseded(Batch batch) =>
        batch.Attributes.Select(a => a.Supersedes).Concat(batch.Facts.Select(f => f.Supersedes)).OfType<StatementId>();

    /// <summary>Whether a source has not been withdrawn, asked where no withdrawal can come between.</summary>
    internal static async Task<bool> SourceStandsAsync(DbConnection connection, DbTransaction transaction, SourceId id) =>
        await connection.ExecuteScalarAsync<long>("select state from source where key = @Key", new { id.Key }, transaction) == (long)RecordingState.InForce;

    private static async Task<bool> AlreadyEndedAsync(DbConnection connection, DbTransaction transaction, Batch batch)
    {
        foreach (var id in Superseded(batch))
            if (await connection.ExecuteScalarAsync<long>($"select count(*) from {Table(id.Kind)} where key = @Key and ended in {StandingEnd}", new { id.Key }, transaction) > 0) return true;
        return false;
    }

    private static async Task<Refusal?> MissingAsync(Reading reading, Batch batch)
    {
        var made = batch.Entities.Select(e => e.Id).ToHashSet();
        var named = batch.Attributes.Select(a => a.Entity)
            .Concat(batch.Facts.SelectMany(f => new[] { f.From, f.To, f.Item, f.Place }).OfType<EntityId>())
            .Concat(batch.SameAs.Where(s => !s.Facts).SelectMany(s => new[] { new EntityId(s.Left), new EntityId(s.Right) }))
            .Where(e => !made.Contains(e)).Distinct().ToList();
        var seen = await reading.EntitiesAsync(named);
        if (named.Exists(e => !seen.ContainsKey(e))) return new Refusal("record.no-such-entity");
        foreach (var id in Superseded(batch))
            if (!await reading.OwnsAsync(id)) return new Refusal("record.no-such-statement");
        foreach (var next in batch.Attributes.Where(a => a.Supersedes is not null))
            if ((await reading.AttributeAsync(next.Supersedes!.Value))?.Entity != next.Entity) return new Refusal("record.corrects-another");
        if (batch.Facts.Any(f => f.Supersedes is { Kind: not IdKind.Fact })) return new Refusal("record.corrects-another");
        foreach (var same in batch.SameAs.Where(s => s.Facts))
            if (await reading.FactAsync(new StatementId(IdKind.Fact, same.Left)) is null || await reading.FactAsync(new StatementId(IdKind.Fact, same.Right)) is null)
                return new Refusal("record.no-such-statement");
        return null;
    }
}
