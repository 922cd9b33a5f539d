using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Puente.Graph.Images;

/// <summary>CRC-32C (Castagnoli; RFC 3720, appendix B.4), over four interleaved lanes of a block so that the processor's instruction keeps busy. Finds damage, not forgery.</summary>
internal static class Checksum
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var quarter = words.Length / 4;
        uint a = 1, b = 2, c = 3, d = 4;
        for (var i = 0; i < quarter; i++)
        {
            a = BitOperations.Crc32C(a, words[i]);
            b = BitOperations.Crc32C(b, words[quarter + i]);
            c = BitOperations.Crc32C(c, words[2 * quarter + i]);
            d = BitOperations.Crc32C(d, words[3 * quarter + i]);
        }

        var sum = BitOperations.Crc32C(BitOperations.Crc32C(BitOperations.Crc32C(a, b), c), d);
        foreach (var rest in bytes[(quarter * 32)..]) sum = BitOperations.Crc32C(sum, rest);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
        return BitOperations.Crc32C(sum, MemoryMarshal.Read<ulong>(length));
    }
}
