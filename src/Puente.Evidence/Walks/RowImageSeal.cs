using System.Security.Cryptography;
using Puente.Evidence.Datasets;
using Puente.Graph.Images;

namespace Puente.Evidence.Walks;

/// <summary>Encrypts the pieces of an image with AES-256-GCM, their numbers as nonces: a key serves one file only.</summary>
internal sealed class RowImageSeal(RowImageLead lead, byte[] key) : ImageSeal, IDisposable
{
    private readonly ThreadLocal<AesGcm> _aes = new(() => new AesGcm(key, SealedBlocks.Tag), trackAllValues: true);

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Lead => lead.Bytes;

    /// <inheritdoc/>
    public override int Tail => SealedBlocks.Tag;

    /// <inheritdoc/>
    public override void Close(long number, ReadOnlySpan<byte> plain, Span<byte> into) => _aes.Value!.Encrypt(SealedBlocks.Nonce(BlockContent.Image, number), plain, into[..plain.Length], into[plain.Length..]);

    /// <inheritdoc/>
    public override bool Open(long number, ReadOnlySpan<byte> closed, Span<byte> into)
    {
        try
        {
            _aes.Value!.Decrypt(SealedBlocks.Nonce(BlockContent.Image, number), closed[..into.Length], closed[into.Length..], into);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var aes in _aes.Values) aes.Dispose();
        _aes.Dispose();
    }
}
