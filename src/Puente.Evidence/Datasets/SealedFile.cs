using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Puente.Evidence.Datasets;

/// <summary>
/// A file encrypted in chunks with AES-256-GCM (NIST SP 800-38D) under a key used for this one file: each chunk has its number as nonce and
/// says whether it is the last, so that a chunk changed, moved, left out or cut off is noticed. Destroying the key destroys the content.
/// </summary>
internal static class SealedFile
{
    private const int Chunk = 64 * 1024;
    private const int Tag = 16;

    /// <summary>A new key.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(32);

    /// <summary>Encrypts all of <paramref name="plain"/>.</summary>
    public static async Task SealAsync(Stream plain, Stream to, byte[] key, CancellationToken stop)
    {
        using var aes = new AesGcm(key, Tag);
        var buffer = new byte[Chunk];
        var next = new byte[Chunk];
        var length = await plain.ReadAtLeastAsync(buffer, Chunk, throwOnEndOfStream: false, stop);
        for (var number = 0L; ; number++)
        {
            var following = length < Chunk ? 0 : await plain.ReadAtLeastAsync(next, Chunk, throwOnEndOfStream: false, stop);
            var sealedChunk = new byte[length + Tag];
            aes.Encrypt(Nonce(number), buffer.AsSpan(0, length), sealedChunk.AsSpan(0, length), sealedChunk.AsSpan(length), [following == 0 ? (byte)1 : (byte)0]);
            await to.WriteAsync(sealedChunk, stop);
            if (following == 0)
                return;
            (buffer, next, length) = (next, buffer, following);
        }
    }

    /// <summary>Decrypts all of <paramref name="from"/>.</summary>
    /// <exception cref="CryptographicException">The file is not what was sealed under this key.</exception>
    public static async Task OpenAsync(Stream from, Stream plain, byte[] key, CancellationToken stop)
    {
        using var aes = new AesGcm(key, Tag);
        var buffer = new byte[Chunk + Tag];
        var next = new byte[Chunk + Tag];
        var length = await from.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop);
        for (var number = 0L; ; number++)
        {
            if (length < Tag)
                throw new CryptographicException("The file is cut off.");
            var following = length < buffer.Length ? 0 : await from.ReadAtLeastAsync(next, next.Length, throwOnEndOfStream: false, stop);
            var content = new byte[length - Tag];
            aes.Decrypt(Nonce(number), buffer.AsSpan(0, length - Tag), buffer.AsSpan(length - Tag, Tag), content, [following == 0 ? (byte)1 : (byte)0]);
            await plain.WriteAsync(content, stop);
            if (following == 0)
                return;
            (buffer, next, length) = (next, buffer, following);
        }
    }

    private static byte[] Nonce(long number)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(4), number);
        return nonce;
    }
}
