using System.Data.Common;
using Dapper;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Time;

namespace Puente.Evidence.Records;

/// <summary>
/// The record as one viewer sees it: every question answered here has passed the evaluator, and what is hidden leaves no trace in
/// rows, counts or order. Opened by <see cref="Archive.ReadAsync"/>; made for one request, not thread-safe.
/// </summary>
public sealed partial class Reading
{
    private const int Chunk = 400;
    private readonly Archive _archive;
    private readonly IReadOnlySet<long>? _lookBack;
    private readonly IReadOnlySet<long> _hidden;

    internal Reading(Archive archive, Viewer viewer, Sight sight, IReadOnlySet<long>? lookBack) =>
        (_archive, Viewer, Sight, _lookBack, _hidden) = (archive, viewer, sight, lookBack, archive.States.Hidden);

    /// <summary>Who reads.</summary>
    public Viewer Viewer { get; }

    /// <summary>The viewer's verdicts by marking.</summary>
    internal Sight Sight { get; }

    internal Archive Archive => _archive;

    /// <summary>Whether the past is read.</summary>
    internal bool LooksBack => _lookBack is not null;

    /// <summary>Whether a row shows: its recording is in force, nothing in force ended it, its marking lets the viewer read.</summary>
    internal bool Shows(long recording, long marking, long? ended) =>
        InForce(recording) && !(ended is { } end && InForce(end)) && Sight.Reads(marking);

    /// <summary>The same for history: an ended row still shows.</summary>
    internal bool ShowsEnded(long recording, long marking) => InForce(recording) && Sight.Reads(marking);

    /// <summary>
    /// Neither out of force when the reading was opened nor since: an import that begins while a long answer is made stays out of it.
    /// </summary>
    internal bool InForce(long recording) =>
        _lookBack is null ? !_hidden.Contains(recording) && !_archive.States.Hidden.Contains(recording) : _lookBack.Contains(recording);

    internal Task<DbConnection> OpenAsync(CancellationToken stop = default) => _archive.Database.OpenAsync(stop);

    /// <summary>Entities of which the viewer sees at least one attribute's value, with the best name the viewer may see.</summary>
    public async Task<IReadOnlyDictionary<EntityId, EntityView>> EntitiesAsync(IEnumerable<EntityId> ids, CancellationToken stop = default)
    {
        var seen = new Dictionary<EntityId, EntityView>();
        await using var connection = await OpenAsync(stop);
        foreach (var chunk in ids.Select(id => id.Key).Distinct().Chunk(Chunk))
        {
            var rows = await connection.QueryAsync<CaptionRow>(new CommandDefinition(
                $"""
                select a.key, a.entity, e.kind, a.property, a.value, a.recording, a.marking, a.ended
                from attribute a join entity e on e.key = a.entity where a.entity in {Database.In(chunk)}
                """, cancellationToken: stop));
            foreach (var group in rows.Where(r => Shows(r.Recording, r.Marking, r.Ended) && Sight.Reads(r.Marking, Field.Value)).GroupBy(r => (r.Entity, r.Kind)))
            {
                var id = new EntityId(group.Key.Entity);
                var kind = _archive.Codes[group.Key.Kind];
                seen[id] = new EntityView(id, kind, Captions.Best(_archive.Vocabulary.Kind(kind), group.OrderBy(r => r.Key).Select(r => (_archive.Codes[r.Property], r.Value))));
            }
        }

        return seen;
    }

    /// <summary>One entity, or null when the viewer sees nothing of it.</summary>
    public async Task<EntityView?> EntityAsync(EntityId id, CancellationToken stop = default) =>
        (await EntitiesAsync([id], stop)).GetValueOrDefault(id);

    /// <summary>The attributes of an entity, oldest recording first; with history also those that were superseded or withdrawn.</summary>
    public async Task<IReadOnlyList<AttributeView>> AttributesAsync(EntityId id, bool history = false, CancellationToken stop = default)
    {
        await using var connection = await OpenAsync(stop);
        var rows = await connection.QueryAsync<AttributeRow>(new CommandDefinition(
            $"select {AttributeRow.Columns} {AttributeRow.Tables} where a.entity = @Key order by a.key", new { id.Key }, cancellationToken: stop));
        return await ViewsAsync(connection, Visible(rows, history), stop);
    }

    /// <summary>One attribute, ended or not; null when the viewer does not see it.</summary>
    public async Task<AttributeView?> AttributeAsync(StatementId id, CancellationToken stop = default)
    {
        if (id.Kind != IdKind.Attribute) return null;
        await using var connection = await OpenAsync(stop);
        var rows = await connection.QueryAsync<AttributeRow>(new CommandDefinition(
            $"select {AttributeRow.Columns} {AttributeRow.Tables} where a.key = @Key", new { id.Key }, cancellationToken: stop));
        return await ViewsAsync(connection, Visible(rows, true), stop) is [var view] ? view : null;
    }

    /// <summary>A source; null when the viewer may not know of it.</summary>
    public async Task<SourceView?> SourceAsync(SourceId id, CancellationToken stop = default)
    {
        await using var connection = await OpenAsync(stop);
        var row = await connection.QuerySingleOrDefaultAsync<SourceRow>(new CommandDefinition(
            "select key, kind, title, reference, regime, owner, published, published_code, marking, state from source where key = @Key", new { id.Key }, cancellationToken: stop));
        return row is not null && Sight.Reads(row.Marking) ? View(row) : null;
    }

    /// <summary>Sources the viewer may know of, newest first.</summary>
    public async Task<Page<SourceView>> SourcesAsync(string? after = null, int take = 50, CancellationToken stop = default)
    {
        await using var connection = await OpenAsync(stop);
        var below = after is not null && _archive.Ids.TryRead(IdKind.Source, after, out var key) ? key : long.MaxValue;
        var rows = new List<SourceView>();
        await foreach (var row in Lots.NewestFirstAsync<SourceRow>(connection,
            "select key, kind, title, reference, regime, owner, published, published_code, marking, state from source where key < @below", null, s => s.Key, below, stop))
        {
            if (!Sight.Reads(row.Marking)) continue;
            if (rows.Count == take) return new(rows, _archive.Ids.Text(IdKind.Source, rows[^1].Id.Key));
            rows.Add(View(row));
        }

        return new(rows, null);
    }

    /// <summary>Whether the viewer sees the statement whole and its unit recorded it, so that it may be corrected or withdrawn.</summary>
    internal async Task<bool> OwnsAsync(StatementId id)
    {
        await using var connection = await OpenAsync();
        var row = await connection.QuerySingleOrDefaultAsync<(long Recording, long Marking, long? Ended)?>(
            $"select recording, marking, ended from {Recorder.Table(id.Kind)} where key = @Key", new { id.Key });
        return row is var (recording, marking, _) && ShowsEnded(recording, marking)
            && Sight[marking].Mode == Mode.Full && _archive.Markings[new MarkingId(marking)].Owner is var owner && Viewer.Subject.Agencies.Contains(owner)
            && await SeesEndsAsync(connection, id);
    }

    /// <summary>Whether the viewer sees what a fact or same-as statement joins.</summary>
    private async Task<bool> SeesEndsAsync(DbConnection connection, StatementId id) =>
        id.Kind switch { IdKind.Fact => await FactAsync(id) is not null, IdKind.SameAs => await SeesBothSidesAsync(connection, id.Key), _ => true };

    private async Task<bool> SeesBothSidesAsync(DbConnection connection, long sameAs)
    {
        var (facts, left, right) = await connection.QuerySingleAsync<(long, long, long)>("select facts, left_key, right_key from same_as where key = @sameAs", new { sameAs });
        if (facts == 0) return (await SeenAsync(connection, [left, right], CancellationToken.None)).IsSupersetOf([left, right]);
        return await FactAsync(new StatementId(IdKind.Fact, left)) is not null && await FactAsync(new StatementId(IdKind.Fact, right)) is not null;
    }

    private IEnumerable<AttributeRow> Visible(IEnumerable<AttributeRow> rows, bool history) =>
        rows.Where(r => history ? ShowsEnded(r.Recording, r.Marking) : Shows(r.Recording, r.Marking, r.Ended));

    private async Task<IReadOnlyList<AttributeView>> ViewsAsync(DbConnection connection, IEnumerable<AttributeRow> rows, CancellationToken stop)
    {
        var shown = rows.ToList();
        var corrected = shown.Select(r => r.Supersedes).OfType<long>().ToList();
        var seen = new HashSet<long>();
        if (corrected.Count > 0)
            foreach (var (key, recording, marking) in await connection.QueryAsync<(long, long, long)>(new CommandDefinition(
                $"select key, recording, marking from attribute where key in {Database.In(corrected)}", cancellationToken: stop)))
                if (ShowsEnded(recording, marking)) seen.Add(key);
        return [.. shown.Select(row => View(row, seen))];
    }

    /// <summary>A correction names what it corrects only to those who see that too.</summary>
    private AttributeView View(AttributeRow row, HashSet<long> seen) => View(row, seen, Sight[row.Marking].Redacted);

    private AttributeView View(AttributeRow row, HashSet<long> seen, Field redacted)
    {
        var time = !redacted.HasFlag(Field.Time);
        return new AttributeView(
            new StatementId(IdKind.Attribute, row.Key), new EntityId(row.Entity), _archive.Codes[row.Property],
            redacted.HasFlag(Field.Value) ? null : row.Value,
            time ? Rows.Time(row.At, row.At_Code, row.Zone, _archive.Codes) : null, time ? Rows.Time(row.Until_At, row.Until_Code, row.Zone, _archive.Codes) : null,
            redacted.HasFlag(Field.Detail) ? null : row.Detail, redacted, Origin(row, redacted),
            row.Supersedes is { } old && seen.Contains(old) ? new StatementId(IdKind.Attribute, old) : null, row.Ended is { } end && InForce(end));
    }

    private Origin Origin(IOriginRow row, Field redacted)
    {
        var open = !redacted.HasFlag(Field.Source) && Sight.Reads(row.Source_Marking);
        return new Origin(
            open ? new SourceId(row.Source) : null, open ? row.Title : null,
            !redacted.HasFlag(Field.Source) && Evaluation.TryParse(row.Evaluation, out var evaluation) ? evaluation : null,
            new RecordingId(row.Recording), DateTimeOffset.FromUnixTimeMilliseconds(row.Recorded), row.Unit, _archive.Markings[new MarkingId(row.Marking)], row.Language)
        {
            TitleLeaves = open && Sight[row.Source_Marking].Actions.HasFlag(Permission.Export),
        };
    }

    private SourceView View(SourceRow row) => new(
        new SourceId(row.Key), row.Kind, row.Title, row.Reference, row.Regime, row.Owner, Rows.Time(row.Published, row.Published_Code),
        _archive.Markings[new MarkingId(row.Marking)], row.State == (long)RecordingState.Withdrawn);
}
