using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Puente.Evidence.Datasets;

/// <summary>Rows of one kind, a thousand to a block, compressed.</summary>
internal static class RowBlocks
{
    /// <summary>Rows in a block; only the last has fewer.</summary>
    public const int Size = 1000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { IncludeFields = true };

    /// <summary>Seals rows as they come and gives back how many there were.</summary>
    public static async Task<long> WriteAsync<TRow>(IAsyncEnumerable<TRow> rows, Stream to, byte[] key, BlockContent content, CancellationToken stop)
    {
        using var writer = new SealedBlockWriter(to, key, content);
        var (block, count) = (new List<TRow>(Size), 0L);
        await foreach (var row in rows.WithCancellation(stop))
        {
            block.Add(row);
            count++;
            if (block.Count < Size) continue;
            await writer.AddAsync(Pack(block), stop);
            block.Clear();
        }

        if (block.Count > 0) await writer.AddAsync(Pack(block), stop);
        await writer.FinishAsync(stop);
        return count;
    }

    /// <summary>The rows of one block.</summary>
    public static async Task<IReadOnlyList<TRow>> ReadAsync<TRow>(SealedBlockReader reader, int block, CancellationToken stop)
    {
        await using var packed = new BrotliStream(new MemoryStream(await reader.ReadAsync(block, stop)), CompressionMode.Decompress);
        return await JsonSerializer.DeserializeAsync<List<TRow>>(packed, Json, stop) ?? throw new InvalidDataException("An empty block.");
    }

    /// <summary>All rows, block by block.</summary>
    public static async IAsyncEnumerable<TRow> ReadAllAsync<TRow>(SealedBlockReader reader, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var i = 0; i < reader.Count; i++)
            foreach (var row in await ReadAsync<TRow>(reader, i, stop)) yield return row;
    }

    private static byte[] Pack<TRow>(List<TRow> rows)
    {
        using var bytes = new MemoryStream();
        using (var packed = new BrotliStream(bytes, CompressionLevel.Fastest)) JsonSerializer.Serialize(packed, rows, Json);
        return bytes.ToArray();
    }
}
