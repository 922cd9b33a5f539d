using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Puente.Evidence.Datasets;

/// <summary>Rows of one kind, a thousand to a block, compressed.</summary>
internal static class RowBlocks
{
    /// <summary>Rows in a block; only the last has fewer.</summary>
    public const int Size = 1000;

    /// <summary>Blocks that may be packed or unpacked at once before they are needed.</summary>
    public const int Ahead = 4;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { IncludeFields = true };

    /// <summary>The rows of one block.</summary>
    public static async Task<IReadOnlyList<TRow>> ReadAsync<TRow>(SealedBlockReader reader, int block, CancellationToken stop) => Unpack<TRow>(await reader.ReadAsync(block, stop));

    /// <summary>All rows, block by block; those that follow are unpacked meanwhile.</summary>
    public static async IAsyncEnumerable<TRow> ReadAllAsync<TRow>(SealedBlockReader reader, [EnumeratorCancellation] CancellationToken stop)
    {
        var ahead = new Queue<Task<List<TRow>>>();
        for (var next = 0; next < reader.Count || ahead.Count > 0;)
        {
            while (next < reader.Count && ahead.Count < Ahead)
            {
                var bytes = await reader.ReadAsync(next++, stop);
                ahead.Enqueue(Task.Run(() => Unpack<TRow>(bytes), stop));
            }

            foreach (var row in await ahead.Dequeue()) yield return row;
        }
    }

    private static List<TRow> Unpack<TRow>(byte[] bytes)
    {
        using var packed = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<List<TRow>>(packed, Json) ?? throw new InvalidDataException("An empty block.");
    }

    internal static byte[] Pack<TRow>(List<TRow> rows)
    {
        using var bytes = new MemoryStream();
        using (var packed = new BrotliStream(bytes, CompressionLevel.Fastest)) JsonSerializer.Serialize(packed, rows, Json);
        return bytes.ToArray();
    }
}

/// <summary>
/// Seals rows as they come; <see cref="FinishAsync"/> completes the file, without which nothing of it opens. A full block is packed while the
/// next one fills; blocks are written in their order.
/// </summary>
internal sealed class RowBlockWriter<TRow> : IAsyncDisposable
{
    private readonly FileStream _to;
    private readonly SealedBlockWriter _blocks;
    private readonly Queue<Task<byte[]>> _packing = new();
    private List<TRow> _block = new(RowBlocks.Size);

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
        while (_packing.TryDequeue(out var packed)) await _blocks.AddAsync(await packed, stop);
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
        var full = _block;
        _block = new List<TRow>(RowBlocks.Size);
        _packing.Enqueue(Task.Run(() => RowBlocks.Pack(full), stop));
        if (_packing.Count > RowBlocks.Ahead) await _blocks.AddAsync(await _packing.Dequeue(), stop);
    }
}
