using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Puente.Evidence.Walks;

namespace Puente.Evidence.Datasets;

/// <content>The inner door: for what is derived inside this project, never for an answer.</content>
public sealed partial class DatasetDesk
{
    private static readonly string Program = typeof(DatasetDesk).Assembly.ManifestModule.ModuleVersionId.ToString();

    /// <summary>The image of what rows say.</summary>
    internal RowImages Images => new(files, log);

    /// <summary>Those of the datasets that stand.</summary>
    internal async Task<IReadOnlyDictionary<DatasetId, StandingRows>> StandingAsync(IEnumerable<DatasetId> ids, CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        return (await connection.QueryAsync<DatasetRecord>(new CommandDefinition($"{DatasetRecord.Select} where d.key in {Storage.Database.In(ids.Select(d => d.Key))}", cancellationToken: stop)))
            .Where(r => r.State == 1).ToDictionary(r => new DatasetId(r.Key), r => new StandingRows(r.Marking, r.Rows, r.Secret));
    }

    /// <summary>Whether a dataset is there, withdrawn or not.</summary>
    internal async Task<bool> IsThereAsync(DatasetId id, CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition("select count(*) from dataset where key = @Key", new { id.Key }, cancellationToken: stop)) > 0;
    }

    /// <summary>
    /// What the rows of a dataset say as facts. Read from the rows the first time; kept beside them, sealed under their key, and read from there until the
    /// program or what the room says of the reading is another one.
    /// </summary>
    /// <param name="id">The dataset.</param>
    /// <param name="reading">What the rows say.</param>
    /// <param name="anew">True to read the rows again whatever was kept.</param>
    /// <param name="stop">Cancels.</param>
    internal async IAsyncEnumerable<RowFactBlock> DeriveFactsAsync(DatasetId id, IRowReading reading, bool anew, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        if (await connection.QuerySingleOrDefaultAsync<DatasetRecord>($"{DatasetRecord.Select} where d.key = @Key", new { id.Key }) is not { } found) yield break;
        var version = Encoding.UTF8.GetBytes($"{Program} {reading.Version}");
        if (!anew && await KeptAsync(id, found.Secret, version, stop) is { } kept)
        {
            await using (kept)
                for (var block = 1; block < kept.Count; block++) yield return RowFactBlock.Of(await kept.ReadAsync(block, stop));
            yield break;
        }

        var blocks = new RowFactBlocks();
        await using var beside = FactsBeside.Begin(files, id.Key, found.Secret, log);
        await beside.AddAsync(version, stop);
        await using var rows = await SealedBlockReader.OpenAsync(files.PathOf(id.Key, BlockContent.Rows), found.Secret, BlockContent.Rows, stop);
        await foreach (var row in RowBlocks.ReadAllAsync<DatasetRow>(rows, stop))
            if (reading.Read(row) is { } fact && blocks.Add(row.Number, fact) is { } full)
            {
                await beside.AddAsync(full.ToBytes(), stop);
                yield return full;
            }

        var last = blocks.Last();
        await beside.AddAsync(last.ToBytes(), stop);
        await beside.FinishAsync(stop);
        yield return last;
    }

    /// <summary>The kept facts, or null when there are none of this version.</summary>
    private async Task<SealedBlockReader?> KeptAsync(DatasetId id, byte[] secret, byte[] version, CancellationToken stop)
    {
        if (!File.Exists(files.PathOf(id.Key, BlockContent.Facts))) return null;
        SealedBlockReader? reader = null;
        try
        {
            reader = await SealedBlockReader.OpenAsync(files.PathOf(id.Key, BlockContent.Facts), secret, BlockContent.Facts, stop);
            if (reader.Count > 0 && (await reader.ReadAsync(0, stop)).AsSpan().SequenceEqual(version)) return reader;
        }
        catch (Exception damaged) when (damaged is CryptographicException or IOException)
        {
            // Made anew from the rows.
        }

        if (reader is not null) await reader.DisposeAsync();
        return null;
    }
}
