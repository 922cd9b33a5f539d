using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Puente.Evidence.Datasets;

namespace Puente.Evidence.Documents;

/// <summary>The text of a document in a sealed file: a block a page, compressed and filled up to a round size.</summary>
internal static class SealedPages
{
    private const int Round = 1024;

    /// <summary>A page as a block.</summary>
    public static byte[] Pack(TextPage page)
    {
        using var packed = new MemoryStream();
        packed.Write(new byte[sizeof(int)]);
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)) JsonSerializer.Serialize(brotli, page);
        var block = new byte[(packed.Length + Round - 1) / Round * Round];
        packed.ToArray().CopyTo(block, 0);
        BinaryPrimitives.WriteInt32BigEndian(block, (int)packed.Length - sizeof(int));
        return block;
    }

    /// <summary>One page by its number.</summary>
    public static async Task<TextPage> ReadAsync(string path, byte[] key, int number, CancellationToken stop)
    {
        await using var blocks = await SealedBlockReader.OpenAsync(path, key, BlockContent.Pages, stop);
        return Unpack(await blocks.ReadAsync(number - 1, stop));
    }

    /// <summary>Every page in order.</summary>
    public static async IAsyncEnumerable<TextPage> ReadAllAsync(string path, byte[] key, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var blocks = await SealedBlockReader.OpenAsync(path, key, BlockContent.Pages, stop);
        for (var i = 0; i < blocks.Count; i++) yield return Unpack(await blocks.ReadAsync(i, stop));
    }

    private static TextPage Unpack(byte[] block)
    {
        using var brotli = new BrotliStream(new MemoryStream(block, sizeof(int), BinaryPrimitives.ReadInt32BigEndian(block)), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<TextPage>(brotli)!;
    }
}
