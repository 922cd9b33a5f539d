using System.Runtime.CompilerServices;
using Dapper;

namespace Puente.Evidence.Datasets;

/// <content>The inner door: for what is derived inside this project, never for an answer.</content>
public sealed partial class DatasetDesk
{
    /// <summary>Those of the datasets that stand, with their markings.</summary>
    internal async Task<IReadOnlyDictionary<DatasetId, long>> StandingAsync(IEnumerable<DatasetId> ids, CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        return (await connection.QueryAsync<DatasetRecord>(new CommandDefinition($"{DatasetRecord.Select} where d.key in {Storage.Database.In(ids.Select(d => d.Key))}", cancellationToken: stop)))
            .Where(r => r.State == 1).ToDictionary(r => new DatasetId(r.Key), r => r.Marking);
    }

    /// <summary>All rows of a dataset.</summary>
    internal async IAsyncEnumerable<DatasetRow> DeriveRowsAsync(DatasetId id, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        if (await connection.QuerySingleOrDefaultAsync<DatasetRecord>($"{DatasetRecord.Select} where d.key = @Key", new { id.Key }) is not { } found) yield break;
        await using var reader = await SealedBlockReader.OpenAsync(files.PathOf(id.Key, BlockContent.Rows), found.Secret, BlockContent.Rows, stop);
        await foreach (var row in RowBlocks.ReadAllAsync<DatasetRow>(reader, stop)) yield return row;
    }
}
