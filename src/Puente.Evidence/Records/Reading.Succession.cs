using Dapper;
using Puente.Evidence.Storage;

namespace Puente.Evidence.Records;

public sealed partial class Reading
{
    /// <summary>The statement in force, or itself corrected again, that corrected this one; null when there is none that the viewer sees.</summary>
    public async Task<StatementId?> SuccessorAsync(StatementId id, CancellationToken stop = default)
    {
        await using var connection = await OpenAsync(stop);
        if (id.Kind == IdKind.Attribute)
        {
            var row = await connection.QueryFirstOrDefaultAsync<(long Key, long Recording, long Marking)?>(new CommandDefinition(
                "select key, recording, marking from attribute where supersedes = @Key order by key", new { id.Key }, cancellationToken: stop));
            return row is var (key, recording, marking) && ShowsEnded(recording, marking) ? new StatementId(IdKind.Attribute, key) : null;
        }

        if (id.Kind != IdKind.Fact) return null;
        foreach (var key in await connection.QueryAsync<long>(new CommandDefinition("select key from fact where supersedes = @Key order by key", new { id.Key }, cancellationToken: stop)))
            if (await FactAsync(new StatementId(IdKind.Fact, key), stop) is not null) return new StatementId(IdKind.Fact, key);

        return null;
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
