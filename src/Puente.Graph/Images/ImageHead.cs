using System.Runtime.InteropServices;

namespace Puente.Graph.Images;

/// <summary>The first piece of an image, little-endian: what it is, what it was made from, and how much follows.</summary>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal struct ImageHead
{
    public const ulong Name = 0x32_48_50_41_52_47_55_50;
    public const int StampBytes = 32;

    /// <summary>The letters PUGRAPH2.</summary>
    public ulong Magic;

    /// <summary>The caller's stamp, padded with zeros.</summary>
    public ulong Stamp0, Stamp1, Stamp2, Stamp3;

    public int Shift;
    public int Segments;
    public int Edges;
    public int Vertices;
    public int Links;
    public int Large;
    public int Repoints;

    /// <summary>How many blocks there are.</summary>
    public int Blocks;

    /// <summary>Bytes of the whole file.</summary>
    public long Length;

    /// <summary>Where the list of the blocks begins.</summary>
    public long List;

    public readonly bool IsFor(ReadOnlySpan<byte> stamp)
    {
        Span<ulong> own = [Stamp0, Stamp1, Stamp2, Stamp3];
        return MemoryMarshal.AsBytes(own).SequenceEqual(Padded(stamp));
    }

    public static byte[] Padded(ReadOnlySpan<byte> stamp)
    {
        if (stamp.Length > StampBytes) throw new ArgumentException($"A stamp has at most {StampBytes} bytes.");
        var padded = new byte[StampBytes];
        stamp.CopyTo(padded);
        return padded;
    }
}
