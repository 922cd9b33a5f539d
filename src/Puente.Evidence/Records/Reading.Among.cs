using Dapper;
using Puente.Evidence.Sharing;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Records;

public sealed partial class Reading
{
    /// <summary>
    /// The facts in force that openly name at least two of some entities, latest happening first, those without a time last. Like
    /// <see cref="FactsAsync(EntityId, FactFilter?, string?, int, CancellationToken)"/> it leaves out a fact with an end that is hidden.
    /// </summary>
    /// <param name="ids">The entities.</param>
    /// <param name="most">How many facts at most.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IReadOnlyList<FactView>> FactsAmongAsync(IReadOnlyCollection<EntityId> ids, int most, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var keys = ids.Select(i => i.Key).ToHashSet();
        if (keys.Count < 2) return [];
        await using var connection = await OpenAsync(stop);
        var among = Database.In(keys.Order());
        var stubs = (await connection.QueryAsync<FactStub>(new CommandDefinition(
            $"""
            {FactStub.Select} where {_archive.Runs.Condition} and from_key in {among} and (to_key in {among} or item_key in {among} or place_key in {among})
            union {FactStub.Select} where {_archive.Runs.Condition} and to_key in {among} and (item_key in {among} or place_key in {among})
            union {FactStub.Select} where {_archive.Runs.Condition} and item_key in {among} and place_key in {among}
            """, cancellationToken: stop)))
            .Where(r => Shows(r.Recording, r.Marking, r.Ended) && OpenEnds(r).Where(keys.Contains).Distinct().Skip(1).Any())
            .OrderByDescending(SortTime).ThenByDescending(r => r.Key);
        var shown = new List<long>();
        foreach (var chunk in stubs.Chunk(1000))
        {
            shown.AddRange((await WithVisibleEndsAsync(connection, chunk, stop)).Select(r => r.Key));
            if (shown.Count >= most) break;
        }

        var views = new List<FactView>();
        foreach (var chunk in shown.Take(most).Chunk(Chunk))
        {
            var found = await FactViewsAsync(connection, chunk, stop);
            views.AddRange(chunk.Select(key => found[key]));
        }

        return views;
    }

    /// <summary>What the viewer sees in force of some properties of some entities, oldest recording first.</summary>
    /// <param name="ids">The entities.</param>
    /// <param name="properties">Names of properties; one that the node never recorded is of no effect.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IReadOnlyList<AttributeView>> AttributesAmongAsync(IReadOnlyCollection<EntityId> ids, IReadOnlyCollection<string> properties, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(properties);
        var of = properties.Select(p => _archive.Codes.TryFind(p, out var key) ? key : (long?)null).OfType<long>().ToList();
        var views = new List<AttributeView>();
        if (of.Count == 0) return views;
        await using var connection = await OpenAsync(stop);
        foreach (var chunk in ids.Select(i => i.Key).Distinct().Order().Chunk(Chunk))
        {
            var rows = await connection.QueryAsync<AttributeRow>(new CommandDefinition(
                $"select {AttributeRow.Columns} {AttributeRow.Tables} where a.entity in {Database.In(chunk)} and a.property in {Database.In(of)} order by a.key", cancellationToken: stop));
            views.AddRange(await ViewsAsync(connection, Visible(rows, false), stop));
        }

        return views;
    }
}
