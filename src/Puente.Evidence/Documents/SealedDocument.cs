using System.Security.Cryptography;
using System.Text.Json;
using Puente.Evidence.Datasets;

namespace Puente.Evidence.Documents;

/// <summary>What a sealed document says of itself, in its first block.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">SHA-256 of its bytes, hexadecimal. Nowhere else on the disk.</param>
internal sealed record DocumentHeader(long Bytes, string Sha256);

/// <summary>
/// Seals the bytes of a document as they come, in blocks of one size, the last one filled up: neither content nor exact size shows. The header comes
/// first, so the hash must be known before; whether the bytes have it is seen at the end.
/// </summary>
internal sealed class DocumentSealer : IAsyncDisposable
{
    /// <summary>Bytes of a block.</summary>
    public const int Block = 256 * 1024;

    private readonly FileStream _to;
    private readonly SealedBlockWriter _blocks;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _block = new byte[Block];
    private int _filled;

    private DocumentSealer(string path, byte[] key)
    {
        _to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        _blocks = new SealedBlockWriter(_to, key, BlockContent.Document);
    }

    /// <summary>Begins a file with its header.</summary>
    public static async Task<DocumentSealer> BeginAsync(string path, byte[] key, DocumentHeader header, CancellationToken stop)
    {
        var sealer = new DocumentSealer(path, key);
        await sealer._blocks.AddAsync(JsonSerializer.SerializeToUtf8Bytes(header), stop);
        return sealer;
    }

    /// <summary>Adds bytes.</summary>
    public async Task AddAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        _hash.AppendData(bytes.Span);
        while (bytes.Length > 0)
        {
            var fits = Math.Min(bytes.Length, Block - _filled);
            bytes[..fits].CopyTo(_block.AsMemory(_filled));
            (_filled, bytes) = (_filled + fits, bytes[fits..]);
            if (_filled == Block) await SealAsync(stop);
        }
    }

    /// <summary>Completes the file and brings it to the disk. Gives the SHA-256 of what was added, hexadecimal.</summary>
    public async Task<string> FinishAsync(CancellationToken stop)
    {
        if (_filled > 0) await SealAsync(stop);
        await _blocks.FinishAsync(stop);
        _to.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public async ValueTask DisposeAsync()
    {
        _blocks.Dispose();
        _hash.Dispose();
        await _to.DisposeAsync();
    }

    private async Task SealAsync(CancellationToken stop)
    {
        _block.AsSpan(_filled).Clear();
        await _blocks.AddAsync(_block, stop);
        _filled = 0;
    }
}

/// <summary>The plain bytes of a sealed document, opened block by block as they are read.</summary>
internal sealed class DocumentStream : Stream
{
    private readonly SealedBlockReader _blocks;
    private byte[] _block = [];
    private long _open = -1;

    private DocumentStream(SealedBlockReader blocks, DocumentHeader header) => (_blocks, Header) = (blocks, header);

    /// <summary>What the document says of itself.</summary>
    public DocumentHeader Header { get; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => Header.Bytes;

    public override long Position { get; set; }

    /// <summary>Opens a document.</summary>
    /// <exception cref="CryptographicException">The file is not what was sealed under this key.</exception>
    public static async Task<DocumentStream> OpenAsync(string path, byte[] key, CancellationToken stop)
    {
        var blocks = await SealedBlockReader.OpenAsync(path, key, BlockContent.Document, stop);
        return new DocumentStream(blocks, JsonSerializer.Deserialize<DocumentHeader>(await blocks.ReadAsync(0, stop))!);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length || buffer.Length == 0) return 0;
        var number = Position / DocumentSealer.Block;
        if (number != _open) (_block, _open) = (await _blocks.ReadAsync((int)number + 1, cancellationToken), number);
        var from = (int)(Position % DocumentSealer.Block);
        var count = (int)Math.Min(Math.Min(buffer.Length, DocumentSealer.Block - from), Length - Position);
        _block.AsMemory(from, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => Length + offset };

    public override void Flush() => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await _blocks.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _blocks.DisposeAsync().AsTask().GetAwaiter().GetResult();
        base.Dispose(disposing);
    }
}
