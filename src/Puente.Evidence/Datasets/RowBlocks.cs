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

    internal static byte[] Pack<TRow>(List<TRow> rows)
    {
        using var bytes = new MemoryStream();
        using (var packed = new BrotliStream(bytes, CompressionLevel.Fastest)) JsonSerializer.Serialize(packed, rows, Json);
        return bytes.ToArray();
    }
}

/// <summary>Seals rows as they come; <see cref="FinishAsync"/> completes the file, without which nothing of it opens.</summary>
internal sealed class RowBlockWriter<TRow> : IAsyncDisposable
{
    private readonly FileStream _to;
    private readonly SealedBlockWriter _blocks;
    private readonly List<TRow> _block = new(RowBlocks.Size);

    private RowBlockWriter(FileStream to, byte[] key, BlockContent content) => (_to, _blocks) = (to, new SealedBlockWriter(to, key, content));

    /// <summary>Rows so far.</summary>
    public long Count { get; private set; }

    /// <summary>Begins a file.</summary>
    public static RowBlockWriter<TRow> Create(string path, byte[] key, BlockContent content) => new(File.Create(path), key, content);

    /// <summary>Adds a row.</summary>
    public async ValueTask AddAsync(TRow row, CancellationToken stop)
    {
        _block.Add(row);
        Count++;
        if (_block.Count == RowBlocks.Size) await SealAsync(stop);
    }

    /// <summary>Seals what is left and brings the file to the disk.</summary>
    public async Task FinishAsync(CancellationToken stop)
    {
        if (_block.Count > 0) await SealAsync(stop);
        await _blocks.FinishAsync(stop);
        _to.Flush(flushToDisk: true);
    }

    public async ValueTask DisposeAsync()
    {
        _blocks.Dispose();
        await _to.DisposeAsync();
    }

    private async Task SealAsync(CancellationToken stop)
    {
        await _blocks.AddAsync(RowBlocks.Pack(_block), stop);
        _block.Clear();
    }
}
