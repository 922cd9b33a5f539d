using Puente.Evidence.Storage;

namespace Puente.Evidence.Records;

public sealed partial class Reading
{
    /// <summary>The statements in force about an entity that its page shows: attributes, and facts that openly name it; none when the reader does not see the entity.</summary>
    internal async Task<IReadOnlyList<StatementId>> StatementsAboutAsync(EntityId id, CancellationToken stop)
    {
        if (await EntityAsync(id, stop) is null) return [];
        await using var connection = await OpenAsync(stop);
        var about = (await AttributesAsync(id, false, stop)).Select(a => a.Id).ToList();
        foreach (var chunk in (await StubsAsync(connection, id, new FactFilter(), null, stop)).Chunk(1000))
            about.AddRange((await WithVisibleEndsAsync(connection, chunk, stop)).Select(f => new StatementId(IdKind.Fact, f.Key)));
        return about;
    }

    /// <summary>Attributes by their keys: those that the viewer sees, ended ones among them.</summary>
    internal async Task<IReadOnlyDictionary<StatementId, AttributeView>> AttributesAsync(IReadOnlyCollection<long> keys, CancellationToken stop)
    {
        var found = new Dictionary<StatementId, AttributeView>();
        await using var connection = await OpenAsync(stop);
        foreach (var chunk in keys.Chunk(Chunk))
        {
            var rows = await QueryAsync(connection, chunk, stop);
            foreach (var view in await ViewsAsync(connection, Visible(rows, true), stop)) found[view.Id] = view;
        }

        return found;
    }

    private static Task<IEnumerable<AttributeRow>> QueryAsync(System.Data.Common.DbConnection connection, IEnumerable<long> keys, CancellationToken stop) =>
        Dapper.SqlMapper.QueryAsync<AttributeRow>(connection, new Dapper.CommandDefinition($"select {AttributeRow.Columns} {AttributeRow.Tables} where a.key in {Database.In(keys)}", cancellationToken: stop));
}
