using Dapper;
using Puente.Evidence.Agencies;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Records;

/// <summary>A legal hold.</summary>
/// <param name="Id">Key.</param>
/// <param name="Reason">Why, in words: case, request, bundle.</param>
/// <param name="Owner">The agency that holds.</param>
/// <param name="Since">Since when.</param>
public sealed record HoldView(HoldId Id, string Reason, string Owner, DateTimeOffset Since);

/// <summary>A statement that is out of everyone's view but kept for a court. Exactly one of the three is given.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Hold">The hold that keeps it.</param>
/// <param name="Attribute">When it is an attribute.</param>
/// <param name="Fact">When it is a fact.</param>
/// <param name="SameAs">When it is a same-as.</param>
public sealed record SealedView(StatementId Statement, HoldView Hold, AttributeView? Attribute, FactView? Fact, SameAsView? SameAs);

public sealed partial class Reading
{
    /// <summary>Holds of the viewer's agency on a statement the viewer sees.</summary>
    public async Task<IReadOnlyList<HoldView>> HoldsAsync(StatementId id, CancellationToken stop = default)
    {
        if (await WholeMarkingAsync(id) is null) return [];
        await using var connection = await OpenAsync(stop);
        return [.. (await connection.QueryAsync<HoldRow>("select key, statement, reason, owner, since from hold where statement = @Key and released is null order by key", new { id.Key }))
            .Where(h => Viewer.Subject.Agencies.Contains(h.Owner)).Select(View)];
    }

    /// <summary>
    /// What is sealed under holds of the viewer's agency: withdrawn, undone, ended or expired, and kept. Source, marking and regime still
    /// count; only expiry does not. Refuses <c>hold.not-custodian</c>.
    /// </summary>
    public async Task<Result<IReadOnlyList<SealedView>>> SealedAsync(CancellationToken stop = default)
    {
        if (!Viewer.Roles.HasFlag(Role.DisclosureCustodian)) return new Refusal("hold.not-custodian");
        await using var connection = await OpenAsync(stop);
        var holds = (await connection.QueryAsync<HoldRow>("select key, statement, reason, owner, since from hold where released is null order by key"))
            .Where(h => Viewer.Subject.Agencies.Contains(h.Owner)).ToLookup(h => h.Statement);
        var views = new List<SealedView>();
        foreach (var keys in holds.Select(h => h.Key).Chunk(Chunk))
        {
            var list = Database.In(keys);
            foreach (var row in await connection.QueryAsync<AttributeRow>($"select {AttributeRow.Columns} {AttributeRow.Tables} where a.key in {list}"))
                if (Opened(row) is { } redacted)
                    views.AddRange(holds[row.Key].Select(h => new SealedView(new StatementId(IdKind.Attribute, row.Key), View(h), View(row, [], redacted), null, null)));
            var facts = (await connection.QueryAsync<FactRow>($"select {FactRow.Columns} {FactRow.Tables} where f.key in {list}")).ToList();
            var ends = await EntitiesAsync(facts.SelectMany(r => new[] { r.From_Key, r.To_Key, r.Item_Key, r.Place_Key }).OfType<long>().Select(k => new EntityId(k)), stop);
            foreach (var row in facts)
                if (Opened(row) is { } redacted)
                    views.AddRange(holds[row.Key].Select(h => new SealedView(new StatementId(IdKind.Fact, row.Key), View(h), null, View(row, ends, [], redacted), null)));
            foreach (var row in await connection.QueryAsync<SameAsRow>($"select {SameAsRow.Columns} {SameAsRow.Tables} where m.key in {list}"))
                if (Opened(row) is not null)
                    views.AddRange(holds[row.Key].Select(h => new SealedView(new StatementId(IdKind.SameAs, row.Key), View(h), null, null, View(row))));
        }

        return views;
    }

    /// <summary>The marking of a statement the viewer sees whole; null for any other.</summary>
    internal async Task<MarkingId?> WholeMarkingAsync(StatementId id)
    {
        await using var connection = await OpenAsync();
        var row = await connection.QuerySingleOrDefaultAsync<(long Recording, long Marking)?>($"select recording, marking from {Recorder.Table(id.Kind)} where key = @Key", new { id.Key });
        return row is var (recording, marking) && ShowsEnded(recording, marking) && Sight[marking].Mode == Mode.Full && await SeesEndsAsync(connection, id) ? new MarkingId(marking) : null;
    }

    /// <summary>The redacted fields of a row that is sealed and that this custodian may open; null when it is in plain view or not for this reader.</summary>
    private Field? Opened(IOriginRow row)
    {
        if (Shows(row.Recording, row.Marking, row.Ended)) return null;
        var verdict = _archive.VerdictOf(Viewer.Subject, _archive.Markings[new MarkingId(row.Marking)] with { ExpiresOn = null });
        return verdict.Reads ? verdict.Redacted : null;
    }

    private static HoldView View(HoldRow row) => new(new HoldId(row.Key), row.Reason, row.Owner, DateTimeOffset.FromUnixTimeMilliseconds(row.Since));

    private sealed record HoldRow
    {
        public long Key { get; init; }
        public long Statement { get; init; }
        public string Reason { get; init; } = "";
        public string Owner { get; init; } = "";
        public long Since { get; init; }
    }
}
