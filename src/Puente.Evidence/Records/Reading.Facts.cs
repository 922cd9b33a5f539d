using System.Data.Common;
using System.Globalization;
using Dapper;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;
using Puente.Evidence.Time;

namespace Puente.Evidence.Records;

/// <summary>Which facts of an entity are wanted.</summary>
/// <param name="Kind">Only this kind.</param>
/// <param name="From">Only what can have happened at or after.</param>
/// <param name="Until">Only what can have happened before or at.</param>
/// <param name="History">Also what was superseded or withdrawn.</param>
public sealed record FactFilter(string? Kind = null, DateTimeOffset? From = null, DateTimeOffset? Until = null, bool History = false);

public sealed partial class Reading
{
    /// <summary>
    /// Facts that name the entity as an end, item or place, latest happening first, those without a time last. A fact shows only if
    /// its marking lets the viewer read it and every end that is not redacted is itself visible; the entity must not be a redacted end.
    /// </summary>
    /// <param name="id">The entity.</param>
    /// <param name="filter">Which.</param>
    /// <param name="after">The <see cref="Page{T}.Next"/> of the part before.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Page<FactView>> FactsAsync(EntityId id, FactFilter? filter = null, string? after = null, int take = 50, CancellationToken stop = default)
    {
        await using var connection = await OpenAsync(stop);
        var stubs = await StubsAsync(connection, id, filter ?? new(), after, stop);
        var rows = new List<FactStub>();
        foreach (var chunk in stubs.Chunk(Math.Max(take * 2, 100)))
        {
            rows.AddRange(await WithVisibleEndsAsync(connection, chunk, stop));
            if (rows.Count > take) break;
        }

        var page = rows.Take(take).ToList();
        var views = await FactViewsAsync(connection, page.Select(r => r.Key), stop);
        return new([.. page.Select(r => views[r.Key])], rows.Count > take ? Cursor(page[^1]) : null);
    }

    /// <summary>How many facts <see cref="FactsAsync(EntityId, FactFilter?, string?, int, CancellationToken)"/> would list in all, counted up to <paramref name="cap"/>; a result above it means "more than".</summary>
    public async Task<int> CountFactsAsync(EntityId id, FactFilter? filter = null, int cap = 1000, CancellationToken stop = default)
    {
        await using var connection = await OpenAsync(stop);
        var count = 0;
        foreach (var chunk in (await StubsAsync(connection, id, filter ?? new(), null, stop)).Chunk(1000))
        {
            count += (await WithVisibleEndsAsync(connection, chunk, stop)).Count();
            if (count > cap) return cap + 1;
        }

        return count;
    }

    /// <summary>One fact, ended or not; null when the viewer does not see it.</summary>
    public async Task<FactView?> FactAsync(StatementId id, CancellationToken stop = default) => (await FactsAsync([id], stop)).GetValueOrDefault(id);

    /// <summary>Facts by their keys: those that the viewer sees, ended ones among them.</summary>
    public async Task<IReadOnlyDictionary<StatementId, FactView>> FactsAsync(IReadOnlyCollection<StatementId> ids, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var found = new Dictionary<StatementId, FactView>();
        await using var connection = await OpenAsync(stop);
        foreach (var chunk in ids.Where(i => i.Kind == IdKind.Fact).Select(i => i.Key).Distinct().Chunk(Chunk))
        {
            var stubs = (await connection.QueryAsync<FactStub>(new CommandDefinition($"{FactStub.Select} where key in {Database.In(chunk)}", cancellationToken: stop)))
                .Where(s => ShowsEnded(s.Recording, s.Marking)).ToList();
            var seen = (await WithVisibleEndsAsync(connection, stubs, stop)).Select(s => s.Key).ToList();
            if (seen.Count == 0) continue;
            foreach (var view in (await FactViewsAsync(connection, seen, stop)).Values) found[view.Id] = view;
        }

        return found;
    }

    /// <summary>Same-as statements that name the entity, both of whose sides the viewer sees.</summary>
    public async Task<IReadOnlyList<SameAsView>> SameAsAsync(EntityId id, bool history = false, CancellationToken stop = default)
    {
        await using var connection = await OpenAsync(stop);
        var rows = (await connection.QueryAsync<SameAsRow>(
            $"select {SameAsRow.Columns} {SameAsRow.Tables} where m.facts = 0 and (m.left_key = @Key or m.right_key = @Key) order by m.key", new { id.Key }))
            .Where(r => history ? ShowsEnded(r.Recording, r.Marking) : Shows(r.Recording, r.Marking, r.Ended)).ToList();
        var seen = await EntitiesAsync(rows.SelectMany(r => new[] { new EntityId(r.Left_Key), new EntityId(r.Right_Key) }), stop);
        return [.. rows.Where(r => seen.ContainsKey(new(r.Left_Key)) && seen.ContainsKey(new(r.Right_Key))).Select(View)];
    }

    /// <summary>Same-as statements between this fact and others the viewer sees.</summary>
    public async Task<IReadOnlyList<SameAsView>> SameAsAsync(StatementId fact, bool history = false, CancellationToken stop = default)
    {
        await using var connection = await OpenAsync(stop);
        var views = new List<SameAsView>();
        foreach (var row in await connection.QueryAsync<SameAsRow>(
            $"select {SameAsRow.Columns} {SameAsRow.Tables} where m.facts = 1 and (m.left_key = @Key or m.right_key = @Key) order by m.key", new { fact.Key }))
            if ((history ? ShowsEnded(row.Recording, row.Marking) : Shows(row.Recording, row.Marking, row.Ended))
                && await FactAsync(new StatementId(IdKind.Fact, row.Left_Key), stop) is not null && await FactAsync(new StatementId(IdKind.Fact, row.Right_Key), stop) is not null)
                views.Add(View(row));
        return views;
    }

    private SameAsView View(SameAsRow row) => new(
        new StatementId(IdKind.SameAs, row.Key), row.Facts == 1, row.Left_Key, row.Right_Key, (int?)row.Score, row.Reasons,
        Origin(row, Sight[row.Marking].Redacted), row.Ended is { } end && InForce(end));

    private async Task<List<FactStub>> StubsAsync(DbConnection connection, EntityId id, FactFilter filter, string? after, CancellationToken stop)
    {
        long? kind = null;
        if (filter.Kind is { } code)
        {
            if (!_archive.Codes.TryFind(code, out var known)) return [];
            kind = known;
        }

        var rows = await connection.QueryAsync<FactStub>(new CommandDefinition(
            $"""
            select * from (
              {FactStub.Select} where {_archive.Runs.Condition} and from_key = @Key and (@kind is null or kind = @kind)
              union {FactStub.Select} where {_archive.Runs.Condition} and to_key = @Key and (@kind is null or kind = @kind)
              union {FactStub.Select} where {_archive.Runs.Condition} and item_key = @Key and (@kind is null or kind = @kind)
              union {FactStub.Select} where {_archive.Runs.Condition} and place_key = @Key and (@kind is null or kind = @kind)) as named
            """, new { id.Key, kind }, cancellationToken: stop));
        var (at, key) = ReadCursor(after);
        return [.. rows
            .Where(r => (filter.History ? ShowsEnded(r.Recording, r.Marking) : Shows(r.Recording, r.Marking, r.Ended)) && NamesOpenly(r, id.Key) && InWindow(r, filter))
            .Where(r => SortTime(r) < at || (SortTime(r) == at && r.Key < key))
            .OrderByDescending(r => SortTime(r)).ThenByDescending(r => r.Key)];
    }

    /// <summary>A redacted time neither sorts nor filters.</summary>
    private long SortTime(FactStub row) => Sight.Reads(row.Marking, Field.Time) ? row.At ?? long.MinValue : long.MinValue;

    private bool InWindow(FactStub row, FactFilter filter)
    {
        if (filter.From is null && filter.Until is null) return true;
        if (row.At is not { } at || !Sight.Reads(row.Marking, Field.Time)) return false;
        return !(filter.From is { } from && at < from.ToUnixTimeMilliseconds()) && !(filter.Until is { } until && at > until.ToUnixTimeMilliseconds());
    }

    private bool NamesOpenly(FactStub row, long entity) =>
        (row.From_Key == entity && Sight.Reads(row.Marking, Field.From)) || (row.To_Key == entity && Sight.Reads(row.Marking, Field.To))
        || (row.Item_Key == entity && Sight.Reads(row.Marking, Field.Item)) || (row.Place_Key == entity && Sight.Reads(row.Marking, Field.Place));

    private async Task<IEnumerable<FactStub>> WithVisibleEndsAsync(DbConnection connection, IReadOnlyCollection<FactStub> stubs, CancellationToken stop)
    {
        var ends = stubs.SelectMany(OpenEnds).Distinct().ToList();
        var seen = await SeenAsync(connection, ends, stop);
        return stubs.Where(r => OpenEnds(r).All(seen.Contains));
    }

    private IEnumerable<long> OpenEnds(FactStub row)
    {
        if (row.From_Key is { } from && Sight.Reads(row.Marking, Field.From)) yield return from;
        if (row.To_Key is { } to && Sight.Reads(row.Marking, Field.To)) yield return to;
        if (row.Item_Key is { } item && Sight.Reads(row.Marking, Field.Item)) yield return item;
        if (row.Place_Key is { } place && Sight.Reads(row.Marking, Field.Place)) yield return place;
    }

    /// <summary>Which entities the viewer sees at least one attribute value of.</summary>
    internal async Task<HashSet<long>> SeenAsync(DbConnection connection, IEnumerable<long> entities, CancellationToken stop)
    {
        var seen = new HashSet<long>();
        foreach (var chunk in entities.Chunk(Chunk))
            foreach (var (entity, recording, marking, ended) in await connection.QueryAsync<(long, long, long, long?)>(new CommandDefinition(
                $"select distinct entity, recording, marking, ended from attribute where entity in {Database.In(chunk)}", cancellationToken: stop)))
                if (Shows(recording, marking, ended) && Sight.Reads(marking, Field.Value)) seen.Add(entity);
        return seen;
    }

    private async Task<Dictionary<long, FactView>> FactViewsAsync(DbConnection connection, IEnumerable<long> keys, CancellationToken stop)
    {
        var rows = (await connection.QueryAsync<FactRow>(new CommandDefinition(
            $"select {FactRow.Columns} {FactRow.Tables} where f.key in {Database.In(keys)}", cancellationToken: stop))).ToList();
        var ends = await EntitiesAsync(rows.SelectMany(r => new[] { r.From_Key, r.To_Key, r.Item_Key, r.Place_Key }).OfType<long>().Select(k => new EntityId(k)), stop);
        var corrected = await CorrectedAsync(connection, rows, stop);
        return rows.ToDictionary(r => r.Key, r => View(r, ends, corrected));
    }

    /// <summary>Facts in force that a condition selects and the viewer sees, by key.</summary>
    internal async Task<HashSet<long>> SeenFactsAsync(DbConnection connection, string condition, CancellationToken stop = default)
    {
        var stubs = (await connection.QueryAsync<FactStub>(new CommandDefinition($"{FactStub.Select} where {condition}", cancellationToken: stop)))
            .Where(r => Shows(r.Recording, r.Marking, r.Ended)).ToList();
        return [.. (await WithVisibleEndsAsync(connection, stubs, stop)).Select(r => r.Key)];
    }

    /// <summary>How many facts in force a condition selects that the viewer sees, and how many of them are among these. Memory does not grow with them.</summary>
    internal async Task<(long All, long Among)> CountSeenFactsAsync(string condition, HashSet<long> among, CancellationToken stop = default)
    {
        var (all, named) = (0L, 0L);
        await using var streaming = await OpenAsync(stop);
        await using var connection = await OpenAsync(stop);
        await foreach (var lot in streaming.QueryUnbufferedAsync<FactStub>($"{FactStub.Select} where {condition}").Chunk(Lots.Further).WithCancellation(stop))
        {
            var seen = (await WithVisibleEndsAsync(connection, [.. lot.Where(r => Shows(r.Recording, r.Marking, r.Ended))], stop)).ToList();
            (all, named) = (all + seen.Count, named + seen.Count(r => among.Contains(r.Key)));
        }

        return (all, named);
    }

    /// <summary>Which of the facts that these correct the viewer sees too.</summary>
    private async Task<HashSet<long>> CorrectedAsync(DbConnection connection, IEnumerable<FactRow> rows, CancellationToken stop)
    {
        var old = rows.Select(r => r.Supersedes).OfType<long>().ToList();
        if (old.Count == 0) return [];
        var stubs = (await connection.QueryAsync<FactStub>(new CommandDefinition(
            $"{FactStub.Select} where key in {Database.In(old)}", cancellationToken: stop))).Where(r => ShowsEnded(r.Recording, r.Marking)).ToList();
        return [.. (await WithVisibleEndsAsync(connection, stubs, stop)).Select(r => r.Key)];
    }

    private FactView View(FactRow row, IReadOnlyDictionary<EntityId, EntityView> ends, HashSet<long> corrected) => View(row, ends, corrected, Sight[row.Marking].Redacted);

    private FactView View(FactRow row, IReadOnlyDictionary<EntityId, EntityView> ends, HashSet<long> corrected, Field redacted)
    {
        bool Open(Field field) => !redacted.HasFlag(field);
        EntityView? End(long? key, Field field) => key is { } k && Open(field) ? ends.GetValueOrDefault(new EntityId(k)) : null;
        return new FactView(
            new StatementId(IdKind.Fact, row.Key), _archive.Codes[row.Kind],
            End(row.From_Key, Field.From), End(row.To_Key, Field.To), End(row.Item_Key, Field.Item), End(row.Place_Key, Field.Place),
            Open(Field.Time) ? Rows.Time(row.At, row.At_Code, row.Zone, _archive.Codes) : null, Open(Field.Time) ? Rows.Time(row.Until_At, row.Until_Code, row.Zone, _archive.Codes) : null,
            Open(Field.Amount) ? row.Amount : null, Open(Field.Amount) && row.Currency is { } currency ? _archive.Codes[currency] : null,
            Open(Field.Detail) ? row.Detail : null, redacted, Origin(row, redacted),
            row.Supersedes is { } old && corrected.Contains(old) ? new StatementId(IdKind.Fact, old) : null, row.Ended is { } end && InForce(end));
    }

    private string Cursor(FactStub last) =>
        string.Create(CultureInfo.InvariantCulture, $"{SortTime(last)}~{_archive.Ids.Text(IdKind.Fact, last.Key)}");

    private (long At, long Key) ReadCursor(string? after)
    {
        var parts = after?.Split('~');
        return parts is { Length: 2 } && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at) && _archive.Ids.TryRead(IdKind.Fact, parts[1], out var key)
            ? (at, key)
            : (long.MaxValue, long.MaxValue);
    }
}
