using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Puente.Evidence.Documents;

/// <summary>
/// What is here of a document that is being sent: frames of (length, nonce, sealed bytes), each bound to its offset. A frame is written when it is
/// full or when sending breaks off, so that what was received stays; a frame that a kill cut off is taken away by the next append.
/// </summary>
internal sealed class IncomingFile(string path, byte[] key)
{
    private const int Nonce = 12, Tag = 16, Head = sizeof(int) + Nonce;
    private const int Largest = DocumentSealer.Block;

    /// <summary>Bytes that are here.</summary>
    public async Task<long> OffsetAsync(CancellationToken stop)
    {
        if (!File.Exists(path)) return 0;
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return (await WholeAsync(file, stop)).Offset;
    }

    /// <summary>Adds what a stream gives, up to <paramref name="most"/> bytes; also when it breaks off, what came until then is here.</summary>
    /// <returns>Whether the stream had more than that.</returns>
    public async Task<bool> AppendAsync(Stream from, long most, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        var (offset, end) = await WholeAsync(file, stop);
        file.SetLength(end);
        file.Position = end;
        using var aes = new AesGcm(key, Tag);
        var (buffer, filled, left) = (new byte[Largest], 0, most);
        try
        {
            while (left > 0 && await from.ReadAsync(buffer.AsMemory(filled, (int)Math.Min(buffer.Length - filled, left)), stop) is var read and > 0)
            {
                (filled, left) = (filled + read, left - read);
                if (filled < buffer.Length) continue;
                await SealAsync(filled);
                (offset, filled) = (offset + filled, 0);
            }

            return left == 0 && await from.ReadAsync(new byte[1], stop) > 0;
        }
        finally
        {
            if (filled > 0) await SealAsync(filled);
            file.Flush(flushToDisk: true);
        }

        async Task SealAsync(int length)
        {
            var frame = new byte[Head + length + Tag];
            BinaryPrimitives.WriteInt32BigEndian(frame, length);
            RandomNumberGenerator.Fill(frame.AsSpan(sizeof(int), Nonce));
            aes.Encrypt(frame.AsSpan(sizeof(int), Nonce), buffer.AsSpan(0, length), frame.AsSpan(Head, length), frame.AsSpan(Head + length), At(offset));
            await file.WriteAsync(frame, CancellationToken.None);
        }
    }

    /// <summary>The plain bytes, frame by frame.</summary>
    /// <exception cref="CryptographicException">A frame is not what was sealed here.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        using var aes = new AesGcm(key, Tag);
        var (_, end) = await WholeAsync(file, stop);
        file.Position = 0;
        for (long offset = 0; file.Position < end;)
        {
            var head = new byte[Head];
            await file.ReadExactlyAsync(head, stop);
            var frame = new byte[BinaryPrimitives.ReadInt32BigEndian(head) + Tag];
            await file.ReadExactlyAsync(frame, stop);
            var plain = new byte[frame.Length - Tag];
            aes.Decrypt(head.AsSpan(sizeof(int)), frame.AsSpan(0, plain.Length), frame.AsSpan(plain.Length), plain, At(offset));
            offset += plain.Length;
            yield return plain;
        }
    }

    /// <summary>Plain bytes of the frames that are whole, and where the last of them ends.</summary>
    private static async Task<(long Offset, long End)> WholeAsync(FileStream file, CancellationToken stop)
    {
        var (offset, end, head) = (0L, 0L, new byte[Head]);
        while (end + Head + Tag <= file.Length)
        {
            file.Position = end;
            await file.ReadExactlyAsync(head, stop);
            var length = BinaryPrimitives.ReadInt32BigEndian(head);
            if (length is <= 0 or > Largest || end + Head + length + Tag > file.Length) break;
            (offset, end) = (offset + length, end + Head + length + Tag);
        }

        return (offset, end);
    }

    private static byte[] At(long offset)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, offset);
        return bytes;
    }
}
