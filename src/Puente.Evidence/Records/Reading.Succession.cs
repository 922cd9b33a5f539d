using Dapper;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Records;

public sealed partial class Reading
{
    /// <summary>
    /// The statement in force, or itself corrected again, that corrected this one; null when there is none that the viewer sees, or this one is
    /// none of his to see.
    /// </summary>
    public async Task<StatementId?> SuccessorAsync(StatementId id, CancellationToken stop = default)
    {
        if (id.Kind is not (IdKind.Attribute or IdKind.Fact) || !await SeesAsync(id)) return null;
        await using var connection = await OpenAsync(stop);
        var table = id.Kind == IdKind.Attribute ? "attribute" : "fact";
        foreach (var key in await connection.QueryAsync<long>(new CommandDefinition($"select key from {table} where supersedes = @Key order by key", new { id.Key }, cancellationToken: stop)))
            if (await SeesAsync(new StatementId(id.Kind, key))) return new StatementId(id.Kind, key);
        return null;

        async Task<bool> SeesAsync(StatementId statement) =>
            id.Kind == IdKind.Attribute ? await AttributeAsync(statement, stop) is not null : await FactAsync(statement, stop) is not null;
    }

    /// <summary>One same-as statement about entities, ended or not; null unless the viewer sees both sides.</summary>
    public async Task<SameAsView?> SameAsStatementAsync(StatementId id, CancellationToken stop = default)
    {
        if (id.Kind != IdKind.SameAs) return null;
        await using var connection = await OpenAsync(stop);
        var left = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            "select left_key from same_as where key = @Key and facts = 0", new { id.Key }, cancellationToken: stop));
        return left is { } key ? (await SameAsAsync(new EntityId(key), true, stop)).FirstOrDefault(s => s.Id == id) : null;
    }
}
