using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Puente.Evidence.Datasets;

/// <summary>What the blocks of a sealed file hold. Part of each nonce, so that two files may share a key.</summary>
internal enum BlockContent
{
    /// <summary>Rows that were taken.</summary>
    Rows = 0,

    /// <summary>Rows that were not.</summary>
    Rejected = 1,

    /// <summary>What the rows say as facts; derived from them.</summary>
    Facts = 2,

    /// <summary>The bytes of a document.</summary>
    Document = 3,

    /// <summary>The text of a document, page by page.</summary>
    Pages = 4,

    /// <summary>What the rows of many datasets say, packed.</summary>
    Image = 5,
}

/// <summary>
/// Files of blocks, each encrypted by itself with AES-256-GCM (NIST SP 800-38D), its number as nonce, and at the end a sealed list of their
/// lengths: one block is read without touching the others, and one that was changed, moved, left out or cut off is noticed. Destroying the
/// key destroys the content.
/// </summary>
internal static class SealedBlocks
{
    internal const int Tag = 16;
    internal const long Directory = -1;

    /// <summary>A new key.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(32);

    internal static byte[] Nonce(BlockContent content, long number)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt32BigEndian(nonce, (int)content);
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(4), number);
        return nonce;
    }
}

/// <summary>Writes blocks one after another; <see cref="FinishAsync"/> completes the file.</summary>
internal sealed class SealedBlockWriter(Stream to, byte[] key, BlockContent content) : IDisposable
{
    private readonly AesGcm _aes = new(key, SealedBlocks.Tag);
    private readonly List<int> _lengths = [];

    /// <summary>Seals the next block.</summary>
    public async Task AddAsync(byte[] plain, CancellationToken stop)
    {
        var sealedBlock = Seal(plain, _lengths.Count);
        await to.WriteAsync(sealedBlock, stop);
        _lengths.Add(sealedBlock.Length);
    }

    /// <summary>Seals the list of blocks and ends the file.</summary>
    public async Task FinishAsync(CancellationToken stop)
    {
        var list = new byte[_lengths.Count * sizeof(int)];
        for (var i = 0; i < _lengths.Count; i++) BinaryPrimitives.WriteInt32BigEndian(list.AsSpan(i * sizeof(int)), _lengths[i]);
        var directory = Seal(list, SealedBlocks.Directory);
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, directory.Length);
        await to.WriteAsync(directory, stop);
        await to.WriteAsync(length, stop);
    }

    public void Dispose() => _aes.Dispose();

    private byte[] Seal(byte[] plain, long number)
    {
        var sealedBlock = new byte[plain.Length + SealedBlocks.Tag];
        _aes.Encrypt(SealedBlocks.Nonce(content, number), plain, sealedBlock.AsSpan(0, plain.Length), sealedBlock.AsSpan(plain.Length));
        return sealedBlock;
    }
}

/// <summary>Reads single blocks of a sealed file.</summary>
internal sealed class SealedBlockReader : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly AesGcm _aes;
    private readonly BlockContent _content;
    private long[] _starts = [0];

    private SealedBlockReader(FileStream file, byte[] key, BlockContent content) => (_file, _aes, _content) = (file, new AesGcm(key, SealedBlocks.Tag), content);

    /// <summary>Number of blocks.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>Opens a file and reads the list of its blocks.</summary>
    /// <exception cref="CryptographicException">The file is not what was sealed under this key.</exception>
    public static async Task<SealedBlockReader> OpenAsync(string path, byte[] key, BlockContent content, CancellationToken stop)
    {
        var reader = new SealedBlockReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete), key, content);
        try
        {
            await reader.ListAsync(stop);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    /// <summary>The plain content of one block.</summary>
    /// <exception cref="CryptographicException">The block is not what was sealed.</exception>
    public Task<byte[]> ReadAsync(int number, CancellationToken stop) => OpenAsync(_starts[number], (int)(_starts[number + 1] - _starts[number]), number, stop);

    public async ValueTask DisposeAsync()
    {
        _aes.Dispose();
        await _file.DisposeAsync();
    }

    private async Task ListAsync(CancellationToken stop)
    {
        var end = _file.Length - sizeof(int);
        if (end < SealedBlocks.Tag) throw new CryptographicException("The file is cut off.");
        var tail = new byte[sizeof(int)];
        _file.Position = end;
        await _file.ReadExactlyAsync(tail, stop);
        var length = BinaryPrimitives.ReadInt32BigEndian(tail);
        if (length < SealedBlocks.Tag || length > end) throw new CryptographicException("The file is cut off.");
        var list = await OpenAsync(end - length, length, SealedBlocks.Directory, stop);
        _starts = new long[(list.Length / sizeof(int)) + 1];
        for (var i = 1; i < _starts.Length; i++) _starts[i] = _starts[i - 1] + BinaryPrimitives.ReadInt32BigEndian(list.AsSpan((i - 1) * sizeof(int)));
        if (_starts[^1] != end - length) throw new CryptographicException("The file is not as long as its list says.");
    }

    private async Task<byte[]> OpenAsync(long start, int length, long number, CancellationToken stop)
    {
        var sealedBlock = new byte[length];
        _file.Position = start;
        await _file.ReadExactlyAsync(sealedBlock, stop);
        var plain = new byte[length - SealedBlocks.Tag];
        _aes.Decrypt(SealedBlocks.Nonce(_content, number), sealedBlock.AsSpan(0, plain.Length), sealedBlock.AsSpan(plain.Length), plain);
        return plain;
    }
}
