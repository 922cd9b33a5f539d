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

    /// <summary>Those of the datasets that stand, with their markings.</summary>
    internal async Task<IReadOnlyDictionary<DatasetId, long>> StandingAsync(IEnumerable<DatasetId> ids, CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        return (await connection.QueryAsync<DatasetRecord>(new CommandDefinition($"{DatasetRecord.Select} where d.key in {Storage.Database.In(ids.Select(d => d.Key))}", cancellationToken: stop)))
            .Where(r => r.State == 1).ToDictionary(r => new DatasetId(r.Key), r => r.Marking);
    }

    /// <summary>
    /// What the rows of a dataset say as facts. Read from the rows the first time; kept beside them, sealed under their key, and read from there until the
    /// program or what the room says of the reading is another one.
    /// </summary>
    internal async IAsyncEnumerable<RowFactBlock> DeriveFactsAsync(DatasetId id, IRowReading reading, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var connection = await archive.Database.OpenAsync(stop);
        if (await connection.QuerySingleOrDefaultAsync<DatasetRecord>($"{DatasetRecord.Select} where d.key = @Key", new { id.Key }) is not { } found) yield break;
        var version = Encoding.UTF8.GetBytes($"{Program} {reading.Version}");
        if (await KeptAsync(id, found.Secret, version, stop) is { } kept)
        {
            await using (kept)
                for (var block = 1; block < kept.Count; block++) yield return RowFactBlock.Of(await kept.ReadAsync(block, stop));
            yield break;
        }

        var (part, blocks) = (files.Temporary(), new RowFactBlocks());
        try
        {
            await using (var to = File.Create(part))
            {
                using var writer = new SealedBlockWriter(to, found.Secret, BlockContent.Facts);
                await writer.AddAsync(version, stop);
                await using var rows = await SealedBlockReader.OpenAsync(files.PathOf(id.Key, BlockContent.Rows), found.Secret, BlockContent.Rows, stop);
                await foreach (var row in RowBlocks.ReadAllAsync<DatasetRow>(rows, stop))
                    if (reading.Read(row) is { } fact && blocks.Add(row.Number, fact) is { } full)
                    {
                        await writer.AddAsync(full.ToBytes(), stop);
                        yield return full;
                    }

                var last = blocks.Last();
                await writer.AddAsync(last.ToBytes(), stop);
                await writer.FinishAsync(stop);
                yield return last;
            }

            File.Move(part, files.PathOf(id.Key, BlockContent.Facts), overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Throws away what was kept of a dataset's facts, so that they are made anew from its rows.</summary>
    internal void ForgetFacts(DatasetId id) => File.Delete(files.PathOf(id.Key, BlockContent.Facts));

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
